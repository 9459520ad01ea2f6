"""What an application says: by which way it came, and what only the applicant can know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from anhuai.benefits.rules.kinds import Plain


class Channel(StrEnum):
    """How an application came (Social Assistance Law art. 37, 39, 50, 63)."""

    ONLINE = "online"
    WINDOW = "window"
    FOUND = "found"

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""
        return {"online": "网上申请", "window": "窗口受理", "found": "主动发现"}[self]

    @property
    def title_en(self) -> str:
        """The word in English."""
        return {"online": "Online", "window": "At the counter", "found": "Found"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applying:
    """What an application holds beyond what the register knows of the person (art. 62).

    `says` is why help is needed, in the applicant's words; `consents` that the county may check
    what it must (art. 40–41); `facts` are those no register holds, as the applicant declares
    them: the clerk checks and records them.
    """

    item: str
    channel: Channel
    says: str = ""
    facts: Mapping[str, Plain] = field(default_factory=dict)
    consents: bool = False
    is_urgent: bool = False
    is_complex: bool = False
    division: str = ""
    """Where an emergency happened; else the place of registration."""

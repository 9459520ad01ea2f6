"""What a message is: its words in two languages, its channels, and an example that reads well."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Said = str | list[str]  # one text, or the Chinese and the English of a word


class Channel(StrEnum):
    """A way out of the house; the inbox needs none."""

    MAIL = "mail"
    SMS = "sms"
    WECHAT = "wechat"
    APP = "app"
    VOICE = "voice"


QUIET = (Channel.MAIL, Channel.SMS, Channel.WECHAT, Channel.APP)
"""What may wait until somebody looks; a telephone rings only for what must be heard now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of message. `says` names its parameters in braces; they hold no personal data.

    SMS and WeChat providers send approved templates only: they get the code and the parameters.
    """

    title: str
    title_en: str
    says: str
    says_en: str
    channels: tuple[Channel, ...] = QUIET
    example: Mapping[str, Said]
    reads: str
    reads_en: str

    def text(self, said: Mapping[str, Said], *, english: bool) -> str:
        """Return the sentence with its parameters."""
        wanted = self.says_en if english else self.says
        return wanted.format(
            **{key: in_language(one, english=english) for key, one in said.items()}
        )


def in_language(said: Said, *, english: bool) -> str:
    """Return a parameter in Chinese or English."""
    return said if isinstance(said, str) else said[1 if english else 0]

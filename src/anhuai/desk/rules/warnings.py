"""Warnings of the weather service: a kind, a level, an area, from when until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.unfit import Unfit

LONGEST = timedelta(days=31)
MOST_PLACES = 60


class BadWarning(Unfit):
    """A warning that cannot be; codes: kind, level, places, period, over, state."""


class WarningLevel(Titled):
    """How grave a warning is, mildest first."""

    BLUE = "blue", "蓝色", "Blue"
    YELLOW = "yellow", "黄色", "Yellow"
    ORANGE = "orange", "橙色", "Orange"
    RED = "red", "红色", "Red"


class WarningState(Titled):
    """Where a warning stands."""

    PLANNED = "planned", "未开始", "Not begun"
    IN_FORCE = "in_force", "生效中", "In force"
    OVER = "over", "已结束", "Over"
    LIFTED = "lifted", "已解除", "Lifted"


ENDED = (WarningState.OVER, WarningState.LIFTED)


def rank(level: str) -> int:
    """Return how grave a level is: 1 for blue to 4 for red."""
    return list(WarningLevel).index(WarningLevel(level)) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WeatherKind:
    """A kind of warning and the care list it opens; `least` is the preset of the mildest level.

    `examples` pairs a level with whether it opens the list under the preset.
    """

    title: str
    title_en: str
    levels: tuple[WarningLevel, ...]
    care_list: str
    least: WarningLevel
    basis: Basis
    examples: tuple[tuple[WarningLevel, bool], ...]

    def opens(self, level: str, least: int) -> bool:
        """Whether a level opens the list, from a rank on."""
        return rank(level) >= least


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFacts:
    """What a warning says: of [since, until), for divisions."""

    kind: str
    level: str
    divisions: Sequence[str]
    since: datetime
    until: datetime
    text: str = ""
    source: str = ""


def state_at(since: datetime, until: datetime, *, is_lifted: bool, now: datetime) -> WarningState:
    """Return where a warning of [since, until) stands at an instant."""
    if is_lifted:
        return WarningState.LIFTED
    if now >= until:
        return WarningState.OVER
    return WarningState.IN_FORCE if now >= since else WarningState.PLANNED


def outermost(codes: Sequence[str]) -> list[str]:
    """Return divisions without those that lie in another of them, in order of code."""
    found: list[str] = []
    for code in sorted(set(codes)):
        if not any(code.startswith(one) for one in found):
            found.append(code)
    return found

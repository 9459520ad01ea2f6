"""Options and adjustments that several scales share."""

from typing import Final

from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.judging import has_mental_illness, has_repeated_events
from anhuai.assessments.rules.scales import Adjustment, Item, Option, Points
from anhuai.kernel.confidence import Basis

G5: Final = (
    Option(4, "自己能做，不用帮忙", "Independent, no help"),
    Option(3, "有人在旁指导或提醒就能做", "With guidance or prompting"),
    Option(2, "要人帮忙，但大部分自己做", "Needs help, does most of it"),
    Option(1, "主要靠别人做，自己还能配合", "Mainly done by others, cooperates"),
    Option(0, "完全靠别人，也不能配合", "Fully dependent, cannot cooperate"),
)
"""The five-step options of GB/T 42195-2022."""

CAN: Final = (Option(1, "能自己做到", "Can"), Option(0, "不能自己做到", "Cannot"))
"""Can or cannot, as the six-item scales ask."""


def item(
    code: str, title: str, title_en: str, *options: tuple[int, str, str], clause: str = "",
    hint: str = "", hint_en: str = "", basis: Basis | None = None,
) -> Item:  # fmt: skip
    """Return an item from plain tuples, from able to unable."""
    return Item(
        code=code, clause=clause, title=title, title_en=title_en,
        options=tuple(Option(*one) for one in options), hint=hint, hint_en=hint_en, basis=basis,
    )  # fmt: skip


def mental_illness(basis: Basis) -> Adjustment:
    """Return the raise for confirmed dementia or another diagnosed mental disorder."""
    return Adjustment(
        code="mental_illness",
        title="确诊痴呆或其他精神障碍，等级加重一级",
        title_en="Confirmed dementia or other mental disorder: one level worse",
        applies=has_mental_illness, basis=basis,
    )  # fmt: skip


def repeated_events(basis: Basis) -> Adjustment:
    """Return the raise for repeated care-risk events."""
    return Adjustment(
        code="repeated_events",
        title="近 30 天内照护风险事件达到规定次数，等级加重一级",
        title_en="Repeated care-risk events in 30 days: one level worse",
        applies=has_repeated_events, basis=basis,
    )  # fmt: skip


def is_zero(code: str, points: Points) -> bool:
    """Whether an item has no points."""
    return points[code] == 0


def has(problem: str, health: Health) -> bool:
    """Whether annex A names a problem."""
    return problem in health.problems

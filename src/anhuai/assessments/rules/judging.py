"""One form judged by its scale: what it adds up to, the level, what moved it, what to doubt."""

from collections.abc import Mapping
from dataclasses import dataclass

from anhuai.assessments.rules.annex import Diagnosis, Health, Problem
from anhuai.assessments.rules.scales import Finding, Points, Scale, Settings
from anhuai.kernel.unfit import Unfit


class BadScores(Unfit):
    """Scores that cannot be judged; codes: missing, range, unknown, undecided."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The result of a form: the level its scores give, and the one after adjustment."""

    total: int | None
    sums: Mapping[str, int]
    grades: Mapping[str, int]
    score_level: int
    final_level: int
    adjustments: tuple[str, ...]
    warnings: tuple[Finding, ...]


def judge(
    scale: Scale, points: Points, health: Health | None = None, settings: Settings | None = None
) -> Judgement:
    """Return what a whole form comes to.

    Raises `BadScores` for an item missing, out of its range or not of the scale, and where the
    scale's table gives no level: unknown is never the best level.
    """
    health, settings = health or Health(), settings or Settings()
    check_points(scale, points)
    scored = scale.score(points)
    warnings = tuple(check.finding for check in scale.checks if check.clashes(points, health))
    if scored.level is None:
        raise BadScores(
            "undecided",
            f"《{scale.title}》的等级表没有规定这种组合（{_said(scored.doubts)}），请复核各项得分，"
            "或改用 GB/T 42195-2022 重新评估。",
            f"The table of {scale.title_en} gives no level for these grades: check the scores, or "
            "assess by GB/T 42195-2022.",
        )
    final, moved = adjusted(scale, scored.level, health, settings)
    return Judgement(
        scored.total, scored.sums, scored.grades, scored.level, final, moved,
        (*scored.doubts, *warnings),
    )  # fmt: skip


def _said(doubts: tuple[Finding, ...]) -> str:
    return "；".join(one.message for one in doubts) or "无"


def check_points(scale: Scale, points: Points) -> None:
    """Raise `BadScores` unless every item of the scale, and no other, has points of its options."""
    items = scale.items
    for code in points:
        if code not in items:
            raise BadScores(
                "unknown", f"本量表没有“{code}”这一项，请核对量表和版本。",
                f"The scale has no item {code}: check scale and version.", field=code,
            )  # fmt: skip
    for code, item in items.items():
        if code not in points:
            raise BadScores(
                "missing", f"“{item.title}”还没有评分，请补上。",
                f"“{item.title_en}” has no score yet.", field=code,
            )  # fmt: skip
        if points[code] not in item.points:
            listed = sorted(item.points)
            raise BadScores(
                "range",
                f"“{item.title}”只能评 {'、'.join(map(str, listed))} 分。",
                f"“{item.title_en}” is scored {', '.join(map(str, listed))}.",
                field=code,
            )


def adjusted(
    scale: Scale, level: int, health: Health, settings: Settings
) -> tuple[int, tuple[str, ...]]:
    """Return the level after the scale's adjustments, and the codes of those that apply.

    Several raises count once unless the county lets them add up; no level is beyond the worst.
    """
    moved = tuple(one for one in scale.adjustments if one.applies(health, settings))
    fixed = [one.to for one in moved if one.to is not None]
    raises = sum(one.to is None for one in moved)
    if not settings.is_cumulative:
        raises = min(raises, 1)
    final = max([min(level + raises, scale.worst), *fixed])
    return final, tuple(one.code for one in moved)


def has_coma(health: Health, _settings: Settings) -> bool:
    """Whether the person is in a coma."""
    return Problem.COMA in health.problems


def has_mental_illness(health: Health, _settings: Settings) -> bool:
    """Whether dementia or another mental disorder is confirmed."""
    return bool({Diagnosis.DEMENTIA, Diagnosis.MENTAL} & health.diagnoses)


def has_repeated_events(health: Health, settings: Settings) -> bool:
    """Whether there were enough care-risk events in 30 days, over all kinds."""
    return health.events >= settings.risk_events


def spread(scale: Scale, total: int) -> dict[str, int]:
    """Return points that add up to a total, taken away from the last items first: for examples."""
    points = {code: max(item.points) for code, item in scale.items.items()}
    over = sum(points.values()) - total
    for code in reversed(points):
        taken = min(over, points[code] - min(scale.items[code].points))
        points[code] -= taken
        over -= taken
    if over:
        raise ValueError(f"no form of {scale.scale_id} comes to {total}")
    return points

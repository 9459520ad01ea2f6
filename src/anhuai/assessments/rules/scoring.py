"""The ways in which item scores become a level; a scale's file chooses one."""

from collections.abc import Callable, Iterable, Mapping

from anhuai.assessments.rules.scales import Finding, Part, Points, Scored

Bands = tuple[tuple[int, int], ...]


def sums_of(parts: Iterable[Part], points: Points) -> dict[str, int]:
    """Return each part's sum of points."""
    return {part.code: sum(points[item.code] for item in part.items) for part in parts}


def banded(value: int, bands: Bands) -> int:
    """Return the level of the first band, highest first, whose lower bound a value reaches."""
    return next(level for low, level in bands if value >= low)


def by_total(parts: tuple[Part, ...], bands: Bands) -> Callable[[Points], Scored]:
    """Return the way of a scale whose total falls into bands (lower bound, level)."""

    def score(points: Points) -> Scored:
        sums = sums_of(parts, points)
        total = sum(sums.values())
        return Scored(total, sums, {}, banded(total, bands))

    return score


def by_failures(parts: tuple[Part, ...], bands: Bands) -> Callable[[Points], Scored]:
    """Return the way of a scale that counts the items scored 0: bands (failures, level)."""

    def score(points: Points) -> Scored:
        sums = sums_of(parts, points)
        failed = sum(value == 0 for value in points.values())
        return Scored(sum(sums.values()), sums, {}, banded(failed, bands))

    return score


Grade = Callable[[Points], int]
Combine = Callable[[Mapping[str, int]], tuple[int | None, tuple[Finding, ...]]]


def by_grades(
    parts: tuple[Part, ...], grades: Mapping[str, Grade], combine: Combine
) -> Callable[[Points], Scored]:
    """Return the way of a scale that grades each part and looks the grades up in a table.

    Parts are never summed with each other: their points do not mean the same.
    """

    def score(points: Points) -> Scored:
        found = {code: grade(points) for code, grade in grades.items()}
        level, doubts = combine(found)
        return Scored(None, sums_of(parts, points), found, level, doubts)

    return score

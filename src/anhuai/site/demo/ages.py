"""How many men and women of each age: China's shipped pyramid, graduated and scaled to a county."""

import csv
from dataclasses import dataclass
from importlib.resources import files

from anhuai.site.demo.chance import apportion

MEN, WOMEN = 1, 2  # GB/T 2261.1
_OLDEST = 104


@dataclass(frozen=True, slots=True)
class Pyramid:
    """People by sex and single year of age on the demo's day."""

    counts: dict[int, list[int]]

    @property
    def total(self) -> int:
        """Everybody."""
        return sum(map(sum, self.counts.values()))


def _table(name: str) -> list[dict[str, str]]:
    text = files("anhuai.counties").joinpath("demography", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def graduate(groups: list[float]) -> list[float]:
    """Split five-year groups (the last open) into single years; each group keeps its sum.

    Inside a group the numbers change evenly, as steeply as its two neighbours differ.
    """
    years: list[float] = []
    for place, group in enumerate(groups[:-1]):
        before = groups[place - 1] if place else group
        slope = (groups[place + 1] - before) / 50
        steepest = group / 10.01
        slope = max(-steepest, min(steepest, slope))
        years.extend(group / 5 + slope * (year - 2) for year in range(5))
    years.extend(groups[-1] * share for share in (0.45, 0.27, 0.15, 0.08, 0.05))
    return years


def pyramid(*, residents: int, elders: int) -> Pyramid:
    """Return residents by sex and age with exactly so many aged 60 and over."""
    table = _table("china_population_2020.csv")
    weights = [graduate([float(row[sex]) for row in table]) for sex in ("male", "female")]
    young = apportion(residents - elders, [w for years in weights for w in years[:60]])
    old = apportion(elders, [w for years in weights for w in years[60:]])
    span = _OLDEST + 1 - 60
    return Pyramid(
        {MEN: young[:60] + old[:span], WOMEN: young[60:] + old[span:]},
    )


def deaths_by_age() -> dict[int, list[float]]:
    """Return yearly deaths by sex and single age, up to a factor: mortality times population."""
    people = _table("china_population_2020.csv")
    risks = _table("china_mortality_2020_2025.csv")
    deaths: dict[int, list[float]] = {}
    for code, sex in ((MEN, "male"), (WOMEN, "female")):
        alive = graduate([float(row[sex]) for row in people])
        steps = [(int(row["age"]), float(row[sex])) for row in risks]
        deaths[code] = [
            count * [risk for start, risk in steps if start <= age][-1]
            for age, count in enumerate(alive)
        ]
    return deaths


def ages_of_mothers() -> dict[int, float]:
    """Return the share of births by the mother's single year of age, 15 to 49."""
    groups = [
        (int(row["age"]), float(row["percent"]))
        for row in _table("china_births_by_age_2015_2020.csv")
    ]
    shares = graduate([percent for _, percent in groups] + [0.0])[: 5 * len(groups)]
    return {groups[0][0] + year: share for year, share in enumerate(shares)}

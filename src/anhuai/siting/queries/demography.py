"""The shipped rates of the projection (United Nations, World Population Prospects) by year."""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from anhuai.siting.engine.demand import Step
    from anhuai.siting.engine.graph import Floats

SOURCE: Final = _(
    "联合国《世界人口展望》2022（死亡率、生育率、性别比）、2019（人口），CC BY 3.0 IGO"
)
VARIANTS: Final = ("low", "medium", "high")
FIRST, LAST = 2000, 2040


@cache
def _table(name: str) -> tuple[Mapping[str, str], ...]:
    text = files("anhuai.counties").joinpath("demography", name).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def step_of(year: int, variant: str, edition: str = "2022") -> "Step":
    """Return China's rates of the year that begins with `year`; years beyond the tables keep the
    last. Births follow the variant; deaths are the medium ones of an edition of the tables."""
    import numpy as np

    from anhuai.siting.engine.demand import AGES, Step, single_ages

    year = min(max(year, FIRST), LAST - 1)
    since = str(year - year % 5)
    risks = [
        row for row in _table("wpp_mortality.csv")
        if row["since"] == since and row["edition"] == edition
    ]  # fmt: skip
    deaths = np.stack(
        [
            single_ages([(int(row["age"]), float(row[sex])) for row in risks])
            for sex in ("male", "female")
        ]
    )
    total = next(
        float(row[variant]) for row in _table("wpp_fertility.csv") if int(row["year"]) == year
    )
    births = np.zeros(AGES)
    for row in _table("wpp_births_by_age.csv"):
        if row["since"] == since:
            first = int(row["age"])
            births[first : first + 5] = total * float(row["percent"]) / 100 / 5
    boys = next(
        float(row["boys_per_girl"])
        for row in _table("wpp_sex_ratio.csv") if int(row["year"]) == year
    )  # fmt: skip
    return Step(deaths, births, boys)


@cache
def china(year: int) -> "Floats":
    """Return China's people by (1, sex, age), thousand: estimated to 2020, projected after."""
    import numpy as np

    from anhuai.siting.engine.demand import graduated

    rows = [row for row in _table("wpp_population.csv") if int(row["year"]) == year]
    return np.stack([graduated([float(row[sex]) for row in rows]) for sex in ("male", "female")])[
        None
    ]


Error = tuple[float, float, float]


@cache
def backcast(since: int, until: int, *, edition: str = "2019") -> Mapping[str, Error]:
    """Return by band of ages what carrying China on from one year to another gives, what the
    United Nations have, and the relative error (both years of the five-yearly table).

    With the deaths of the edition the people are of, the error is the method's own; with the next
    edition's, it also shows by how much the United Nations changed their mind.
    """
    from anhuai.siting.engine.demand import errors, projected

    steps: Sequence[Step] = [step_of(year, "medium", edition) for year in range(since, until)]
    return errors(projected(china(since), steps)[-1][0], china(until)[0])

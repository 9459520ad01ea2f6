"""Working a benefit out for somebody who is not on record: what they say, by the county's terms."""

from datetime import date
from typing import Any

from anhuai.benefits.queries.terms import PEOPLE, terms
from anhuai.benefits.rules.definition import Who
from anhuai.benefits.rules.population import Household, Member, Spell
from anhuai.benefits.rules.why import Explanation, why
from anhuai.kernel.months import Month
from anhuai.platform import county


def worked_out(item: str, said: dict[str, Any], *, on: date) -> Explanation:
    """Explain a benefit for the month of a day by what somebody says; nothing is kept."""
    person = {code: (Spell(value),) for code, value in said["person"].items()}
    household = Household(
        id=0, place=county.code(),
        members=tuple(
            Member(id=at, born=said["born"], facts=person) for at in range(1, said["members"] + 1)
        ),
        facts={code: (Spell(value),) for code, value in said["household"].items()},
    )  # fmt: skip
    whose = None if PEOPLE[item].who is Who.HOUSEHOLD else 1
    return why(household, item, Month.of(on), terms(known=on), person=whose)

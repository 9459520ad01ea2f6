"""Worked examples, executed: facts in, the decision compared with what the definition says."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from anhuai.benefits.rules.decide import Decision, Terms, decide
from anhuai.benefits.rules.definition import Benefit, Example, Who
from anhuai.benefits.rules.parameters import Book, given
from anhuai.benefits.rules.population import Household, Member, Spell
from anhuai.kernel.confidence import Basis, Confidence

ASSUMED: Final = Basis(document="", confidence=Confidence.D, note="示例中的假定值")
_SOURCE: Final = "示例"


def household_of(example: Example) -> Household:
    """Return the household an example describes; the first member is number 1."""
    people = (example.person, *example.others)
    return Household(
        id=1,
        place=example.place,
        members=tuple(_member(at, one) for at, one in enumerate(people, 1)),
        facts=_spells(example.household),
    )


def _member(number: int, facts: Mapping[str, Any]) -> Member:
    born, died = facts.get("born", date(1980, 1, 1)), facts.get("died")
    if not isinstance(born, date) or not isinstance(died, date | None):
        raise TypeError("born and died are dates")
    own = {code: value for code, value in facts.items() if code not in ("born", "died")}
    return Member(id=number, born=born, died=died, facts=_spells(own))


def _spells(facts: Mapping[str, Any]) -> dict[str, tuple[Spell, ...]]:
    return {
        code: value if isinstance(value, tuple) else (Spell(value, source=_SOURCE),)
        for code, value in facts.items()
    }


def terms_of(code: str, benefit: Benefit, example: Example) -> Terms:
    """Return the benefit alone, with its national values and what the example assumes."""
    parameters = {one.code: one for one in benefit.parameters}
    values = [one for one in benefit.values if one.parameter not in example.values]
    values += [
        given(
            parameters[name], value, since=benefit.since, known=benefit.since.first, basis=ASSUMED,
            place=example.place,
        )
        for name, value in example.values.items()
    ]  # fmt: skip
    known = max([one.known for one in values], default=example.month.last)
    return Terms(
        benefits={code: benefit},
        book=Book(benefit.parameters, tuple(values)),
        known=max(known, example.month.last),
    )


def run(code: str, benefit: Benefit, example: Example) -> Decision:
    """Return the decision an example comes to."""
    whose = 1 if benefit.who is Who.PERSON else None
    found = decide(household_of(example), example.month, terms_of(code, benefit, example))
    return next(one for one in found if one.person == whose)


def mistake(code: str, benefit: Benefit, example: Example) -> str:
    """Return how an example comes out otherwise than it says; empty where it is right."""
    decision = run(code, benefit, example)
    reason = terms_of(code, benefit, example).reasons[code][decision.reason]
    came: tuple[int | None, str, str] = (None, "", "")
    if reason.outcome.is_paid:
        came = (decision.paid, "", "")
    elif reason.outcome.is_unknown:
        came = (None, "", reason.condition)
    else:
        came = (None, reason.condition or reason.outcome.value, "")
    wanted = (example.gives, example.refused, example.unknown)
    said = sum((example.gives is not None, bool(example.refused), bool(example.unknown)))
    if said != 1:
        return f"{example.says}: says {said} outcomes, not one"
    return "" if came == wanted else f"{example.says}: says {wanted}, comes to {came}"

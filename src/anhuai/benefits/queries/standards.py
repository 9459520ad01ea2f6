"""Amounts and thresholds: what holds here, on what it rests, what is proposed, what it would do."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import BENEFITS, PARAMETERS
from anhuai.benefits.models import StandardChange
from anhuai.benefits.queries.evaluating import evaluate
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.terms import SPENT, book, given_of, reformed, terms
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.effects import cost, effect
from anhuai.benefits.rules.parameters import Given, Parameter
from anhuai.kernel.months import Month, age_on
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.permits import Permit

READ = Permit.BENEFITS_READ
YEAR = 12


def parameter(code: str) -> Parameter:
    """Return a declared parameter; raises `NotHere`."""
    if code not in PARAMETERS:
        raise NotHere("standard", code)
    return PARAMETERS[code]


@dataclass(frozen=True, slots=True)
class Standing:
    """One parameter with what holds here today, and whether a proposal waits."""

    parameter: Parameter
    given: Given | None
    is_waiting: bool
    items: Sequence[str]
    """The benefits that depend on it."""


def standings(actor: Actor, *, on: date) -> list[Standing]:
    """Return every parameter with what holds in the served area, in order of code."""
    actor.require(READ)
    held, area = book(), county.code()
    waiting = set(
        StandardChange.objects.filter(state="proposed").values_list("parameter", flat=True)
    )
    return [
        Standing(
            one, held.find(code, place=area, month=Month.of(on), known=on), code in waiting,
            [item for item, b in BENEFITS.items() if one in b.parameters],
        )
        for code, one in sorted(PARAMETERS.items())
    ]  # fmt: skip


def standing(actor: Actor, code: str, *, on: date) -> Standing:
    """Return one parameter with what holds; raises `NotHere`."""
    parameter(code)
    return next(one for one in standings(actor, on=on) if one.parameter.code == code)


def history(code: str) -> list[Given]:
    """Return every value ever decided for a parameter, the latest first."""
    found = [one for one in book().values if one.parameter == code]
    return sorted(found, key=lambda one: (one.since, one.known), reverse=True)


def changes(code: str = "") -> QuerySet[StandardChange]:
    """Return the proposals, newest first."""
    rows = StandardChange.objects.order_by("-pk")
    return rows.filter(parameter=code) if code else rows


def change(actor: Actor, key: int) -> StandardChange:
    """Return one proposal for the served area; raises `NotHere`."""
    actor.require(READ)
    found = StandardChange.objects.filter(actor.scope(READ).within("place"), pk=key).first()
    if found is None:
        raise NotHere("standard_change", key)
    return found


@reading(
    permit=READ, title=_("查看标准调整涉及的人员"), subject="person",
    ids=lambda rows: sorted({row[0] for row in rows}),
)  # fmt: skip
def touched(actor: Actor, key: int) -> list[tuple[int, str, str, int, int]]:
    """Return (person, name, benefit, before, after) of whom a proposal touches most, in reach."""
    rows = change(actor, key).effect.get("people", [])
    visible = people.visible(actor).filter(pk__in=[row[0] for row in rows])
    names = dict(visible.values_list("pk", "name"))
    return [(one, names[one], item, was, now) for one, item, was, now in rows if one in names]


def simulated(one: StandardChange, *, on: date) -> dict[str, Any]:
    """Return what a proposal would do to everybody, in its first month and over twelve."""
    month = max(Month.of(one.since), Month.of(on))
    homes = households(since=month, until=month + YEAR)
    known = clock.today()
    months = [month + at for at in range(YEAR)]
    given = given_of(one, known=known)
    was = evaluate(homes, months, _concerning(terms(known=known), one.parameter))
    now = evaluate(homes, months, _concerning(reformed([given], known=known), one.parameter))
    towns = {m.id: home.place[:9] for home in homes for m in home.members}
    born = {m.id: m.born for home in homes for m in home.members}
    first = effect(
        was.months[0].paid, now.months[0].paid, spent=SPENT, town_of=lambda key: towns[key],
        age_of=lambda key: age_on(born[key], month.last) if born[key] <= month.last else 0,
    )  # fmt: skip
    year = [sum(cost(month.paid, SPENT) for month in found.months) for found in (was, now)]
    return {"month": str(month), "year": year, "evaluator": now.evaluator, **first.plain()}


def _concerning(known: Terms, code: str) -> Terms:
    """Return the terms of the benefits a parameter can touch, and whom they compete with."""
    touched = {item for item, one in known.benefits.items() if code in _codes(one.parameters)}
    rules = [rule for table in known.tables for rule in table.rules]
    pairs = [{rule.first, rule.second} for rule in rules]
    while more := set().union(*(pair for pair in pairs if pair & touched)) - touched:
        touched |= more
    tables = tuple(
        replace(table, rules=tuple(rule for rule in table.rules if rule.first in touched))
        for table in known.tables
    )
    kept = {item: one for item, one in known.benefits.items() if item in touched}
    return Terms(benefits=kept, book=known.book, tables=tables, known=known.known)


def _codes(parameters: Sequence[Parameter]) -> set[str]:
    return {one.code for one in parameters}

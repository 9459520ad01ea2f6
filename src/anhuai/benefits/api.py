"""Benefits over REST: what there is, who is owed what, findings, and why."""

from datetime import date, datetime
from typing import Any, cast

from django.http import HttpRequest
from ninja import Router, Schema

from anhuai.benefits import actions, queries
from anhuai.benefits.catalogue import BENEFITS
from anhuai.kernel.months import Month
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.requests import ActorRequest

router = Router()


class BenefitOut(Schema):
    """A benefit with its form, what its amount is counted in, and how well its basis is known."""

    code: str
    title: str
    title_en: str
    says: str
    period: str
    form: str
    unit: str
    basis: str
    confidence: str


class OwedOut(Schema):
    """What somebody is owed in a month of an interval, counted in `unit`: fen, times, hours …"""

    id: int
    person: int
    name: str
    item: str
    division: str
    amount: int
    since: date
    until: date | None
    form: str
    unit: str


class OwedPage(Schema):
    """A page of what is owed; `next` goes into `after`."""

    items: list[OwedOut]
    next: str


class FindingOut(Schema):
    """Something a township should look at."""

    id: int
    person: int
    name: str
    kind: str
    item: str
    code: str
    division: str
    due: date | None
    found_on: date
    state: str


class FindingPage(Schema):
    """A page of findings; `next` goes into `after`."""

    items: list[FindingOut]
    next: str


class WarningOut(Schema):
    """An early warning of the low-income population; `categories` those the person is in."""

    id: int
    person: int
    name: str
    signal: str
    categories: list[str]
    division: str
    found_on: date
    due: date | None
    state: str
    checks: int


class WarningPage(Schema):
    """A page of warnings; `next` goes into `after`."""

    items: list[WarningOut]
    next: str


class InstitutionOut(Schema):
    """What an institution is owed of a subsidy for a period, in fen, or why nothing.

    `kept` of it is for recoveries, each a row below zero whose `set_off` is this row's id.
    """

    id: int
    facility: int
    name: str
    item: str
    period: str
    division: str
    amount: int
    reason: str
    state: str
    paid_on: date | None
    number: int
    kept: int
    set_off: int | None


class InstitutionPage(Schema):
    """A page of what institutions are owed; `next` goes into `after`."""

    items: list[InstitutionOut]
    next: str


class DeclaredOut(Schema):
    """A fact that was checked, on [since, until); `household` where it is of the whole home.

    `person` is the head of the home then; `value` is as the rules count it, null for not known.
    """

    id: int
    person: int
    name: str
    household: int | None
    division: str
    fact: str
    value: int | None
    since: date
    until: date | None
    source: str
    recorded_at: datetime
    recorded_by: str


class DeclaredPage(Schema):
    """A page of declared facts; `next` goes into `after`."""

    items: list[DeclaredOut]
    next: str


class DeclareIn(Schema):
    """Facts of one day: money in fen, choices by code, null for known to be unknown."""

    since: date
    source: str
    values: dict[str, bool | int | str | None]


class DeclaredBack(Schema):
    """Of whom the facts were recorded."""

    person: int


class RestatedOut(Schema):
    """Months [since, until) owed differently than was decided; `was` and `now` are of a month."""

    id: int
    person: int
    name: str
    item: str
    division: str
    since: date
    until: date
    was: int
    now: int
    reason: str
    known: date


class RestatedPage(Schema):
    """A page of restatements; `next` goes into `after`."""

    items: list[RestatedOut]
    next: str


class ApplicationOut(Schema):
    """An application and where it stands."""

    id: int
    person: int
    name: str
    item: str
    division: str
    channel: str
    state: str
    since: date
    due: date | None
    whole_due: date | None
    applied_on: date


class ApplicationPage(Schema):
    """A page of applications; `next` goes into `after`."""

    items: list[ApplicationOut]
    next: str


class WhyOut(Schema):
    """Why, or why not: what is given, in two languages, and what the decision is pinned to.

    `paid` is counted in `unit`, which is fen for money alone.
    """

    person: int
    item: str
    month: str
    outcome: str
    paid: int
    form: str
    unit: str
    sentences: list[str]
    sentences_en: list[str]
    rule_hash: str
    parameter_hash: str
    input_hash: str


def _actor(request: HttpRequest) -> Actor:
    return cast("ActorRequest", request).actor


def _counted(item: str) -> tuple[str, str]:
    """Return a benefit's form and unit, both empty for one no longer defined."""
    one = BENEFITS.get(item)
    return (one.form.value, one.amount.type.unit) if one else ("", "")


@router.get("/benefits", response=list[BenefitOut], summary="待遇目录")
def benefits(request: HttpRequest) -> list[dict[str, Any]]:
    """Every benefit that is defined."""
    _actor(request).require(queries.READ)
    return [
        {
            "code": code, "title": one.title, "title_en": one.title_en, "says": one.says,
            "period": one.period.value, "form": one.form.value, "unit": one.amount.type.unit,
            "basis": one.basis.citation or one.basis.note,
            "confidence": one.basis.confidence.value,
        }
        for code, one in BENEFITS.items()
    ]  # fmt: skip


@router.get("/benefits/owed", response=OwedPage, summary="享受名单")
def owed(request: HttpRequest, item: str = "", within: str = "", after: str = "") -> dict[str, Any]:
    """What is owed this month to whom the caller reaches, in order of id."""
    seen = queries.owed(_actor(request), after=after, item=item, division=within, on=clock.today())
    names = ("id", "person", "name", "item", "division", "amount", "since", "until")
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    for one in items:
        one["form"], one["unit"] = _counted(one["item"])
    return {"items": items, "next": seen.next}


@router.get("/benefits/findings", response=FindingPage, summary="待遇线索")
def findings(
    request: HttpRequest, kind: str = "", state: str = "", within: str = "", after: str = ""
) -> dict[str, Any]:
    """The findings the caller reaches, in order of id."""
    seen = queries.found(
        _actor(request), order=["pk"], after=after, kind=kind, state=state, division=within
    )
    items = [
        {
            "id": key, "person": person, "name": name, "kind": one, "item": item, "code": code,
            "division": place, "due": due, "found_on": on, "state": stands,
        }
        for key, person, name, one, item, code, _said, place, due, on, stands, _by, _n in seen.rows
    ]  # fmt: skip
    return {"items": items, "next": seen.next}


@router.get("/benefits/warnings", response=WarningPage, summary="低收入预警")
def warnings(
    request: HttpRequest, signal: str = "", state: str = "", within: str = "", after: str = ""
) -> dict[str, Any]:
    """The early warnings the caller reaches, in order of id."""
    seen = queries.warning_page(
        _actor(request), order=["pk"], after=after, signal=signal, state=state, division=within
    )
    names = tuple(WarningOut.model_fields)
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    for one in items:
        one["categories"] = one["categories"].get("categories", [])
    return {"items": items, "next": seen.next}


@router.get("/benefits/institutions", response=InstitutionPage, summary="机构补贴")
def institutions(
    request: HttpRequest, item: str = "", state: str = "", within: str = "", after: str = ""
) -> dict[str, Any]:
    """What institutions the caller reaches are owed, in order of id."""
    seen = queries.institution_page(
        _actor(request), order=["pk"], after=after, item=item, state=state, division=within
    )
    names = tuple(InstitutionOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.get("/benefits/declared", response=DeclaredPage, summary="核对情况")
def declared(request: HttpRequest, fact: str = "", within: str = "", after: str = "") -> Any:
    """What was checked of people and homes the caller reaches, in order of id."""
    seen = queries.declared_page(
        _actor(request), order=["pk"], after=after, fact=fact, division=within
    )
    names = tuple(DeclaredOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.post(
    "/benefits/persons/{person_id}/declared", response=DeclaredBack, summary="登记核对情况"
)  # fmt: skip
def declare(request: HttpRequest, person_id: int, said: DeclareIn) -> Any:
    """Record what was checked of a person and their home, all or none."""
    actions.declare_facts(
        _actor(request), person=person_id, values=said.values, since=said.since,
        evidence=actions.Evidence(said.source),
    )  # fmt: skip
    return {"person": person_id}


@router.get("/benefits/restated", response=RestatedPage, summary="往月重新核定")
def restated(
    request: HttpRequest, item: str = "", within: str = "", after: str = ""
) -> dict[str, Any]:
    """The past months decided anew that the caller reaches, in order of id."""
    seen = queries.restated(_actor(request), order=["pk"], after=after, item=item, division=within)
    names = tuple(RestatedOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


@router.get("/benefits/applications", response=ApplicationPage, summary="待遇申请")
def applications(
    request: HttpRequest, item: str = "", state: str = "", within: str = "", after: str = ""
) -> dict[str, Any]:
    """The applications the caller reaches, in order of id."""
    seen = queries.page(
        _actor(request), order=["pk"], after=after, item=item, state=state, division=within
    )
    names = tuple(ApplicationOut.model_fields)
    items = [dict(zip(names, row, strict=True)) for row in seen.rows]
    return {"items": items, "next": seen.next}


@router.get(
    "/benefits/why/{person_id}/{item}", response={200: WhyOut, 404: dict[str, str]},
    summary="为什么",
)  # fmt: skip
def why(request: HttpRequest, person_id: int, item: str, month: str = "") -> Any:
    """Explain a benefit of a person in a month ("2026-11"); this month where none is given."""
    when = Month.parse(month) if month else Month.of(clock.today())
    found = queries.reason_of(_actor(request), person=person_id, item=item, month=when)
    told = found.explanation
    if told is None:
        return 404, {"detail": "那个月此人还没有建档，或已不在本户。"}
    return {
        "person": person_id, "item": item, "month": str(when), "outcome": told.reason.outcome.value,
        "paid": told.decision.paid, "form": BENEFITS[item].form.value, "unit": told.type.unit,
        "sentences": list(told.sentences),
        "sentences_en": list(told.sentences_en), "rule_hash": told.decision.rule_hash,
        "parameter_hash": told.decision.parameter_hash, "input_hash": told.decision.input_hash,
    }  # fmt: skip

"""What a nursery reports and the county records over REST: years, inspections, staff, figures."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anhuai.childcare import actions, queries
from anhuai.childcare.rules.staffing import Answer, Member, Paper
from anhuai.platform import clock, county
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
Nursery = Annotated[int | None, Query(ge=1, lt=1 << 63)]
Year = Annotated[int, Query(ge=2000, le=2100)]


class YearReportOut(Schema):
    """A nursery's report of a year, its figures as they were when it was submitted.

    `inspections` is the nursery's own word, `register` what is on record now; they should agree.
    """

    id: int
    nursery: int
    year: int
    state: str
    figures: dict[str, int]
    inspections: int
    on_record: int


@router.get("/childcare/reports", response=list[YearReportOut], summary="托育年度报告")
def reports(request: HttpRequest, year: Year) -> list[dict[str, Any]]:
    """A year's reports of the nurseries the caller reaches."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    found, _rest = queries.reported(actor, year)
    told = {one.pk: queries.told_of(one) for one in found}
    return [
        {
            "id": one.pk, "nursery": one.nursery_id, "year": one.year, "state": one.state,
            "figures": one.figures, "inspections": told[one.pk].own,
            "on_record": told[one.pk].register,
        }
        for one in found
    ]  # fmt: skip


class NurseryInspectionOut(Schema):
    """An inspection on record; `kind` "site" is the check on site after a filing."""

    on: date
    kind: str
    authority: str
    passed: bool
    says: str


class NurseryInspectionIn(Schema):
    """An inspection of a nursery as the county records it."""

    on: date
    authority: str
    kind: str
    passed: bool
    says: str = ""


@router.get(
    "/childcare/nurseries/{nursery_id}/inspections", response=list[NurseryInspectionOut],
    summary="托育机构检查",
)  # fmt: skip
def inspections(request: HttpRequest, nursery_id: int, year: Year) -> list[Any]:
    """A year's inspections of a nursery the caller reaches, newest first."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    return list(queries.looked_at_in(queries.nursery(actor, nursery_id), year))


@router.post(
    "/childcare/nurseries/{nursery_id}/inspections", response=NurseryInspectionOut,
    summary="登记托育机构检查",
)  # fmt: skip
def inspect(request: HttpRequest, nursery_id: int, given: NurseryInspectionIn) -> Any:
    """Record an inspection for the county; the same one again is refused."""
    actor = cast("ActorRequest", request).actor
    return actions.record_inspection(actor, nursery=nursery_id, **given.dict())


class NurseryStaffOut(Schema):
    """A post at a nursery: how the certificate stands, the record check, when it is due again."""

    nursery: int
    worker: int
    name: str
    kind: str
    since: date
    certificate: str
    check: str | None
    asked_on: date | None
    due: date | None


@router.get("/childcare/staff", response=list[NurseryStaffOut], summary="托育员工")
def staff(request: HttpRequest, nursery: Nursery = None) -> list[dict[str, Any]]:
    """The staff of the nurseries the caller reaches."""
    actor = cast("ActorRequest", request).actor
    found = queries.staff(actor, on=clock.today(), nursery=nursery)
    return [{name: getattr(one, name) for name in NurseryStaffOut.model_fields} for one in found]


class StaffPaperIn(Schema):
    """A certificate, valid on [since, until)."""

    kind: str
    grade: str = ""
    number: str = ""
    since: date
    until: date | None = None


class RecordAnswerIn(Schema):
    """What the police answered on a day: may the person work with children."""

    asked_on: date
    is_clear: bool
    document: str


class NurseryStaffIn(Schema):
    """A member of a nursery's staff; again brings up to date, `left` ends the post."""

    name: str
    sex: str = "9"
    born: date | None = None
    phone: str = ""
    kind: str
    since: date
    left: date | None = None
    certificate: StaffPaperIn | None = None
    check: RecordAnswerIn | None = None


class StaffKeptOut(Schema):
    """The worker on record, and whether the post is new."""

    worker: int
    is_new: bool


@router.post(
    "/childcare/nurseries/{nursery_id}/staff", response=StaffKeptOut, summary="登记托育员工"
)
def put_staff(request: HttpRequest, nursery_id: int, given: NurseryStaffIn) -> dict[str, Any]:
    """Write a member of staff down, or bring the one known up to date."""
    actor = cast("ActorRequest", request).actor
    rest = given.dict(exclude={"certificate", "check"})
    paper, answer = given.certificate, given.check
    kept = actions.put_staff(
        actor, nursery=nursery_id,
        given=Member(
            **rest, paper=Paper(**paper.dict()) if paper else None,
            answer=Answer(**answer.dict()) if answer else None,
        ),
    )  # fmt: skip
    return {"worker": kept.pk, "is_new": kept.is_new}


class TownPlacesOut(Schema):
    """A town's places against its residents, the gap to the target, how many are used."""

    division: str
    name: str
    residents: int
    places: int
    per_thousand: float | None
    gap: int
    classes: int
    enrolled: int
    use: float | None


class NurseryFiguresOut(Schema):
    """Places by town; affordability: fen a month on average, per mille of an income a month.

    `share` is null where no income was entered or no child has an inclusive full-day place.
    """

    towns: list[TownPlacesOut]
    children: int
    average: int
    income: int
    share: int | None


@router.get("/childcare/figures", response=NurseryFiguresOut, summary="托位统计")
def figures(
    request: HttpRequest, within: str = "", target: Annotated[float, Query(gt=0, lt=100)] = 4.5
) -> dict[str, Any]:
    """Places per 1,000 residents of all ages, the gap, use and affordability; no child is named."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CHILDCARE_READ)
    today = clock.today()
    towns = queries.by_town(
        actor, on=today, division=within or county.code(), target=round(target * 10)
    )
    found = queries.burden(actor, on=today)
    return {
        "towns": towns, "children": found.children, "average": found.average,
        "income": found.income, "share": found.per_mille,
    }  # fmt: skip

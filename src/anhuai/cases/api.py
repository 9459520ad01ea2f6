"""Whom to send, over REST: helpers' skills, and the order in which helpers are proposed."""

from datetime import date
from typing import Annotated, Any, cast

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from anhuai.cases import actions, queries
from anhuai.cases.catalogue import SKILLS
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.listing import window
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

router = Router()
Key = Annotated[int, Field(ge=1, lt=1 << 63)]
HELD = ("pk", "account", "skill", "since", "until", "paper")


class SkillOut(Schema):
    """A skill of the catalogue."""

    code: str
    title: str
    title_en: str


class HeldSkillIn(Schema):
    """A skill of a helper, from a day on, with the paper that shows it."""

    helper: Key
    skill: str
    since: date
    paper: Annotated[str, Field(min_length=1, max_length=120)]


class HeldSkillOut(Schema):
    """A skill held over [since, until)."""

    id: int
    helper: int
    skill: str
    since: date
    until: date | None
    paper: str


class HeldSkillPage(Schema):
    """A page of skills held; `next` goes into `after`."""

    items: list[HeldSkillOut]
    next: str


class CaseHelperOut(Schema):
    """A helper in the order proposed: metres and minutes of the way, None where none is known.

    `by` says how the way was found: roads, synthetic roads or the labelled estimate. `skills` are
    those held of what the case needs.
    """

    account: int
    name: str
    role: str
    metres: int | None
    minutes: int | None
    by: str
    is_out: bool
    is_nearest: bool
    skills: list[str]


class CaseHelpersOut(Schema):
    """What a case needs, and who can be sent, the first proposed first."""

    needs: list[str]
    minutes_more: int
    helpers: list[CaseHelperOut]


def _actor(request: HttpRequest) -> Actor:
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.CASES_HANDLE)
    return actor


@router.get("/cases/skills", response=list[SkillOut], summary="出动技能目录")
def skills(request: HttpRequest) -> list[dict[str, str]]:
    """Every skill there is."""
    _actor(request)
    return [
        {"code": code, "title": one.title, "title_en": one.title_en} for code, one in SKILLS.items()
    ]


@router.get("/cases/helper-skills", response=HeldSkillPage, summary="出动人员技能")
def helper_skills(
    request: HttpRequest,
    after: str = "",
    skill: str = "",
    helper: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None,
) -> dict[str, Any]:
    """Skills held today or later by helpers within the scope, in order of id."""
    rows = queries.held_skills(_actor(request), on=clock.today())
    if skill:
        rows = rows.filter(skill=skill)
    if helper is not None:
        rows = rows.filter(account=helper)
    seen = window(rows, fields=HELD, order=["pk"], after=after)
    names = tuple(HeldSkillOut.model_fields)
    return {"items": [dict(zip(names, row, strict=True)) for row in seen.rows], "next": seen.next}


def _out(made: Any) -> dict[str, Any]:
    return {
        "id": made.pk, "helper": made.account_id, "skill": made.skill, "since": made.since,
        "until": made.until, "paper": made.paper,
    }  # fmt: skip


@router.post("/cases/helper-skills", response=HeldSkillOut, summary="登记出动人员技能")
def hold_skill(request: HttpRequest, given: HeldSkillIn) -> dict[str, Any]:
    """Enter that a helper within the scope holds a skill."""
    return _out(actions.hold_skill(_actor(request), **given.model_dump()))


@router.post(
    "/cases/helper-skills/{skill_id}/end", response=HeldSkillOut, summary="结束出动人员技能"
)  # fmt: skip
def end_skill(request: HttpRequest, skill_id: int) -> dict[str, Any]:
    """End a skill today."""
    return _out(actions.end_skill(_actor(request), skill_id=skill_id))


@router.get("/cases/{case_id}/helpers", response=CaseHelpersOut, summary="可派人员排序")
def helpers(request: HttpRequest, case_id: int) -> dict[str, Any]:
    """Who can be sent to a case, as the page proposes them: by way and by skill."""
    actor = _actor(request)
    one = queries.case(actor, case_id, permit=Permit.CASES_HANDLE)
    found = queries.nearest(actor, one, permit=Permit.ERRANDS)
    return {
        "needs": list(queries.needed_for(one)),
        "minutes_more": queries.minutes_more(clock.today()),
        "helpers": [
            {
                "account": h.account, "name": h.name, "role": h.role,
                "metres": h.way.metres if h.way else None,
                "minutes": h.way.minutes if h.way else None,
                "by": str(h.way.by) if h.way else "", "is_out": h.is_out,
                "is_nearest": h.is_nearest, "skills": list(h.skills),
            }
            for h in found
        ],
    }  # fmt: skip

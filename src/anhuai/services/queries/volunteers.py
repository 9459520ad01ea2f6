"""Activities and who signed up; service hours of a member, and certificates of them."""

import hmac
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.platform import wall
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index
from anhuai.services.models import Activity, HelpTask, HoursCertificate, Member, SignUp
from anhuai.services.queries.mutual import JOIN, READ, member, members, own_members
from anhuai.services.rules.mutual import TaskState
from anhuai.services.rules.volunteers import Served

ACTIVITY_ROW = (
    "pk", "title", "kind", "division", "spot", "starts", "minutes", "taken", "places", "state",
)  # fmt: skip


def activities(actor: Actor, *, permit: Permit = READ) -> QuerySet[Activity]:
    """Return the activities of the actor's area, and where the actor's own members help."""
    near = actor.scope(permit).within("division")
    mine = Member.objects.filter(person__in=actor.scope(JOIN).persons, until=None)
    for code in mine.values_list("division", flat=True):
        above = [code[:size] for size in (6, 9, 12) if size <= len(code)]
        near |= Q(division__in=above)
    return Activity.objects.filter(near)


def activity(actor: Actor, key: int, *, permit: Permit = READ) -> Activity:
    """Return one of them, or raise `NotHere`."""
    found = activities(actor, permit=permit).filter(pk=key).first()
    if found is None:
        raise NotHere("activity", key)
    return found


def listed_activities(
    actor: Actor, *, q: str = "", kind: str = "", state: str = "", division: str = ""
) -> QuerySet[Activity]:
    """Return the activities a list asks for."""
    rows = activities(actor)
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if division:
        rows = rows.filter(in_subtree("division", division))
    return rows.filter(title__contains=q) if q else rows


def activity_page(
    actor: Actor, *, order: Sequence[str] = ("-starts",), after: str = "", **which: str
) -> Window:
    """Return one page of activities, each a row of `ACTIVITY_ROW`; no persons in it."""
    actor.require(READ)
    rows = listed_activities(actor, **which)
    return window(rows, fields=ACTIVITY_ROW, order=order, after=after)


@reading(
    permit=READ, title=_("查看活动报名名单"), subject="help_member",
    ids=lambda rows: sorted({one.member_id for one in rows}),
)  # fmt: skip
def signups(actor: Actor, key: int) -> list[SignUp]:
    """Return who signed up for an activity: all for its area, else the actor's own."""
    found = activity(actor, key)
    rows = SignUp.objects.filter(activity=found, withdrawn_at=None).select_related("member")
    if not actor.scope(READ).covers(found.division):
        rows = rows.filter(member__in=own_members(actor, on=found.starts.date()))
    return list(rows.order_by("member__pinyin", "pk"))


def served(member_id: int, *, since: date, until: date) -> Served:
    """Return a member's confirmed service in [since, until); the caller has the member in scope."""
    with wall.lifted():
        done = HelpTask.objects.filter(
            helper=member_id, state=TaskState.CONFIRMED, began__date__gte=since,
            began__date__lt=until,
        ).aggregate(n=Count("pk"), minutes=Sum("minutes"))  # fmt: skip
        came = SignUp.objects.filter(
            member=member_id, attended=True, withdrawn_at=None,
            activity__starts__date__gte=since, activity__starts__date__lt=until,
        ).aggregate(n=Count("pk"), all=Sum("minutes"))  # fmt: skip
    return Served(since, until, done["n"], came["n"], (done["minutes"] or 0) + (came["all"] or 0))


def certificate_code(member_id: int, since: date, until: date, issue: int) -> str:
    """Return the code of a certificate: keyed, so that nobody makes one up."""
    return blind_index(f"{member_id}:{since}:{until}:{issue}", of="hours-certificate")[:20]


def certificates(actor: Actor, member_id: int) -> list[HoursCertificate]:
    """Return a member's certificates, the newest first."""
    one = member(actor, member_id)
    return list(HoursCertificate.objects.filter(member=one).order_by("-pk"))


@reading(
    permit=READ,
    title=_("查看服务时长证明"),
    subject="help_member",
    ids=lambda found: [found.member_id],
)
def certificate(actor: Actor, key: int) -> HoursCertificate:
    """Return one certificate of a member in scope, or raise `NotHere`."""
    rows = HoursCertificate.objects.filter(member__in=members(actor)).select_related("member")
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotHere("hours_certificate", key)
    return found


def verified(code: str) -> HoursCertificate | None:
    """Return the certificate in force with this code; asked by anybody who holds the paper."""
    with wall.lifted():
        rows = HoursCertificate.objects.filter(code=code[:24], withdrawn_at=None)
        found = rows.select_related("member").first()
    return found if found and hmac.compare_digest(found.code, code) else None


def soon(actor: Actor, *, on: date, days: int = 60) -> list[Activity]:
    """Return the activities open for sign-up within some days where the actor's members help."""
    rows = activities(actor).filter(
        state="planned", starts__date__gte=on, starts__date__lt=on + timedelta(days)
    )
    return list(rows.order_by("starts", "pk")[:20])

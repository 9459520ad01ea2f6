"""What a facility is allowed, offers and has achieved: licences, services, marks, works."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions.locked import (
    MANAGE,
    BadFacility,
    _end,
    alive,
    locked,
    not_future,
    officially,
    recorded,
)
from anhuai.facilities.catalogue import KINDS, MARKS, SERVICES
from anhuai.facilities.models import Facility, Licence, Mark, Service, Works
from anhuai.facilities.queries import within_scope
from anhuai.facilities.rules import LICENCES, WorksFacts
from anhuai.kernel.dated import Period
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import concerning
from anhuai.platform.acting import Actor, NotHere, action


@action(permit=MANAGE, title=_("登记服务项目"), logs=("facility", "on"), subject="facility")
def set_services(
    actor: Actor, *, facility: int, codes: Collection[str], on: date, source: str = ""
) -> Facility:
    """Set what a facility offers from a day; services left out end."""
    found = locked(actor, facility)
    kind = alive(found)
    wrong = [
        code for code in codes if code not in SERVICES or kind.group not in SERVICES[code].groups
    ]
    if wrong:
        raise BadFacility(
            "service", f"{kind.title}没有这些服务项目，请从列表中选择。",
            f"{kind.title_en} does not offer this service.", field="codes",
        )  # fmt: skip
    current = Service.objects.filter(facility=found, until=None, retracted_at=None)
    if current.filter(since__gt=on).exists():
        raise BadFacility(
            "too_early", "之后的日期已有服务登记，请核对日期。",
            "Services are already recorded from a later day.", field="on",
        )  # fmt: skip
    offered = set(current.values_list("code", flat=True))
    _end(current.exclude(code__in=codes), on)
    row = recorded(actor, source)
    Service.objects.bulk_create(
        Service(facility=found, code=code, since=on, **row) for code in sorted(set(codes) - offered)
    )
    return found


def _check_licence(kind: str, number: str) -> str:
    if kind not in LICENCES:
        raise BadFacility(
            "licence", "没有这种证照，请从列表中选择。", "No such kind of licence.", field="kind"
        )
    number = normalise(number)
    if len(number) > 60:
        raise BadFacility(
            "number", "证照编号最长 60 个字。", "A number has at most 60 characters.",
            field="number",
        )  # fmt: skip
    return number


@action(
    permit=MANAGE,
    title=_("登记证照"),
    logs=("facility", "kind", "since", "until"),
    subject="licence",
)
def add_licence(
    actor: Actor,
    *,
    facility: int,
    kind: str,
    since: date,
    until: date | None = None,
    number: str = "",
    issuer: str = "",
) -> Licence:
    """Record a licence in force on [since, until); a past one is history, not an error.

    Raises `BadFacility` when one of the kind and number already covers some of those days.
    """
    found = locked(actor, facility)
    alive(found)
    number = _check_licence(kind, number)
    with concerning("until"):
        period = Period(since, until)
    for other in Licence.objects.filter(
        facility=found, kind=kind, number=number, retracted_at=None
    ):
        if period.overlaps(Period(other.since, other.until)):
            raise BadFacility(
                "overlap", "这份证照在这段时间里已经登记，续期请用“续期”。",
                "This licence is already recorded for some of these days: renew it instead.",
                field="since",
            )  # fmt: skip
    return Licence.objects.create(
        facility=found, kind=kind, number=number, issuer=normalise(issuer)[:80], since=since,
        until=until, **recorded(actor),
    )  # fmt: skip


@action(permit=MANAGE, title=_("证照续期"), logs=("licence", "since", "until"), subject="licence")
def renew_licence(
    actor: Actor, *, licence: int, since: date, until: date | None, number: str = ""
) -> Licence:
    """Renew a licence from `since`; the old one ends there at the latest."""
    old = (
        Licence.objects.select_for_update()
        .filter(pk=licence, retracted_at=None, facility__in=within_scope(actor, MANAGE))
        .first()
    )
    if old is None:
        raise NotHere("licence", licence)
    found = locked(actor, old.facility_id)
    alive(found)
    if since <= old.since:
        raise BadFacility(
            "too_early", f"续期开始日应晚于原证的 {old.since}。",
            f"The renewal begins after {old.since}, when the old licence began.", field="since",
        )  # fmt: skip
    with concerning("until"):
        Period(since, until)
    if old.until is None or old.until > since:
        _end(Licence.objects.filter(pk=old.pk), since)
    return Licence.objects.create(
        facility=found, kind=old.kind, number=_check_licence(old.kind, number) or old.number,
        issuer=old.issuer, since=since, until=until, **recorded(actor),
    )  # fmt: skip


@action(
    permit=MANAGE,
    title=_("登记机构标识"),
    logs=("facility", "code", "grade", "since"),
    subject="mark",
)
def set_mark(
    actor: Actor,
    *,
    facility: int,
    code: str,
    since: date,
    grade: str = "",
    until: date | None = None,
    source: str = "",
) -> Mark:
    """Give a facility a mark, by its authority; another grade of the same mark ends the former.

    Raises `BadFacility` for a mark or grade the facility's kind does not have.
    """
    found = officially(actor, facility)
    group = alive(found).group
    if code not in MARKS or group not in MARKS[code].groups:
        raise BadFacility(
            "mark", "这类机构没有这个标识，请从列表中选择。", "No such mark for this kind.",
            field="code",
        )  # fmt: skip
    if not MARKS[code].fits(grade):
        raise BadFacility(
            "grade", "请选择这个标识的等级；没有等级的请留空。",
            "Choose a grade of this mark; leave it empty where there is none.", field="grade",
        )  # fmt: skip
    with concerning("until"):
        Period(since, until)
    same = Mark.objects.filter(facility=found, code=code, retracted_at=None)
    if same.filter(since__gt=since).exists():
        raise BadFacility(
            "too_early", "之后的日期已有这个标识，请核对日期。",
            "This mark is already recorded from a later day.", field="since",
        )  # fmt: skip
    _end(same.exclude(until__lte=since), since)
    return Mark.objects.create(
        facility=found, code=code, grade=grade, since=since, until=until, **recorded(actor, source)
    )


@action(permit=MANAGE, title=_("取消机构标识"), logs=("mark", "on"), subject="mark")
def end_mark(actor: Actor, *, mark: int, on: date) -> Mark:
    """Take a mark away from a day; on its first day it was never given (a correction)."""
    found = Mark.objects.filter(
        pk=mark, retracted_at=None, facility__in=within_scope(actor, MANAGE)
    ).first()
    if found is None:
        raise NotHere("mark", mark)
    officially(actor, found.facility_id)
    if on < found.since:
        raise BadFacility(
            "too_early", f"结束日期不能早于 {found.since}。",
            f"The mark cannot end before {found.since}.", field="on",
        )  # fmt: skip
    _end(Mark.objects.filter(pk=found.pk), on)
    found.refresh_from_db()
    return found


def _check_works(found: Facility, facts: WorksFacts) -> None:
    for field, day in (("started", facts.started), ("accepted", facts.accepted)):
        if day is not None:
            not_future(day, field=field)
    if facts.started is None and facts.accepted is None:
        raise BadFacility(
            "undated", "请至少填写开工日期或验收日期。", "Give the start or the acceptance.",
            field="started",
        )  # fmt: skip
    if facts.started and facts.accepted and facts.accepted < facts.started:
        raise BadFacility(
            "order", "验收日期不能早于开工日期。", "Works are accepted after they started.",
            field="accepted",
        )  # fmt: skip
    if facts.nursing_beds > facts.beds or facts.beds < 0 or facts.nursing_beds < 0:
        raise BadFacility(
            "beds", "护理型床位数不能多于床位总数。", "Nursing beds are some of all the beds.",
            field="nursing_beds",
        )  # fmt: skip
    kind = KINDS[found.kind]
    if facts.beds and not kind.has_beds:
        raise BadFacility(
            "no_beds", f"{kind.title}不设床位。", f"{kind.title_en}: this kind has no beds.",
            field="beds",
        )  # fmt: skip


@action(permit=MANAGE, title=_("登记工程"), logs=("facility",), subject="works")
def record_works(actor: Actor, *, facility: int, facts: WorksFacts) -> Works:
    """Record building works, under way or accepted, by the facility's authority."""
    found = officially(actor, facility)
    _check_works(found, facts)
    return Works.objects.create(
        facility=found, kind=str(facts.kind), started=facts.started, accepted=facts.accepted,
        beds=facts.beds, nursing_beds=facts.nursing_beds, area=facts.area,
        barrier_free=facts.barrier_free, recorded_at=recorded(actor)["recorded_at"],
        recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=MANAGE, title=_("登记工程验收"), logs=("works", "accepted"), subject="works")
def accept_works(
    actor: Actor, *, works: int, accepted: date, barrier_free: bool | None = None
) -> Works:
    """Record that works under way were accepted on a day."""
    found = Works.objects.filter(
        pk=works, accepted=None, facility__in=within_scope(actor, MANAGE)
    ).first()
    if found is None:
        raise NotHere("works", works)
    officially(actor, found.facility_id)
    not_future(accepted, field="accepted")
    if found.started and accepted < found.started:
        raise BadFacility(
            "order", "验收日期不能早于开工日期。", "Works are accepted after they started.",
            field="accepted",
        )  # fmt: skip
    found.accepted, found.barrier_free = accepted, barrier_free
    found.save(update_fields=["accepted", "barrier_free"])
    return found

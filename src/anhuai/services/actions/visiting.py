"""Visits put on record, once each, one by one or a phone's week at a time; their proofs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.cases import actions as cases
from anhuai.kernel.geometry import LonLat
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock, files
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.actions.visitors import meet
from anhuai.services.catalogue import CHECKS, CHORES
from anhuai.services.models import Phone, Proof, Target, Visit, Visitor
from anhuai.services.queries.targets import code_of
from anhuai.services.rules import proof as proving
from anhuai.services.rules.checks import findings
from anhuai.services.rules.visiting import (
    MOST_PHOTO,
    OLDEST,
    BadVisit,
    Visited,
    check_alive,
    check_post,
    check_time,
    check_whole,
)
from anhuai.services.rules.words import Confirmation, Doubt, Mode, Outcome, ProofKind

CONDUCT, MANAGE = Permit.VISITS_CONDUCT, Permit.VISITS_MANAGE
AT_ONCE = 500
_TITLES = {code: chore.title for code, chore in CHORES.items()}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one visit that was sent: on record under an id, or refused with a sentence."""

    client: UUID
    visit: int | None
    refused: Unfit | None = None


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of all of them; `pks` are those put on record now."""

    taken: list[Taken]
    pks: list[int]


@dataclass(slots=True)
class _Ground:
    """What is known before the visits are looked at: read once for all of them."""

    actor: Actor
    visitor: Visitor
    phone: Phone | None
    sent: datetime
    now: datetime
    circle: int
    persons: dict[int, tuple[str, str, date | None]]
    """Name, place and death of those the actor reaches."""
    houses: dict[int, tuple[str, LonLat | None]]
    listed: set[tuple[int, date]]
    known: dict[UUID, tuple[int, int]]
    """Visit and account by client id, of what is on record already."""
    trail: list[tuple[datetime, LonLat]] = field(default_factory=list)


def _visitor(actor: Actor) -> Visitor:
    found = queries.own(actor)
    if found is None:
        raise BadVisit(
            "no_visitor", "您还没有登记为探访人员，请联系经办人登记；内容仍在手机上。",
            "You are not entered as a visitor: ask the clerk; the phone keeps the visits.",
        )  # fmt: skip
    return found


def _ground(actor: Actor, sent_all: Sequence[Visited], phone: Phone | None, sent: datetime,
            visitor: Visitor) -> _Ground:  # fmt: skip
    now = clock.now()
    wanted = sorted({one.person for one in sent_all})
    persons: dict[int, tuple[str, str, date | None]] = {}
    listed: set[tuple[int, date]] = set()
    known: dict[UUID, tuple[int, int]] = {}
    reach = people.visible(actor, permit=CONDUCT)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for key, name, lives, hukou, died in reach.filter(pk__in=some).values_list(
            "pk", "name", "division", "hukou", "died"
        ):
            persons[key] = (name, lives or hukou, died)
        rows = Target.objects.filter(person__in=some, dropped_on=None)
        listed.update(rows.values_list("person", "month"))
    clients = [one.client for one in sent_all]
    for start in range(0, len(clients), AT_ONCE):
        before = Visit.objects.filter(client__in=clients[start : start + AT_ONCE])
        for client, key, account in before.values_list("client", "pk", "visitor__account"):
            known[client] = (key, account)
    first = min((one.at + (now - sent) for one in sent_all), default=now) - proving.NEAR_IN_TIME
    trail = Visit.objects.filter(
        visitor=visitor,
        retracted_at=None,
        longitude__isnull=False,
        at__gte=max(first, now - OLDEST),
    )
    return _Ground(
        actor, visitor, phone, sent, now,
        queries.circle_metres(timezone.localtime(now).date()), persons,
        queries.houses(actor, persons), listed, known,
        [(at, LonLat(lon or 0.0, lat or 0.0)) for at, lon, lat in
         trail.order_by("at").values_list("at", "longitude", "latitude")],
    )  # fmt: skip


def _row(ground: _Ground, one: Visited) -> tuple[Visit, list[tuple[str, Any]]]:
    """Return a visit as it will stand on record and what it found, or raise `Unfit`."""
    if one.person not in ground.persons:
        raise BadVisit(
            "person", "此人已不在您的探访范围（可能已迁走或改派），请联系经办人；内容仍在手机上。",
            "The person is no longer within your reach: ask the clerk; the phone keeps it.",
            field="person",
        )  # fmt: skip
    _name, place, died = ground.persons[one.person]
    at, off = proving.corrected(one.at, ground.sent, ground.now)
    check_time(at, ground.now)
    day = timezone.localtime(at).date()
    check_post(day, ground.visitor.since, ground.visitor.until)
    check_alive(day, died, one.outcome)
    check_whole(one, chores=_TITLES)
    found = findings(CHECKS, one.answers)
    house = ground.houses.get(one.person, ("", None))[1]
    spot = proving.placed(one, house, circle=ground.circle)
    doubts = [Doubt.CLOCK] if off else []
    doubts += [Doubt.LATE] if ground.now - at > proving.LATE else []
    doubts += spot.doubts
    doubts += _travel(ground, one, at)
    doubts += proving.confirmation_doubts(one, code=_code(one))
    if (one.person, Month.of(day).first) not in ground.listed:
        doubts.append(Doubt.OFF_LIST)
    where = one.position
    row = Visit(
        client=one.client, person_id=one.person, visitor=ground.visitor, phone=ground.phone,
        place=place, on=day, at=at, phone_at=one.at, mode=one.mode, outcome=one.outcome,
        minutes=one.minutes, answers=dict(one.answers), chores=list(dict.fromkeys(one.chores)),
        note=refuse_turned(one.note).strip()[:400], reason=refuse_turned(one.reason).strip()[:200],
        longitude=where.longitude if where else None, latitude=where.latitude if where else None,
        accuracy=where.accuracy if where else None, metres=spot.metres, confirmed=one.confirmed,
        doubts=[str(doubt) for doubt in doubts], recorded_at=ground.now,
        recorded_by=ground.actor.name[:64],
    )  # fmt: skip
    return row, found


def _code(one: Visited) -> str:
    return code_of(one.person) if one.confirmed is Confirmation.CODE else ""


def _travel(ground: _Ground, one: Visited, at: datetime) -> list[Doubt]:
    if one.position is None or one.mode is not Mode.IN_PERSON:
        return []
    here = (at, LonLat(one.position.longitude, one.position.latitude))
    able = all(proving.travels(here, other) for other in ground.trail)
    ground.trail.append(here)
    return [] if able else [Doubt.TRAVEL]


def _already(ground: _Ground, one: Visited) -> int | None:
    held = ground.known.get(one.client)
    if held is None:
        return None
    key, account = held
    if account != ground.actor.account:
        raise BadVisit(
            "client", "这次探访的编号已被别人的探访使用，请删除后重新填写。",
            "Another visit has this id: discard it and fill it in anew.",
        )  # fmt: skip
    return key


@action(permit=CONDUCT, title=_("登记探访"), subject="visit")
def record(actor: Actor, *, visited: Visited) -> Visit:
    """Put one visit on record; the same `client` again is the same visit. Raises `Unfit`."""
    done = _take(actor, [visited], None, clock.now())
    (one,) = done.taken
    if one.refused is not None:
        raise one.refused
    return Visit.objects.get(client=one.client)


@action(permit=CONDUCT, title=_("手机上传探访"), logs=("phone", "count"), subject="visit")
def sync(
    actor: Actor, *, phone: UUID, agent: str, sent: datetime, visits: Sequence[Visited],
    waiting: int = 0, count: int = 0,
) -> Synced:  # fmt: skip
    """Put a phone's visits on record, each once, whatever becomes of the others.

    `sent` is the phone's clock now. Raises `BadVisit` for a phone reported lost or of somebody
    else; what is wrong with one visit is said of that one and keeps it on the phone.
    """
    del count
    return _take(actor, visits, meet(actor, phone, agent, waiting), sent)


def _take(actor: Actor, sent_all: Sequence[Visited], phone: Phone | None, sent: datetime) -> Synced:
    visitor = _visitor(actor)
    ground = _ground(actor, sent_all, phone, sent, visitor)
    taken: dict[UUID, Taken] = {}
    rows: list[Visit] = []
    found: list[tuple[Visit, list[tuple[str, Any]]]] = []
    for one in sent_all:
        if one.client in taken:
            continue  # the same twice in one parcel
        try:
            known = _already(ground, one)
            if known is not None:
                taken[one.client] = Taken(one.client, known)
                continue
            row, finds = _row(ground, one)
        except Unfit as error:
            taken[one.client] = Taken(one.client, None, error)
            continue
        rows.append(row)
        found.append((row, finds))
        taken[one.client] = Taken(one.client, None)
    made = _insert(rows)
    for client, key in made.items():
        taken[client] = Taken(client, key)
    ours = [one for one in found if one[0].pk is not None]
    for row, finds in ours:
        _open_cases(ground, row, finds)
    return Synced(list(taken.values()), [row.pk for row, _finds in ours])


def _insert(rows: list[Visit]) -> dict[UUID, int]:
    """Insert visits; those another request put in first keep that one. Return ids by client."""
    try:
        with transaction.atomic():
            Visit.objects.bulk_create(rows, batch_size=AT_ONCE)
        return {row.client: row.pk for row in rows}
    except IntegrityError:
        pass
    made: dict[UUID, int] = {}
    for row in rows:
        row.pk = None
        try:
            with transaction.atomic():
                row.save(force_insert=True)
            made[row.client] = row.pk
        except IntegrityError:
            row.pk = None
            made[row.client] = Visit.objects.values_list("pk", flat=True).get(client=row.client)
    return made


def _open_cases(ground: _Ground, row: Visit, finds: list[tuple[str, Any]]) -> None:
    """Open a case for every grave answer, and for a death found; one open case a matter."""
    _name, place, died = ground.persons[row.person_id]
    said = [
        (code, f"{CHECKS[code].title}：{answer.title}",
         f"{CHECKS[code].title_en}: {answer.title_en}", answer.severity)
        for code, answer in finds
    ]  # fmt: skip
    if row.outcome == Outcome.DIED and died is None:
        said.append(("died", "探访得知本人已去世，请核实登记", "Found dead on a visit: verify", 2))
    spot = ground.houses.get(row.person_id, ("", None))[0][:80]
    for code, says, says_en, severity in said:
        cases.open_case(
            kind="visit_finding", says=(says, says_en), severity=severity,
            origin=f"services.visit:{row.person_id}:{code}", by=ground.actor.name,
            person=row.person_id, division=place, spot=spot,
        )  # fmt: skip


@action(permit=CONDUCT, title=_("上传探访凭证"), logs=("visit", "kind"), subject="proof")
def add_proof(
    actor: Actor, *, client: UUID, visit: UUID, kind: ProofKind, body: bytes, consented: bool,
) -> Proof:  # fmt: skip
    """Keep a photo or signature with a visit of one's own; again it is the same one.

    Raises `BadVisit` for a photo without consent, one too large, or a visit not yet on record.
    """
    held = Proof.objects.filter(client=client, visit__visitor__account=actor.account or 0).first()
    if held is not None:
        return held
    row = Visit.objects.filter(client=visit, visitor__account=actor.account or 0).first()
    if row is None:
        raise BadVisit(
            "visit", "这次探访还没有上传，照片或签名稍后再传。",
            "The visit is not on record yet: send it first.", field="visit",
        )  # fmt: skip
    if kind is ProofKind.PHOTO and not consented:
        raise BadVisit(
            "consent", "拍照须经老人同意；没有同意的照片不能上传，请删除。",
            "A photo needs the elder's consent: discard it.", field="consented",
        )  # fmt: skip
    if len(body) > MOST_PHOTO:
        raise BadVisit(
            "too_large", "照片超过 1 MB，请在手机上压缩后再传；探访记录不受影响。",
            "The photo is larger than 1 MB: shrink it on the phone; the visit itself stands.",
            field="body",
        )  # fmt: skip
    allowed = frozenset({files.PNG, files.JPEG})
    kept = files.keep(
        actor, BytesIO(body), name=f"visit-{row.pk}-{kind}", allowed=allowed, lasting=True
    )
    try:
        with transaction.atomic():
            return Proof.objects.create(
                client=client, visit=row, kind=kind, file=kept, consented=consented
            )
    except IntegrityError as error:
        twin = Proof.objects.filter(client=client, visit=row).first()
        if twin is None:
            raise BadVisit(
                "client", "这个附件的编号已被使用，请重新拍照。", "Take the picture again."
            ) from error  # fmt: skip
        return twin


@action(permit=MANAGE, title=_("作废探访"), logs=("visit",), subject="visit")
def withdraw(actor: Actor, *, visit: int, reason: str) -> Visit:
    """Withdraw a visit that was none: it stays on record, and no longer counts."""
    queries.visit(actor, visit, permit=MANAGE)
    found = Visit.objects.select_for_update().get(pk=visit)
    if found.retracted_at is not None:
        raise Stale("visit", visit)
    if len(normalise(reason)) < 2:
        raise BadVisit("reason", "请写明作废的原因。", "Say why.", field="reason")
    found.retracted_at = clock.now()
    found.save(update_fields=["retracted_at"])
    return found

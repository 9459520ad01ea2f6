"""A child enters a nursery, is booked by the hour, is fetched by whom its family names, leaves."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.seating import child_named, held_in, refuse_age, seat_in
from anhuai.childcare.models import Booking, Enrolment, NurseryClass, Offer, PickUp
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.seats import busiest
from anhuai.childcare.rules.words import (
    BY_HOUR,
    Care,
    OfferState,
    Relation,
    State,
    Vaccination,
)
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import seal

MANAGE, APPLY = Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_APPLY
EXAMINED_WITHIN = 92
"""Days before entry an examination holds: re-examined after three months away (art. 11, B)."""


class Papers(TypedDict):
    """What is checked when a child enters (管理规范 art. 11: vaccination and examination)."""

    vaccination: str
    examined_on: date
    allergies: str


@action(
    permit=MANAGE, title=_("办理入托"),
    logs=("offer", "person", "nursery_class", "care", "since", "vaccination"),
    subject="childcare_enrolment",
)  # fmt: skip
def enrol(
    actor: Actor, *, since: date, offer: int | None = None, person: int | None = None,
    nursery_class: int | None = None, care: str = "", **papers: Unpack[Papers],
) -> Enrolment:  # fmt: skip
    """Enrol a child on an accepted offer, or register one that comes by the hour only.

    Its vaccination book and examination are checked first; allergies are sealed.
    """
    refuse_papers(papers, since)
    if offer is not None:
        return _on_offer(actor, offer, since, papers)
    if care not in {str(one) for one in BY_HOUR} or not nursery_class or not person:
        raise BadChildcare(
            "care", "全日托、半日托请先录取；这里只登记计时托、临时托。",
            "Standing care begins with an offer; this is for care by the hour.", field="care",
        )  # fmt: skip
    room = queries.class_in_scope(actor, nursery_class, permit=MANAGE)
    child = people.person_in_scope(actor, person, permit=APPLY)
    refuse_age(room, child.born, since)
    return written(actor, child.pk, room, Care(care), 0, since, papers, None)


def _on_offer(actor: Actor, offer: int, since: date, papers: Papers) -> Enrolment:
    kept = queries.offer_of(actor, offer, lock=True)
    room = queries.class_in_scope(actor, kept.nursery_class_id, permit=MANAGE, lock=True)
    if kept.state != OfferState.ACCEPTED:
        raise BadChildcare(
            "answer", "家长还没有接受录取，不能办理入托。", "The family has not accepted yet."
        )
    child = kept.application.person
    halves = (kept.morning, kept.afternoon)
    seat = seat_in(room, born=child.born, since=since, halves=halves, besides=kept.pk)
    care = Care(kept.application.care)
    made = written(actor, child.pk, room, care, seat, since, papers, kept)
    kept.state, kept.version = OfferState.USED, kept.version + 1
    kept.save(update_fields=["state", "version"])
    row = kept.application
    row.state, row.closed_at, row.version = State.ENROLLED, clock.now(), row.version + 1
    row.save(update_fields=["state", "closed_at", "version"])
    return made


@action(
    permit=MANAGE, title=_("机构登记计时托儿童"), logs=("nursery_class", "care", "since"),
    subject="childcare_enrolment",
)  # fmt: skip
def register_visitor(
    actor: Actor, *, nursery_class: int, identity: str, name: str, agreed: bool, care: str,
    since: date, **papers: Unpack[Papers],
) -> Enrolment:  # fmt: skip
    """Register a child that comes by the hour, by the number and name its guardian shows.

    Number and name must both be those of a living child on record; whichever is wrong, the answer
    is the same, so that nobody learns from it who is registered. Raises `BadChildcare`.
    """
    refuse_papers(papers, since)
    room = queries.class_in_scope(actor, nursery_class, permit=MANAGE)
    if care not in {str(one) for one in BY_HOUR}:
        raise BadChildcare(
            "care", "全日托、半日托请先录取；这里只登记计时托、临时托。",
            "Standing care begins with an offer; this is for care by the hour.", field="care",
        )  # fmt: skip
    if not agreed:
        raise BadChildcare(
            "consent", "须由孩子的父母或监护人当面出示证件并同意登记。",
            "A parent or guardian must agree, and show the papers.", field="agreed",
        )  # fmt: skip
    child = child_named(identity, name, since)
    refuse_age(room, child.born, since)
    return written(actor, child.pk, room, Care(care), 0, since, papers, None)


def refuse_papers(papers: Papers, since: date) -> None:
    """Raise `BadChildcare` for a child whose papers were not checked, or are too old."""
    if papers["vaccination"] not in set(Vaccination):
        raise BadChildcare(
            "vaccination", "请查验预防接种证并填写结果。", "Check the vaccination book.",
            field="vaccination",
        )  # fmt: skip
    days = (since - papers["examined_on"]).days
    if not 0 <= days <= EXAMINED_WITHIN:
        raise BadChildcare(
            "examined", "入托前三个月内应做过体检，请核对体检日期或重新体检。",
            "An examination within three months before entry is needed.", field="examined_on",
        )  # fmt: skip


def written(
    actor: Actor, person: int, room: NurseryClass, care: Care, seat: int, since: date,
    papers: Papers, offer: Offer | None,
) -> Enrolment:  # fmt: skip
    """Write an enrolment whose papers and seat were checked; raises `BadChildcare` for a second."""
    row = Enrolment(
        person_id=person, nursery_class=room, care=care, seat=seat, morning=care.halves[0],
        afternoon=care.halves[1], offer=offer, since=since, vaccination=papers["vaccination"],
        examined_on=papers["examined_on"],
        allergies_sealed=seal(normalise(refuse_turned(papers["allergies"]))[:200]),
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadChildcare(
            "enrolled", "这个孩子已在托（可能在别的机构），请先办理离托。",
            "The child is enrolled already, perhaps elsewhere: end that first.",
        ) from error  # fmt: skip
    return row


@action(permit=MANAGE, title=_("办理离托"), logs=("enrolment", "on"), subject="childcare_enrolment")
def end_enrolment(
    actor: Actor, *, enrolment: int, version: int, on: date, reason: str = ""
) -> Enrolment:
    """End an enrolment from a day on; bookings after it are cancelled, the seat is free."""
    row = queries.enrolment(actor, enrolment, permit=MANAGE, lock=True)
    if row.version != version or row.until is not None:
        raise Stale("childcare_enrolment", enrolment)
    if on <= row.since:
        raise BadChildcare(
            "early", "离托日期应在入托之后。", "The end comes after the beginning.", field="on"
        )
    row.until, row.ended_why, row.version = on, normalise(reason)[:120], row.version + 1
    row.save(update_fields=["until", "ended_why", "version"])
    later = Booking.objects.filter(enrolment=row, day__gte=on, cancelled_at=None)
    later.update(cancelled_at=clock.now())
    return row


@action(
    permit=APPLY, title=_("预约计时托"),
    logs=("enrolment", "nursery_class", "day", "begins", "ends"), subject="childcare_booking",
)  # fmt: skip
def book(
    actor: Actor, *, enrolment: int, nursery_class: int, day: date, begins: int, ends: int
) -> Booking:
    """Book hours of a day at the child's nursery or another site of its network.

    The class is locked: no hour ever has more children than places. Raises `BadChildcare`.
    """
    own = queries.enrolment(actor, enrolment, lock=True)
    network = queries.in_network(own.nursery_class.nursery)
    room = network.select_for_update(of=("self",)).filter(pk=nursery_class).first()
    if room is None:
        raise NotHere("nursery_class", nursery_class)
    _refuse_hours(own, room, day, begins, ends)
    held = [one for one in held_in(room) if one.since <= day]
    rows = Booking.objects.filter(nursery_class=room, day=day, cancelled_at=None)
    hours = list(rows.values_list("begins", "ends"))
    if busiest(held, hours, day=day, span=(begins, ends)) >= room.places:
        raise BadChildcare(
            "full", "这个时段已约满，请换个时间或选联网的其他机构。",
            "These hours are full: choose others or another site.", field="begins",
        )  # fmt: skip
    mine = Booking.objects.filter(person=own.person_id, day=day, cancelled_at=None)
    if mine.filter(begins__lt=ends, ends__gt=begins).exists():
        raise BadChildcare(
            "twice", "这个时段已有预约。", "These hours are booked already.", field="begins"
        )
    return Booking.objects.create(
        person_id=own.person_id, enrolment=own, nursery_class=room, day=day, begins=begins,
        ends=ends, care=own.care if own.care in set(BY_HOUR) else Care.OCCASIONAL,
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


def _refuse_hours(own: Enrolment, room: NurseryClass, day: date, begins: int, ends: int) -> None:
    home = room.nursery
    if day < clock.today() or not home.opens <= begins < ends <= home.closes:
        raise BadChildcare(
            "hours", f"请选今天以后、{home.opens} 点到 {home.closes} 点之间的时段。",
            f"Choose hours between {home.opens} and {home.closes}, from today on.",
            field="begins",
        )  # fmt: skip
    if (own.until is not None and own.until <= day) or day < own.since or day < room.since:
        raise BadChildcare(
            "enrolled", "孩子那天不在托，不能预约。", "Not enrolled that day.", field="day"
        )
    refuse_age(room, own.person.born, day)


@action(permit=APPLY, title=_("取消托育预约"), logs=("booking",), subject="childcare_booking")
def cancel_booking(actor: Actor, *, booking: int) -> Booking:
    """Cancel a booking of today or later; its hours are free again. Again changes nothing."""
    row = Booking.objects.select_for_update(of=("self",)).filter(pk=booking).first()
    if row is None:
        raise NotHere("childcare_booking", booking)
    queries.enrolment(actor, row.enrolment_id)
    if row.cancelled_at is None and row.day >= clock.today():
        row.cancelled_at = clock.now()
        row.save(update_fields=["cancelled_at"])
    return row


@action(
    permit=APPLY, title=_("登记接送人"), logs=("enrolment", "relation"), subject="childcare_pick_up"
)
def authorise(
    actor: Actor, *, enrolment: int, name: str, relation: str, phone: str = "",
    until: date | None = None,
) -> PickUp:  # fmt: skip
    """Let somebody fetch a child from today on; whoever is not named is refused at the door."""
    own = queries.enrolment(actor, enrolment)
    said = normalise(refuse_turned(name))[:50]
    if len(said) < 2 or relation not in set(Relation):
        raise BadChildcare(
            "name", "请填写接送人的姓名和关系。", "Give the name and the relation.", field="name"
        )
    today = clock.today()
    if until is not None and until <= today:
        raise BadChildcare("until", "截止日期已过。", "The last day is past.", field="until")
    return PickUp.objects.create(
        person_id=own.person_id, name=said, relation=relation, phone_sealed=seal(normalise(phone)),
        since=today, until=until, recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=APPLY, title=_("取消接送人"), logs=("pick_up",), subject="childcare_pick_up")
def withdraw_pick_up(actor: Actor, *, pick_up: int) -> PickUp:
    """Let somebody fetch a child no longer, at once."""
    row = PickUp.objects.select_for_update(of=("self",)).filter(pk=pick_up).first()
    owns = Enrolment.objects.filter(person=row.person_id).order_by("-pk") if row else None
    if row is None or owns is None:
        raise NotHere("childcare_pick_up", pick_up)
    newest = owns.first()
    if newest is None:
        raise NotHere("childcare_pick_up", pick_up)
    queries.enrolment(actor, newest.pk)
    today = clock.today()
    # Named and withdrawn on one day: the row never held, the day after is its first without.
    row.until = max(today, row.since.fromordinal(row.since.toordinal() + 1))
    row.withdrawn = True
    row.save(update_fields=["until", "withdrawn"])
    return row

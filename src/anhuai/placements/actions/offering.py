"""Offering a free bed to whoever is next, with a clock; what becomes of the offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.placements import queries
from anhuai.placements.actions.holding import claim, house, let_go, not_future
from anhuai.placements.models import Application, Offer
from anhuai.placements.queries.parameters import offer_days
from anhuai.placements.rules.priority import positions
from anhuai.placements.rules.words import Answer, BadPlacement, Kind, Step
from anhuai.platform import clock, holidays
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

APPLY, MANAGE = Permit.PLACEMENTS_APPLY, Permit.PLACEMENTS_MANAGE
BY_NIGHT = [one for one in Kind if one.takes_bed]


@action(
    permit=MANAGE, title=_("发出床位通知"), logs=("facility", "label", "application", "on"),
    subject="placement_offer",
)  # fmt: skip
def offer(
    actor: Actor, *, facility: int, label: str, on: date, application: int | None = None,
    reason: str = "",
) -> Offer:  # fmt: skip
    """Offer a free bed to the next on the list; to somebody else only with a reason on record.

    The bed is reserved at once. Raises `BadPlacement` where nobody waits, the bed is not free, or
    the order is left without a reason.
    """
    one = house(actor, facility, permit=MANAGE)
    not_future(on)
    label = normalise(label)
    nursing = label in facilities.nursing_labels(facility, on=on)
    order = queries.next_of(actor, facility, on, nursing=nursing, kinds=BY_NIGHT)
    if not order:
        raise BadPlacement(
            "nobody", "现在没有适合这张床位的人在轮候。", "Nobody waits for such a bed.",
            field="application",
        )  # fmt: skip
    place = positions(order)
    chosen = application if application is not None else order[0].key
    if chosen not in place:
        raise BadPlacement(
            "not_waiting", "此人不在这家机构的轮候名单里，或需要护理型床位。",
            "That person does not wait for this bed.", field="application",
        )  # fmt: skip
    if place[chosen] > 1 and len(normalise(reason)) < 4:
        raise BadPlacement(
            "order", f"此人排在第 {place[chosen]} 位；不按顺序的，请写明原因，会公开记录。",
            f"That person is number {place[chosen]}: say why the order is left; it is on record.",
            field="reason",
        )  # fmt: skip
    return _made(actor, one.pk, label, on, order[place[chosen] - 1].code, chosen,
                 (place[chosen], refuse_turned(reason).strip()[:200]))  # fmt: skip


def _made(
    actor: Actor, facility: int, label: str, on: date, rule: str, key: int, said: tuple[int, str]
) -> Offer:
    found = Application.objects.select_for_update().get(pk=key)
    if found.state != Step.WAITING:
        raise Stale("placement", key)
    row = Offer.objects.create(
        application=found, facility_id=facility, label=label, state=Answer.OPEN, offered_on=on,
        answer_by=holidays.add_working_days(on, offer_days(on)), place=said[0], rule=rule,
        ground=said[1], offered_by=actor.name[:64],
    )  # fmt: skip
    claim(facility, label, on, offer=row)
    found.state, found.version = Step.OFFERED, found.version + 1
    found.save(update_fields=["state", "version"])
    _tell("placement_offered", row)
    return row


def _tell(template: str, row: Offer) -> None:
    today = clock.today()
    held = RoleHolding.objects.filter(person=row.application.person_id, since__lte=today)
    accounts = held.exclude(until__lte=today).values_list("account", flat=True)
    name = facilities.facility(SYSTEM, row.facility_id).name
    tell(
        template, list(accounts), url=f"/placements/applications/{row.application_id}/",
        institution=name, day=row.answer_by.isoformat(),
    )  # fmt: skip


def _running(
    actor: Actor, key: int, version: int, *, permit: Permit, states: Sequence[Answer]
) -> Offer:
    found = Offer.objects.select_for_update().filter(pk=key).first()
    if found is None:
        raise NotHere("placement_offer", key)
    queries.application(actor, found.application_id, permit=permit)
    if found.version != version or found.state not in states:
        raise Stale("placement_offer", key)
    return found


def _answer(
    actor: Actor, found: Offer, state: Answer, on: date, step: Step, *, passes: bool = False
) -> Offer:
    found.state, found.answered_on, found.passes = state, on, passes
    found.answered_by, found.version = actor.name[:64], found.version + 1
    found.save()
    one = Application.objects.select_for_update().get(pk=found.application_id)
    one.state, one.version = step, one.version + 1
    one.save(update_fields=["state", "version"])
    if state is not Answer.ACCEPTED:
        let_go(on, offer=found)
    return found


@action(permit=APPLY, title=_("接受床位"), logs=("offer", "on"), subject="placement_offer")
def accept(actor: Actor, *, offer: int, version: int, on: date) -> Offer:
    """Accept an offer in time, by the family or for it at the counter; the bed stays reserved."""
    found = _running(actor, offer, version, permit=APPLY, states=(Answer.OPEN,))
    if on > found.answer_by:
        raise BadPlacement(
            "late", f"答复期限 {found.answer_by} 已过，床位已安排下一位；可确认继续轮候。",
            f"The answer was due on {found.answer_by}; you may ask to stay on the list.",
        )  # fmt: skip
    return _answer(actor, found, Answer.ACCEPTED, on, Step.ACCEPTED)


@action(permit=APPLY, title=_("谢绝床位"), logs=("offer", "on"), subject="placement_offer")
def decline(actor: Actor, *, offer: int, version: int, on: date) -> Offer:
    """Decline an offer, or an accepted one before moving in: the applicant waits on elsewhere."""
    states = (Answer.OPEN, Answer.ACCEPTED)
    found = _running(actor, offer, version, permit=APPLY, states=states)
    return _answer(actor, found, Answer.DECLINED, on, Step.WAITING, passes=True)


@action(permit=MANAGE, title=_("收回床位通知"), logs=("offer", "on"), subject="placement_offer")
def take_back(actor: Actor, *, offer: int, version: int, on: date, reason: str) -> Offer:
    """Take an offer back through no fault of the applicant, who keeps the place; says why."""
    states = (Answer.OPEN, Answer.ACCEPTED)
    found = _running(actor, offer, version, permit=MANAGE, states=states)
    if len(normalise(reason)) < 2:
        raise BadPlacement("reason", "请写明收回的原因。", "Say why.", field="reason")
    found.ground = refuse_turned(reason).strip()[:200]
    return _answer(actor, found, Answer.TAKEN_BACK, on, Step.WAITING)


@dataclass(frozen=True, slots=True)
class Passed:
    """The offers a night let lapse, and those it made instead."""

    pks: list[int]
    made: list[int]


@action(permit=MANAGE, title=_("收回逾期床位通知"), logs=("on",), subject="placement_offer")
def expire_offers(actor: Actor, *, on: date) -> Passed:
    """Let every offer lapse whose last day is past, and offer each bed to the next at once.

    Again changes nothing. A bed whose institution no longer operates is only freed.
    """
    late = Offer.objects.select_for_update().filter(state=Answer.OPEN, answer_by__lt=on)
    lapsed, made = [], []
    for found in list(late.order_by("pk")):
        _answer(actor, found, Answer.EXPIRED, on, Step.WAITING, passes=True)
        _tell("placement_lapsed", found)
        lapsed.append(found.pk)
    for found in Offer.objects.filter(pk__in=lapsed).order_by("pk"):
        try:
            made.append(offer(actor, facility=found.facility_id, label=found.label, on=on).pk)
        except BadPlacement:  # nobody else waits, or the bed is no longer in service
            continue
    return Passed(lapsed, made)

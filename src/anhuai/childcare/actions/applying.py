"""From application to offer: asked, ordered by the published rule, offered, answered in time."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.seating import seat_in
from anhuai.childcare.catalogue import CLASSES, PRIORITIES
from anhuai.childcare.models import Application, Choice, Nursery, Offer, Ranking, Rule
from anhuai.childcare.queries import applying
from anhuai.childcare.queries.grounds import groups_of
from anhuai.childcare.queries.parameters import most_choices, offer_days
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.classes import months_old
from anhuai.childcare.rules.ranking import Applicant, digest, rank
from anhuai.childcare.rules.words import STANDING, Care, Mode, OfferState, State
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

APPLY, RANK = Permit.CHILDCARE_APPLY, Permit.CHILDCARE_RANK
CONSENT = "2026-1"
"""The version of the notice a guardian agrees to (templates/childcare/apply.html)."""


@action(
    permit=APPLY, title=_("申请托位"),
    logs=("person", "guardian", "care", "wanted_from", "nurseries"),
    subject="childcare_application",
)  # fmt: skip
def apply(
    actor: Actor, *, person: int, guardian: int, care: str, wanted_from: date,
    nurseries: Sequence[int], agreed: bool, note: str = "",
) -> Application:  # fmt: skip
    """Ask for a place for a child under three, nurseries in order of preference.

    A parent or guardian on record agrees to the use of the child's data (PIPL art. 31); raises
    `BadChildcare` without, for another's child `NotHere`.
    """
    today = clock.today()
    child = people.person_in_scope(actor, person, permit=APPLY, lock=True)
    _refuse_unfit(child.born, care, wanted_from, today)
    if not agreed or guardian not in {key for key, _n in queries.guardians(person, on=today)}:
        raise BadChildcare(
            "consent", "须由已登记的父母或监护人阅读并同意告知书；未登记的，请先到村（社区）登记。",
            "A parent or guardian on record must read and agree to the notice.",
            field="agreed" if not agreed else "guardian",
        )  # fmt: skip
    chosen = _chosen(nurseries, today)
    row = Application(
        person=child, guardian_id=guardian, care=care, wanted_from=wanted_from,
        state=State.WAITING, submitted_at=clock.now(), account=actor.account,
        consent_version=CONSENT, consent_at=clock.now(),
        note=normalise(refuse_turned(note))[:200],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadChildcare(
            "waiting", "这个孩子已有一份在办的申请；要改志愿，请先撤回。",
            "The child has an application already: withdraw it first.", field="person",
        ) from error  # fmt: skip
    Choice.objects.bulk_create(
        Choice(application=row, nursery=one, rank=at) for at, one in enumerate(chosen, 1)
    )
    return row


def _refuse_unfit(born: date, care: str, wanted_from: date, today: date) -> None:
    if care not in {str(one) for one in STANDING}:
        raise BadChildcare("care", "请选择全日托或半日托。", "Choose the care.", field="care")
    if not today <= wanted_from <= today + timedelta(days=366):
        raise BadChildcare(
            "from", "入托日期应在今天以后一年以内。", "Within a year from today.",
            field="wanted_from",
        )  # fmt: skip
    months = months_old(born, wanted_from)
    if not any(kind.admits(months) for kind in CLASSES.values()):
        raise BadChildcare(
            "age", f"入托当天孩子 {months} 个月；托育招收 6 至 36 个月的孩子。",
            f"The child will be {months} months: nurseries take 6 to 36 months.",
            field="wanted_from",
        )  # fmt: skip


def _chosen(wanted: Sequence[int], today: date) -> list[Nursery]:
    keys = [key for key in wanted if key]
    found = {one.pk: one for one in queries.choices_for("").filter(pk__in=keys)}
    if not keys or len(set(keys)) != len(keys) or set(keys) != set(found):
        raise BadChildcare(
            "choices", "请至少选一家机构，每家只选一次。", "Choose nurseries, each once.",
            field="first",
        )  # fmt: skip
    most = most_choices(today)
    if len(keys) > most:
        raise BadChildcare(
            "many", f"最多填 {most} 个志愿。", f"At most {most} choices.", field="third"
        )
    return [found[key] for key in keys]


@action(permit=APPLY, title=_("撤回托位申请"), subject="childcare_application")
def withdraw(actor: Actor, *, application: int, version: int) -> Application:
    """Take an application back; an open offer falls with it and its seat is free again."""
    row = applying.find(actor, application, lock=True)
    if row.version != version or not State(row.state).is_live:
        raise Stale("childcare_application", application)
    _close_offers(row, OfferState.DECLINED)
    return _closed(row, State.WITHDRAWN)


def _closed(row: Application, state: State) -> Application:
    row.state, row.version = state, row.version + 1
    row.closed_at = None if state.is_live else clock.now()
    row.save(update_fields=["state", "version", "closed_at"])
    return row


def _close_offers(row: Application, state: OfferState) -> None:
    for one in applying.open_offers(row.pk).select_for_update():
        one.state, one.answered_at, one.version = state, clock.now(), one.version + 1
        one.save(update_fields=["state", "answered_at", "version"])


@action(
    permit=RANK, title=_("公布托位录取规则"), logs=("order", "mode", "since", "document"),
    subject="childcare_rule",
)  # fmt: skip
def publish_rule(
    actor: Actor, *, order: Sequence[str], mode: str, since: date, document: str
) -> Rule:
    """Publish in which order groups are taken from a day on; never for a day already past."""
    if not actor.scope(RANK).divisions:
        raise BadChildcare(
            "county", "录取规则由县里公布。", "The county publishes the order.", field="document"
        )
    if not set(order) <= set(PRIORITIES) or len(set(order)) != len(order) or mode not in set(Mode):
        raise BadChildcare("order", "请重新选择优先次序。", "Choose the order.", field="order")
    if since < clock.today() or not normalise(document):
        raise BadChildcare(
            "past", "生效日期不能早于今天，并应写明依据文件。",
            "From today on, with the document it rests on.", field="since",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return Rule.objects.create(
                order=list(order), mode=mode, since=since, document=normalise(document)[:120],
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as error:
        raise BadChildcare(
            "twice", "这一天已公布过规则。", "There is an order of that day.", field="since"
        ) from error


@action(
    permit=RANK, title=_("托位排序"), logs=("nursery", "group", "on", "seed"),
    subject="childcare_ranking",
)  # fmt: skip
def make_ranking(actor: Actor, *, nursery: int, group: str, on: date, seed: str = "") -> Ranking:
    """Order whoever waits for a class of a nursery by the rule in force; inputs are kept.

    A draw without an announced seed gets a random one, kept with it. Nothing is offered yet.
    """
    home = queries.nursery(actor, nursery, permit=RANK)
    rule = queries.rule_on(on)
    if rule is None:
        raise BadChildcare(
            "rule", "县里还没有公布录取规则，不能排序。", "The county published no order yet.",
        )  # fmt: skip
    if group not in CLASSES:
        raise BadChildcare("group", "请选择班型。", "Choose the kind of class.", field="group")
    mode = Mode(rule.mode)
    drawn = (normalise(seed)[:80] or secrets.token_hex(16)) if mode is Mode.DRAW else ""
    applicants = _applicants(home, group, on)
    standings = rank(applicants, order=rule.order, mode=mode, seed=drawn)
    return Ranking.objects.create(
        nursery=home, group=group, on=on, rule=rule, seed=drawn,
        applicants=[asdict(one) for one in applicants],
        standings=[asdict(one) for one in standings],
        digest=digest(applicants, rule.order, mode, drawn),
        made_at=clock.now(), made_by=actor.name[:64],
    )  # fmt: skip


def _applicants(home: Nursery, group: str, on: date) -> list[Applicant]:
    waiting = [
        one for one in applying.waiting(home.pk)
        if CLASSES[group].admits(months_old(one.person.born, max(on, one.wanted_from)))
    ]  # fmt: skip
    ranks = dict(
        Choice.objects.filter(application__in=waiting, nursery=home).values_list(
            "application", "rank"
        )
    )
    known = groups_of(waiting, home, on=on)
    return [
        Applicant(one.pk, one.submitted_at.isoformat(), known[one.pk], ranks[one.pk])
        for one in waiting
    ]


@action(
    permit=RANK, title=_("发出托位录取通知"),
    logs=("nursery_class", "starts", "ranking"), subject="childcare_offer",
)  # fmt: skip
def offer_place(
    actor: Actor, *, application: int, nursery_class: int, starts: date, ranking: int | None = None
) -> Offer:
    """Keep a seat for an application until its answer is due, and tell the family.

    The class is locked meanwhile, so two officers never give the same seat; raises `BadChildcare`
    when it is full, of another age, or not among the family's choices.
    """
    room = queries.class_in_scope(actor, nursery_class, permit=RANK, lock=True)
    row = applying.find(actor, application, lock=True)
    if row.state != State.WAITING or not row.choices.filter(nursery=room.nursery_id).exists():
        raise BadChildcare(
            "state", "这份申请不在轮候，或没有填报这家机构。", "Not waiting for this nursery.",
        )  # fmt: skip
    halves = Care(row.care).halves
    seat = seat_in(room, born=row.person.born, since=starts, halves=halves)
    made, position = (queries.ranking(actor, ranking) if ranking else None), None
    if made is not None:
        found = [one for one in made.standings if one["number"] == row.pk]
        position = found[0]["position"] if found and made.nursery_id == room.nursery_id else None
    now = clock.now()
    offer = Offer.objects.create(
        application=row, nursery_class=room, seat=seat, morning=halves[0], afternoon=halves[1],
        starts=starts, ranking=made, position=position, made_at=now, state=OfferState.OPEN,
        answer_by=now + timedelta(days=offer_days(now.date())),
    )  # fmt: skip
    _closed(row, State.OFFERED)
    if row.account:
        tell(
            "childcare_offered", [row.account], url=f"/childcare/applications/{row.pk}/",
            nursery=room.nursery.facility.name, day=f"{localtime(offer.answer_by):%Y-%m-%d %H:%M}",
        )  # fmt: skip
    return offer


@action(permit=APPLY, title=_("答复托位录取"), logs=("offer", "accepts"), subject="childcare_offer")
def answer(actor: Actor, *, offer: int, version: int, accepts: bool) -> Offer:
    """Accept or decline an offer before its clock runs out; late answers are refused."""
    row = queries.offer_of(actor, offer, lock=True)
    if row.version != version or row.state != OfferState.OPEN:
        raise Stale("childcare_offer", offer)
    if row.answer_by < clock.now():
        raise BadChildcare(
            "late", "答复期限已过，名额已转给下一位；申请仍在轮候。",
            "The time has run out; the application waits on.",
        )  # fmt: skip
    row.state = OfferState.ACCEPTED if accepts else OfferState.DECLINED
    row.answered_at, row.version = clock.now(), row.version + 1
    row.save(update_fields=["state", "answered_at", "version"])
    if not accepts:
        _closed(row.application, State.DECLINED)
    return row


@action(permit=RANK, title=_("收回逾期未答复的托位"), logs=("on",))
def lapse_offers(actor: Actor, *, on: date) -> int:
    """Free the seats of offers whose time ran out; their applications wait on. Again: nothing."""
    late = Offer.objects.select_related("application").filter(
        state=OfferState.OPEN, answer_by__lt=clock.now(),
        nursery_class__nursery__in=queries.nurseries(actor, permit=RANK),
    )  # fmt: skip
    count = 0
    for one in late.select_for_update(of=("self",)):
        one.state, one.answered_at, one.version = OfferState.LAPSED, clock.now(), one.version + 1
        one.save(update_fields=["state", "answered_at", "version"])
        _closed(one.application, State.WAITING)
        count += 1
    del on
    return count

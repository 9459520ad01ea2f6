"""Moving in and on: contract, the nine risks, bed, absence, level, the end of a stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.rules import Ownership
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.placements import queries
from anhuai.placements.actions.holding import claim, house, let_go, not_future, note
from anhuai.placements.models import (
    Absence,
    Application,
    Contract,
    Hold,
    Offer,
    RiskAssessment,
    Stay,
)
from anhuai.placements.rules.contract import Terms, breaches, risk_problem
from anhuai.placements.rules.words import Answer, Away, BadPlacement, Ending, Kind, Step, What
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

RUN = Permit.PLACEMENTS_RUN


@dataclass(frozen=True, slots=True, kw_only=True)
class Risks:
    """The nine risks graded, what is done about them, and who of the family was told."""

    risks: Mapping[str, str]
    measures: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """What an admission rests on: contract, risks, kind of stay; why the order is left, if so."""

    terms: Terms
    risks: Risks
    kind: Kind = Kind.RESIDENTIAL
    reason: str = ""


@action(
    permit=RUN, title=_("办理入住"), logs=("facility", "person", "offer", "label", "on"),
    subject="stay",
)  # fmt: skip
def admit(
    actor: Actor, *, facility: int, label: str, on: date, papers: Papers,
    person: int | None = None, offer: int | None = None,
) -> Stay:  # fmt: skip
    """Let somebody move in: contract, the nine risks, bed and stay, all or nothing.

    With an accepted offer its bed is taken over. Without one a public institution says why while
    others wait. Raises `BadPlacement`: for what is paid too far ahead, risks not assessed, a bed
    not free, a person who lives in another already.
    """
    one = house(actor, facility)
    not_future(on)
    terms, risks, kind, reason = papers.terms, papers.risks, papers.kind, papers.reason
    _check_papers(terms, risks, one.ownership)
    taken = _accepted(offer, facility, label) if offer is not None else None
    application = taken.application if taken else _waits(person, kind)
    who = taken.application.person_id if taken else person
    if who is None:
        raise BadPlacement("person", "请填写入住人。", "Say who moves in.", field="person")
    if taken is None:
        _check_order(one, on, kind, reason)
    _check_person(who, on)
    stay = _started(actor, one.pk, who, on, kind if taken is None else
                    Kind(taken.application.kind), terms, application)  # fmt: skip
    if taken is not None:
        let_go(on, offer=taken)
    if stay.kind != Kind.DAY_CARE:
        claim(facility, normalise(label), on, stay=stay)
    _papers(actor, stay, terms, risks, on)
    note(actor, stay, on, What.ADMITTED, normalise(label) + (f"（{reason}）" if reason else ""))
    if application is not None:
        application.state, application.closed_on = Step.ADMITTED, max(on, application.applied_on)
        application.version += 1
        application.save(update_fields=["state", "closed_on", "version"])
    return stay


def _check_papers(terms: Terms, risks: Risks, ownership: str) -> None:
    for one in breaches(terms, ownership):
        raise BadPlacement(one.code, one.says, one.says_en, field=one.field)
    problem = risk_problem(risks.risks, risks.told)
    if problem == "risks":
        raise BadPlacement(
            "risks", "入住前应评估全部九项安全风险，请逐项选择。",
            "All nine risks are assessed before somebody moves in.", field="risk_choking",
        )  # fmt: skip
    if problem:
        raise BadPlacement(
            "told", "评估结果应告知家属，请填写被告知的家属。",
            "The family is told the result: say who was.", field="told",
        )  # fmt: skip


def _accepted(key: int, facility: int, label: str) -> Offer:
    found = (
        Offer.objects.select_for_update(of=("self",)).select_related("application")
        .filter(pk=key, facility=facility).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("placement_offer", key)
    if found.state != Answer.ACCEPTED or hasattr(found.application, "stay"):
        raise BadPlacement(
            "not_accepted", "床位通知还没有接受，或已经办理入住。",
            "The offer is not accepted, or was used.",
        )  # fmt: skip
    if found.label != normalise(label):
        raise BadPlacement(
            "other_bed", f"通知的是床位 {found.label}；要换床请入住后办理。",
            f"Bed {found.label} was offered: move after the admission.", field="label",
        )  # fmt: skip
    return found


def _waits(person: int | None, kind: Kind) -> Application | None:
    rows = Application.objects.select_for_update().filter(person=person, kind=kind, closed_on=None)
    found = rows.first()
    if found is not None and found.state in (Step.OFFERED, Step.ACCEPTED):
        raise BadPlacement(
            "offered", "此人已有床位通知，请按通知办理，或先谢绝。",
            "A bed is offered to this person: use that offer, or decline it first.",
        )  # fmt: skip
    return found


def _check_order(one: Any, on: date, kind: Kind, reason: str) -> None:
    if one.ownership == Ownership.PRIVATE or kind is not Kind.RESIDENTIAL:
        return
    waiting = queries.next_of(SYSTEM, one.pk, on, nursing=True, kinds=[Kind.RESIDENTIAL])
    if waiting and len(normalise(reason)) < 4:
        raise BadPlacement(
            "queue", f"有 {len(waiting)} 人在轮候，应按顺序发床位通知；特殊情况请写明原因。",
            f"{len(waiting)} people wait: offer the bed in order, or say why not.", field="reason",
        )  # fmt: skip


def _check_person(person: int, on: date) -> None:
    one = people.person_in_scope(SYSTEM, person)
    if one.died is not None or on < one.born:
        raise BadPlacement("dead", "此人已去世或日期不对。", "The person has died.", field="person")


def _started(
    actor: Actor, facility: int, person: int, on: date, kind: Kind, terms: Terms,
    application: Application | None,
) -> Stay:  # fmt: skip
    earlier = Stay.objects.filter(person=person, until__gt=on).exclude(kind=Kind.DAY_CARE)
    if kind is not Kind.DAY_CARE and earlier.exists():
        raise BadPlacement(
            "overlap", "此人在这一天还住在别处，请核对日期。", "The person lived elsewhere then.",
            field="on",
        )  # fmt: skip
    row = Stay(
        person_id=person, facility_id=facility, kind=kind, since=on, application=application,
        care_level=normalise(terms.care_level)[:20], recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadPlacement(
            "lives", "此人已在一家机构入住，请先办理离院。",
            "The person lives in an institution already: discharge first.", field="person",
        ) from error  # fmt: skip
    return row


def _papers(actor: Actor, stay: Stay, terms: Terms, risks: Risks, on: date) -> None:
    Contract.objects.create(
        stay=stay, number=normalise(terms.number)[:60], signed_on=terms.signed_on,
        bed_fee=terms.bed_fee, care_fee=terms.care_fee, meal_fee=terms.meal_fee,
        prepaid_months=terms.prepaid_months, deposit=terms.deposit, membership=terms.membership,
        in_custody=terms.in_custody,
    )  # fmt: skip
    _assessed(actor, stay, risks, on)


def _assessed(actor: Actor, stay: Stay, risks: Risks, on: date) -> RiskAssessment:
    return RiskAssessment.objects.create(
        stay=stay, assessed_on=on, risks=dict(risks.risks),
        measures=refuse_turned(risks.measures).strip()[:400], told=normalise(risks.told)[:64],
        recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


def _running(actor: Actor, key: int, version: int) -> Stay:
    """Return a running stay the actor's institution keeps, locked; `Stale` when it changed."""
    found = queries.stay(actor, key, permit=RUN)
    queries.facility_in_scope(actor, found.facility_id, permit=RUN)
    row = Stay.objects.select_for_update().get(pk=key)
    if row.version != version or row.until is not None:
        raise Stale("stay", key)
    return row


def _kept(stay: Stay, *fields: str) -> Stay:
    stay.version += 1
    stay.save(update_fields=[*fields, "version"])
    return stay


def _not_before(stay: Stay, on: date) -> None:
    not_future(on)
    if on < stay.since:
        raise BadPlacement(
            "early", f"日期不能早于入住日 {stay.since}。", f"Not before {stay.since}.", field="on"
        )


@action(permit=RUN, title=_("换床"), logs=("stay", "label", "on"), subject="stay")
def move_bed(actor: Actor, *, stay: int, version: int, label: str, on: date) -> Stay:
    """Move a resident to another free bed of the same institution."""
    found = _running(actor, stay, version)
    house(actor, found.facility_id)
    _not_before(found, on)
    label = normalise(label)
    held = Hold.objects.select_for_update().filter(stay=found, until=None).first()
    if held is None:
        raise BadPlacement("no_bed", "日间照料不占床位。", "Day care has no bed.", field="label")
    if held.label == label:
        raise BadPlacement("same", "已在这张床位。", "Already in this bed.", field="label")
    if on < held.since:
        raise BadPlacement(
            "early", f"日期不能早于 {held.since}。", f"Not before {held.since}.", field="on"
        )
    held.until = on
    held.save(update_fields=["until"])
    claim(found.facility_id, label, on, stay=found)
    note(actor, found, on, What.MOVED, f"{held.label} → {label}")
    return _kept(found)


@action(permit=RUN, title=_("登记外出"), logs=("stay", "kind", "on"), subject="stay")
def go_away(actor: Actor, *, stay: int, version: int, kind: Away, on: date, says: str = "") -> Stay:
    """Note that a resident is on leave or in hospital from a day; the bed stays theirs."""
    found = _running(actor, stay, version)
    _not_before(found, on)
    last = Absence.objects.filter(stay=found).order_by("-since", "-pk").first()
    if last is not None and (last.until is None or last.until > on):
        raise BadPlacement("away", "已登记外出，请先登记返回。", "Away already.", field="on")
    Absence.objects.create(stay=found, kind=kind, since=on, note=refuse_turned(says).strip()[:200])
    note(actor, found, on, What.AWAY, kind.title_zh)
    return _kept(found)


@action(permit=RUN, title=_("登记返回"), logs=("stay", "on"), subject="stay")
def come_back(actor: Actor, *, stay: int, version: int, on: date) -> Stay:
    """Note that a resident is back from a day."""
    found = _running(actor, stay, version)
    row = Absence.objects.select_for_update().filter(stay=found, until=None).first()
    if row is None:
        raise BadPlacement("here", "没有登记外出。", "Not away.", field="on")
    not_future(on)
    if on < row.since:
        raise BadPlacement("early", f"日期不能早于 {row.since}。", f"Not before {row.since}.",
                           field="on")  # fmt: skip
    row.until = on
    row.save(update_fields=["until"])
    note(actor, found, on, What.BACK)
    return _kept(found)


@action(permit=RUN, title=_("调整照护等级"), logs=("stay", "on"), subject="stay")
def change_level(
    actor: Actor, *, stay: int, version: int, care_level: str, on: date, told: str
) -> Stay:
    """Change the care level agreed, with the consent of whoever signs for the resident."""
    found = _running(actor, stay, version)
    _not_before(found, on)
    level = normalise(care_level)[:20]
    if not level:
        raise BadPlacement("level", "请填写照护等级。", "Give the level.", field="care_level")
    if not normalise(told):
        raise BadPlacement(
            "told", "调整照护等级应征得同意，请填写同意人。", "Say who agreed.", field="told"
        )
    before, found.care_level = found.care_level, level
    note(actor, found, on, What.LEVEL, f"{before or '—'} → {level}（{normalise(told)[:64]}）")
    return _kept(found, "care_level")


@action(permit=RUN, title=_("安全风险评估"), logs=("stay", "on"), subject="stay")
def assess_risks(actor: Actor, *, stay: int, version: int, risks: Risks, on: date) -> Stay:
    """Assess the nine risks of a resident again: yearly, or at once after a change."""
    found = _running(actor, stay, version)
    _not_before(found, on)
    if problem := risk_problem(risks.risks, risks.told):
        raise BadPlacement(
            problem, "请逐项选择九项风险，并填写被告知的家属。",
            "Grade all nine risks, and say who of the family was told.",
            field="told" if problem == "told" else "risk_choking",
        )  # fmt: skip
    _assessed(actor, found, risks, on)
    note(actor, found, on, What.ASSESSED)
    return _kept(found)


@action(permit=RUN, title=_("办理离院"), logs=("stay", "ending", "on"), subject="stay")
def discharge(
    actor: Actor, *, stay: int, version: int, ending: Ending, on: date, reason: str = ""
) -> Stay:
    """End a stay on a day, the first the bed is free again; a death is recorded on the register."""
    found = _running(actor, stay, version)
    _not_before(found, on)
    if ending is Ending.DIED:
        raise BadPlacement(
            "died", "去世请在人员档案登记，入住随之结束。",
            "Record the death on the person's file: the stay ends by itself.", field="ending",
        )  # fmt: skip
    return _ended(actor, found, ending, on, reason)


def _ended(actor: Actor, found: Stay, ending: Ending, on: date, says: str = "") -> Stay:
    day = max(on, found.since)
    Absence.objects.filter(stay=found, until=None, since__lte=day).update(until=day)
    Absence.objects.filter(stay=found, until=None).delete()
    let_go(day, stay=found)
    found.until, found.ending = day, ending
    note(actor, found, day, What.ENDED, refuse_turned(says).strip())
    return _kept(found, "until", "ending")


@action(permit=RUN, title=_("因去世结束入住"), logs=("person", "on"), subject="stay")
def end_for_death(actor: Actor, *, person: int, on: date) -> Stay | None:
    """End whatever somebody who died lived in, waited for or was offered; once a death.

    `on` is the day of the death; the bed is free from then.
    """
    for row in Application.objects.select_for_update().filter(person=person, closed_on=None):
        for running in Offer.objects.filter(application=row, state__in=["open", "accepted"]):
            running.state, running.answered_on = Answer.TAKEN_BACK, max(on, running.offered_on)
            running.ground, running.version = "本人已去世", running.version + 1
            running.save()
            let_go(max(on, running.offered_on), offer=running)
        row.state, row.closed_on = Step.WITHDRAWN, max(on, row.applied_on)
        row.closed_why, row.version = "本人已去世", row.version + 1
        row.save()
    last = None
    for found in Stay.objects.select_for_update().filter(person=person, until=None):
        last = _ended(actor, found, Ending.DIED, on)
    return last


@action(permit=RUN, title=_("撤销因去世的结束"), logs=("person",), subject="stay")
def restore_after_death(actor: Actor, *, person: int) -> Stay | None:
    """Let a stay go on that a death ended which was no death, where the bed is still free.

    Where it is not, the line in its course says so: the institution finds another bed.
    """
    found = (
        Stay.objects.select_for_update().filter(person=person, ending=Ending.DIED)
        .order_by("-until", "-pk").first()
    )  # fmt: skip
    living = Stay.objects.filter(person=person, until=None).exclude(kind=Kind.DAY_CARE)
    if found is None or found.until is None or living.exists():
        return None
    held = Hold.objects.filter(stay=found).order_by("-turn").first()
    if held is not None:
        try:
            claim(held.facility_id, held.label, found.until, stay=found)
        except BadPlacement:
            note(
                actor, found, found.until, What.ENDED, "死亡登记已撤销，原床位已有人，请另安排床位"
            )
            return None
    day = found.until
    found.until, found.ending = None, ""
    note(actor, found, day, What.BACK, "死亡登记已撤销")
    return _kept(found, "until", "ending")

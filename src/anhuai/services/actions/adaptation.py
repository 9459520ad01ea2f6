"""Adaptations of homes up to the agreement: taken up, surveyed, planned, agreed, or ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.funds import actions as funds
from anhuai.funds import queries as funded
from anhuai.kernel.money import format_yuan
from anhuai.kernel.months import Month
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.catalogue import WORKS
from anhuai.services.models import Adaptation, AdaptationEntry, AdaptationWork
from anhuai.services.rules.adaptation import (
    BEFORE_ACCEPTANCE,
    BadAdaptation,
    Ending,
    Line,
    State,
    Step,
    check_order,
    due_on,
    price_of,
)

MANAGE, SURVEY, AGREE = Permit.HOME_MANAGE, Permit.HOME_SURVEY, Permit.HOME_AGREE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a survey found: the works that are needed, with a note each; whether one agreed."""

    on: date
    works: Mapping[str, str]
    note: str = ""
    consented: bool = False

    def __str__(self) -> str:
        """Return it as the trail writes it: no words about a home."""
        return f"{self.on} {len(self.works)}"


def locked(
    actor: Actor, key: int, version: int, permit: Permit, states: Collection[State]
) -> Adaptation:
    """Return an adaptation in scope, locked, that is in one of some states; raises otherwise."""
    queries.adaptation(actor, key, permit=permit)
    rows = Adaptation.objects.select_for_update(of=("self",))
    found = rows.select_related("person", "contractor").get(pk=key)
    if found.version != version:
        raise Stale("adaptation", key)
    state = State(found.state)
    if state not in states:
        raise BadAdaptation(
            "state", f"现在是“{state.title_zh}”，不能办理这一步，请刷新后核对。",
            f"It stands at “{state.title_en}”: this step cannot be taken. Reload the page.",
        )  # fmt: skip
    return found


def moved(
    actor: Actor, one: Adaptation, step: Step, on: date, *, to: State, says: str = "",
    **values: Any,
) -> Adaptation:  # fmt: skip
    """Take a step: set the state and start its clock, write the timeline."""
    due = due_on(to, on, queries.clocks_on(on))
    changed = Adaptation.objects.filter(pk=one.pk, version=one.version).update(
        state=to, state_since=on, due_on=due, version=one.version + 1, **values
    )
    if not changed:
        raise Stale("adaptation", one.pk)
    AdaptationEntry.objects.create(
        adaptation=one, on=on, step=step, says=says[:300], by=actor.name[:64],
        recorded_at=clock.now(),
    )  # fmt: skip
    one.refresh_from_db()
    return one


def check_home(one: Adaptation) -> None:
    """Refuse a step for somebody who has died, left or lives in another home by now."""
    person = one.person
    if person.died is not None or person.left is not None:
        raise BadAdaptation(
            "gone", "本人已去世或迁出，请终止这户改造。",
            "The person has died or left: end the adaptation.",
        )  # fmt: skip
    if queries.has_moved(one):
        raise BadAdaptation(
            "moved", "本人已迁居，请按新住处重新勘察，或终止这户改造。",
            "The person lives elsewhere now: survey the new home, or end it.",
        )  # fmt: skip


def check_reason(text: str) -> str:
    """Return a reason; raises `BadAdaptation` where there is none."""
    plain = normalise(refuse_turned(text))
    if len(plain) < 2:
        raise BadAdaptation("reason", "请写明原因。", "Say why.", field="reason")
    return plain[:200]


@action(permit=MANAGE, title=_("列入适老化改造"), logs=("person", "on"), subject="adaptation")
def open_adaptation(actor: Actor, *, person: int, on: date) -> Adaptation:
    """Take up the home of somebody the register entitles; raises `BadAdaptation`.

    A home is taken up once, for whoever of it; somebody paid the benefit in cash before has had it.
    """
    found = people.person_in_scope(actor, person, permit=MANAGE)
    check_order(on, after=None, today=clock.today())
    if found.died is not None or found.left is not None:
        raise BadAdaptation(
            "gone", "本人已去世或迁出。", "The person has died or left.", field="person"
        )
    why = queries.needs([person], {person: found.born}, on=on)[person]
    if not why:
        raise BadAdaptation(
            "entitled",
            "按登记的情形不符合条件：须为特困、低保或认定的经济困难老年人，且高龄、残疾或失能。"
            "情形有变化的请先登记。",
            "Not entitled by the register: an elder in hardship who is very old, disabled or "
            "frail. Record the circumstance first.", field="person",
        )  # fmt: skip
    if funded.was_paid(person=person, scheme=queries.SCHEME):
        raise BadAdaptation(
            "paid", "此人已领过适老化改造补助，一户一次。", "The benefit was paid in cash before.",
            field="person",
        )  # fmt: skip
    try:
        with transaction.atomic():
            made = Adaptation.objects.create(
                person=found, home_id=found.household_id, place=found.division or found.hukou,
                reasons=list(why), state=State.OPENED, state_since=on, opened_on=on,
                due_on=due_on(State.OPENED, on, queries.clocks_on(on)),
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadAdaptation(
            "twice", "这个人（这户）已列入改造，一户一次。",
            "This person or home was taken up already: once a home.", field="person",
        ) from clash  # fmt: skip
    funds.open_grant(  # so that no run pays in cash what is given as work (funds.in_kind)
        SYSTEM, person=person, scheme=queries.SCHEME, title="家庭适老化改造", since=Month.of(on),
        source=f"{funded.IN_KIND}services.adaptation:{made.pk}",
    )  # fmt: skip
    AdaptationEntry.objects.create(
        adaptation=made, on=on, step=Step.OPENED, by=actor.name[:64], recorded_at=clock.now()
    )
    return made


@action(permit=SURVEY, title=_("登记改造入户勘察"), logs=("found",), subject="adaptation")
def survey_adaptation(actor: Actor, *, adaptation: int, version: int, found: Seen) -> Adaptation:
    """Record what a survey found in the home; raises `BadAdaptation` without consent or works."""
    one = locked(actor, adaptation, version, SURVEY, (State.OPENED, State.SURVEYED))
    check_home(one)
    check_order(found.on, after=one.opened_on, today=clock.today())
    if not found.consented:
        raise BadAdaptation(
            "consent", "入户勘察须经本人或家属同意，请先征得同意。",
            "The survey needs the consent of the elder or the family.", field="consented",
        )  # fmt: skip
    strange = set(found.works) - set(WORKS)
    if strange or not found.works:
        raise BadAdaptation(
            "works", "请至少选择一项需要改造的项目；没有可改造的，请终止并写明原因。",
            "Choose one work at least; where there is none, end it with the reason.",
        )  # fmt: skip
    note = normalise(refuse_turned(found.note))[:400]
    _keep_works(one, found.works)
    return moved(
        actor, one, Step.SURVEYED, found.on, to=State.SURVEYED,
        says="、".join(WORKS[code].title for code in found.works), surveyed_on=found.on,
        surveyed_by=actor.account or 0, survey_note=note, consented=True,
    )  # fmt: skip


def _keep_works(one: Adaptation, wanted: Mapping[str, str]) -> None:
    """Keep what is needed now; what an earlier survey found and this one did not is unplanned."""
    AdaptationWork.objects.filter(adaptation=one).update(is_planned=False, price=None, own=0)
    held = {row.work: row for row in AdaptationWork.objects.filter(adaptation=one)}
    for code, note in wanted.items():
        row = held.get(code) or AdaptationWork(adaptation=one, work=code)
        row.note = normalise(refuse_turned(note))[:120]
        row.save()


@action(permit=MANAGE, title=_("确定改造方案"), logs=("on",), subject="adaptation")
def plan_adaptation(
    actor: Actor, *, adaptation: int, version: int, lines: Sequence[Line], on: date
) -> Adaptation:
    """Plan and price the works within the day's ceiling; raises `BadAdaptation` above it."""
    states = (State.SURVEYED, State.PLANNED)
    one = locked(actor, adaptation, version, MANAGE, states)
    check_home(one)
    check_order(on, after=one.surveyed_on, today=clock.today())
    ceiling = queries.ceiling_on(on)
    if ceiling is None:
        raise BadAdaptation(
            "undecided", "补助标准里还没有规定每户上限，不能确定方案；请先在“标准调整”中提出。",
            "No most for a home is decided: propose the standard first.",
        )  # fmt: skip
    price = price_of(lines, works=WORKS, ceiling=ceiling)
    _keep_works(one, {line.work: line.note for line in lines})
    for line in lines:
        AdaptationWork.objects.filter(adaptation=one, work=line.work).update(
            is_planned=True, price=line.price, own=line.own
        )
    return moved(
        actor, one, Step.PLANNED, on, to=State.PLANNED,
        says=f"合计 {format_yuan(price.total)} 元，公共资金 {format_yuan(price.public)} 元，"
        f"自付 {format_yuan(price.own)} 元",
        total=price.total, public=price.public, own=price.own, ceiling=ceiling,
    )  # fmt: skip


@action(permit=AGREE, title=_("同意改造方案"), logs=("on",), subject="adaptation")
def agree_adaptation(
    actor: Actor, *, adaptation: int, version: int, on: date, signer: str
) -> Adaptation:
    """Record that the elder, or the family for them, agrees to the plan and the own share."""
    one = locked(actor, adaptation, version, AGREE, (State.PLANNED,))
    check_home(one)
    check_order(on, after=one.state_since, today=clock.today())
    plain = normalise(refuse_turned(signer))[:64]
    if not plain:
        raise BadAdaptation("signer", "请填写同意人姓名。", "Enter who agrees.", field="signer")
    return moved(
        actor, one, Step.AGREED, on, to=State.AGREED, says=plain, agreed_on=on, agreed_by=plain
    )


@action(permit=AGREE, title=_("不同意改造方案"), logs=("on",), subject="adaptation")
def decline_plan(
    actor: Actor, *, adaptation: int, version: int, on: date, reason: str
) -> Adaptation:
    """Record that the plan is not agreed to, and why: it is planned anew."""
    one = locked(actor, adaptation, version, AGREE, (State.PLANNED,))
    plain = check_reason(reason)
    check_order(on, after=one.state_since, today=clock.today())
    return moved(actor, one, Step.REFUSED, on, to=State.SURVEYED, says=plain)


@action(permit=MANAGE, title=_("按新住处重新勘察"), logs=("on",), subject="adaptation")
def rehouse_adaptation(
    actor: Actor, *, adaptation: int, version: int, on: date, reason: str
) -> Adaptation:
    """Begin anew in the home somebody moved to, before work began; the course stays on record."""
    states = (State.OPENED, State.SURVEYED, State.PLANNED, State.AGREED)
    one = locked(actor, adaptation, version, MANAGE, states)
    plain = check_reason(reason)
    check_order(on, after=one.state_since, today=clock.today())
    if not queries.has_moved(one):
        raise BadAdaptation(
            "same", "登记的住处没有变化；请先登记迁居。", "The home on record is the same."
        )
    AdaptationWork.objects.filter(adaptation=one).update(is_planned=False, price=None, own=0)
    person = one.person
    try:
        with transaction.atomic():
            return moved(
                actor, one, Step.MOVED, on, to=State.OPENED, says=plain, ceiling=None, total=0,
                public=0, own=0, home_id=person.household_id, contractor=None, agreed_on=None,
                place=person.division or person.hukou, surveyed_on=None, surveyed_by=None,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadAdaptation(
            "twice", "新住处已列入改造，一户一次；请终止这户。",
            "The new home was taken up already: end this one.",
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("终止适老化改造"), logs=("on",), subject="adaptation")
def cancel_adaptation(
    actor: Actor, *, adaptation: int, version: int, ending: Ending, on: date, reason: str
) -> Adaptation:
    """End an adaptation before it is accepted, with the reason; the home may be taken up anew."""
    one = locked(actor, adaptation, version, MANAGE, BEFORE_ACCEPTANCE)
    plain = check_reason(reason)
    check_order(on, after=one.opened_on, today=clock.today())
    return cancelled(actor, one, ending, on, plain)


def cancelled(actor: Actor, one: Adaptation, ending: Ending, on: date, says: str) -> Adaptation:
    """End an adaptation, in the caller's transaction; what it was granted by ends unused."""
    grant = funded.grant_in_kind(person=one.person_id, scheme=queries.SCHEME)
    if grant is not None:
        funds.close_grant(SYSTEM, grant=grant.pk, until=Month.of(grant.since), why=says)
    return moved(
        actor, one, Step.CANCELLED, on, to=State.CANCELLED, says=f"{ending.title_zh}：{says}",
        ended_on=on, ending=ending,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ended:
    """Which adaptations a night ended."""

    pks: tuple[int, ...]


@action(permit=MANAGE, title=_("终止去世、迁出者的改造"), logs=("on",), subject="adaptation")
def end_gone(actor: Actor, *, on: date) -> Ended:
    """End those not yet begun of whoever has died or left; what is being built is an officer's.

    Again on the same day changes nothing.
    """
    states = (State.OPENED, State.SURVEYED, State.PLANNED, State.AGREED)
    rows = queries.adaptations(actor, permit=MANAGE).filter(state__in=states)
    rows = rows.select_related("person")
    ended = []
    for one in rows.order_by("pk").select_for_update(of=("self",)):
        if one.person.died is not None:
            cancelled(actor, one, Ending.DIED, on, f"{one.person.died}")
        elif one.person.left is not None:
            cancelled(actor, one, Ending.MOVED, on, f"{one.person.left}")
        else:
            continue
        ended.append(one.pk)
    return Ended(tuple(ended))

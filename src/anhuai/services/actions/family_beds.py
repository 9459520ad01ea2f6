"""Family care beds: asked for, surveyed, signed, planned, checked, suspended, renewed, ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries as assessments
from anhuai.cases import actions as cases
from anhuai.kernel.months import age_on
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.catalogue import BED_CARE, BED_CHECKS, BED_SURVEY
from anhuai.services.models import BedCheck, BedPause, BedPlan, FamilyBed
from anhuai.services.rules.checks import findings
from anhuai.services.rules.family_beds import (
    RUNNING,
    SCALE,
    Away,
    BadBed,
    BedState,
    CheckKind,
    DeviceKind,
    Leaving,
    Span,
    Terms,
    check_plan,
    check_terms,
    grounds,
    respite_left,
)

MANAGE, SURVEY, PROVIDE = Permit.HOME_MANAGE, Permit.HOME_SURVEY, Permit.HOME_PROVIDE
MOST_BACK = 62
"""For how many days a visit may be entered later."""


def _locked(
    actor: Actor, key: int, version: int | None, permit: Permit, states: Collection[BedState]
) -> FamilyBed:
    queries.bed(actor, key, permit=permit)
    found = FamilyBed.objects.select_for_update(of=("self",)).select_related("person").get(pk=key)
    if version is not None and found.version != version:
        raise Stale("family_bed", key)
    state = BedState(found.state)
    if state not in states:
        raise BadBed(
            "state", f"这张床位现在是“{state.title_zh}”，不能办理这一步，请刷新后核对。",
            f"The bed is at “{state.title_en}”: this step cannot be taken. Reload the page.",
        )  # fmt: skip
    return found


def _set(one: FamilyBed, **values: Any) -> FamilyBed:
    changed = FamilyBed.objects.filter(pk=one.pk, version=one.version).update(
        version=one.version + 1, **values
    )
    if not changed:
        raise Stale("family_bed", one.pk)
    one.refresh_from_db()
    return one


def _past(on: date, *, field: str = "on") -> None:
    if on > clock.today():
        raise BadBed("future", "日期不能晚于今天。", "The day cannot be to come.", field=field)


def _alive(one: FamilyBed) -> None:
    if one.person.died is not None:
        raise BadBed("died", "本人已去世，请办理撤床。", "The person has died: end the bed.")


def level_now(person: int, *, on: date) -> int | None:
    """Return the level somebody holds on the deciding scale on a day; None where none."""
    found = assessments.levels_on(SYSTEM, scale=SCALE, on=on, persons=[person]).get(person)
    return found.level if found else None


@action(permit=MANAGE, title=_("申请家庭养老床位"), logs=("person", "facility", "on"),
        subject="family_bed")  # fmt: skip
def apply_for_bed(actor: Actor, *, person: int, facility: int, on: date) -> FamilyBed:
    """Ask for a bed at home kept by a facility; who may have it the survey decides."""
    found = people.person_in_scope(actor, person, permit=MANAGE)
    _past(on)
    if found.died is not None or found.left is not None:
        raise BadBed("gone", "本人已去世或迁出。", "The person has died or left.", field="person")
    _check_keeper(actor, facility, on)
    try:
        with transaction.atomic():
            return FamilyBed.objects.create(
                person=found, facility_id=facility, place=found.division or found.hukou,
                state=BedState.APPLIED, applied_on=on,
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadBed(
            "twice", "此人已有一张家庭养老床位在办或在床。", "The person has an open bed already.",
            field="person",
        ) from clash  # fmt: skip


def _check_keeper(actor: Actor, facility: int, on: date) -> None:
    if not queries.keepers(actor, on=on).filter(pk=facility).exists():
        raise BadBed(
            "facility",
            "这个机构当天没有在营、没有登记“家庭养老床位”服务，或备案已失效，请另选。",
            "It does not operate, offers no home care beds or its filing has lapsed: choose "
            "another.", field="facility",
        )  # fmt: skip


@action(permit=SURVEY, title=_("家庭养老床位入户评估"), logs=("bed", "on"),
        subject="family_bed")  # fmt: skip
def survey_bed(
    actor: Actor, *, bed: int, version: int, on: date, answers: Mapping[str, str],
    devices: Sequence[DeviceKind],
) -> FamilyBed:  # fmt: skip
    """Decide by the level and by what the home is like; what stands against it is kept in words."""
    one = _locked(actor, bed, version, SURVEY, (BedState.APPLIED, BedState.ELIGIBLE))
    _alive(one)
    _past(on)
    if on < one.applied_on:
        raise BadBed("order", "日期不能早于申请日期。", "Not before the application.", field="on")
    level = level_now(one.person_id, on=on)
    given = {code: answer for code, answer in answers.items() if answer}
    found = grounds(
        age=age_on(one.person.born, on), level=level, least_level=queries.bed_level_on(on),
        answers=given, questions=BED_SURVEY,
    )  # fmt: skip
    return _set(
        one, state=BedState.REFUSED if found else BedState.ELIGIBLE, level=level, surveyed_on=on,
        surveyed_by=actor.account or 0, answers=given,
        grounds=[[ground.code, ground.says, ground.says_en] for ground in found],
        devices=sorted({str(DeviceKind(kind)) for kind in devices}),
    )  # fmt: skip


@action(permit=MANAGE, title=_("签订家庭养老床位协议"), logs=("bed",), subject="family_bed")
def sign_bed(actor: Actor, *, bed: int, version: int, terms: Terms) -> FamilyBed:
    """Sign the contract: the bed runs from its first day."""
    one = _locked(actor, bed, version, MANAGE, (BedState.ELIGIBLE,))
    _alive(one)
    assert one.surveyed_on is not None  # noqa: S101 - an eligible bed was surveyed
    months = queries.bed_months_on(terms.signed_on)
    check_terms(terms, surveyed=one.surveyed_on, today=clock.today(), months=months)
    _check_keeper(actor, one.facility_id, terms.signed_on)
    return _signed(one, terms)


def _signed(one: FamilyBed, terms: Terms) -> FamilyBed:
    try:
        with transaction.atomic():
            return _set(
                one, state=BedState.ACTIVE, number=normalise(terms.number)[:40],
                signed_on=terms.signed_on, since=one.since or terms.since, last=terms.last,
                fee=terms.fee, signer=normalise(refuse_turned(terms.signer))[:64],
                emergency=normalise(refuse_turned(terms.emergency))[:120],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadBed(
            "number", "这个机构已有同号的协议，请核对编号。",
            "The facility has a contract of this number.", field="number",
        ) from clash  # fmt: skip


@action(permit=MANAGE, title=_("续签家庭养老床位协议"), logs=("bed",), subject="family_bed")
def renew_bed(actor: Actor, *, bed: int, version: int, terms: Terms) -> FamilyBed:
    """Sign a further contract for a running bed, where the level still allows it."""
    one = _locked(actor, bed, version, MANAGE, (BedState.ACTIVE,))
    _alive(one)
    assert one.surveyed_on is not None  # noqa: S101 - a running bed was surveyed
    assert one.last is not None  # noqa: S101 - a running bed has a contract
    check_terms(
        terms, surveyed=one.surveyed_on, today=clock.today(),
        months=queries.bed_months_on(terms.signed_on),
    )  # fmt: skip
    level = level_now(one.person_id, on=terms.signed_on)
    if level is None or level < queries.bed_level_on(terms.signed_on):
        raise BadBed(
            "level", "续签须有仍达到门槛的有效能力评估，请先评估。",
            "A renewal needs a valid assessment at the threshold: assess first.",
        )  # fmt: skip
    if terms.last <= one.last:
        raise BadBed(
            "last", f"续签的结束日期应晚于原协议（{one.last}）。",
            f"It ends after the present contract ({one.last}).", field="last",
        )  # fmt: skip
    return _signed(one, terms)


@action(permit=PROVIDE, title=_("制定家庭养老床位照护计划"), logs=("bed", "since"),
        subject="family_bed")  # fmt: skip
def plan_care(
    actor: Actor, *, bed: int, since: date, care: Mapping[str, int], note: str = ""
) -> BedPlan:
    """Say what care is given how often a month from a day on, by the level held that day."""
    one = _locked(actor, bed, None, PROVIDE, RUNNING)
    wanted = {code: times for code, times in care.items() if times}
    check_plan(wanted, BED_CARE)
    if one.since is None or since < one.since:
        raise BadBed(
            "order", f"计划不能早于服务开始（{one.since}）。", "Not before the service began.",
            field="since",
        )  # fmt: skip
    level = level_now(one.person_id, on=min(since, clock.today()))
    if level is None:
        raise BadBed(
            "level", "没有有效的能力评估，不能制定计划，请先评估。",
            "Without a valid assessment there is no plan: assess first.",
        )  # fmt: skip
    plan, _made = BedPlan.objects.update_or_create(
        bed=one, since=since, defaults={
            "level": level, "care": wanted, "note": normalise(refuse_turned(note))[:400],
            "recorded_at": clock.now(), "recorded_by": actor.name[:64],
        },
    )  # fmt: skip
    return plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Care given, or a monthly check, as it was; `client` is its id, once for ever."""

    client: UUID
    kind: CheckKind
    on: date
    care: Sequence[str] = ()
    answers: Mapping[str, str] | None = None
    note: str = ""

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.kind} {self.on}"


@action(permit=PROVIDE, title=_("登记床位服务或检查"), logs=("bed", "checked"),
        subject="family_bed")  # fmt: skip
def check_bed(actor: Actor, *, bed: int, checked: Checked) -> BedCheck:
    """Record care or a check at a running bed; a grave answer opens a case. Again it is the same.

    Raises `BadBed` for a day before the bed began, to come, of two months ago, or while away.
    """
    one = _locked(actor, bed, None, PROVIDE, RUNNING)
    held = BedCheck.objects.filter(client=checked.client).first()
    if held is not None:
        if held.bed_id != bed:
            raise BadBed("client", "编号已被使用，请重新填写。", "Fill it in anew.")
        return held
    _check_day(one, checked.on)
    given = {code: answer for code, answer in (checked.answers or {}).items() if answer}
    found = findings(BED_CHECKS, given)
    if checked.kind is CheckKind.MONTHLY and set(BED_CHECKS) - set(given):
        raise BadBed("answers", "每月检查须逐项填写。", "A monthly check answers every question.")
    if checked.kind is CheckKind.VISIT and not checked.care:
        raise BadBed("care", "请选择做了哪些服务。", "Say what care was given.", field="care")
    if set(checked.care) - set(BED_CARE):
        raise BadBed("care", "服务不在清单里。", "The care is not on the list.", field="care")
    made = BedCheck.objects.create(
        client=checked.client, bed=one, kind=checked.kind, on=checked.on,
        care=sorted(set(checked.care)), answers=given,
        note=normalise(refuse_turned(checked.note))[:400], account=actor.account or 0,
        recorded_by=actor.name[:64], recorded_at=clock.now(),
    )  # fmt: skip
    for code, answer in found:
        title, title_en = BED_CHECKS[code].title, BED_CHECKS[code].title_en
        cases.open_case(
            kind="visit_finding", severity=answer.severity, by=actor.name,
            says=(f"{title}：{answer.title}", f"{title_en}: {answer.title_en}"),
            origin=f"services.bed:{one.person_id}:{code}", person=one.person_id,
            division=one.place, spot="",
        )  # fmt: skip
    return made


def _check_day(one: FamilyBed, on: date) -> None:
    _past(on)
    if one.since is None or on < one.since:
        raise BadBed("order", "日期不能早于服务开始。", "Not before the service began.", field="on")
    if on < clock.today() - timedelta(days=MOST_BACK):
        raise BadBed(
            "late", f"只能补录 {MOST_BACK} 天内的记录。",
            f"Only {MOST_BACK} days back may be entered.", field="on",
        )  # fmt: skip
    if one.person.died is not None and on > one.person.died:
        raise BadBed("died", "日期晚于死亡日期。", "After the death.", field="on")
    for pause in one.pauses.all():
        if pause.since <= on and (pause.until is None or on < pause.until):
            raise BadBed(
                "away", "这一天床位暂停，不能登记服务。", "The bed was suspended that day.",
                field="on",
            )  # fmt: skip


@action(permit=PROVIDE, title=_("暂停家庭养老床位"), logs=("bed", "kind", "since"),
        subject="family_bed")  # fmt: skip
def suspend_bed(
    actor: Actor, *, bed: int, version: int, kind: Away, since: date, last: date | None = None,
    note: str = "",
) -> FamilyBed:  # fmt: skip
    """Suspend a bed from a day; respite has a last day and is within the days of each year."""
    one = _locked(actor, bed, version, PROVIDE, (BedState.ACTIVE,))
    if one.since is None or since < one.since or since > clock.today():
        raise BadBed(
            "order", "暂停应在服务开始以后，不晚于今天。", "After the service began, by today.",
            field="since",
        )  # fmt: skip
    until = last + timedelta(days=1) if last else None
    if until is not None and until <= since:
        raise BadBed("days", "结束日期不能早于开始日期。", "Ends before it begins.", field="last")
    for other in one.pauses.all():
        if (other.until is None or other.until > since) and (until is None or other.since < until):
            raise BadBed(
                "overlap", "这几天已登记暂停。", "These days are on record already.", field="since"
            )
    if kind is Away.RESPITE:
        _check_respite(one, Span(since, until))
    BedPause.objects.create(
        bed=one, kind=kind, since=since, until=until, recorded_by=actor.name[:64],
        note=normalise(refuse_turned(note))[:200],
    )  # fmt: skip
    over = until is not None and until <= clock.today()
    return _set(one, state=BedState.ACTIVE if over else BedState.SUSPENDED)


def _check_respite(one: FamilyBed, wanted: Span) -> None:
    granted = queries.respite_days_on(wanted.since)
    for year, left in respite_left(queries.respite_spans(one.pk), wanted=wanted, granted=granted):
        if left < 0:
            raise BadBed(
                "respite",
                f"{year} 年喘息服务共 {granted} 天，这次会超出 {-left} 天，请缩短。",
                f"{year} grants {granted} days of respite; this is {-left} too many.",
                field="last",
            )  # fmt: skip


@action(permit=PROVIDE, title=_("恢复家庭养老床位"), logs=("bed", "on"), subject="family_bed")
def resume_bed(actor: Actor, *, bed: int, version: int, on: date) -> FamilyBed:
    """Let a suspended bed run again from a day; respite may end earlier than was said."""
    one = _locked(actor, bed, version, PROVIDE, (BedState.SUSPENDED,))
    _alive(one)
    _past(on)
    pause = one.pauses.order_by("-since", "-pk").first()
    assert pause is not None  # noqa: S101 - a suspended bed has one
    if on < pause.since:
        raise BadBed("order", "恢复日期不能早于暂停。", "Not before it was suspended.", field="on")
    if pause.until is None or pause.until > on:
        pause.until = on
        pause.save(update_fields=["until"])
    return _set(one, state=BedState.ACTIVE)


@action(permit=MANAGE, title=_("撤销家庭养老床位"), logs=("bed", "on"),
        subject="family_bed")  # fmt: skip
def end_bed(
    actor: Actor, *, bed: int, version: int, on: date, ending: Leaving, reason: str
) -> FamilyBed:
    """End a bed with its reason; `on` is the first day without it."""
    states = (BedState.APPLIED, BedState.ELIGIBLE, *RUNNING)
    one = _locked(actor, bed, version, MANAGE, states)
    plain = normalise(refuse_turned(reason))[:200]
    if len(plain) < 2:
        raise BadBed("reason", "请写明原因。", "Say why.", field="reason")
    if on > clock.today() + timedelta(days=1) or on < (one.since or one.applied_on):
        raise BadBed(
            "order", "撤床日期应在服务开始以后，不晚于明天。",
            "After the service began, by tomorrow.", field="on",
        )  # fmt: skip
    return ended(one, on, ending, plain)


def ended(one: FamilyBed, on: date, ending: Leaving, says: str) -> FamilyBed:
    """End a bed, in the caller's transaction; a pause that runs ends with it."""
    one.pauses.filter(until=None).update(until=on)
    return _set(one, state=BedState.ENDED, ended_on=on, ending=ending, ending_note=says[:200])

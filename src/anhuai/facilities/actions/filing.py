"""Filing online: the institution sends its papers, the authority answers within the clock."""

from dataclasses import asdict
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.actions.locked import (
    MANAGE,
    BadFacility,
    alive,
    locked,
    not_future,
    officially,
    recorded,
)
from anhuai.facilities.catalogue import KINDS
from anhuai.facilities.models import Bed, Facility, Filing, Licence
from anhuai.facilities.queries import in_force, within_scope
from anhuai.facilities.rules import (
    FILINGS,
    FilingPapers,
    FilingState,
    FilingWhat,
    filing_problems,
)
from anhuai.facilities.rules.filing import MISSING, FilingKind, may_end
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import holidays
from anhuai.platform.acting import Actor, NotHere, Refused, action
from anhuai.platform.posting import Stale

_LONG = 400


@action(permit=MANAGE, title=_("提交备案"), logs=("facility", "kind", "on"), subject="filing")
def submit_filing(
    actor: Actor, *, facility: int, kind: str, papers: FilingPapers, on: date
) -> Filing:
    """Send a filing's papers; the clock of its answer starts.

    Raises `BadFacility` for papers that lack something, a kind that is not the facility's, a second
    filing while one waits, a change or an end before there is a receipt.
    """
    found = locked(actor, facility)
    definition = alive(found)
    if kind not in FILINGS or FILINGS[kind].group != definition.group:
        raise BadFacility(
            "filing", f"{definition.title}不适用这种备案。",
            f"{definition.title_en}: this filing is not for it.", field="kind",
        )  # fmt: skip
    not_future(on)
    for name in ("began_on", "noticed_on"):
        if (said := getattr(papers, name)) is not None:
            not_future(said, field=name)
    beds = Bed.objects.filter(in_force(on), facility=found).count()
    lacks = filing_problems(FILINGS[kind], papers, beds=beds)
    for field, code in lacks.items():
        raise BadFacility(code, *MISSING[code], field=field)
    if papers.what is not FilingWhat.FIRST and not _filed(found, kind):
        raise BadFacility(
            "not_filed", "还没有备案，请先办理首次备案。", "Not filed yet: file it first.",
            field="what",
        )  # fmt: skip
    return _saved(actor, found, kind, papers, on)


def _filed(found: Facility, kind: str) -> bool:
    return Licence.objects.filter(
        facility=found, kind=FILINGS[kind].licence, retracted_at=None, until=None
    ).exists()


def _saved(actor: Actor, found: Facility, kind: str, papers: FilingPapers, on: date) -> Filing:
    clocks = FILINGS[kind]
    said = {
        name: refuse_turned(value).strip()[:_LONG] if isinstance(value, str) else value
        for name, value in asdict(papers).items()
    }
    said |= {name: said[name][:size] for name, size in
             (("legal_person", 40), ("registration", 60), ("premises", 120))}  # fmt: skip
    row = Filing(
        facility=found, kind=kind, state=FilingState.SUBMITTED, submitted_on=on,
        answer_by=holidays.add_working_days(on, clocks.answer_within),
        refuse_by=holidays.add_working_days(on, clocks.refuse_within)
        if clocks.refuse_within else None,
        submitted_by=actor.name[:64], **{**said, "what": str(papers.what)},
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise BadFacility(
            "waiting", "已有一份备案在受理，请等结果或先撤回。",
            "A filing waits for its answer already.",
        ) from error  # fmt: skip
    return row


def _waiting(actor: Actor, filing: int, version: int) -> Filing:
    found = (
        Filing.objects.select_for_update(of=("self",)).select_related("facility")
        .filter(pk=filing, facility__in=within_scope(actor, MANAGE)).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("filing", filing)
    if found.version != version or found.state != FilingState.SUBMITTED:
        raise Stale("filing", filing)
    return found


@action(permit=MANAGE, title=_("出具备案回执"), logs=("filing", "on"), subject="filing")
def receive_filing(
    actor: Actor, *, filing: int, version: int, on: date, number: str, issuer: str = ""
) -> Filing:
    """Give the receipt: the filing becomes a licence; an end takes the licence away.

    The facility's authority only. The check on site is due from this day.
    """
    found = _waiting(actor, filing, version)
    officially(actor, found.facility_id)
    not_future(on)
    if on < found.submitted_on:
        raise BadFacility("order", "回执日期不能早于提交日期。", "Not before it came.", field="on")
    number = normalise(number)[:60]
    if not number:
        raise BadFacility("number", "请填写回执编号。", "Give the number.", field="number")
    kind = FILINGS[found.kind]
    if found.what == FilingWhat.END:
        refuse_early_end(kind, found.noticed_on, on)
    found.state, found.answered_on, found.number = FilingState.RECEIVED, on, number
    found.answered_by, found.version = actor.name[:64], found.version + 1
    if kind.check_within and found.what != FilingWhat.END:
        found.check_by = holidays.add_working_days(on, kind.check_within)
    found.save()
    _licence(actor, found, on, issuer)
    return found


def refuse_early_end(kind: FilingKind, noticed_on: date | None, on: date) -> None:
    """Raise `BadFacility` for an end before the days of notice are over."""
    first = may_end(kind, noticed_on)
    if first is not None and on < first:
        raise BadFacility(
            "notice",
            f"{noticed_on} 才告知在住人员和家属，须满 {kind.notice_days} 日，最早 {first} 终止；"
            "情况紧急的先办停业。",
            f"Residents were told on {noticed_on}: {kind.notice_days} days pass first, so {first} "
            "at the earliest; where it is urgent, suspend it.", field="on",
        )  # fmt: skip


def refuse_unnoticed(found: Facility, on: date) -> None:
    """Refuse to close a filed institution whose residents were not told in time."""
    for code, kind in FILINGS.items():
        if not kind.notice_days or kind.group != KINDS[found.kind].group or not _filed(found, code):
            continue
        papers = Filing.objects.filter(facility=found, kind=code, what=FilingWhat.END)
        told = papers.filter(state=FilingState.SUBMITTED).order_by("-pk").first()
        if told is None:
            raise BadFacility(
                "notice",
                f"已备案的机构注销前，先提交终止备案，写明安置，并提前 {kind.notice_days} 日"
                "告知在住人员和家属；情况紧急的先办停业。",
                "A filed institution files its end first, with resettlement and "
                f"{kind.notice_days} days' notice; where it is urgent, suspend it.", field="on",
            )  # fmt: skip
        refuse_early_end(kind, told.noticed_on, on)


def _licence(actor: Actor, found: Filing, on: date, issuer: str) -> None:
    kind = FILINGS[found.kind]
    held = Licence.objects.filter(
        facility=found.facility_id, kind=kind.licence, retracted_at=None, until=None
    )
    if found.what == FilingWhat.END:
        held.filter(since__lt=on).update(until=on)
    elif not held.exists():
        Licence.objects.create(
            facility_id=found.facility_id, kind=kind.licence, number=found.number,
            issuer=normalise(issuer)[:80], since=on, **recorded(actor, "在线备案"),
        )  # fmt: skip


@action(permit=MANAGE, title=_("不予备案"), logs=("filing", "on"), subject="filing")
def refuse_filing(actor: Actor, *, filing: int, version: int, on: date, reason: str) -> Filing:
    """Refuse a filing, saying why; the institution may send a better one."""
    found = _waiting(actor, filing, version)
    officially(actor, found.facility_id)
    not_future(on)
    if on < found.submitted_on:
        raise BadFacility("order", "答复日期不能早于提交日期。", "Not before it came.", field="on")
    if len(normalise(reason)) < 2:
        raise BadFacility("reason", "请写明不予备案的原因。", "Say why.", field="reason")
    found.state, found.answered_on = FilingState.REFUSED, on
    found.ground, found.answered_by = refuse_turned(reason).strip()[:_LONG], actor.name[:64]
    found.version += 1
    found.save()
    return found


@action(permit=MANAGE, title=_("撤回备案"), logs=("filing",), subject="filing")
def withdraw_filing(actor: Actor, *, filing: int, version: int) -> Filing:
    """Take a filing back before it is answered."""
    found = _waiting(actor, filing, version)
    found.state, found.version = FilingState.WITHDRAWN, found.version + 1
    found.save(update_fields=["state", "version"])
    return found


@action(permit=MANAGE, title=_("登记备案后核查"), logs=("filing", "on"), subject="filing")
def check_filing(
    actor: Actor, *, filing: int, version: int, on: date, passed: bool, says: str
) -> Filing:
    """Record the check on site after a filing."""
    found = (
        Filing.objects.select_for_update(of=("self",)).select_related("facility")
        .filter(pk=filing, facility__in=within_scope(actor, MANAGE)).first()
    )  # fmt: skip
    if found is None:
        raise NotHere("filing", filing)
    if not actor.scope(MANAGE).covers(found.facility.division):
        raise Refused(MANAGE)
    if found.version != version or found.state != FilingState.RECEIVED or found.checked_on:
        raise Stale("filing", filing)
    not_future(on)
    if found.answered_on and on < found.answered_on:
        raise BadFacility("order", "核查在出具回执之后。", "After the receipt.", field="on")
    if not passed and len(normalise(says)) < 2:
        raise BadFacility("says", "不符合的请写明问题。", "Say what is wrong.", field="says")
    found.checked_on, found.check_passed = on, passed
    found.check_says, found.version = refuse_turned(says).strip()[:_LONG], found.version + 1
    found.save(update_fields=["checked_on", "check_passed", "check_says", "version"])
    return found

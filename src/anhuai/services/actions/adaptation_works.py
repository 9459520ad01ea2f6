"""Adaptations of homes from the agreement on: builders, work, photos, acceptance, money."""

from datetime import date
from io import BytesIO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.funds import actions as funds
from anhuai.funds import queries as funded
from anhuai.funds.catalogue import FUNDS
from anhuai.funds.rules.books import Pot
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock, county, files
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.actions.adaptation import check_home, check_reason, locked, moved
from anhuai.services.catalogue import PARTS
from anhuai.services.models import Adaptation, AdaptationPhoto, Contractor
from anhuai.services.rules.adaptation import (
    BadAdaptation,
    Result,
    Stage,
    State,
    Step,
    check_order,
    check_other,
)
from anhuai.services.rules.visiting import MOST_PHOTO

MANAGE, SURVEY, PROVIDE, READ = (
    Permit.HOME_MANAGE, Permit.HOME_SURVEY, Permit.HOME_PROVIDE, Permit.HOME_READ,
)  # fmt: skip
PURPOSE = "elderly_care"
MOST_PHOTOS = 60


@action(permit=MANAGE, title=_("列入改造施工单位"), logs=("organisation", "since"),
        subject="contractor")  # fmt: skip
def list_contractor(
    actor: Actor, *, organisation: int, licence: str, licence_until: date, since: date
) -> Contractor:
    """Put an organisation on the county's list of builders, with its licence.

    `licence_until` is the first day the licence is no longer valid.
    """
    county.require_whole(actor, MANAGE)
    found = facilities.organisation(actor, organisation)
    plain = normalise(refuse_turned(licence))[:120]
    if not plain:
        raise BadAdaptation(
            "licence", "请填写资质名称和编号。", "Enter the licence.", field="licence"
        )
    if licence_until <= since:
        raise BadAdaptation(
            "expired", "资质在列入之日已到期，请换用有效的资质。",
            "The licence has expired on that day.", field="licence_until",
        )  # fmt: skip
    try:
        with transaction.atomic():
            return Contractor.objects.create(
                organisation=found, licence=plain, licence_until=licence_until, since=since,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadAdaptation(
            "twice", "这个单位已在名单上。", "It is on the list already.", field="organisation"
        ) from clash


@action(permit=MANAGE, title=_("移出改造施工单位"), logs=("contractor", "on"),
        subject="contractor")  # fmt: skip
def unlist_contractor(actor: Actor, *, contractor: int, version: int, on: date) -> Contractor:
    """Take a builder off the list from a day on; homes it is building it finishes."""
    county.require_whole(actor, MANAGE)
    one = queries.contractor(actor, contractor)
    if one.until is not None:
        raise BadAdaptation("ended", "这个单位已移出名单。", "It is off the list already.")
    if on < one.since:
        raise BadAdaptation(
            "order", "移出日期不能早于列入日期。", "Not before it was listed.", field="on"
        )
    changed = Contractor.objects.filter(pk=contractor, version=version, until=None).update(
        until=on, version=F("version") + 1
    )
    if not changed:
        raise Stale("contractor", contractor)
    one.refresh_from_db()
    return one


def _fit(actor: Actor, contractor: int, on: date) -> Contractor:
    one = queries.contractor(actor, contractor)
    if one.since > on or (one.until is not None and one.until <= on):
        raise BadAdaptation(
            "unlisted", "这个单位当天不在施工单位名单上，请另选。",
            "It is not on the list that day: choose another.", field="contractor",
        )  # fmt: skip
    if one.licence_until <= on:
        raise BadAdaptation(
            "licence", f"这个单位的资质已于 {one.licence_until} 到期，续期后才能施工，请另选。",
            f"Its licence ended on {one.licence_until}: choose another until it is renewed.",
            field="contractor",
        )  # fmt: skip
    return one


@action(permit=MANAGE, title=_("选定改造施工单位"), logs=("contractor",), subject="adaptation")
def assign_contractor(
    actor: Actor, *, adaptation: int, version: int, contractor: int, on: date
) -> Adaptation:
    """Choose who builds; raises `BadAdaptation` for who is off the list or whose licence ended."""
    one = locked(actor, adaptation, version, MANAGE, (State.AGREED,))
    chosen = _fit(actor, contractor, on)
    changed = Adaptation.objects.filter(pk=one.pk, version=version).update(
        contractor=chosen, version=version + 1
    )
    if not changed:
        raise Stale("adaptation", one.pk)
    one.refresh_from_db()
    return one


@action(permit=PROVIDE, title=_("开始改造施工"), logs=("on",), subject="adaptation")
def start_works(actor: Actor, *, adaptation: int, version: int, on: date) -> Adaptation:
    """Record that work began; the builder's licence must hold on that day."""
    one = locked(actor, adaptation, version, PROVIDE, (State.AGREED,))
    check_home(one)
    check_order(on, after=one.agreed_on, today=clock.today())
    if one.contractor_id is None:
        raise BadAdaptation("contractor", "还没有选定施工单位。", "No builder was chosen yet.")
    chosen = _fit(actor, one.contractor_id, on)
    return moved(
        actor, one, Step.STARTED, on, to=State.BUILDING, says=chosen.organisation.name,
        started_on=on, built_by=actor.account or 0,
    )  # fmt: skip


@action(permit=PROVIDE, title=_("改造施工完成"), logs=("on",), subject="adaptation")
def finish_works(actor: Actor, *, adaptation: int, version: int, on: date) -> Adaptation:
    """Record that work is finished; raises `BadAdaptation` without photos before and after."""
    one = locked(actor, adaptation, version, PROVIDE, (State.BUILDING,))
    check_order(on, after=one.started_on, today=clock.today())
    stages = set(one.photos.values_list("stage", flat=True))
    if not {Stage.BEFORE, Stage.AFTER} <= stages:
        raise BadAdaptation(
            "photos", "请先上传改造前和改造后的照片，各至少一张。",
            "Add photos first: one before and one after at least.",
        )  # fmt: skip
    return moved(
        actor, one, Step.BUILT, on, to=State.BUILT, built_on=on, built_by=actor.account or 0
    )


@action(permit=READ, title=_("上传改造照片"), logs=("adaptation", "stage"),
        subject="adaptation_photo")  # fmt: skip
def add_adaptation_photo(
    actor: Actor, *, adaptation: int, client: UUID, stage: Stage, part: str, body: bytes,
    consented: bool,
) -> AdaptationPhoto:  # fmt: skip
    """Keep a photo of a home; the same `client` again is the same photo.

    Raises `BadAdaptation` without consent, for one too large, or of a home that is not one's work.
    """
    permit = PROVIDE if stage in (Stage.BEFORE, Stage.AFTER) else SURVEY
    actor.require(permit)
    one = queries.adaptation(actor, adaptation, permit=permit)
    held = AdaptationPhoto.objects.filter(client=client, adaptation=one).first()
    if held is not None:
        return held
    _check_photo(one, part, body, consented=consented)
    allowed = frozenset({files.PNG, files.JPEG})
    kept = files.keep(
        actor, BytesIO(body), name=f"adaptation-{one.pk}-{stage}", allowed=allowed, lasting=True
    )
    try:
        with transaction.atomic():
            return AdaptationPhoto.objects.create(
                client=client, adaptation=one, stage=stage, part=part, file=kept, consented=True,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadAdaptation(
            "client", "这张照片的编号已被使用，请重新拍照。", "Take the picture again."
        ) from clash


def _check_photo(one: Adaptation, part: str, body: bytes, *, consented: bool) -> None:
    if not consented:
        raise BadAdaptation(
            "consent", "拍照须经本人或家属同意；没有同意的照片不能上传。",
            "A photo needs consent: discard it.", field="consented",
        )  # fmt: skip
    if part not in PARTS:
        raise BadAdaptation("part", "请选择拍的是哪里。", "Say which part it shows.", field="part")
    if State(one.state) is State.CANCELLED:
        raise BadAdaptation("state", "这户改造已终止。", "This adaptation has ended.")
    if len(body) > MOST_PHOTO:
        raise BadAdaptation(
            "too_large", "照片超过 1 MB，请在手机上压缩后再传。",
            "The photo is larger than 1 MB: shrink it on the phone.", field="photo",
        )  # fmt: skip
    if one.photos.count() >= MOST_PHOTOS:
        raise BadAdaptation(
            "many", f"一户最多 {MOST_PHOTOS} 张照片。", f"{MOST_PHOTOS} photos a home at most.",
            field="photo",
        )  # fmt: skip


@action(permit=SURVEY, title=_("改造验收合格"), logs=("on",), subject="adaptation")
def accept_adaptation(actor: Actor, *, adaptation: int, version: int, on: date) -> Adaptation:
    """Accept a home by somebody who neither surveyed nor built it, nor belongs to the builder.

    Without public money there is nothing to pay: it waits for its follow-up at once.
    """
    one = locked(actor, adaptation, version, SURVEY, (State.BUILT,))
    _check_second(actor, one)
    check_order(on, after=one.built_on, today=clock.today())
    to = State.ACCEPTED if one.public else State.PAID
    return moved(
        actor, one, Step.ACCEPTED, on, to=to, accepted_on=on, accepted_by=actor.account or 0,
        paid_on=None if one.public else on,
    )  # fmt: skip


def _check_second(actor: Actor, one: Adaptation) -> None:
    check_other(actor.account or 0, others=(one.surveyed_by, one.built_by))
    theirs = {held.organisation for held in actor.holdings}
    if one.contractor is not None and one.contractor.organisation_id in theirs:
        raise BadAdaptation(
            "builder", "施工单位的人不能验收。", "Nobody of the builder can accept it."
        )


@action(permit=SURVEY, title=_("改造验收不合格"), logs=("on",), subject="adaptation")
def reject_works(
    actor: Actor, *, adaptation: int, version: int, on: date, reason: str
) -> Adaptation:
    """Send a home back to the builder, with what is to be mended."""
    one = locked(actor, adaptation, version, SURVEY, (State.BUILT,))
    _check_second(actor, one)
    plain = check_reason(reason)
    check_order(on, after=one.built_on, today=clock.today())
    return moved(actor, one, Step.REJECTED, on, to=State.BUILDING, says=plain, built_on=None)


@action(permit=Permit.FUNDS_MANAGE, title=_("编制改造付款"), logs=("version", "fund"),
        subject="adaptation")  # fmt: skip
def prepare_adaptation_pay(
    actor: Actor, *, adaptation: int, version: int, fund: str, document: str, on: date
) -> Adaptation:
    """Prepare what the builder is paid of an accepted home; a second officer approves it."""
    county.require_whole(actor, Permit.FUNDS_MANAGE)
    one = locked(actor, adaptation, version, Permit.FUNDS_MANAGE, (State.ACCEPTED,))
    if fund not in FUNDS or FUNDS[fund].by_town:
        raise BadAdaptation(
            "fund", "请选择县级的资金来源。", "Choose a fund of the county.", field="fund"
        )
    plain = normalise(refuse_turned(document))[:120]
    if len(plain) < 2:
        raise BadAdaptation(
            "document", "请填写发票或凭证号。", "Enter the invoice.", field="document"
        )
    _check_not_cash(one)
    check_order(on, after=one.accepted_on, today=clock.today())
    return moved(
        actor, one, Step.PREPARED, on, to=State.PREPARED, says=plain, fund=fund, document=plain,
        prepared_by=actor.account or 0,
    )  # fmt: skip


def _check_not_cash(one: Adaptation) -> None:
    if funded.was_paid(person=one.person_id, scheme=queries.SCHEME):
        raise BadAdaptation(
            "cash", "此人已按现金领过这项补助，不能再支付施工单位，请先核清。",
            "The person was paid this benefit in cash: settle that first.",
        )  # fmt: skip


@action(permit=Permit.FUNDS_APPROVE, title=_("审批支付改造款"), logs=("version", "on"),
        subject="adaptation")  # fmt: skip
def pay_adaptation(actor: Actor, *, adaptation: int, version: int, on: date) -> Adaptation:
    """Approve and book the builder's pay, once, by somebody else than who prepared it."""
    county.require_whole(actor, Permit.FUNDS_APPROVE)
    one = locked(actor, adaptation, version, Permit.FUNDS_APPROVE, (State.PREPARED,))
    if one.prepared_by == (actor.account or 0):
        raise BadAdaptation(
            "own", "编制人不能审批自己编制的付款，请另一位经办人审批。",
            "Who prepared it cannot approve it.",
        )  # fmt: skip
    _check_not_cash(one)
    check_order(on, after=one.state_since, today=clock.today())
    builder = one.contractor.organisation.name if one.contractor else ""
    entry = funds.record_spending(
        actor, pot=Pot(one.fund, on.year, PURPOSE), amount=Fen(one.public), on=on,
        document=one.document, says=f"适老化改造 {one.pk} 号 {builder}"[:200],
    )  # fmt: skip
    return moved(
        actor, one, Step.PAID, on, to=State.PAID, paid_on=on, entry=entry,
        approved_by=actor.account or 0, says=f"{format_yuan(Fen(one.public))} 元",
    )  # fmt: skip


@action(permit=SURVEY, title=_("改造回访"), logs=("on", "result"), subject="adaptation")
def follow_up_adaptation(
    actor: Actor, *, adaptation: int, version: int, on: date, result: Result, note: str = ""
) -> Adaptation:
    """Record what became of it after some months, and close it."""
    one = locked(actor, adaptation, version, SURVEY, (State.PAID,))
    check_order(on, after=one.accepted_on, today=clock.today())
    plain = normalise(refuse_turned(note))[:200]
    if result in (Result.BROKEN, Result.UNUSED) and not plain:
        raise BadAdaptation(
            "note", "有损坏或没有使用的，请写明情况。", "Say what is wrong.", field="note"
        )
    said = result.title_zh + (f"：{plain}" if plain else "")
    return moved(
        actor, one, Step.FOLLOWED, on, to=State.DONE, says=said, followed_on=on, result=result
    )

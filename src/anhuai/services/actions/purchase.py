"""Government purchase: what the county buys, of whom, under which contracts."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.kernel.text import normalise
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services.models import (
    Amendment,
    Contract,
    ContractPrice,
    DirectoryEntry,
    Undertaker,
    UndertakerLicence,
)
from anhuai.services.queries import purchase as queries
from anhuai.services.queries.wares import is_known
from anhuai.services.rules.purchase import (
    BadPurchase,
    ContractFacts,
    Licence,
    LicenceKind,
    refuse_ceiling,
    refuse_unfit,
)

MANAGE = Permit.SETTLEMENTS_MANAGE


def _said(text: str, field: str, zh: str, en: str) -> str:
    plain = normalise(text)
    if len(plain) < 2:
        raise BadPurchase(field, zh, en, field=field)
    return plain


def _document(text: str) -> str:
    return _said(text, "document", "请填写依据文件。", "Enter the document.")[:120]


def _reason(text: str) -> str:
    return _said(text, "reason", "请写明原因。", "Say why.")[:200]


def _later(since: date, until: date | None, *, field: str) -> None:
    if until is not None and until <= since:
        raise BadPurchase(
            "period", "结束日期应晚于开始日期。", "The end is after the start.", field=field
        )


# directory ------------------------------------------------------------------------------------


@action(
    permit=MANAGE, title=_("列入购买目录"), logs=("service", "since"), subject="directory_entry"
)
def enter_directory(actor: Actor, *, service: str, since: date, document: str) -> DirectoryEntry:
    """Let the county buy a service from a day on, by a document."""
    county.require_whole(actor, MANAGE)
    if not is_known(service):
        raise BadPurchase("service", "请选择服务项目。", "Choose a service.", field="service")
    later = DirectoryEntry.objects.filter(service=service).filter(
        Q(until=None) | Q(until__gt=since)
    )
    if later.exists():
        raise _entered()
    try:
        with transaction.atomic():
            return DirectoryEntry.objects.create(
                service=service, since=since, document=_document(document),
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise _entered() from clash


def _entered() -> BadPurchase:
    return BadPurchase(
        "twice", "这项服务已在目录中。", "The service is in the directory already.",
        field="service",
    )  # fmt: skip


@action(permit=MANAGE, title=_("移出购买目录"), logs=("entry", "until"), subject="directory_entry")
def end_directory(actor: Actor, *, entry: int, version: int, until: date) -> DirectoryEntry:
    """Buy a service no longer from a day on; contracts that name it go on to their end."""
    found = queries.directory_entry(actor, entry)
    _later(found.since, until, field="until")
    moved = DirectoryEntry.objects.filter(pk=entry, version=version, until=None).update(
        until=until, version=F("version") + 1
    )
    if not moved:
        raise Stale("directory_entry", entry)
    found.refresh_from_db()
    return found


# undertakers ----------------------------------------------------------------------------------


@action(
    permit=MANAGE, title=_("列入承接主体"), logs=("organisation", "since"), subject="undertaker"
)
def list_undertaker(
    actor: Actor, *, organisation: int, since: date, document: str, licence: Licence
) -> Undertaker:
    """Put an organisation with its first licence on the list of those who may be bought from."""
    county.require_whole(actor, MANAGE)
    body = facilities.organisation(actor, organisation)
    rows = Undertaker.objects.filter(organisation=body)
    if rows.filter(Q(until=None) | Q(until__gt=since)).exists():
        raise _listed()
    try:
        with transaction.atomic():
            made = Undertaker.objects.create(
                organisation=body, since=since, document=_document(document),
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise _listed() from clash
    _keep_licence(actor, made, licence)
    return made


def _listed() -> BadPurchase:
    return BadPurchase(
        "twice", "这个单位已在承接主体名录中。", "The organisation is on the list already.",
        field="organisation",
    )  # fmt: skip


@action(permit=MANAGE, title=_("登记承接主体证照"), logs=("undertaker",), subject="undertaker")
def add_licence(actor: Actor, *, undertaker: int, licence: Licence) -> Undertaker:
    """Enter a licence of an undertaker, as when one is renewed."""
    county.require_whole(actor, MANAGE)
    found = queries.undertaker(actor, undertaker, permit=MANAGE)
    _keep_licence(actor, found, licence)
    return found


def _keep_licence(actor: Actor, undertaker: Undertaker, one: Licence) -> None:
    if one.kind not in [str(kind) for kind in LicenceKind]:
        raise BadPurchase("kind", "请选择证照类型。", "Choose a kind.", field="kind")
    number = _said(one.number, "number", "请填写证照编号。", "Enter the licence's number.")[:60]
    _later(one.since, one.until, field="last")
    try:
        with transaction.atomic():
            UndertakerLicence.objects.create(
                undertaker=undertaker, kind=one.kind, number=number,
                issuer=normalise(one.issuer)[:80], since=one.since, until=one.until,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadPurchase(
            "twice", "这份证照已经登记。", "This licence is on record already.", field="number"
        ) from clash


@action(permit=MANAGE, title=_("移出承接主体"), logs=("undertaker", "until"), subject="undertaker")
def remove_undertaker(
    actor: Actor, *, undertaker: int, version: int, until: date, reason: str
) -> Undertaker:
    """Take an undertaker off the list: what it does from that day on is not paid."""
    county.require_whole(actor, MANAGE)
    found = queries.undertaker(actor, undertaker, permit=MANAGE)
    _later(found.since, until, field="until")
    moved = Undertaker.objects.filter(pk=undertaker, version=version, until=None).update(
        until=until, why_ended=_reason(reason), version=F("version") + 1
    )
    if not moved:
        raise Stale("undertaker", undertaker)
    found.refresh_from_db()
    return found


# contracts ------------------------------------------------------------------------------------


@action(permit=MANAGE, title=_("登记购买合同"), logs=(), subject="purchase_contract")
def sign_contract(actor: Actor, *, facts: ContractFacts, on: date) -> Contract:
    """Enter a contract with an undertaker whose licences are in force on the day it is signed.

    Raises `BadPurchase`: off the list or with a licence that ran out, a service that the county
    does not buy, no price, no ceiling, a number that is taken.
    """
    county.require_whole(actor, MANAGE)
    body = facilities.organisation(actor, facts.organisation)
    refuse_unfit(body.name, queries.listed_of([body.pk]).get(body.pk, ()), on)
    _later(facts.since, facts.until, field="last")
    _fits(facts)
    number = _said(facts.number, "number", "请填写合同编号。", "Enter the contract's number.")[:40]
    title = _said(facts.title, "title", "请填写合同名称。", "Enter the title.")[:120]
    try:
        with transaction.atomic():
            made = Contract.objects.create(
                number=number, title=title, organisation=body, since=facts.since,
                until=facts.until, ceiling=facts.ceiling, fund=facts.fund, purpose=facts.purpose,
                document=_document(facts.document), recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadPurchase(
            "twice", "这个合同编号已经登记。", "This number is taken.", field="number"
        ) from clash
    ContractPrice.objects.bulk_create(
        ContractPrice(contract=made, service=service, price=price)
        for service, price in sorted(facts.prices.items())
    )
    return made


def _fits(facts: ContractFacts) -> None:
    if facts.ceiling <= 0:
        raise BadPurchase("ceiling", "合同总额应大于 0。", "Enter a ceiling.", field="ceiling")
    if facts.fund not in FUNDS or FUNDS[facts.fund].by_town:
        raise BadPurchase(
            "fund", "请选择县级的资金来源。", "Choose a fund of the county.", field="fund"
        )
    if facts.purpose not in PURPOSES:
        raise BadPurchase("purpose", "请选择用途。", "Choose a purpose.", field="purpose")
    if not facts.prices or any(price <= 0 for price in facts.prices.values()):
        raise BadPurchase(
            "price", "请至少为一项服务填写大于 0 的单价。", "Enter a price of one service at least."
        )
    outside = sorted(set(facts.prices) - queries.bought_on(facts.since))
    if outside:
        raise BadPurchase(
            "service", "有的服务在合同开始时不在指导性目录内，请先列入目录。",
            "A service is not in the directory when the contract begins: enter it first.",
        )  # fmt: skip


@action(
    permit=MANAGE, title=_("登记补充协议"), logs=("contract", "on"), subject="purchase_contract"
)
def amend_contract(
    actor: Actor, *, contract: int, version: int, ceiling: int, until: date, on: date,
    document: str, reason: str,
) -> Contract:  # fmt: skip
    """Change a contract's ceiling or last day by a document; never below what is used already."""
    county.require_whole(actor, MANAGE)
    found = queries.contract(actor, contract, permit=MANAGE)
    _later(found.since, until, field="last")
    if (ceiling, until) == (found.ceiling, found.until):
        raise BadPurchase(
            "same", "总额和期限都没有变化。", "Neither ceiling nor period changes.", field="ceiling"
        )
    refuse_ceiling(found.number, ceiling=ceiling, used=found.used, more=0)
    rows = Contract.objects.filter(pk=contract, version=version, ended_on=None)
    moved = rows.filter(used__lte=ceiling).update(
        ceiling=ceiling, until=until, version=F("version") + 1
    )
    if not moved:
        raise Stale("contract", contract)
    Amendment.objects.create(
        contract=found, number=found.amendments.count() + 1, on=on, ceiling_before=found.ceiling,
        ceiling_after=ceiling, until_before=found.until, until_after=until,
        document=_document(document), reason=_reason(reason), recorded_at=clock.now(),
        recorded_by=actor.name[:64],
    )  # fmt: skip
    found.refresh_from_db()
    return found


@action(
    permit=MANAGE, title=_("终止购买合同"), logs=("contract", "on"), subject="purchase_contract"
)
def end_contract(actor: Actor, *, contract: int, version: int, on: date, reason: str) -> Contract:
    """End a contract before its time: services from that day on are not paid under it."""
    county.require_whole(actor, MANAGE)
    found = queries.contract(actor, contract, permit=MANAGE)
    if not found.since < on < found.until:
        raise BadPurchase(
            "period", f"终止日期应在 {found.since} 之后、合同到期之前。",
            "The end lies within the contract's period.", field="on",
        )  # fmt: skip
    rows = Contract.objects.filter(pk=contract, version=version, ended_on=None)
    if not rows.update(ended_on=on, why_ended=_reason(reason), version=F("version") + 1):
        raise Stale("contract", contract)
    found.refresh_from_db()
    return found


def hold(contract: int, more: int) -> None:
    """Hold so much more of a contract's ceiling, or give back; of two at once one is refused."""
    if not more:
        return
    fits = Q(used__lte=F("ceiling") - more) if more > 0 else Q(used__gte=-more)
    if not Contract.objects.filter(fits, pk=contract).update(used=F("used") + more):
        found = Contract.objects.get(pk=contract)
        refuse_ceiling(found.number, ceiling=found.ceiling, used=found.used, more=more)
        raise Stale("contract", contract)

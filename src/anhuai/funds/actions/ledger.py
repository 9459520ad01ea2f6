"""Budgets: money appropriated, moved between budgets, spent otherwise, and entries reversed."""

import uuid
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.posting import fund_account, locked, write
from anhuai.funds.catalogue import FUNDS, PURPOSES
from anhuai.funds.models import Account, Entry, Line, Payment
from anhuai.funds.queries.ledger import entry as found_entry
from anhuai.funds.queries.ledger import sums
from anhuai.funds.rules.books import REVERSIBLE, Book, EntryKind, Move, Pot
from anhuai.kernel.divisions import Level, level_of, parse_division
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit, concerning
from anhuai.places import queries as places
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

MANAGE = Permit.FUNDS_MANAGE
_FIRST_YEAR = 2000


class BadEntry(Unfit):
    """An entry that cannot be made; codes: fund, purpose, town, year, amount, document, left…"""


def _checked(actor: Actor, pot: Pot, amount: int, *, field: str = "") -> Pot:
    """Return the pot, or raise `BadEntry` where there is no such account or no amount."""
    county.require_whole(actor, MANAGE)
    if amount <= 0:
        raise BadEntry("amount", "金额应大于 0。", "Enter an amount above 0.", field="amount")
    if pot.fund not in FUNDS:
        raise BadEntry("fund", "请选择资金来源。", "Choose a fund.", field=f"{field}fund")
    if pot.purpose and pot.purpose not in PURPOSES:
        raise BadEntry("purpose", "请选择用途。", "Choose a purpose.", field=f"{field}purpose")
    if not _FIRST_YEAR <= pot.year <= clock.today().year + 1:
        raise BadEntry("year", "年度不对，请核对。", "The year cannot be right.", field="year")
    with concerning(f"{field}division"):
        return replace(pot, division=_town(pot))


def _town(pot: Pot) -> str:
    if not FUNDS[pot.fund].by_town:
        if pot.division:
            raise BadEntry(
                "town", f"{FUNDS[pot.fund].title}由县里统一核算，不分乡镇。",
                "This fund is kept for the whole county.",
            )  # fmt: skip
        return ""
    code = parse_division(pot.division) if pot.division else ""
    known = Account.objects.filter(fund=pot.fund, division=code)  # a town of the past has its money
    is_town = bool(code) and level_of(code) is Level.TOWN
    if not is_town or not (places.exists(code, on=clock.today()) or known.exists()):
        raise BadEntry(
            "town", "备用金按乡镇核算，请选择乡镇。", "This fund is kept by town: choose one."
        )
    return code


def _said(pot: Pot) -> str:
    """Return a pot in words: its fund, the town that keeps it, what it is earmarked for."""
    purpose = PURPOSES[pot.purpose].title if pot.purpose else ""
    more = [one for one in (places.name_of(pot.division) if pot.division else "", purpose) if one]
    return FUNDS[pot.fund].title + (f"（{'，'.join(more)}）" if more else "")


def document_of(text: str) -> str:
    """Return the document as it is kept; raises `BadEntry` where none is given."""
    plain = normalise(text)[:120]
    if not plain:
        raise BadEntry(
            "document", "请填写依据文件或凭证号。", "Enter the document or voucher.",
            field="document",
        )  # fmt: skip
    return plain


def own_key(kind: str) -> str:
    """Return a key for an entry that nothing else names."""
    return f"{kind}:{uuid.uuid4()}"


@action(permit=MANAGE, title=_("登记预算下达"), logs=("pot", "amount", "on"), subject="entry")
def appropriate(
    actor: Actor, *, pot: Pot, amount: Fen, on: date, document: str, says: str = "", key: str = ""
) -> Entry:
    """Enter money that came into a fund for a year; with a purpose it is earmarked for that alone.

    `key` names the event where another system sends it, so that it is entered once.
    """
    pot = _checked(actor, pot, amount)
    plain = document_of(document)
    before = Entry.objects.filter(key=key).first() if key else None
    if before is not None:
        return before
    return write(
        actor, kind=EntryKind.APPROPRIATION, on=on, document=plain,
        key=key or own_key("appropriation"),
        says=says or f"{_said(pot)} {pot.year} 年预算下达 {format_yuan(amount)} 元",
        moves=[Move(fund_account(pot, Book.SOURCE), fund_account(pot, Book.BUDGET), amount)],
    )  # fmt: skip


@action(permit=MANAGE, title=_("登记预算调剂"), logs=("pot", "to", "amount", "on"), subject="entry")
def transfer_budget(
    actor: Actor, *, pot: Pot, to: Pot, amount: Fen, on: date, document: str
) -> Entry:
    """Move budget to another fund, town or year; what is earmarked stays with its purpose."""
    pot = _checked(actor, pot, amount)
    to = _checked(actor, to, amount, field="to_")
    if pot.purpose and pot.purpose != to.purpose:
        raise BadEntry(
            "earmarked", "这笔资金已指定用途，专款专用，不能调剂到其他用途。",
            "This money is earmarked and cannot be moved to another purpose.", field="to_purpose",
        )  # fmt: skip
    if pot == to:
        raise BadEntry(
            "same", "调出和调入是同一个账户。", "It is the same account.", field="to_fund"
        )
    source, target = fund_account(pot, Book.BUDGET), fund_account(to, Book.BUDGET)
    _suffices(source, amount)
    return write(
        actor, kind=EntryKind.TRANSFER, on=on, document=document_of(document),
        key=own_key("transfer"), moves=[Move(source, target, amount)],
        says=f"{_said(pot)}调剂至{_said(to)} {format_yuan(amount)} 元",
    )  # fmt: skip


def _suffices(account: Account, amount: int) -> None:
    locked([account])
    left = sums(Account.objects.filter(pk=account.pk)).get(account.pk, 0)
    if amount > left:
        raise BadEntry(
            "left", f"可用预算只有 {format_yuan(Fen(left))} 元，请核对金额。",
            f"Only {format_yuan(Fen(left))} yuan are left in this budget.", field="amount",
        )  # fmt: skip


@action(permit=MANAGE, title=_("登记其他支出"), logs=("pot", "amount", "on"), subject="entry")
def record_spending(
    actor: Actor, *, pot: Pot, amount: Fen, on: date, document: str, says: str,
    is_earmarked: bool = False,
) -> Entry:  # fmt: skip
    """Enter money spent on a purpose without a pay run: a building, equipment, a service bought."""
    pot = _checked(actor, pot, amount)
    if not pot.purpose:
        raise BadEntry("purpose", "请选择用途。", "Choose a purpose.", field="purpose")
    if not says.strip():
        raise BadEntry("says", "请填写支出内容。", "Say what it was spent on.", field="says")
    source = fund_account(pot if is_earmarked else replace(pot, purpose=""), Book.BUDGET)
    _suffices(source, amount)
    return write(
        actor, kind=EntryKind.SPENDING, on=on, document=document_of(document),
        key=own_key("spending"), says=normalise(says),
        moves=[Move(source, fund_account(pot, Book.PAYMENT), amount)],
    )  # fmt: skip


@action(permit=MANAGE, title=_("登记追回支出"), logs=("pot", "amount", "on"), subject="entry")
def record_recovery(
    actor: Actor, *, pot: Pot, amount: Fen, on: date, document: str, says: str
) -> Entry:
    """Enter what came back of money spent on a purpose, never more than was; by its receipt."""
    pot = _checked(actor, pot, amount)
    paid = fund_account(pot, Book.PAYMENT)
    _suffices(paid, amount)
    return write(
        actor, kind=EntryKind.RECOVERY, on=on, document=document_of(document),
        key=own_key("recovery"), says=normalise(says),
        moves=[Move(paid, fund_account(replace(pot, purpose=""), Book.BUDGET), amount)],
    )  # fmt: skip


@action(permit=MANAGE, title=_("冲正记账"), logs=("entry", "on"), subject="entry")
def reverse_entry(actor: Actor, *, entry: int, on: date, reason: str) -> Entry:
    """Undo a wrong entry by a further one; runs and receipts are undone where they were made."""
    county.require_whole(actor, MANAGE)
    found, postings = found_entry(actor, entry)
    if found.kind not in REVERSIBLE:
        raise BadEntry(
            "kind", "发放、退汇和追回的记账请在对应的批次或追缴中办理，不能直接冲正。",
            "What a run or a claim entered is undone there.",
        )  # fmt: skip
    if Entry.objects.filter(reverses=found).exists():
        raise BadEntry("reversed", "这笔记账已经冲正。", "This entry was reversed already.")
    if len(reason.strip()) < 2:
        raise BadEntry("reason", "请写明冲正原因。", "Say why it is reversed.", field="reason")
    for one in postings:
        if one.target.book == Book.BUDGET.value:
            _suffices(one.target, one.amount)
    return write(
        actor, kind=EntryKind.REVERSAL, key=f"reversal:{found.pk}", on=on,
        says=f"冲正：{found.says}（{normalise(reason)}）", reverses=found, document=found.document,
        moves=[Move(one.target, one.source, one.amount) for one in postings],
    )  # fmt: skip


declare_placed(
    Placed(
        "funds.account.division", _("乡镇备用金账户"), How.STAYS,
        Account.objects.exclude(division="").all, permit=Permit.FUNDS_READ,
    ),
    Placed(
        "funds.line.division", _("发放明细"), How.STAYS, Line.objects.exclude(division="").all,
        permit=Permit.FUNDS_READ,
    ),
    Placed(
        "funds.payment.division", _("发放记录"), How.STAYS,
        Payment.objects.exclude(division="").all, permit=Permit.FUNDS_READ,
    ),
)  # fmt: skip

"""What a finished year left is carried into the next, all of it or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.ledger import BadEntry, document_of, own_key
from anhuai.funds.actions.posting import fund_account, locked, write
from anhuai.funds.models import Entry
from anhuai.funds.queries.ledger import left_over
from anhuai.funds.rules.books import Book, EntryKind, Move, Pot
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit


@action(permit=Permit.FUNDS_MANAGE, title=_("结转预算余额"), logs=("year", "on"), subject="entry")
def carry_over(actor: Actor, *, year: int, pots: Sequence[Pot], on: date, document: str) -> Entry:
    """Move what is left of a finished year's budgets to the same budgets of the next, in one entry.

    What is earmarked stays so; what is promised stays with its year. Raises `BadEntry` while the
    year runs, where nothing was chosen, and where a budget has nothing left any more.
    """
    if on > clock.today() or on.year <= year:
        raise BadEntry(
            "year", f"{year} 年还没有结束，年度结束后才能结转，日期也不能晚于今天。",
            f"{year} is not over: carry over afterwards, and not on a day to come.", field="on",
        )  # fmt: skip
    plain = document_of(document)
    locked(fund_account(pot, Book.BUDGET) for pot in pots)
    left = {pot: amount for pot, amount in left_over(actor, year=year) if amount > 0}
    if not pots or not set(pots) <= left.keys():
        raise BadEntry(
            "left", "请选择有余额的预算；别人可能刚刚结转过，请刷新后核对。",
            "Choose budgets with something left: somebody may have carried them over just now.",
            field="pots",
        )  # fmt: skip
    moves = [
        Move(fund_account(pot, Book.BUDGET),
             fund_account(replace(pot, year=year + 1), Book.BUDGET), left[pot])
        for pot in dict.fromkeys(pots)
    ]  # fmt: skip
    total = format_yuan(Fen(sum(one.amount for one in moves)))
    return write(
        actor, kind=EntryKind.TRANSFER, on=on, document=plain, key=own_key("carry"), moves=moves,
        says=f"{year} 年预算余额结转至 {year + 1} 年 {total} 元",
    )  # fmt: skip

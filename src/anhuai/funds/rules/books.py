"""Books: what an account counts, and how an amount may move between them."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis


class Unit(Titled):
    """What an account counts in whole numbers."""

    FEN = "fen", "元", "yuan"
    MINUTES = "minutes", "分钟", "minutes"
    VOUCHERS = "vouchers", "张券", "vouchers"


class Book(Titled):
    """The books of a fund and of a person; every movement leads from one to another."""

    SOURCE = "source", "资金来源", "Source"
    BUDGET = "budget", "预算可用", "Budget available"
    COMMITMENT = "commitment", "已承诺", "Committed"
    PAYMENT = "payment", "已支付", "Paid"
    ISSUED = "issued", "已发放额度", "Issued"
    HELD = "held", "个人账户", "Held by a person"
    SPENT = "spent", "已使用", "Spent"


FUND_BOOKS = frozenset({Book.SOURCE, Book.BUDGET, Book.COMMITMENT, Book.PAYMENT})


class EntryKind(Titled):
    """What an entry records."""

    APPROPRIATION = "appropriation", "预算下达", "Appropriation"
    TRANSFER = "transfer", "调剂", "Transfer"
    COMMITMENT = "commitment", "发放承诺", "Commitment"
    PAYMENT = "payment", "支付", "Payment"
    RETURN = "return", "退汇", "Returned payment"
    RECOVERY = "recovery", "追回", "Recovery"
    SPENDING = "spending", "其他支出", "Other spending"
    REVERSAL = "reversal", "冲正", "Reversal"
    GRANT = "grant", "发放额度", "Grant to a person"
    USE = "use", "使用额度", "Use by a person"


REVERSIBLE = frozenset({EntryKind.APPROPRIATION, EntryKind.TRANSFER, EntryKind.SPENDING})
"""What is undone by a further entry; runs and receipts are undone where they were made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """A source of money with its own ledger; `by_town` for one that each town holds itself.

    `examples` pairs a division with whether the fund has an account there.
    """

    title: str
    title_en: str
    says: str
    by_town: bool = False
    is_lottery: bool = False
    basis: Basis
    examples: tuple[tuple[str, bool], ...]

    def has_account_at(self, division: str) -> bool:
        """Whether the fund keeps its own account at a division; "" is the county."""
        return bool(division) == self.by_town


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What money is spent on; `is_elderly` counts towards the lottery's share for elderly care.

    `examples` pairs a use in words with whether it belongs here.
    """

    title: str
    title_en: str
    is_elderly: bool = False
    basis: Basis
    examples: tuple[tuple[str, bool], ...]
    covers: tuple[str, ...] = ()

    def is_for(self, use: str) -> bool:
        """Whether a use in words is one of those that the purpose names."""
        return use in self.covers


@dataclass(frozen=True, slots=True)
class Pot:
    """The money of a fund's year: earmarked for a purpose, or general; of a town where kept so."""

    fund: str
    year: int
    purpose: str = ""
    division: str = ""

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return " ".join(
            str(one) for one in (self.fund, self.year, self.purpose, self.division) if one
        )


@dataclass(frozen=True, slots=True)
class Pocket:
    """What a person holds of a scheme in one unit."""

    person: int
    scheme: str
    unit: Unit

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.person} {self.scheme} {self.unit}"


A = TypeVar("A")


@dataclass(frozen=True, slots=True)
class Move(Generic[A]):
    """So many units from one account to another; accounts by any key that tells them apart."""

    source: A
    target: A
    amount: int

    def __post_init__(self) -> None:
        if self.amount <= 0:
            raise ValueError("an amount that moves is positive")
        if self.source == self.target:
            raise ValueError("an amount moves between two accounts")


def reversed_moves(moves: list[Move[A]]) -> list[Move[A]]:
    """Return the moves that undo others."""
    return [Move(one.target, one.source, one.amount) for one in moves]


def balances(moves: list[Move[A]]) -> dict[A, int]:
    """Return what each account holds after the moves; they add up to zero whatever happened."""
    found: dict[A, int] = {}
    for one in moves:
        found[one.source] = found.get(one.source, 0) - one.amount
        found[one.target] = found.get(one.target, 0) + one.amount
    return found


def drawn(needed: int, earmarked: int, general: int) -> tuple[int, int] | None:
    """Return how much to take from money earmarked for a purpose, then from the general budget.

    None where both together do not suffice; what is earmarked for something else is not asked.
    """
    first = min(needed, max(earmarked, 0))
    rest = needed - first
    return (first, rest) if rest <= max(general, 0) or not rest else None

"""Money paid ahead (民发〔2024〕19号): its three kinds, the most that may lie, what a bill uses.

Only the fee for bed and care is paid ahead for services, so meals are never set off. A deposit and
a membership fee pay no month's bill: they are given back.
"""

from anhuai.facilities.rules import Ownership, Titled
from anhuai.kernel.money import Fen, format_yuan
from anhuai.placements.rules.contract import MONTHS, Breach


class Ahead(Titled):
    """What money was paid ahead for."""

    SERVICE = "service", "服务费", "Service fee"
    DEPOSIT = "deposit", "押金", "Deposit"
    MEMBERSHIP = "membership", "会员费", "Membership fee"


class Moved(Titled):
    """Why money paid ahead became more or less."""

    RECEIVED = "received", "收到", "Received"
    SET_OFF = "set_off", "抵扣账单", "Set off on a bill"
    GIVEN_BACK = "given_back", "账单作废退回", "Put back: the bill is void"
    REFUNDED = "refunded", "退还", "Refunded"


def cap(kind: Ahead, *, bed_fee: int, care_fee: int) -> Fen:
    """Return the most that may lie paid ahead: so many months of the contract's fee.

    >>> cap(Ahead.DEPOSIT, bed_fee=100, care_fee=50), cap(Ahead.SERVICE, bed_fee=100, care_fee=50)
    (1200, 1800)
    """
    fee = bed_fee if kind is Ahead.DEPOSIT else bed_fee + care_fee
    return Fen(MONTHS * fee)


def refusal(
    kind: Ahead, after: int, most: int, *, ownership: str, in_custody: bool
) -> Breach | None:  # fmt: skip
    """Return why a payment may not be taken that leaves `after` fen there; None where it may."""
    if kind is Ahead.MEMBERSHIP and ownership != Ownership.PRIVATE:
        return Breach(
            "membership_public", "kind", "公办和公建民营机构不得收取会员费。",
            "Public institutions, privately run ones too, take no membership fee.",
        )  # fmt: skip
    if kind is not Ahead.SERVICE and not in_custody:
        return Breach(
            "custody", "in_custody", "押金和会员费应存入专用存管账户，请确认已存入。",
            "Deposit and membership fee lie in the custody account: confirm that they do.",
        )  # fmt: skip
    if after > most:
        return Breach(
            "cap", "amount",
            f"收取后余额为 {format_yuan(Fen(after))} 元，超过上限 {format_yuan(Fen(most))} 元"
            f"（{MONTHS} 个月），请少收。",
            f"{format_yuan(Fen(after))} yuan would lie there; at most {format_yuan(Fen(most))}"
            f" ({MONTHS} months): take less.",
        )  # fmt: skip
    return None


def beyond_assets(after: int, assets: int | None) -> Breach | None:
    """Return why a payment may not be taken that leaves `after` fen at the whole institution; None
    where its net fixed assets cover it, or nobody recorded them: that is a finding, not a zero."""
    if assets is None or after <= assets:
        return None
    return Breach(
        "assets", "amount",
        f"收取后机构预收款共 {format_yuan(Fen(after))} 元，超过未抵押的净固定资产"
        f" {format_yuan(Fen(assets))} 元，请少收或先退还。",
        f"The institution would hold {format_yuan(Fen(after))} yuan paid ahead, more than its net"
        f" fixed assets of {format_yuan(Fen(assets))}: take less, or give back first.",
    )  # fmt: skip


def reserve(custody: int, percent: int) -> Fen | None:
    """Return what must lie in reserve for deposits and membership fees in custody, rounded up;
    None where the county decided no share (`percent` 0).

    >>> reserve(1001, 10), reserve(1001, 0)
    (101, None)
    """
    return Fen(-(-custody * percent // 100)) if percent else None


def usable(balance: int, *, bed_fee: int, care_fee: int, used: int) -> Fen:
    """Return how much of a balance a bill may use: at most its bed and care not yet set off.

    >>> usable(500, bed_fee=300, care_fee=100, used=0), usable(50, bed_fee=300, care_fee=0, used=0)
    (400, 50)
    """
    return Fen(max(0, min(balance, bed_fee + care_fee - used)))

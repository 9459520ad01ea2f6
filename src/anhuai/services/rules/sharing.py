"""Who pays how much of an order: granted minutes first, then the voucher's share, then the rest."""

from dataclasses import dataclass

from anhuai.services.rules.ordering_words import Payer

MINUTES, CASH = "minutes", "fen"


@dataclass(frozen=True, slots=True)
class Share:
    """What one payer pays: `quantity` counts `unit` of a scheme; `amount` is in fen."""

    payer: Payer
    amount: int
    scheme: str = ""
    unit: str = CASH
    quantity: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """What a person may still spend: granted minutes, vouchers in fen with their share in %."""

    minutes: int = 0
    fen: int = 0
    percent: int = 0
    scheme: str = ""


def split(amount: int, minutes: int, purse: Purse, *, rest: Payer) -> tuple[Share, ...]:
    """Return who pays an amount for so many minutes; the shares add up to it, to the fen.

    Minutes pay in proportion to the time they cover; of what is left the voucher pays its share,
    rounded down and never more than is in it; `rest` pays what remains. Nothing to pay: no share.
    """
    found: list[Share] = []
    left = amount
    if purse.minutes > 0 and minutes > 0 and amount > 0:
        used = min(purse.minutes, minutes)
        worth = amount * used // minutes
        found.append(Share(Payer.GOVERNMENT, worth, MINUTES, MINUTES, used))
        left -= worth
    voucher = min(purse.fen, left * purse.percent // 100)
    if voucher > 0:
        found.append(Share(Payer.VOUCHER, voucher, purse.scheme, CASH, voucher))
        left -= voucher
    if left > 0:
        found.append(Share(rest, left))
    return tuple(found)


def own_part(shares: tuple[Share, ...]) -> int:
    """Return what the person or the family pays out of their own pocket, in fen."""
    return sum(one.amount for one in shares if one.payer in {Payer.SELF, Payer.FAMILY})

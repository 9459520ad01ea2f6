"""Who pays how much of an order: granted minutes, the voucher's share, sponsors, then the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.sponsoring import SPONSORS, Aid

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
    """What a person may still spend: granted minutes, vouchers in fen with their %, sponsors."""

    minutes: int = 0
    fen: int = 0
    percent: int = 0
    scheme: str = ""
    aids: tuple[Aid, ...] = ()


def split(amount: int, minutes: int, purse: Purse, *, rest: Payer) -> tuple[Share, ...]:
    """Return who pays an amount for so many minutes; the shares add up to it, to the fen.

    Minutes pay in proportion to the time they cover; of what is left the voucher pays its share,
    rounded down and never more than is in it; then each sponsor's, likewise; `rest` pays what
    remains. What the government pays anyway no sponsor pays. Nothing to pay: no share.
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
    for aid in purse.aids if rest is not Payer.GOVERNMENT else ():
        given = min(aid.fen, left * aid.percent // 100)
        if given > 0:
            found.append(Share(aid.payer, given, aid.scheme, CASH, given))
            left -= given
    if left > 0:
        found.append(Share(rest, left))
    return tuple(found)


def taken_from(
    shares: Sequence[Share], *, percent: int, sponsors: Mapping[str, int] | None = None
) -> Purse:
    """Return what was taken from a person's accounts, as a purse: no more is ever taken anew.

    `sponsors` says the part of each sponsor's scheme in %.
    """
    minutes = sum(one.quantity for one in shares if one.scheme and one.unit == MINUTES)
    cash = [one for one in shares if one.payer is Payer.VOUCHER]
    aids = tuple(
        Aid(one.payer, one.scheme, one.quantity, (sponsors or {}).get(one.scheme, 100))
        for one in shares if one.payer in SPONSORS and one.scheme
    )  # fmt: skip
    return Purse(
        minutes=minutes, fen=sum(one.quantity for one in cash), percent=percent,
        scheme=cash[0].scheme if cash else "", aids=aids,
    )  # fmt: skip


def own_part(shares: tuple[Share, ...]) -> int:
    """Return what the person or the family pays out of their own pocket, in fen."""
    return sum(one.amount for one in shares if one.payer in {Payer.SELF, Payer.FAMILY})

"""Money put aside for named persons' orders: a subsidy account, or a fund of donations."""

from dataclasses import dataclass
from datetime import date

from anhuai.kernel.unfit import Unfit
from anhuai.services.rules.ordering_words import Payer

SPONSORS = (Payer.SUBSIDY, Payer.DONATION)
"""Who may put money aside, in the order they pay."""
_PREFIX = "sponsor:"


class BadSponsor(Unfit):
    """Money that cannot be put aside so; codes: payer, services, ceiling, monthly, period…"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorFacts:
    """What is put aside: by whom, of which pot, for which services, up to which sum in all.

    `services` empty: every service the payer may pay. `percent` is its part of what hours and
    vouchers leave.
    """

    payer: str
    title: str
    donor: str = ""
    fund: str
    purpose: str
    services: tuple[str, ...] = ()
    percent: int = 100
    ceiling: int
    since: date
    until: date
    document: str

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"{self.payer} {self.fund} {self.ceiling} {self.since}–{self.until}"


@dataclass(frozen=True, slots=True)
class Aid:
    """What one sponsor may still pay of a person's orders: so many fen of an account, in %."""

    payer: Payer
    scheme: str
    fen: int
    percent: int


def scheme_of(key: int) -> str:
    """Return the scheme under which funds keeps what a sponsor gave; bound, so named to spend."""
    return f"{_PREFIX}{key}"


def sponsor_of(scheme: str) -> int:
    """Return which sponsor a scheme is of; 0 for none."""
    key = scheme.removeprefix(_PREFIX)
    return int(key) if key != scheme and key.isdecimal() else 0

"""What the big screen shows of money: what reached people this year, by scheme."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.funds import queries
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.platform.screens import FEW, Figure, Shown, tile

SOURCE = gettext_lazy("发放台账")


@tile("funds.paid", title=gettext_lazy("本年度待遇发放"), screen=1, place="left", order=30)
def paid(actor: Actor, division: str, on: date) -> Shown | None:
    """Return who was paid how much this year; only for the whole county, whose runs these are."""
    if division != county.code():
        return None
    found = queries.paid_in(actor, year=on.year, until=on)
    told = [(title, people, fen) for title, people, fen in found if people >= FEW]
    if not told:
        return None
    whole = sum(fen for _title, _people, fen in found)
    return Shown(
        on, SOURCE,
        figures=[
            Figure(_("已发放"), format_yuan(Fen(whole)), _("元")),
            *(Figure(title, f"{people:,}", _("人")) for title, people, _fen in told[:3]),
        ],
    )  # fmt: skip

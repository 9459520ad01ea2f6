"""新患重病: somebody became seriously ill within half a year."""

from datetime import date

from anhuai.benefits.catalogue.signals import OFFICE
from anhuai.benefits.rules import fact
from anhuai.benefits.rules.population import Spell
from anhuai.benefits.rules.signals import Signal, SignalExample
from anhuai.kernel.months import Month

_ILL = {"serious_illness": (Spell(value=True, since=date(2026, 5, 10)),)}

definition = Signal(
    title="新患重病",
    title_en="Newly seriously ill",
    says="近六个月内登记为重病。",
    says_en="On record as seriously ill since less than six months.",
    basis=OFFICE,
    test=fact("serious_illness"),
    back=6,
    examples=(
        SignalExample(says="三个月前患病", month=Month(2026, 8), person=_ILL, raised=True),
        SignalExample(says="半年以前患病", month=Month(2026, 11), person=_ILL, raised=False),
        SignalExample(says="还没有患病", month=Month(2026, 4), person=_ILL, raised=False),
        SignalExample(says="没有登记", month=Month(2026, 8), raised=False),
    ),
)  # fmt: skip

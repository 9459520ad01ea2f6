"""失业: the family's main earner lost their work; as declared or found by the check of means."""

from datetime import date

from anhuai.benefits.catalogue.signals import OFFICE
from anhuai.benefits.rules import fact
from anhuai.benefits.rules.population import Spell
from anhuai.benefits.rules.signals import Signal, SignalExample
from anhuai.kernel.months import Month

_LOST = {"lost_work": (Spell(value=True, since=date(2026, 3, 1), until=date(2026, 7, 1)),)}

definition = Signal(
    title="主要劳动力失业",
    title_en="The main earner lost their work",
    says="核对登记为主要劳动力失业或停产，登记期间持续预警。",
    says_en="On record as without work, while that lasts.",
    basis=OFFICE,
    test=fact("lost_work"),
    examples=(
        SignalExample(says="失业期间", month=Month(2026, 6), person=_LOST, raised=True),
        SignalExample(says="重新就业以后", month=Month(2026, 7), person=_LOST, raised=False),
        SignalExample(says="没有登记", month=Month(2026, 6), raised=False),
    ),
)  # fmt: skip

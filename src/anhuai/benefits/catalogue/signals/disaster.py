"""受灾: somebody is on record as struck by a disaster."""

from datetime import date

from anhuai.benefits.catalogue.signals import OFFICE
from anhuai.benefits.rules import fact
from anhuai.benefits.rules.population import Spell
from anhuai.benefits.rules.signals import Signal, SignalExample
from anhuai.kernel.months import Month

_STRUCK = {"disaster_affected": (Spell(value=True, since=date(2026, 6, 12)),)}

definition = Signal(
    title="受灾",
    title_en="Struck by a disaster",
    says="登记为受灾人员，登记期间持续预警。",
    says_en="On record as struck by a disaster, while that lasts.",
    basis=OFFICE,
    test=fact("disaster_affected"),
    examples=(
        SignalExample(says="受灾当月", month=Month(2026, 6), person=_STRUCK, raised=True),
        SignalExample(says="受灾以前", month=Month(2026, 5), person=_STRUCK, raised=False),
        SignalExample(says="没有登记", month=Month(2026, 6), raised=False),
    ),
)  # fmt: skip

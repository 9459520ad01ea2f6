"""残疾或失能加重: a disability grade or ability level became graver within a year."""

from datetime import date

from anhuai.benefits.catalogue.signals import OFFICE
from anhuai.benefits.rules.population import Spell
from anhuai.benefits.rules.signals import Signal, SignalExample
from anhuai.kernel.months import Month

_DAY = date(2026, 4, 9)
_WORSE = {
    "ability": (Spell("1", date(2024, 4, 1), _DAY), Spell("3", _DAY)),
}  # fmt: skip
_CERTIFIED = {"disability_grade": (Spell("2", since=_DAY),)}

definition = Signal(
    title="残疾或失能加重",
    title_en="Disability or need of care became graver",
    says="近十二个月内残疾等级、失能等级或特困自理能力加重；不同量表之间不作比较。",
    says_en="A disability grade or ability level became graver within twelve months, each on its "
    "own scale.",
    basis=OFFICE,
    worsened=("disability_grade", "ability", "self_care"),
    back=12,
    examples=(
        SignalExample(says="轻度变为重度失能", month=Month(2026, 8), person=_WORSE, raised=True),
        SignalExample(says="加重超过一年", month=Month(2027, 5), person=_WORSE, raised=False),
        SignalExample(says="新办二级证", month=Month(2026, 8), person=_CERTIFIED, raised=True),
        SignalExample(says="没有登记", month=Month(2026, 8), raised=False),
    ),
)  # fmt: skip

"""Devices, at the monthly check of a bed."""

from anhuai.services.catalogue.bed_checks import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="设备",
    title_en="Devices",
    asks="呼叫和监测设备能不能用？",
    asks_en="Do the devices work?",
    answers=(
        Answer("fine", "能用", "Yes"),
        Answer("broken", "有故障", "A fault", severity=3),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("broken", 3),
    ),
)

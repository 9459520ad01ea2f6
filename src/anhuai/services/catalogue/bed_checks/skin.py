"""Skin, at the monthly check of a bed."""

from anhuai.services.catalogue.bed_checks import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="皮肤",
    title_en="Skin",
    asks="有没有压疮、红肿？",
    asks_en="Any pressure sore or redness?",
    answers=(
        Answer("fine", "没有", "None"),
        Answer("red", "有红肿", "Redness", severity=3),
        Answer("sore", "有压疮", "A sore", severity=2),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("red", 3),
        ("sore", 2),
    ),
)

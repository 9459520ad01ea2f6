"""Carer, at the monthly check of a bed."""

from anhuai.services.catalogue.bed_checks import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="照护人状况",
    title_en="Carer",
    asks="照护的家属身体、心情怎么样？",
    asks_en="How is the family carer?",
    answers=(
        Answer("fine", "还好", "Well"),
        Answer("tired", "很疲惫，需要喘息", "Exhausted, needs respite", severity=3),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("tired", 3),
    ),
)

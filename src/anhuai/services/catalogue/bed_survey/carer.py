"""Daily carer, before a bed is signed."""

from anhuai.services.catalogue.bed_survey import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="日常照护人",
    title_en="Daily carer",
    asks="平日由谁照护？",
    asks_en="Who cares day by day?",
    answers=(
        Answer("family", "家属同住照护", "Family in the house"),
        Answer("near", "亲邻每天来", "Relatives or neighbours, daily"),
        Answer("nobody", "没有人", "Nobody", severity=1),
    ),
    basis=OURS,
    examples=(
        ("family", 0),
        ("near", 0),
        ("nobody", 1),
    ),
)

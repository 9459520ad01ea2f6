"""Wish, before a bed is signed."""

from anhuai.services.catalogue.bed_survey import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="本人意愿",
    title_en="Wish",
    asks="本人和家属愿不愿意在家接受照护和监测？",
    asks_en="Do the elder and the family agree to care and sensors at home?",
    answers=(
        Answer("yes", "愿意", "Yes"),
        Answer("no", "不愿意", "No", severity=1),
    ),
    basis=OURS,
    examples=(
        ("yes", 0),
        ("no", 1),
    ),
)

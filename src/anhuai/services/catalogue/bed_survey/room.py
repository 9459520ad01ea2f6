"""Room, before a bed is signed."""

from anhuai.services.catalogue.bed_survey import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="居住空间",
    title_en="Room",
    asks="床边能不能放下护理床和轮椅？",
    asks_en="Is there room for a nursing bed and a wheelchair?",
    answers=(
        Answer("fine", "能", "Yes"),
        Answer("tight", "须先整理或改造", "After clearing or adaptation", severity=2),
        Answer("none", "不能", "No", severity=1),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("tight", 2),
        ("none", 1),
    ),
)

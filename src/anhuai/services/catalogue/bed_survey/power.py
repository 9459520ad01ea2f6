"""Power and network, before a bed is signed."""

from anhuai.services.catalogue.bed_survey import OURS
from anhuai.services.rules.checks import Answer, Check

definition = Check(
    title="用电和网络",
    title_en="Power and network",
    asks="床边有没有安全插座，设备能不能联网？",
    asks_en="A safe socket at the bed, and a network for devices?",
    answers=(
        Answer("fine", "有", "Yes"),
        Answer("mend", "须先整改", "To be mended first", severity=2),
    ),
    basis=OURS,
    examples=(
        ("fine", 0),
        ("mend", 2),
    ),
)

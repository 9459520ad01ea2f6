"""失能老年人."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import ELDER
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="失能老年人",
    title_en="Older person with loss of ability",
    says="申报失能的老年人；能力等级以评估为准，这里只记申报的等级。",
    says_en="An older person declared to have lost abilities; the level "
    "follows from an assessment, only the declared grade is kept here.",
    group=Group.ELDER,
    basis=Basis(
        document="关于开展特殊困难老年人探访关爱服务的指导意见",
        article="民发〔2022〕73号",
        confidence=Confidence.B,
    ),
    from_age=ELDER,
    grades=(
        Choice("mild", "轻度", "Mild"),
        Choice("moderate", "中度", "Moderate"),
        Choice("severe", "重度", "Severe"),
        Choice("complete", "完全", "Complete"),
    ),
    grade_title="申报等级",
    grade_title_en="Declared grade",
    note="等级由 GB/T 42195 评估得出后，以评估记录为准；本项只是申报。",
    examples=(
        Example(
            says="申报重度失能", born=date(1940, 5, 1), since=date(2026, 11, 1), grade="severe"
        ),
        Example(says="没有填申报等级", born=date(1940, 5, 1), since=date(2026, 11, 1)),
        Example(
            says="等级不在表内",
            born=date(1940, 5, 1),
            since=date(2026, 11, 1),
            grade="half",
            refused="grade",
        ),
        Example(
            says="差一天满 60 周岁",
            born=date(1966, 11, 2),
            since=date(2026, 11, 1),
            refused="too_young",
        ),
    ),
)

"""农村留守儿童."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import LEFT_BEHIND
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="农村留守儿童",
    title_en="Left-behind child",
    says="父母双方外出，或一方外出、另一方无监护能力，未满 16 周岁的农村儿童。",
    says_en="A rural child under 16 whose parents are both away, "
    "or one away and the other unable to be a guardian.",
    group=Group.CHILD,
    basis=Basis(
        document="国务院关于加强农村留守儿童关爱保护工作的意见",
        article="国发〔2016〕13号",
        date=date(2016, 2, 4),
        confidence=Confidence.B,
    ),
    below_age=LEFT_BEHIND,
    kinds=(
        Choice("both_out", "父母双方外出", "Both parents out"),
        Choice("one_out", "一方外出另一方无监护能力", "One out, the other unable"),
    ),
    kind_title="留守原因",
    kind_title_en="Why left behind",
    examples=(
        Example(
            says="父母双方外出",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            kind="both_out",
            until=date(2031, 6, 1),
        ),
        Example(
            says="16 周岁生日当天",
            born=date(2010, 11, 1),
            since=date(2026, 11, 1),
            kind="both_out",
            refused="too_old",
        ),
        Example(
            says="差一天满 16 周岁",
            born=date(2010, 11, 2),
            since=date(2026, 11, 1),
            kind="both_out",
            until=date(2026, 11, 2),
        ),
    ),
)

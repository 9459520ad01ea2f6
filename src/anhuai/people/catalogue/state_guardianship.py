"""民政监护儿童."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.ages import MINOR
from anhuai.people.rules.circumstances import Choice, CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="民政监护儿童",
    title_en="Under state guardianship",
    says="依法由民政部门临时监护或长期监护的未成年人。",
    says_en="A minor under temporary or long-term guardianship of the civil affairs department.",
    group=Group.CHILD,
    basis=Basis(
        document="中华人民共和国未成年人保护法",
        article="第九十二条、第九十四条",
        date=date(2024, 4, 26),
        confidence=Confidence.A,
    ),
    below_age=MINOR,
    kinds=(
        Choice("temporary", "临时监护", "Temporary"),
        Choice("long_term", "长期监护", "Long-term"),
    ),
    kind_title="监护方式",
    kind_title_en="Guardianship",
    needs_kind=True,
    examples=(
        Example(
            says="未满 18 周岁，到 18 周岁生日自动结束",
            born=date(2015, 6, 1),
            since=date(2026, 11, 1),
            until=date(2033, 6, 1),
            kind="temporary",
        ),
        Example(
            says="18 周岁生日当天，限龄依据未核实，只提醒",
            born=date(2008, 11, 1),
            since=date(2026, 11, 1),
            warned=("too_old",),
            kind="temporary",
        ),
        Example(
            says="没有选择监护方式", born=date(2015, 6, 1), since=date(2026, 11, 1), refused="kind"
        ),
    ),
)

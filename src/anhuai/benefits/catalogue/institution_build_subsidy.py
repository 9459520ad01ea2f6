"""民办养老机构建设补贴: once, for each bed added."""

from datetime import date

from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, Period, Place, Who, fact
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

LITONG = Basis(
    document="利通区推进养老服务高质量发展实施方案", article="（二）7", date=date(2021, 9, 27),
    confidence=Confidence.A, note="方案列明补贴，标准未写；各地自定",
)  # fmt: skip
SINCE = Month(2021, 9)
each = Parameter(
    code="institution_build_each", title="民办机构建设补贴标准（每张新增床位）",
    title_en="Building subsidy a new bed", most=10_000_000,
)  # fmt: skip
FILED = Condition(
    code="filed", test=fact("is_filed"),
    title="养老机构已备案", title_en="Filed with the county",
    fails="养老机构没有备案", fails_en="Not filed with the county",
)  # fmt: skip

_VALUES = {"institution_build_each": 500_000}
_HOME = {"is_private": True, "is_filed": True, "construction_accepted": True, "new_beds": 30}

definition = Benefit(
    title="民办养老机构建设补贴",
    title_en="Building subsidy for private institutions",
    says="民办养老机构新增床位验收合格后，按床位一次性补贴；标准由地方规定。",
    says_en="Once for each bed a private institution adds, after acceptance.",
    basis=LITONG,
    who=Who.INSTITUTION,
    place=Place.RESIDENCE,
    period=Period.ONCE,
    group="institution",
    since=SINCE,
    conditions=(
        FILED,
        Condition(
            code="private", test=fact("is_private"),
            title="民办", title_en="Privately run",
            fails="不是民办机构", fails_en="Not privately run",
            clause="利通区推进养老服务高质量发展实施方案（二）7",
        ),
        Condition(
            code="accepted", test=fact("construction_accepted"),
            title="建设项目验收合格", title_en="Construction accepted",
            fails="建设项目没有验收合格", fails_en="Construction not accepted",
        ),
    ),
    amount=each.value * fact("new_beds"),
    examples=(
        Example(
            says="新增 30 张床位", month=Month(2026, 6), household=_HOME, values=_VALUES,
            gives=15_000_000,
        ),
        Example(
            says="公办机构", month=Month(2026, 6), household={**_HOME, "is_private": False},
            values=_VALUES, refused="private",
        ),
        Example(
            says="没有新增床位", month=Month(2026, 6), household={**_HOME, "new_beds": 0},
            values=_VALUES, refused="amount",
        ),
        Example(
            says="验收情况没有登记", month=Month(2026, 6),
            household={"is_private": True, "is_filed": True, "new_beds": 1}, values=_VALUES,
            unknown="accepted",
        ),
        Example(says="县里尚未规定标准", month=Month(2026, 6), household=_HOME, unknown="amount"),
    ),
)  # fmt: skip

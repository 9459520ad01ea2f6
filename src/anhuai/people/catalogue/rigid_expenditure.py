"""刚性支出困难."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group, Unit

definition = CircumstanceKind(
    title="刚性支出困难",
    title_en="Heavy necessary spending",
    says="人均收入低于上年当地人均可支配收入、必需支出占总收入超过当地比例的家庭的成员。",
    says_en="A member of a family with an income a head below last "
    "year's local disposable income, whose necessary spending exceeds the local share of it.",
    group=Group.ASSISTANCE,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第二十二条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    unit=Unit.FAMILY,
    lasts_months=12,
    note="认定期不超过 12 个月：民发〔2024〕57号，转引。",
    examples=(
        Example(
            says="一次认定最长 12 个月",
            born=date(1980, 3, 1),
            since=date(2026, 2, 28),
            until=date(2027, 2, 28),
        ),
    ),
)

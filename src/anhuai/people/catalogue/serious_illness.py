"""重病患者."""

from datetime import date

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.people.rules.circumstances import CircumstanceKind, Example, Group

definition = CircumstanceKind(
    title="重病患者",
    title_en="Seriously ill",
    says="患有重病、按规定可增发低保金或单独纳入低保的人员。",
    says_en="Seriously ill, for which dibao may be raised or granted to the person alone.",
    group=Group.DISABILITY,
    basis=Basis(
        document="中华人民共和国社会救助法",
        article="第二十条、第二十一条",
        date=date(2026, 4, 30),
        confidence=Confidence.A,
    ),
    note="病种由当地规定。",
    examples=(Example(says="不限年龄", born=date(1990, 3, 1), since=date(2026, 11, 1)),),
)

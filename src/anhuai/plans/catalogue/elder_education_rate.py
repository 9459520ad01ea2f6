"""经常性参与教育活动的老年人口比例."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="经常性参与教育活动的老年人口比例",
    title_en="Elders regularly taking part in education",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="当年到老年学校课程达到规定次数的60岁以上常住老人所占百分比",
    says_en="Resident elders who came to the elders' school often enough in the year",
    top=Words("当年到课达到规定次数的老人", "elders who came often enough in the year"),
    bottom=Words("60岁以上常住老人", "resident elders of 60 and more"),
    measure=Ratio(of("services.learners"), of("people.residents", min_age=60)),
    note="多少次算经常性参与，规划未写明，由县里的参数决定；只计系统内登记的到课",
    note_en="The plan does not say how often: a setting decides; only recorded lessons count",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((1, 4), "25"),
    ),
    confidence=Confidence.D,
)

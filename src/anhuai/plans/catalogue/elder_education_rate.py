"""经常性参与教育活动的老年人口比例."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="经常性参与教育活动的老年人口比例",
    title_en="Elders regularly taking part in education",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="当年经常参加学习活动的老年人所占百分比",
    says_en="Elders who regularly took part in learning in the year",
    top=Words("经常参加学习的老年人", "elders taking part"),
    bottom=Words("老年人", "elders"),
    reported=Reported(
        by=("教育局",),
        reason="没有课程参加记录",
        reason_en="No record of course attendance",
        room="services",
    ),
)

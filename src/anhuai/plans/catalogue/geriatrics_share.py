"""二级及以上综合医院设立老年医学科比例."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="二级及以上综合医院设立老年医学科比例",
    title_en="Share of general hospitals (level 2+) with a geriatrics department",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="设有老年医学科的二级及以上综合医院所占百分比",
    says_en="General hospitals of level 2 and above with a geriatrics department",
    top=Words("设有老年医学科的医院", "hospitals with the department"),
    bottom=Words("二级及以上综合医院", "general hospitals of level 2 and above"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有医院科室记录",
        reason_en="No record of hospital departments",
        room="health",
    ),
)

"""婴幼儿早期发展知识普及率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="婴幼儿早期发展知识普及率",
    title_en="Early-development knowledge awareness rate",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="抽样家庭中知晓婴幼儿早期发展核心知识的百分比",
    says_en="Surveyed families that know the core facts of early development",
    top=Words("知晓的家庭", "families that know"),
    bottom=Words("抽样家庭", "families surveyed"),
    reported=Reported(
        by=("卫生健康局",), reason="来自抽样调查", reason_en="It comes from a survey"
    ),
)

"""注册老年志愿者人数."""

from anhuai.plans.rules import Domain, Example, Indicator, Kind, Words, count

definition = Indicator(
    title="注册老年志愿者人数",
    title_en="Registered elder volunteers",
    domain=Domain.VOLUNTEER,
    unit="人",
    kind=Kind.COUNT,
    says="60岁及以上的注册志愿者人数",
    says_en="Registered volunteers aged 60 and over",
    top=Words("60岁及以上注册志愿者", "volunteers aged 60 and over"),
    measure=count("civil.volunteers", min_age=60),
    examples=(
        Example((0,), "0"),
        Example((7,), "7"),
    ),
)

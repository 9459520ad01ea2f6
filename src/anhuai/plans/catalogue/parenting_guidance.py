"""家长及照护者接受科学育儿指导率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="家长及照护者接受科学育儿指导率",
    title_en="Parents and carers receiving parenting guidance",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="0—3岁儿童的家长和照护者中接受过科学育儿指导的百分比",
    says_en="Parents and carers of children under 3 who had parenting guidance",
    top=Words("接受过指导的家长和照护者", "carers guided"),
    bottom=Words("0—3岁儿童的家长和照护者", "carers of children under 3"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有指导服务记录",
        reason_en="No record of guidance",
        room="childcare",
    ),
)

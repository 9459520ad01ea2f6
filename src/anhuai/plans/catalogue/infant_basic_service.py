"""新生儿访视等基本公共服务覆盖面."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="新生儿访视等基本公共服务覆盖面",
    title_en="Coverage of newborn visits, nutrition, vaccination and other basic services",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="0—3岁儿童中各项应做基本公共卫生服务均已完成的百分比",
    says_en="Children under 3 with every due basic health service recorded",
    top=Words("各项服务完成的儿童", "children with all services"),
    bottom=Words("0—3岁儿童", "children under 3"),
    reported=Reported(
        by=("卫生健康局",),
        reason="没有新生儿访视、疫苗等服务记录",
        reason_en="No record of newborn visits and vaccinations",
        room="health",
    ),
)

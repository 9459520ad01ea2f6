"""每村互助式养老服务站点."""

from anhuai.plans.rules import (
    RURAL,
    Domain,
    Example,
    Indicator,
    Kind,
    MinOverDivisions,
    Words,
    source,
)

definition = Indicator(
    title="每村互助式养老服务站点",
    title_en="Mutual-aid elderly-care point per village",
    domain=Domain.ELDERLY,
    unit="个/村",
    kind=Kind.RATIO,
    says="在营农村幸福院等互助养老站点数，取各行政村中最少的",
    says_en="Operating mutual-aid points in the village that has fewest",
    top=Words("互助养老站点", "mutual-aid points"),
    bottom=Words("行政村", "villages"),
    measure=MinOverDivisions(RURAL, source("facilities.operating", kinds=("mutual_aid_home",))),
    examples=(
        Example((), None),
        Example((0, 3), "0"),
        Example((1, 2, 5), "1"),
    ),
)

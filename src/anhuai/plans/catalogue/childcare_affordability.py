"""普惠托育负担占居民收入比."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="普惠托育负担占居民收入比",
    title_en="Inclusive childcare price against residents' income",
    domain=Domain.CHILDCARE,
    unit="%",
    kind=Kind.RATE,
    says="按普惠价在托的全日托儿童每月保育费合计，与同样人数的居民人均可支配收入（月）之比",
    says_en="Monthly fees of inclusive full-day places held, over as many residents' monthly "
    "disposable income",
    top=Words("普惠全日托月保育费合计（分）", "monthly fees of inclusive full-day places (fen)"),
    bottom=Words(
        "同样人数的人均可支配收入（分/月）", "as many residents' disposable income (fen a month)"
    ),
    measure=Ratio(
        of("childcare.inclusive", field="fee"), of("childcare.inclusive", field="income")
    ),
    note="收入由县里在“参数”里按统计部门公布的数填写并写明依据；没有填时没有数，不估算",
    note_en="The county enters the published income under Parameters with its source; "
    "without it there is no figure, and none is estimated",
    is_ceiling=True,
    examples=(
        Example((0, 0), None),
        Example((240_000, 0), None),
        Example((0, 300_000), "0"),
        Example((60_000, 240_000), "25"),
    ),
    confidence=Confidence.D,
)

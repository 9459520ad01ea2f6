"""每千名老年人配备社会工作者."""

from anhuai.kernel.confidence import Confidence
from anhuai.plans.rules import Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="每千名老年人配备社会工作者",
    title_en="Social workers per 1,000 elders",
    domain=Domain.WORKFORCE,
    unit="名/千名老年人",
    kind=Kind.RATIO,
    says="在岗社会工作者与60岁及以上常住老年人之比，按千人计",
    says_en="Social workers in post for each 1,000 residents aged 60 and over",
    top=Words("在岗社会工作者", "social workers in post"),
    bottom=Words("60岁及以上常住老年人", "residents aged 60 and over"),
    measure=Ratio(
        of("workforce.posts", kinds=("social_worker",)),
        of("people.residents", min_age=60),
        times=1000,
    ),
    note="岗位不区分是否专为老年人服务",
    note_en="Posts do not say whether they serve elders only",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "750"),
    ),
    confidence=Confidence.A,
)

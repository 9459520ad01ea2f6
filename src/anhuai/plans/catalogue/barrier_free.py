"""新建公共设施和养老场所无障碍率."""

from anhuai.plans.rules import PLAN, Domain, Example, Indicator, Kind, Ratio, Words, of

definition = Indicator(
    title="新建公共设施和养老场所无障碍率",
    title_en="Barrier-free rate of new public facilities and elderly-care venues",
    domain=Domain.ELDERLY,
    unit="%",
    kind=Kind.RATE,
    says="规划期内验收的新建工程中通过无障碍验收的百分比",
    says_en="New buildings accepted in the plan period that passed barrier-free acceptance",
    top=Words("通过无障碍验收的新建工程", "new works accepted as barrier-free"),
    bottom=Words("验收的新建工程", "new works accepted"),
    measure=Ratio(
        of("facilities.works", works=("new",), accepted=PLAN, barrier_free=True),
        of("facilities.works", works=("new",), accepted=PLAN),
    ),
    note="只含在册机构设施，不含其他公共设施",
    note_en="Registered facilities only, no other public buildings",
    examples=(
        Example((0, 0), None),
        Example((0, 4), "0"),
        Example((3, 4), "75"),
    ),
)

"""地名管理软件使用率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="地名管理软件使用率",
    title_en="Use of place-name management software",
    domain=Domain.PLACE_NAMES,
    unit="%",
    kind=Kind.RATE,
    says="使用地名管理软件的单位所占百分比",
    says_en="Units that use the place-name software",
    top=Words("使用软件的单位", "units using it"),
    bottom=Words("应使用的单位", "units that should"),
    reported=Reported(
        by=("民政局",), reason="没有软件使用记录", reason_en="No record of its use", room="civil"
    ),
)

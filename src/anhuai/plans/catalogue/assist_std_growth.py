"""城乡低保和特困供养标准年均提高."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="城乡低保和特困供养标准年均提高",
    title_en="Annual growth of dibao and tekun standards",
    domain=Domain.ASSISTANCE,
    unit="%/年",
    kind=Kind.RATE,
    says="低保和特困供养标准的年均增幅",
    says_en="Mean yearly growth of the dibao and tekun standards",
    top=Words("各标准年均增幅", "mean yearly growth"),
    reported=Reported(
        by=("民政局",),
        reason="没有救助标准的历年数值",
        reason_en="No record of the standards over the years",
        room="benefits",
    ),
)

"""节地生态安葬(放)率."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="节地生态安葬(放)率",
    title_en="Land-saving ecological burial rate",
    domain=Domain.FUNERAL,
    unit="%",
    kind=Kind.RATE,
    says="节地生态安葬数占全部安葬数的百分比",
    says_en="Land-saving burials among all burials",
    top=Words("节地生态安葬数", "land-saving burials"),
    bottom=Words("全部安葬数", "all burials"),
    reported=Reported(
        by=("民政局",), reason="没有安葬记录", reason_en="No record of burials", room="civil"
    ),
)

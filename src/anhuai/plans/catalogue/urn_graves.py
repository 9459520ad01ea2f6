"""节地生态骨灰墓."""

from anhuai.plans.rules import Domain, Indicator, Kind, Reported, Words

definition = Indicator(
    title="节地生态骨灰墓",
    title_en="Land-saving urn graves built",
    domain=Domain.FUNERAL,
    unit="座",
    kind=Kind.COUNT,
    says="建成的节地生态骨灰墓数",
    says_en="Land-saving urn graves built",
    top=Words("骨灰墓", "urn graves"),
    reported=Reported(
        by=("民政局",), reason="没有墓穴记录", reason_en="No record of graves", room="civil"
    ),
)

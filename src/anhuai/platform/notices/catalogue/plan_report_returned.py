"""Report returned."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="填报已退回",
    title_en="Report returned",
    says="您填报的“{indicator}”已退回，请查看原因后重新填报。",
    says_en="Your report of “{indicator}” was sent back: see why and report again.",
    example={"indicator": ["社会事务网上办理率", "Online handling rate"]},
    reads="您填报的“社会事务网上办理率”已退回，请查看原因后重新填报。",
    reads_en="Your report of “Online handling rate” was sent back: see why and report again.",
)

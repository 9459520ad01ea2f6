"""Figures to report."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="指标待填报",
    title_en="Figures to report",
    says="“{plan}”有 {count} 项指标本期还没有填报，请在 {last} 前填报。",
    says_en="“{plan}”: {count} figures are still to be reported, by {last}.",
    example={"plan": "民政事业规划", "count": "8", "last": "2026-12-31"},
    reads="“民政事业规划”有 8 项指标本期还没有填报，请在 2026-12-31 前填报。",
    reads_en="“民政事业规划”: 8 figures are still to be reported, by 2026-12-31.",
)

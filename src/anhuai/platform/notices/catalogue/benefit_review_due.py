"""Grants that are to be looked at again."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="待遇到期复核",
    title_en="Grants due for review",
    says="{place}有 {count} 项已确认的待遇到了复核日期，请安排复核。",
    says_en="{place}: {count} confirmed grants are due for review.",
    example={"count": "5", "place": "沙河镇"},
    reads="沙河镇有 5 项已确认的待遇到了复核日期，请安排复核。",
    reads_en="沙河镇: 5 confirmed grants are due for review.",
)

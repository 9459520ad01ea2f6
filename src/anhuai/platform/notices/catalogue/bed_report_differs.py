"""An institution's daily report differs from the records."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="床位日报与记录不符",
    title_en="A bed report differs",
    says="{institution} {day} 的床位日报与入住记录不符，请核对。",
    says_en="{institution}: the bed report of {day} differs from the records, please check.",
    example={"institution": "沙河镇敬老院", "day": "2026-11-25"},
    reads="沙河镇敬老院 2026-11-25 的床位日报与入住记录不符，请核对。",
    reads_en="沙河镇敬老院: the bed report of 2026-11-25 differs from the records, please check.",
)

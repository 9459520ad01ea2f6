"""Applications whose clock ran out."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="待遇申请超期",
    title_en="Applications overdue",
    says="{place}有 {count} 件待遇申请超过办理时限，请尽快办理。",
    says_en="{place}: {count} applications are past their time limit.",
    example={"count": "3", "place": "沙河镇"},
    reads="沙河镇有 3 件待遇申请超过办理时限，请尽快办理。",
    reads_en="沙河镇: 3 applications are past their time limit.",
)

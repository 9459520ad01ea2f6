"""A bed is offered to somebody on the waiting list."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="床位通知",
    title_en="A bed is offered",
    says="{institution}有床位了，请在 {day} 前（含当天）接受或谢绝。",
    says_en="{institution} has a bed: accept or decline by {day}.",
    example={"institution": "沙河镇敬老院", "day": "2026-11-25"},
    reads="沙河镇敬老院有床位了，请在 2026-11-25 前（含当天）接受或谢绝。",
    reads_en="沙河镇敬老院 has a bed: accept or decline by 2026-11-25.",
)

"""An offered bed was not answered in time."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="床位通知已过期",
    title_en="An offered bed has lapsed",
    says="{institution}的床位在 {day} 前没有答复，已通知下一位；仍要入住的，请确认继续轮候。",
    says_en="The bed at {institution} was not answered by {day} and went to the next; "
    "to wait on, confirm it.",
    example={"institution": "沙河镇敬老院", "day": "2026-11-25"},
    reads="沙河镇敬老院的床位在 2026-11-25 前没有答复，已通知下一位；仍要入住的，请确认继续轮候。",
    reads_en="The bed at 沙河镇敬老院 was not answered by 2026-11-25 and went to the next; "
    "to wait on, confirm it.",
)

"""The month's progress of a department's tasks is due."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="报送任务进展",
    title_en="Progress is due",
    says="{department}有 {count} 项规划任务还没有报送 {month} 的进展，请于 {due} 前报送。",
    says_en="{department} has {count} tasks without progress for {month}: report by {due}.",
    example={"department": "县民政局", "count": "3", "month": "2026-06", "due": "2026-06-25"},
    reads="县民政局有 3 项规划任务还没有报送 2026-06 的进展，请于 2026-06-25 前报送。",
    reads_en="县民政局 has 3 tasks without progress for 2026-06: report by 2026-06-25.",
)

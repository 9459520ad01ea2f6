"""The month's progress of a department's tasks was not reported in time."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="任务进展逾期未报送",
    title_en="Progress is overdue",
    says="{department}有 {count} 项规划任务逾期未报送 {month} 的进展，应于 {due} 前报送。",
    says_en="{department} has {count} tasks without progress for {month}, due on {due}.",
    example={"department": "县民政局", "count": "3", "month": "2026-06", "due": "2026-06-25"},
    reads="县民政局有 3 项规划任务逾期未报送 2026-06 的进展，应于 2026-06-25 前报送。",
    reads_en="县民政局 has 3 tasks without progress for 2026-06, due on 2026-06-25.",
)

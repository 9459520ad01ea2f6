"""A task of a plan is due soon."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="规划任务即将到期",
    title_en="A task is due soon",
    says="“{task}”将于 {due} 到期，请按期办结并报送进展。",
    says_en="“{task}” is due on {due}: finish it in time and report.",
    example={"task": "新建老年食堂", "due": "2026-12-31"},
    reads="“新建老年食堂”将于 2026-12-31 到期，请按期办结并报送进展。",
    reads_en="“新建老年食堂” is due on 2026-12-31: finish it in time and report.",
)

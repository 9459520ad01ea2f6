"""A task or a supervision order of a plan is late."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="规划任务逾期",
    title_en="A task is late",
    says="“{task}”已过期限 {due}，还没有办结或回复。",
    says_en="“{task}” was due on {due} and is neither done nor answered.",
    example={"task": "新建老年食堂", "due": "2026-12-31"},
    reads="“新建老年食堂”已过期限 2026-12-31，还没有办结或回复。",
    reads_en="“新建老年食堂” was due on 2026-12-31 and is neither done nor answered.",
)

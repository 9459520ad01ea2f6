"""Rights review due."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="权限复核",
    title_en="Rights review due",
    says="本季度还有 {count} 个角色没有复核，最后一天是 {last}。",
    says_en="{count} roles are still to be reviewed this quarter; the last day is {last}.",
    channels=(Channel.MAIL,),
    example={"count": "12", "last": "2026-10-31"},
    reads="本季度还有 12 个角色没有复核，最后一天是 2026-10-31。",
    reads_en="12 roles are still to be reviewed this quarter; the last day is 2026-10-31.",
)

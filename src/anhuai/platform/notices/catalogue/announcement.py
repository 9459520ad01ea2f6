"""Announcement."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="公告",
    title_en="Announcement",
    says="公告：{title}",
    says_en="Announcement: {title}",
    channels=(Channel.MAIL, Channel.WECHAT),
    example={"title": "元旦期间值班安排"},
    reads="公告：元旦期间值班安排",
    reads_en="Announcement: 元旦期间值班安排",
)

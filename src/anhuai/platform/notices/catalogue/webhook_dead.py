"""Delivery given up."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="推送失败",
    title_en="Delivery given up",
    says="推送到“{receiver}”的一条通知重试 24 小时仍未送达，已停止重试。",
    says_en="A delivery to “{receiver}” failed for 24 hours and is no longer retried.",
    channels=(Channel.MAIL,),
    example={"receiver": "市级数据平台"},
    reads="推送到“市级数据平台”的一条通知重试 24 小时仍未送达，已停止重试。",
    reads_en="A delivery to “市级数据平台” failed for 24 hours and is no longer retried.",
)

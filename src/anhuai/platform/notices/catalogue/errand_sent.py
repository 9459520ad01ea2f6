"""出动通知."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="出动通知",
    title_en="Sent out",
    says="请出动处置：{kind}。",
    says_en="Please go: {kind}.",
    example={"kind": ["紧急呼叫", "Call for help"]},
    reads="请出动处置：紧急呼叫。",
    reads_en="Please go: Call for help.",
)

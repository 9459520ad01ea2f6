"""呼叫待受理."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="呼叫待受理",
    title_en="Call waiting",
    says="{place}有新呼叫：{kind}。",
    says_en="New call in {place}: {kind}.",
    channels=tuple(Channel),
    example={"kind": ["紧急呼叫", "Call for help"], "place": ["沙河镇", "Shahe Town"]},
    reads="沙河镇有新呼叫：紧急呼叫。",
    reads_en="New call in Shahe Town: Call for help.",
)

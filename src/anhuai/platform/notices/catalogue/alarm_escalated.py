"""呼叫无人受理."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="呼叫无人受理",
    title_en="Call unanswered",
    says="{place}的呼叫已 {minutes} 分钟无人受理：{kind}。",
    says_en="A call in {place} waits unanswered for {minutes} min: {kind}.",
    channels=tuple(Channel),
    example={
        "kind": ["紧急呼叫", "Call for help"],
        "place": ["沙河镇", "Shahe Town"],
        "minutes": "3",
    },
    reads="沙河镇的呼叫已 3 分钟无人受理：紧急呼叫。",
    reads_en="A call in Shahe Town waits unanswered for 3 min: Call for help.",
)

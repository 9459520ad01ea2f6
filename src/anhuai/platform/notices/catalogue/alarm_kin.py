"""家人呼叫."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="家人呼叫",
    title_en="Call by kin",
    says="您的家人发出呼叫：{kind}，已转县值班台，可拨 12349。",
    says_en="Your relative has called: {kind}. The duty desk has it; you may call 12349.",
    channels=tuple(Channel),
    example={"kind": ["紧急呼叫", "Call for help"]},
    reads="您的家人发出呼叫：紧急呼叫，已转县值班台，可拨 12349。",
    reads_en="Your relative has called: Call for help. The duty desk has it; you may call 12349.",
)

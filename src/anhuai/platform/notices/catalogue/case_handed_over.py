"""个案转交."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="个案转交",
    title_en="Case handed over",
    says="有一件事转交给您：{kind}。",
    says_en="A case was handed over to you: {kind}.",
    example={"kind": ["紧急呼叫", "Call for help"]},
    reads="有一件事转交给您：紧急呼叫。",
    reads_en="A case was handed over to you: Call for help.",
)

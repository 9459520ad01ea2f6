"""An application moved on."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="申请有新进展",
    title_en="Application moved on",
    says="您提交的“{item}”申请现在是：{state}。",
    says_en="Your application “{item}” now stands at: {state}.",
    example={"item": ["高龄津贴", "Old-age allowance"], "state": ["公示中", "Published"]},
    reads="您提交的“高龄津贴”申请现在是：公示中。",
    reads_en="Your application “Old-age allowance” now stands at: Published.",
)

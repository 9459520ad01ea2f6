"""热线工单超时."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="热线工单超时",
    title_en="Hotline ticket overdue",
    says="{place}的{kind}工单已超过时限，请督办。",
    says_en="A ticket in {place} is overdue: {kind}.",
    example={"kind": ["投诉", "Complaint"], "place": ["沙河镇", "Shahe Town"]},
    reads="沙河镇的投诉工单已超过时限，请督办。",
    reads_en="A ticket in Shahe Town is overdue: Complaint.",
)

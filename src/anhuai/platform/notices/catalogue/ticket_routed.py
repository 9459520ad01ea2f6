"""新热线工单."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="新热线工单",
    title_en="New hotline ticket",
    says="{place}有一张新的{kind}工单，请接办。",
    says_en="A new ticket in {place} waits to be taken: {kind}.",
    example={"kind": ["投诉", "Complaint"], "place": ["沙河镇", "Shahe Town"]},
    reads="沙河镇有一张新的投诉工单，请接办。",
    reads_en="A new ticket in Shahe Town waits to be taken: Complaint.",
)

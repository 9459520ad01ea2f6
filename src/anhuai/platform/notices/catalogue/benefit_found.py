"""Somebody in the family may be owed something."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="您的家人可能符合待遇条件",
    title_en="A benefit may be due to your family",
    says="按已登记的情况，您的家人自 {month} 起可能符合“{item}”的条件，"
    "可以在线申请，不用再交已有的材料。",
    says_en="By what is on record, somebody in your family may be entitled to “{item}” from "
    "{month}: apply online, what is on record is not asked again.",
    example={"month": "2026-12", "item": ["高龄津贴", "Old-age allowance"]},
    reads="按已登记的情况，您的家人自 2026-12 起可能符合“高龄津贴”的条件，"
    "可以在线申请，不用再交已有的材料。",
    reads_en="By what is on record, somebody in your family may be entitled to “Old-age allowance” "
    "from 2026-12: apply online, what is on record is not asked again.",
)

"""Assessments were assigned to an assessor."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="评估任务已分派",
    title_en="Assessments assigned",
    says="有 {count} 项评估分派给您，计划 {day} 上门，请提前打开“我的评估”存到手机。",
    says_en="{count} assessments are assigned to you for {day}: open “My assessments” beforehand.",
    example={"count": "3", "day": "2026-11-25"},
    reads="有 3 项评估分派给您，计划 2026-11-25 上门，请提前打开“我的评估”存到手机。",
    reads_en="3 assessments are assigned to you for 2026-11-25: open “My assessments” beforehand.",
)

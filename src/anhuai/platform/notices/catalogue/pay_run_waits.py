"""A pay run waits for the next approval."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="发放批次待审批",
    title_en="Pay run waits for approval",
    says="“{title}”由{name}{step}，合计 {yuan} 元，请另一位经办人办理下一级审批。",
    says_en="“{title}” was {step} by {name}: {yuan} yuan; a second officer approves it next.",
    example={
        "title": "2026-11 高龄津贴", "name": "周明", "step": ["初审通过", "checked"],
        "yuan": "12,300.00",
    },
    reads="“2026-11 高龄津贴”由周明初审通过，合计 12,300.00 元，请另一位经办人办理下一级审批。",
    reads_en="“2026-11 高龄津贴” was checked by 周明: 12,300.00 yuan; "
    "a second officer approves it next.",
)  # fmt: skip

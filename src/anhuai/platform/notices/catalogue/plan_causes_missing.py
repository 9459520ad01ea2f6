"""Targets of a plan stand short and nobody said why."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="填写未达目标的原因",
    title_en="Causes of unmet targets are missing",
    says="“{plan}”有 {count} 项目标未达到或滞后，还没有填写原因，请填写。",
    says_en="“{plan}” has {count} targets short without a cause: say why.",
    example={"plan": "养老服务规划", "count": "4"},
    reads="“养老服务规划”有 4 项目标未达到或滞后，还没有填写原因，请填写。",
    reads_en="“养老服务规划” has 4 targets short without a cause: say why.",
)

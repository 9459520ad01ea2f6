"""The county's plan indicators as of a day."""

from anhuai.portal.rules import DataSet

definition = DataSet(
    title="规划指标进展",
    title_en="Progress of plan indicators",
    says="本级规划的各项指标、目标和当日数值，注明是系统计算还是部门填报。",
    says_en="The indicators, targets and figures of the county's plans, computed or reported.",
    columns=(
        ("plan", "规划", "Plan"),
        ("indicator", "指标", "Indicator"),
        ("target", "目标", "Target"),
        ("value", "数值", "Figure"),
        ("unit", "单位", "Unit"),
        ("as_of", "数据日期", "As of"),
        ("origin", "来源", "Origin"),
    ),
)

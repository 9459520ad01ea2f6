"""现场报告."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="现场报告",
    title_en="Report from the scene",
    says="{name}已报告现场情况。",
    says_en="{name} has reported from the scene.",
    example={"name": "站点护理员"},
    reads="站点护理员已报告现场情况。",
    reads_en="站点护理员 has reported from the scene.",
)

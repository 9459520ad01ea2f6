"""Divisions changed."""

from anhuai.platform.notices.rules import Channel, Template

definition = Template(
    title="区划变更已执行",
    title_en="Divisions changed",
    says="“{reform}”已执行，相关角色和名册已随之调整。",
    says_en="“{reform}” has been carried out; roles and registers have moved with it.",
    channels=(Channel.MAIL,),
    example={"reform": ["两村合并", "Merger of two villages"]},
    reads="“两村合并”已执行，相关角色和名册已随之调整。",
    reads_en=(
        "“Merger of two villages” has been carried out; roles and registers have moved with it."
    ),
)

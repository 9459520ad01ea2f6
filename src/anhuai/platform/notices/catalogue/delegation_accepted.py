"""Stand-in accepted."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="委托已接受",
    title_en="Stand-in accepted",
    says="{who} 已接受您 {since} 至 {last} 的委托。",
    says_en="{who} has agreed to stand in for you from {since} to {last}.",
    example={"who": "新华镇经办人", "since": "2026-12-01", "last": "2026-12-07"},
    reads="新华镇经办人 已接受您 2026-12-01 至 2026-12-07 的委托。",
    reads_en="新华镇经办人 has agreed to stand in for you from 2026-12-01 to 2026-12-07.",
)

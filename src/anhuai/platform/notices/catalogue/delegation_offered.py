"""Asked to stand in."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="委托代办",
    title_en="Asked to stand in",
    says="{who} 请您在 {since} 至 {last} 代办，请接受或谢绝。",
    says_en="{who} asks you to stand in from {since} to {last}: accept or decline.",
    example={"who": "沙河镇经办人", "since": "2026-12-01", "last": "2026-12-07"},
    reads="沙河镇经办人 请您在 2026-12-01 至 2026-12-07 代办，请接受或谢绝。",
    reads_en="沙河镇经办人 asks you to stand in from 2026-12-01 to 2026-12-07: accept or decline.",
)

"""Role ended."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="角色已收回",
    title_en="Role ended",
    says="您的角色“{role}”（{place}）已收回。如有疑问，请联系县级管理员。",
    says_en="Your role “{role}” ({place}) has ended. Ask the administrator if this is unexpected.",
    example={"role": ["乡镇（街道）经办人", "Town clerk"], "place": "沙河镇"},
    reads="您的角色“乡镇（街道）经办人”（沙河镇）已收回。如有疑问，请联系县级管理员。",
    reads_en=(
        "Your role “Town clerk” (沙河镇) has ended. Ask the administrator if this is unexpected."
    ),
)

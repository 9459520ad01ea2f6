"""Role given."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="获得角色",
    title_en="Role given",
    says="您获得了角色“{role}”（{place}）。",
    says_en="You were given the role “{role}” ({place}).",
    example={"role": ["乡镇（街道）经办人", "Town clerk"], "place": "沙河镇"},
    reads="您获得了角色“乡镇（街道）经办人”（沙河镇）。",
    reads_en="You were given the role “Town clerk” (沙河镇).",
)

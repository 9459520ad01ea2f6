"""A licence of an institution ends soon."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="证照将到期",
    title_en="A licence ends soon",
    says="{institution}的{licence}有效期至 {day}，请及时续期。",
    says_en="{institution}: {licence} is valid until {day}, renew it in time.",
    example={
        "institution": "沙河镇敬老院",
        "licence": ["食品经营许可", "Food business licence"],
        "day": "2026-11-25",
    },
    reads="沙河镇敬老院的食品经营许可有效期至 2026-11-25，请及时续期。",
    reads_en="沙河镇敬老院: Food business licence is valid until 2026-11-25, renew it in time.",
)

"""A grave incident at an institution."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="机构发生严重事件",
    title_en="A grave incident",
    says="{institution} {day} 登记了一起严重突发事件，请及时了解处置情况。",
    says_en="{institution} recorded a grave incident on {day}: see how it is dealt with.",
    example={"institution": "沙河镇敬老院", "day": "2026-11-25"},
    reads="沙河镇敬老院 2026-11-25 登记了一起严重突发事件，请及时了解处置情况。",
    reads_en="沙河镇敬老院 recorded a grave incident on 2026-11-25: see how it is dealt with.",
)

"""A meal point's portion for somebody allergic has changed."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="有人的餐要去掉一样菜",
    title_en="Somebody's portion must leave out a dish",
    says="{day}{meal}（{point}）配料变了：有过敏的人已订这一餐，请按名单去掉，并当面或打电话告诉本人。",
    says_en=(
        "The {meal} of {day} at {point} has changed: somebody allergic has ordered it. Leave the "
        "dish out as the sheet says, and tell the person or call them."
    ),
    example={"day": "2026-11-20", "meal": ["午餐", "lunch"], "point": "柳林助餐点"},
    reads=(
        "2026-11-20午餐（柳林助餐点）配料变了：有过敏的人已订这一餐，请按名单去掉，并当面或打电话告诉"
        "本人。"
    ),
    reads_en=(
        "The lunch of 2026-11-20 at 柳林助餐点 has changed: somebody allergic has ordered it. "
        "Leave the dish out as the sheet says, and tell the person or call them."
    ),
)

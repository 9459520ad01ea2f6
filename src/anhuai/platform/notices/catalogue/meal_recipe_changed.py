"""A dish of a meal somebody ordered now holds what they are allergic to."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="订的餐配料有变",
    title_en="A meal you ordered has changed",
    says="{day}{meal}（{point}）有一样菜的配料变了，与过敏记录冲突。请打开查看：这样菜不再给，已经吃了的请留意身体。",
    says_en=(
        "A dish of the {meal} of {day} at {point} now conflicts with a recorded allergy. Open it: "
        "the dish is left out; if it was eaten already, watch for symptoms."
    ),
    example={"day": "2026-11-20", "meal": ["午餐", "lunch"], "point": "柳林助餐点"},
    reads=(
        "2026-11-20午餐（柳林助餐点）有一样菜的配料变了，与过敏记录冲突。请打开查看：这样菜不再给，"
        "已经吃了的请留意身体。"
    ),
    reads_en=(
        "A dish of the lunch of 2026-11-20 at 柳林助餐点 now conflicts with a recorded allergy. "
        "Open it: the dish is left out; if it was eaten already, watch for symptoms."
    ),
)

"""A place in a nursery is kept for a family until a moment."""

from anhuai.platform.notices.rules import Template

definition = Template(
    title="托位录取通知",
    title_en="A nursery place for your child",
    says="{nursery}为您的孩子保留了一个托位，请在 {day} 前答复；逾期名额转给下一位。",
    says_en="{nursery} keeps a place for your child: please answer before {day}, or the next "
    "family gets it.",
    example={"nursery": "东河托育园", "day": "2026-12-01 18:00"},
    reads="东河托育园为您的孩子保留了一个托位，请在 2026-12-01 18:00 前答复；逾期名额转给下一位。",
    reads_en="东河托育园 keeps a place for your child: please answer before 2026-12-01 18:00, "
    "or the next family gets it.",
)

"""What a county sets about meals and the mart's points: no figure here is a law's."""

from datetime import date

from django.utils.translation import gettext_lazy

from anhuai.funds import queries as funds
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import county
from anhuai.platform.parameters import Setting, declare_setting, value

EACH = "meal_subsidy_each"  # the standard of benefits that says it (docs/adr/0086)
MOST, CUTOFF = "services.meal_subsidised", "services.meal_cutoff"
AHEAD, GRAMS, HOURS = "services.meal_ahead", "services.sample_grams", "services.sample_hours"
CELSIUS, MONTHS = "services.cooked_celsius", "services.points_months"
_LOCAL = Basis(document="", confidence=Confidence.D, note="由县规定；未见国家规定，未核")
_USUAL = Basis(document="", confidence=Confidence.C, note="餐饮业通行做法，未核对原文，由县确认")

for _key, _title, _unit, _says, _least, _most, _basis, _default, _effect in (
    (
        MOST, gettext_lazy("助餐补贴：每人每天几餐"), gettext_lazy("餐"),
        gettext_lazy("同一人同一天最多几餐可以抵扣补贴。"), 1, 3, _LOCAL, 1,
        gettext_lazy("以后每人每天最多 %(value)s 餐可以抵扣。"),
    ),
    (
        CUTOFF, gettext_lazy("订餐截止"), gettext_lazy("分钟"),
        gettext_lazy("开餐前多少分钟停止预订和取消；到店用餐不受限制。"), 0, 2880, _LOCAL, 120,
        gettext_lazy("开餐前 %(value)s 分钟停止预订和取消。"),
    ),
    (
        AHEAD, gettext_lazy("可提前几天订餐"), gettext_lazy("天"),
        gettext_lazy("菜单和份数提前多少天开放预订。"), 1, 31, _LOCAL, 7,
        gettext_lazy("今晚起开放今后 %(value)s 天的预订。"),
    ),
    (
        GRAMS, gettext_lazy("留样：每样至少"), gettext_lazy("克"),
        gettext_lazy("食品留样的最少重量；0 表示不核对。"), 0, 1000, _USUAL, 125,
        gettext_lazy("以后的留样记录按至少 %(value)s 克核对。"),
    ),
    (
        HOURS, gettext_lazy("留样：至少保存"), gettext_lazy("小时"),
        gettext_lazy("食品留样的最短保存时间；0 表示不核对。"), 0, 240, _USUAL, 48,
        gettext_lazy("以后的留样记录按至少 %(value)s 小时核对。"),
    ),
    (
        CELSIUS, gettext_lazy("热菜中心温度至少"), gettext_lazy("℃"),
        gettext_lazy("熟制菜品出锅时的中心温度；0 表示不核对。"), 0, 100, _USUAL, 70,
        gettext_lazy("以后的记录按至少 %(value)s ℃ 核对。"),
    ),
    (
        MONTHS, gettext_lazy("爱心超市积分的有效期"), gettext_lazy("个月"),
        gettext_lazy("从获得之日起多少个月后过期；0 表示长期有效。"), 0, 120, _LOCAL, 12,
        gettext_lazy("以后获得的积分 %(value)s 个月后过期。"),
    ),
):  # fmt: skip
    declare_setting(
        Setting(
            key=_key, title=_title, unit=_unit, says=_says, least=_least, most=_most,
            basis=_basis, default=lambda given=_default: given,  # type: ignore[misc]
            effect=lambda value, said=_effect: str(said) % {"value": value},  # type: ignore[misc]
        )
    )  # fmt: skip


def each_fen(on: date) -> int:
    """Return what a meal is subsidised with at most, in fen; 0 where nobody decided it."""
    return funds.decided_amount(EACH, place=county.code(), on=on) or 0


def most_meals(on: date) -> int:
    """Return how many meals a day of one person are subsidised."""
    return value(MOST, on=on)


def cutoff_minutes(on: date) -> int:
    """Return how many minutes before a meal orders and cancelling end."""
    return value(CUTOFF, on=on)


def days_ahead(on: date) -> int:
    """Return how many days ahead meals may be ordered."""
    return value(AHEAD, on=on)


def sample_limits(on: date) -> tuple[int, int, int]:
    """Return the least grams and hours of samples, and degrees of hot dishes; 0 is no limit."""
    return value(GRAMS, on=on), value(HOURS, on=on), value(CELSIUS, on=on)


def points_months(on: date) -> int:
    """Return after how many months points lapse; 0 never."""
    return value(MONTHS, on=on)

"""Meal points, orders, figures, hygiene, marts and points out by workbook."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.services import queries
from anhuai.services.views import mart, meals, wording
from anhuai.services.views import meal_wording as said


def give_points(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the meal points in reach with their meals."""
    for one in queries.points(actor).order_by("facility__division", "facility__name", "pk"):
        for at in queries.sittings(one.pk):
            yield [
                one.facility.name, wording.place_of(one.facility.division),
                said.weekdays(one.weekdays), said.meal_title(at.meal), f"{at.starts:%H:%M}",
                f"{at.ends:%H:%M}", str(at.capacity), said.money(at.price),
                said.places_of(one.area), str(one.since), str(one.until or ""),
            ]  # fmt: skip


def give_orders(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the orders a list asks for."""
    for row in queries.all_orders(actor, **meals.which_of(query)):
        yield [str(cell) for cell in meals.order_cells(row)]


def give_figures(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a month's counts by point, town or day."""
    for one in queries.counts(actor, **meals.figures_of(query)):
        yield [str(cell) for cell in meals.figure_cells(one)]


def give_hygiene(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the hygiene records a list asks for."""
    for one in meals.hygiene_of(actor, query):
        yield [str(cell) for cell in meals.hygiene_cells(one)]


def give_marts(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the marts in reach with their goods."""
    for one in queries.marts(actor).order_by("division", "name", "pk"):
        for goods in queries.goods_of(one.pk):
            yield [
                one.name, wording.place_of(one.division), one.opens, goods.name,
                str(goods.points), str(goods.stock),
            ]  # fmt: skip


def give_entries(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the movements of points a list asks for."""
    for row in queries.all_entries(actor, **mart.which_of(query)):
        yield [str(cell) for cell in mart.entry_cells(row)]


_POINT, _PLACE, _MEAL = gettext_lazy("助餐点"), gettext_lazy("所在地"), gettext_lazy("餐次")
for _code, _title, _heads, _give, _permit, _url in (
    (
        "meal-points", gettext_lazy("助餐点"),
        (
            _POINT, _PLACE, gettext_lazy("供餐日"), _MEAL, gettext_lazy("开餐时间"),
            gettext_lazy("结束时间"), gettext_lazy("份数"), gettext_lazy("每餐价格（元）"),
            gettext_lazy("送餐范围"), gettext_lazy("开始日期"), gettext_lazy("停办日期"),
        ),
        give_points, Permit.MEALS_READ, "/services/meals/",
    ),
    (
        "meal-orders", gettext_lazy("用餐名单"), [one.title for one in meals.ORDERS],
        give_orders, Permit.MEALS_READ, "/services/meals/orders/",
    ),
    (
        "meal-figures", gettext_lazy("用餐统计"), [one.title for one in meals.FIGURES],
        give_figures, Permit.MEALS_READ, "/services/meals/figures",
    ),
    (
        "meal-hygiene", gettext_lazy("食品安全"), [one.title for one in meals.HYGIENE],
        give_hygiene, Permit.MEALS_RUN, "/services/meals/hygiene",
    ),
    (
        "marts", gettext_lazy("爱心超市"),
        (
            gettext_lazy("名称"), _PLACE, gettext_lazy("开放时间"), gettext_lazy("物品"),
            gettext_lazy("所需积分"), gettext_lazy("库存"),
        ),
        give_marts, Permit.MARTS_RUN, "/services/marts/",
    ),
    (
        "mart-points", gettext_lazy("积分流水"), [one.title for one in mart.POINTS],
        give_entries, Permit.MARTS_RUN, "/services/marts/points/",
    ),
):  # fmt: skip
    declare(
        Giving(
            code=_code, title=_title, heads=_heads, give=_give, give_permit=_permit, list_url=_url
        )
    )

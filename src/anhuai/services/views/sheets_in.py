"""Price lists, dishes and menus in and out by workbook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Column, Outcome, Register, Row, declare
from anhuai.services import actions, queries
from anhuai.services.catalogue import CARE
from anhuai.services.rules.meals import Allergen, Feature, Meal
from anhuai.services.views import meal_wording as said
from anhuai.services.views.order_workbook import OFFERING_HEADS, give_offerings

READ, RUN = Permit.MEALS_READ, Permit.MEALS_RUN


def take_offerings(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take one's own price list."""
    return actions.take_offerings(actor, rows, dry=dry)


def take_offerings_for(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take the price lists of the area's providers."""
    return actions.take_offerings_for(actor, rows, dry=dry)


def take_dishes(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take dishes."""
    return actions.take_dishes(actor, rows, dry=dry)


def take_menus(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge and take menus."""
    return actions.take_menus(actor, rows, dry=dry)


def give_dishes(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the dishes of the points in reach."""
    for one in queries.points(actor).order_by("facility__division", "facility__name", "pk"):
        for dish in queries.dishes(one.pk):
            yield [
                one.facility.name, dish.name, said.allergies(dish.allergens),
                said.needs(dish.features),
            ]  # fmt: skip


def give_menus(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the menus of the days open for orders at the points in reach."""
    today = clock.today()
    own = list(queries.points(actor).values_list("pk", flat=True))
    until = today + timedelta(days=queries.days_ahead(today) + 1)
    for day in queries.days(own, since=today, until=until):
        yield [
            day.point.facility.name, day.on.isoformat(), said.meal_title(day.meal),
            "、".join(dish.name for dish in queries.menu_of(day)),
        ]  # fmt: skip


_PRICES = (
    Column("facility", "机构", required=True, example="沙河镇日间照料中心", width=26,
           help="与机构名册的名称一致"),
    Column("service", "服务项目", required=True, example="助浴", width=18,
           choices=tuple(one.title for one in CARE.values())),
    Column("division", "服务范围", required=True, example="全县", width=22,
           help="全县的填“全县”；乡镇、村（社区）填名称，有重名的填 12 位区划代码"),
    Column("unit_price", "单价（元）", required=True, example="60.00",
           help="由县里与服务商约定，系统不设标准价"),
    Column("daily", "每天最多接单", example="8", help="不填表示不限"),
    Column("since", "开始日期", required=True, example="2026-03-01",
           help="同一项目、同一范围的原报价从这天起停止"),
)  # fmt: skip
for _code, _title, _take, _permit in (
    ("offerings", gettext_lazy("服务报价"), take_offerings, Permit.ORDERS_RUN),
    ("offerings-for", gettext_lazy("各服务商的报价"), take_offerings_for, Permit.ORDERS_MANAGE),
):  # fmt: skip
    declare(
        Register(
            code=_code, title=_title, columns=_PRICES, take=_take, take_permit=_permit,
            heads=OFFERING_HEADS, give=give_offerings,
            give_permit=Permit.ORDERS_READ if _code == "offerings" else _permit,
            list_url="/services/offerings/",
        )
    )  # fmt: skip

_POINT = Column("point", "助餐点", required=True, example="沙河镇助餐点", width=26,
                help="与机构名册的名称一致")  # fmt: skip
declare(
    Register(
        code="dishes", title=gettext_lazy("菜品"),
        columns=(
            _POINT, Column("name", "菜名", required=True, example="鸡蛋羹", width=18),
            Column("allergens", "含有的过敏原", required=True, example="蛋类、乳类", width=26,
                   help="可填 " + "、".join(one.title_zh for one in Allergen)
                   + "，几样之间用顿号；一样也不含的填“无”"),
            Column("features", "适合", example="软食、低盐", width=22,
                   help="可填 " + "、".join(one.title_zh for one in Feature)),
        ),
        take=take_dishes, take_permit=RUN,
        heads=(
            gettext_lazy("助餐点"), gettext_lazy("菜名"), gettext_lazy("含有的过敏原"),
            gettext_lazy("适合"),
        ),
        give=give_dishes, give_permit=READ, list_url="/services/meals/",
    )
)  # fmt: skip
declare(
    Register(
        code="menus", title=gettext_lazy("菜单"),
        columns=(
            _POINT, Column("on", "日期", required=True, example="2026-03-02"),
            Column("meal", "餐次", required=True, example="午餐",
                   choices=tuple(one.title_zh for one in Meal)),
            Column("dishes", "菜品", required=True, example="鸡蛋羹、米饭、清炒白菜", width=40,
                   help="本助餐点已登记的菜名，几样之间用顿号"),
        ),
        take=take_menus, take_permit=RUN,
        heads=(
            gettext_lazy("助餐点"), gettext_lazy("日期"), gettext_lazy("餐次"),
            gettext_lazy("菜单"),
        ),
        give=give_menus, give_permit=READ, list_url="/services/meals/",
    )
)  # fmt: skip

"""The columns of each kind of list behind a figure."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities.catalogue import KINDS as FACILITY_KINDS
from anhuai.facilities.rules import Ownership, WorksKind
from anhuai.kernel.money import Fen, format_yuan
from anhuai.people.rules.codes import SEX
from anhuai.places import queries as places
from anhuai.plans.queries import Behind, Side
from anhuai.plans.views.words import PROJECT_STATUS
from anhuai.platform.listing import Column, Table, Text, changed, heads, link
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word
from anhuai.workforce.catalogue import POSTS

SIDES: Final[Mapping[Side, Text]] = {
    Side.TOP: gettext_lazy("分子"),
    Side.BOTTOM: gettext_lazy("分母"),
    Side.MISSING: gettext_lazy("尚缺"),
}
Row = tuple[Any, ...]


def _day(day: date | None) -> str:
    return f"{day:%Y-%m-%d}" if day else ""


def _kind(code: str) -> str:
    return title_of(FACILITY_KINDS[code]) if code in FACILITY_KINDS else code


def _post(code: str) -> str:
    return title_of(POSTS[code]) if code in POSTS else code


def _sex(code: str) -> str:
    return SEX.title_of(code, english=is_english())


def _person(row: Row) -> Row:
    key, name, sex, born, place = row
    return link(f"/people/{key}/", name), _sex(sex), _day(born), places.path_of(place)


def _facility(row: Row) -> Row:
    key, name, kind, ownership, place = row
    return (
        link(f"/facilities/{key}/", name), _kind(kind), word(Ownership(ownership)),
        places.path_of(place),
    )  # fmt: skip


def _summed(row: Row) -> Row:
    key, name, kind, place, much = row
    return link(f"/facilities/{key}/", name), _kind(kind), places.path_of(place), much


def _works(row: Row) -> Row:
    _key, facility, name, _kind_code, kind, accepted, place, beds, nursing, area = row
    return (
        link(f"/facilities/{facility}/", name), word(WorksKind(kind)), _day(accepted),
        places.path_of(place), beds, nursing, area if area is not None else "",
    )  # fmt: skip


def _posted(row: Row) -> Row:
    _key, worker, name, kind, facility, place, since = row
    return (
        link(f"/workforce/{worker}/", name), _post(kind), facility or "", places.path_of(place),
        _day(since),
    )  # fmt: skip


def _trained(row: Row) -> Row:
    _key, worker, name, title, completed, place = row
    return link(f"/workforce/{worker}/", name), title, _day(completed), places.path_of(place or "")


def _organisation(row: Row) -> Row:
    _key, name, _kind_code, _field, place, since = row
    return name, places.path_of(place), _day(since)


def _volunteer(row: Row) -> Row:
    _key, person, name, sex, born, place = row
    return link(f"/people/{person}/", name), _sex(sex), _day(born), places.path_of(place)


def _team(row: Row) -> Row:
    _key, name, place, since = row
    return name, places.path_of(place), _day(since)


def _project(row: Row) -> Row:
    key, _number, name, status, budget, beds = row
    return (
        link(f"/plans/projects/{key}/", name), PROJECT_STATUS.get(status, (status, ""))[0],
        format_yuan(Fen(budget)) if budget is not None else "", beds if beds is not None else "",
    )  # fmt: skip


def _housing(row: Row) -> Row:
    key, name, place, completed, dwellings, promised, delivered = row
    return (
        link(f"/siting/projects/{key}/", name), places.path_of(place), _day(completed), dwellings,
        promised, "" if delivered is None else delivered,
    )  # fmt: skip


def _room(row: Row) -> Row:
    _key, name, place, area, elders, free = row
    return name, places.path_of(place), area, elders, _("是") if free else _("否")


def _inclusive(row: Row) -> Row:
    _key, home, room, fee, place = row  # no child is named
    return home, room, f"{format_yuan(Fen(fee))}", places.path_of(place)


def _division(row: Row) -> Row:
    code, name, much = row
    return link(f"/places/{code}/", name), code, Decimal(much)


def _adapted(row: Row) -> Row:
    key, name, place, accepted, public = row
    return (
        link(f"/services/adaptations/{key}/", name), places.path_of(place), f"{accepted:%Y-%m-%d}",
        format_yuan(Fen(public)),
    )  # fmt: skip


_NAME = Column("name", gettext_lazy("名称"))
_PERSON = Column("name", gettext_lazy("姓名"))
_PLACE = Column("place", gettext_lazy("所在地"))
_KIND = Column("kind", gettext_lazy("类型"))
_SEX, _BORN = Column("sex", gettext_lazy("性别")), Column("born", gettext_lazy("出生日期"))
_SINCE = Column("since", gettext_lazy("起始日期"))
_BEDS = Column("beds", gettext_lazy("床位"), css="num")

_PEOPLE = ((_PERSON, _SEX, _BORN, _PLACE), _person)
SHOWN: Final[Mapping[str, tuple[tuple[Column, ...], Callable[[Row], Row]]]] = {
    "people.residents": _PEOPLE,
    "people.registered": _PEOPLE,
    "people.with_circumstance": _PEOPLE,
    "services.targets": _PEOPLE,
    "services.adapted": (
        (
            _PERSON, _PLACE, Column("accepted", gettext_lazy("验收日期")),
            Column("public", gettext_lazy("公共资金（元）"), css="num"),
        ),
        _adapted,
    ),
    "services.learners": _PEOPLE,
    "facilities.operating": (
        (_NAME, _KIND, Column("ownership", gettext_lazy("所有制")), _PLACE), _facility,
    ),
    "facilities.summed": (
        (_NAME, _KIND, _PLACE, Column("much", gettext_lazy("数量"), css="num")), _summed,
    ),
    "facilities.works": (
        (
            _NAME, Column("works", gettext_lazy("工程")),
            Column("accepted", gettext_lazy("验收日期")), _PLACE, _BEDS,
            Column("nursing", gettext_lazy("护理型"), css="num"),
            Column("area", gettext_lazy("交付面积"), css="num"),
        ),
        _works,
    ),
    "workforce.posts": (
        (
            _PERSON, Column("post", gettext_lazy("岗位")),
            Column("facility", gettext_lazy("机构")), _PLACE, _SINCE,
        ),
        _posted,
    ),
    "workforce.trainings": (
        (
            _PERSON, Column("title", gettext_lazy("培训")),
            Column("completed", gettext_lazy("完成日期")), _PLACE,
        ),
        _trained,
    ),
    "civil.organisations": ((_NAME, _PLACE, _SINCE), _organisation),
    "civil.volunteers": ((_PERSON, _SEX, _BORN, _PLACE), _volunteer),
    "civil.teams": ((_NAME, _PLACE, _SINCE), _team),
    "plans.projects": (
        (
            _NAME, Column("status", gettext_lazy("状态")),
            Column("budget", gettext_lazy("计划投资（元）"), css="num"), _BEDS,
        ),
        _project,
    ),
    "siting.projects": (
        (
            _NAME, _PLACE, Column("completed", gettext_lazy("住宅竣工验收")),
            Column("dwellings", gettext_lazy("户数（套）"), css="num"),
            Column("promised", gettext_lazy("规划面积（㎡）"), css="num"),
            Column("delivered", gettext_lazy("移交面积（㎡）"), css="num"),
        ),
        _housing,
    ),
    "siting.rooms": (
        (
            _NAME, _PLACE, Column("area", gettext_lazy("面积（㎡）"), css="num"),
            Column("elders", gettext_lazy("其中用于养老（㎡）"), css="num"),
            Column("free", gettext_lazy("无偿提供")),
        ),
        _room,
    ),
    "childcare.inclusive": (
        (
            _NAME, Column("class", gettext_lazy("班级")),
            Column("fee", gettext_lazy("月保育费（元）"), css="num"), _PLACE,
        ),
        _inclusive,
    ),
    "divisions": (
        (
            _NAME, Column("code", gettext_lazy("代码")),
            Column("much", gettext_lazy("数量"), css="num"),
        ),
        _division,
    ),
}  # fmt: skip


def table_of(request: ActorRequest, found: Behind) -> Table:
    """Return one page of a list behind a figure as a table."""
    columns, cell = SHOWN[found.shows]
    return Table(
        key="behind",
        columns=heads(request, columns, ""),
        rows=[cell(row) for row in found.page.rows],
        next_url=changed(request, after=found.page.next) if found.page.next else "",
        empty_title=gettext_lazy("没有"),
        empty_hint=gettext_lazy("名单是空的；也可能都在您的范围之外。"),
    )

"""Adaptations, who may have one, builders, family beds and carers' courses out by workbook."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.rules.adaptation import State
from anhuai.services.rules.family_beds import BedState, Course
from anhuai.services.views import home_wording, wording
from anhuai.services.views.adaptation import which_of as adaptations_of
from anhuai.services.views.family_beds import which_of as beds_of

MANAGE = Permit.HOME_MANAGE
_NAME, _PLACE = gettext_lazy("姓名"), gettext_lazy("所在村（社区）")
_STATE = gettext_lazy("状态")


def give_adaptations(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the adaptations a list asks for."""
    for (
        _key,
        _p,
        name,
        place,
        state,
        due,
        opened,
        public,
        own,
        builder,
        accepted,
    ) in queries.all_adaptations(actor, **adaptations_of(query)):
        yield [
            name, wording.place_of(place), word(State(state)), home_wording.day(due),
            home_wording.day(opened), home_wording.money(public), home_wording.money(own),
            builder or "", home_wording.day(accepted),
        ]  # fmt: skip


def give_candidates(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who may have their home adapted."""
    found = list(
        queries.adaptation_candidates(
            actor, on=clock.today(), q=query.get("q", ""), division=query.get("division", "")
        )
    )
    queries.shown_candidates(actor, persons=[one.person for one in found])
    for one in found:
        yield [
            one.name, wording.place_of(one.place), str(one.born),
            home_wording.reasons(one.reasons),
        ]  # fmt: skip


def give_contractors(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who may build."""
    for one in queries.contractors(actor):
        yield [
            one.organisation.name, one.licence, str(one.licence_until - timedelta(days=1)),
            home_wording.day(one.since), home_wording.day(one.until),
        ]  # fmt: skip


def give_beds(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the beds a list asks for."""
    for _key, _p, name, place, facility, state, level, since, last, checked in queries.all_beds(
        actor, **beds_of(query)
    ):
        yield [
            name, wording.place_of(place), facility, word(BedState(state)),
            home_wording.level(level), home_wording.day(since), home_wording.day(last),
            home_wording.day(checked),
        ]  # fmt: skip


def give_courses(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the courses of family carers."""
    for one in queries.shown_courses(actor, q=query.get("q", "")):
        yield [
            one.carer.name, one.elder.name, one.title, str(one.hours), str(one.on),
            word(Course(one.result)), one.teacher,
        ]  # fmt: skip


for _code, _title, _heads, _give, _url in (
    (
        "adaptations", gettext_lazy("适老化改造"),
        (
            _NAME, _PLACE, _STATE, gettext_lazy("应办日期"), gettext_lazy("列入日期"),
            gettext_lazy("公共资金（元）"), gettext_lazy("自付（元）"), gettext_lazy("施工单位"),
            gettext_lazy("验收日期"),
        ),
        give_adaptations, "/services/adaptations/",
    ),
    (
        "adaptation-candidates", gettext_lazy("可改造名单"),
        (_NAME, _PLACE, gettext_lazy("出生日期"), gettext_lazy("符合的情形")),
        give_candidates, "/services/adaptations/candidates",
    ),
    (
        "contractors", gettext_lazy("施工单位"),
        (
            gettext_lazy("单位"), gettext_lazy("资质名称和编号"), gettext_lazy("资质有效期至"),
            gettext_lazy("列入日期"), gettext_lazy("移出日期"),
        ),
        give_contractors, "/services/contractors/",
    ),
    (
        "family-beds", gettext_lazy("家庭养老床位"),
        (
            _NAME, _PLACE, gettext_lazy("服务机构"), _STATE, gettext_lazy("能力等级"),
            gettext_lazy("服务开始"), gettext_lazy("协议到期"), gettext_lazy("上次检查"),
        ),
        give_beds, "/services/beds/",
    ),
    (
        "carer-courses", gettext_lazy("家庭照护培训"),
        (
            gettext_lazy("家属"), gettext_lazy("被照护的老人"), gettext_lazy("培训名称"),
            gettext_lazy("课时"), gettext_lazy("结业日期"), gettext_lazy("结果"),
            gettext_lazy("培训单位"),
        ),
        give_courses, "/services/carers/",
    ),
):  # fmt: skip
    declare(
        Giving(
            code=_code, title=_title, heads=_heads, give=_give, give_permit=MANAGE, list_url=_url
        )
    )

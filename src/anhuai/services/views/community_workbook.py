"""Members, pairs, teams, tasks, activities, courses and participation out by workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.rules.mutual import HelpDoubt, HelpKind, Origin, TaskState, hours
from anhuai.services.rules.school import Subject
from anhuai.services.rules.volunteers import ActivityKind, ActivityState
from anhuai.services.views import activities, helping, mutual, school, wording

_NAME, _PLACE = gettext_lazy("姓名"), gettext_lazy("所在村（社区）")
_AREA = gettext_lazy("地区")
_WHO, _KIND = gettext_lazy("互助成员"), gettext_lazy("身份")
AT_ONCE = 500


def give_helpers(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the members a list asks for, with what they hold."""
    rows: Any = queries.listed_members(actor, **mutual.which_of(query)).order_by("pinyin", "pk")
    found = list(rows)
    held: dict[int, int] = {}
    for start in range(0, len(found), AT_ONCE):
        held |= queries.balances([one.pk for one in found[start : start + AT_ONCE]])
    for one in found:
        yield [
            one.name, mutual.kind_of(one.kind), wording.place_of(one.division), one.unit,
            str(one.since), str(one.until or ""), hours(held.get(one.pk, 0)),
        ]  # fmt: skip


def give_pairs(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the pairs a list asks for."""
    rows = queries.listed_pairs(actor, **mutual.which_of(query)).order_by("place", "pk")
    for name, kind, elder, place, since, until in list(rows.values_list(
        "member__name", "member__kind", "person__name", "place", "since", "until"
    )):  # fmt: skip
        yield [
            name, mutual.kind_of(kind), elder, wording.place_of(place), str(since),
            str(until or ""),
        ]  # fmt: skip


def give_teams(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the teams a list asks for."""
    rows: Any = queries.listed_teams(actor, **mutual.which_of(query)).order_by("division", "pk")
    for one in rows.select_related("leader"):
        yield [
            one.name, wording.place_of(one.division), one.leader.name if one.leader else "",
            str(one.count), str(one.since),
        ]  # fmt: skip


def give_tasks(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the tasks a list asks for."""
    rows = queries.listed_tasks(actor, **helping.which_of(query)).order_by("wanted_on", "pk")
    for kind, name, helper, place, on, minutes, origin, state, doubts in list(rows.values_list(
        "kind", "person__name", "helper__name", "place", "wanted_on", "minutes", "origin",
        "state", "doubts",
    )):  # fmt: skip
        yield [
            word(HelpKind(kind)), name or "", helper or "", wording.place_of(place), str(on),
            str(minutes or ""), word(Origin(origin)), word(TaskState(state)),
            "；".join(word(HelpDoubt(code)) for code in doubts),
        ]  # fmt: skip


def give_activities(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the activities a list asks for."""
    rows = queries.listed_activities(actor, **activities.which_of(query))
    for one in rows.order_by("starts", "pk"):
        yield [
            one.title, word(ActivityKind(one.kind)), wording.place_of(one.division), one.spot,
            f"{timezone.localtime(one.starts):%Y-%m-%d %H:%M}", str(one.minutes), str(one.taken),
            str(one.places), word(ActivityState(one.state)),
        ]  # fmt: skip


def give_courses(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the courses a list asks for."""
    rows = queries.listed_courses(actor, **school.which_of(query)).select_related("site", "term")
    for one in rows.order_by("term__since", "title", "pk"):
        yield [
            one.title, word(Subject(one.subject)), one.site.name, one.term.title,
            school.when_said(one.weekday, one.starts), one.teacher, str(one.taken),
            str(one.seats),
        ]  # fmt: skip


def give_participation(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the participation by town."""
    for one in queries.participation(actor, on=school.year_end(query.get("year", ""))):
        yield [one.name, str(one.elders), str(one.came), str(one.regular), one.percent]


for _code, _title, _heads, _give, _url in (
    (
        "helpers", gettext_lazy("互助成员"),
        (
            _NAME, _KIND, gettext_lazy("服务地区"), gettext_lazy("单位"), gettext_lazy("加入日期"),
            gettext_lazy("停止日期"), gettext_lazy("时间余额（时:分）"),
        ),
        give_helpers, "/services/mutual/members/",
    ),
    (
        "help-pairs", gettext_lazy("结对"),
        (
            _WHO, _KIND, gettext_lazy("结对老人"), _PLACE, gettext_lazy("结对日期"),
            gettext_lazy("停止日期"),
        ),
        give_pairs, "/services/mutual/pairs/",
    ),
    (
        "help-teams", gettext_lazy("互助队"),
        (
            gettext_lazy("队伍名称"), _AREA, gettext_lazy("队长"), gettext_lazy("队员"),
            gettext_lazy("成立日期"),
        ),
        give_teams, "/services/mutual/teams/",
    ),
    (
        "help-tasks", gettext_lazy("互助服务"),
        (
            gettext_lazy("需要什么"), gettext_lazy("受助人"), _WHO, _PLACE,
            gettext_lazy("哪一天"), gettext_lazy("时长（分钟）"), gettext_lazy("来源"),
            gettext_lazy("状态"), gettext_lazy("待核"),
        ),
        give_tasks, "/services/mutual/",
    ),
    (
        "activities", gettext_lazy("活动"),
        (
            gettext_lazy("活动名称"), gettext_lazy("类别"), _AREA, gettext_lazy("地点"),
            gettext_lazy("开始时间"), gettext_lazy("时长（分钟）"), gettext_lazy("已报"),
            gettext_lazy("名额"), gettext_lazy("状态"),
        ),
        give_activities, "/services/activities/",
    ),
    (
        "elder-courses", gettext_lazy("老年课程"),
        (
            gettext_lazy("课程名称"), gettext_lazy("科目"), gettext_lazy("教学点"),
            gettext_lazy("学期"), gettext_lazy("上课时间"), gettext_lazy("任课老师"),
            gettext_lazy("已录"), gettext_lazy("名额"),
        ),
        give_courses, "/services/school/",
    ),
    (
        "participation", gettext_lazy("教育参与率"),
        (
            _AREA, gettext_lazy("60 岁以上常住老人"), gettext_lazy("当年到过课"),
            gettext_lazy("经常性参与"), gettext_lazy("经常性参与率（%）"),
        ),
        give_participation, "/services/school/participation",
    ),
):  # fmt: skip
    declare(Giving(
        code=_code, title=_title, heads=_heads, give=_give,
        give_permit=Permit.COMMUNITY_MANAGE, list_url=_url,
    ))  # fmt: skip

"""Month's lists, visits, rates, the unvisited, loads and visitors out by workbook."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.rules.words import Confirmation, Outcome
from anhuai.services.views import wording
from anhuai.services.views.rates import month_and_width
from anhuai.services.views.records import which_of as visits_of
from anhuai.services.views.targets import which_of as targets_of

MANAGE = Permit.VISITS_MANAGE
_NAME, _PLACE = gettext_lazy("姓名"), gettext_lazy("所在村（社区）")
_TIERS, _WHO = gettext_lazy("探访级别"), gettext_lazy("探访人员")


def give_targets(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield a month's list with how everybody stands."""
    which = targets_of(query)
    month = which.pop("month")
    found: Any = queries.standings(actor, month=month, on=min(clock.today(), month.last), **which)
    for one, stands in found:
        yield [
            one.person.name, wording.place_of(one.place), wording.tiers(one.tiers),
            str(one.every_days), str(stands.last or ""), str(stands.due.on), word(stands.state),
            one.visitor.name if one.visitor else "",
        ]  # fmt: skip


def give_visits(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the visits a list asks for."""
    rows = queries.listed_visits(actor, **visits_of(query)).order_by("on", "pk")
    for name, place, on, mode, outcome, who, confirmed, doubts, reason, note in list(
        rows.values_list(
            "person__name", "place", "on", "mode", "outcome", "visitor__name", "confirmed",
            "doubts", "reason", "note",
        )
    ):  # fmt: skip
        yield [
            name, wording.place_of(place), on.isoformat(), wording.mode_title(mode),
            word(Outcome(outcome)), who, word(Confirmation(confirmed)), wording.doubts(doubts),
            reason, note,
        ]  # fmt: skip


def give_rates(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the month's rate by town or village."""
    for one in queries.rates(actor, **month_and_width(query)):
        yield [
            one.name, str(one.listed), str(one.visited), one.percent,
            str(one.listed - one.visited),
        ]  # fmt: skip


def give_unvisited(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who was not visited, with why the last try failed."""
    month = wording.month_of(query.get("month", ""))
    for _person, name, place, tiers, visitor, why in queries.unvisited(
        actor, month=month, on=min(clock.today(), month.last), division=query.get("division", "")
    ):
        yield [
            name, wording.place_of(place), wording.tiers(tiers), visitor or "",
            word(Outcome(why)) if why else "",
        ]  # fmt: skip


def give_loads(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield what each visitor has."""
    month = wording.month_of(query.get("month", ""))
    for one in queries.loads(actor, month=month, on=min(clock.today(), month.last)):
        yield [
            one.name, wording.place_of(one.division), str(one.persons), str(one.times),
            str(one.done), str(one.last or ""),
        ]  # fmt: skip


def give_visitors(actor: Actor, _query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who visits in the area."""
    for one in queries.visitors(actor, permit=MANAGE).order_by("division", "name", "pk"):
        yield [
            one.name, wording.place_of(one.division), str(one.since), str(one.until or ""),
        ]  # fmt: skip


for _code, _title, _heads, _give, _url in (
    (
        "visit-targets", gettext_lazy("探访名单"),
        (
            _NAME, _PLACE, _TIERS, gettext_lazy("间隔（天）"), gettext_lazy("上次探访"),
            gettext_lazy("应探访日期"), gettext_lazy("状态"), _WHO,
        ),
        give_targets, "/services/",
    ),
    (
        "visits", gettext_lazy("探访记录"),
        (
            _NAME, _PLACE, gettext_lazy("探访日期"), gettext_lazy("方式"), gettext_lazy("结果"),
            _WHO, gettext_lazy("老人确认"), gettext_lazy("待核"), gettext_lazy("原因"),
            gettext_lazy("备注"),
        ),
        give_visits, "/services/visits/",
    ),
    (
        "visit-rates", gettext_lazy("月探访率"),
        (
            gettext_lazy("地区"), gettext_lazy("月初名单（人）"), gettext_lazy("已探访（人）"),
            gettext_lazy("月探访率（%）"), gettext_lazy("未探访（人）"),
        ),
        give_rates, "/services/rates",
    ),
    (
        "visit-unvisited", gettext_lazy("未探访名单"),
        (_NAME, _PLACE, _TIERS, _WHO, gettext_lazy("最近一次没有探访成的原因")),
        give_unvisited, "/services/rates/unvisited",
    ),
    (
        "visit-loads", gettext_lazy("人员分担"),
        (
            _WHO, gettext_lazy("负责地区"), gettext_lazy("对象（人）"),
            gettext_lazy("应探访（次）"), gettext_lazy("本月已探访（人）"),
            gettext_lazy("最近一次"),
        ),
        give_loads, "/services/plan",
    ),
    (
        "visitors", gettext_lazy("探访人员"),
        (
            gettext_lazy("姓名"), gettext_lazy("负责地区"), gettext_lazy("开始日期"),
            gettext_lazy("停止日期"),
        ),
        give_visitors, "/services/visitors/",
    ),
):  # fmt: skip
    declare(
        Giving(
            code=_code, title=_title, heads=_heads, give=_give, give_permit=MANAGE, list_url=_url
        )
    )


def give_phones(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the phones of the actor's area: when each last sent, and what waits on it."""
    del query
    for one in queries.phones(actor).order_by("-synced_at", "-pk"):
        yield [
            one.account.name, one.title, f"{timezone.localtime(one.synced_at):%Y-%m-%d %H:%M}",
            str(one.waiting), f"{timezone.localtime(one.revoked_at):%Y-%m-%d %H:%M}"
            if one.revoked_at else "",
        ]  # fmt: skip


declare(
    Giving(
        code="phones", title=gettext_lazy("外出手机"), give=give_phones,
        heads=(
            gettext_lazy("人员"), gettext_lazy("手机"), gettext_lazy("最近上传"),
            gettext_lazy("待传"), gettext_lazy("停用时间"),
        ),
        give_permit=Permit.VISITS_READ, list_url="/services/phones/",
    )
)  # fmt: skip

"""Shifts out by workbook."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.asking import last_day
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.words import word
from anhuai.services import queries
from anhuai.services.rules.rostering import AwayKind
from anhuai.services.views.rosters import weekdays


def give_shifts(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the shifts of a provider, or of every one the actor reaches."""
    today = clock.today()
    wanted = query.get("organisation", "")
    able = queries.rostered(actor, on=today, permit=Permit.ORDERS_RUN)
    for key, name in able:
        if wanted and wanted != str(key):
            continue
        for one in queries.shifts(actor, key, on=today, ended=bool(query.get("ended"))):
            if query.get("q", "") not in one.worker.name:
                continue
            yield [
                name, one.worker.name, weekdays(one.weekdays), f"{one.starts:%H:%M}",
                f"{one.ends:%H:%M}", str(one.break_minutes), one.since.isoformat(),
                last_day(one.until),
            ]  # fmt: skip


def _providers(actor: Actor, query: Mapping[str, str]) -> list[tuple[int, str]]:
    wanted = query.get("organisation", "")
    able = queries.rostered(actor, on=clock.today(), permit=Permit.ORDERS_RUN)
    return [(key, name) for key, name in able if wanted in ("", str(key))]


def give_aways(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield who is away, of a provider or of every one the actor reaches."""
    for key, name in _providers(actor, query):
        for one in queries.aways(actor, key, on=clock.today()):
            yield [
                name, one.worker.name, word(AwayKind(one.kind)), one.since.isoformat(),
                last_day(one.until), one.note,
            ]  # fmt: skip


def give_carers(actor: Actor, query: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the accounts on phones, of a provider or of every one the actor reaches."""
    for key, name in _providers(actor, query):
        for one in queries.carers(actor, key):
            yield [
                name, one.worker.name, one.account.username, one.since.isoformat(),
                str(one.until or ""),
            ]  # fmt: skip


_FIRM, _WHO, _SINCE = gettext_lazy("服务商"), gettext_lazy("服务人员"), gettext_lazy("开始日期")
declare(
    Giving(
        code="aways", title=gettext_lazy("请假"), give=give_aways,
        heads=(
            _FIRM, _WHO, gettext_lazy("类型"), _SINCE, gettext_lazy("最后一天"),
            gettext_lazy("说明"),
        ),
        give_permit=Permit.ORDERS_RUN, list_url="/services/aways/",
    )
)  # fmt: skip
declare(
    Giving(
        code="carers", title=gettext_lazy("上门账号"), give=give_carers,
        heads=(_FIRM, _WHO, gettext_lazy("账号"), _SINCE, gettext_lazy("停止日期")),
        give_permit=Permit.ORDERS_RUN, list_url="/services/carers/",
    )
)  # fmt: skip
declare(
    Giving(
        code="shifts", title=gettext_lazy("班次"), give=give_shifts,
        heads=(
            gettext_lazy("服务商"), gettext_lazy("服务人员"), gettext_lazy("星期"),
            gettext_lazy("上班"), gettext_lazy("下班"), gettext_lazy("休息（分钟）"),
            gettext_lazy("开始日期"), gettext_lazy("最后一天"),
        ),
        give_permit=Permit.ORDERS_RUN, list_url="/services/shifts/",
    )
)  # fmt: skip

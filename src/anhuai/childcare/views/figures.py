"""Places against residents by town, and how they are used."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.childcare import queries
from anhuai.childcare.views import listing
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.listing import Column, Filter, Table, filled, heads
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ = Permit.CHILDCARE_READ
COLUMNS = (
    Column("town", gettext_lazy("乡镇")),
    Column("residents", gettext_lazy("常住人口"), css="num"),
    Column("places", gettext_lazy("托位"), css="num"),
    Column("rate", gettext_lazy("每千人口托位数"), css="num"),
    Column("gap", gettext_lazy("还缺托位"), css="num"),
    Column("enrolled", gettext_lazy("在托"), css="num"),
    Column("use", gettext_lazy("班级托位使用率"), css="num"),
)
NATIONAL = "4.5"
"""The 14th five-year plan's places per 1,000 residents (standards/05 §3, B); a page's filter."""


def target_of(text: str) -> int:
    """Return places per 1,000 residents in tenths; what is no such number is the national one."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(NATIONAL)
    return int(found * 10) if found.is_finite() and 0 < found < 100 else int(Decimal(NATIONAL) * 10)


def rows_of(actor: Actor, asks: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Yield the towns' figures and their sum as texts."""
    found = queries.by_town(
        actor, on=clock.today(), division=county.code(), target=target_of(asks.get("target", ""))
    )
    # The county as one: a town's surplus counts for its neighbours, so this gap is no sum.
    whole = queries.TownFigures(
        county.code(), str(_("合计")), sum(one.residents for one in found),
        sum(one.places for one in found), sum(one.classes for one in found),
        sum(one.enrolled for one in found), target_of(asks.get("target", "")),
    )  # fmt: skip
    for one in (*found, whole):
        yield [
            one.name, str(one.residents), str(one.places),
            "" if one.per_thousand is None else f"{one.per_thousand:.2f}", str(one.gap),
            str(one.enrolled), "" if one.use is None else f"{one.use:.1%}",
        ]  # fmt: skip


def _burden(actor: Actor) -> str:
    """Return what inclusive places cost families on average, beside their income where known."""
    found = queries.burden(actor, on=clock.today())
    if not found.children:
        return _("；没有按普惠价在托的全日托儿童，不算托育负担")
    average = {"average": format_yuan(Fen(found.average))}
    if found.per_mille is None:
        return _("；普惠全日托平均 %(average)s 元/月，没有填人均可支配收入，不算负担比") % average
    return _("；普惠全日托平均 %(average)s 元/月，为人均可支配收入的 %(share)s") % {
        **average, "share": f"{found.per_mille / 10:.1f}%",
    }  # fmt: skip


@page(READ)
def figure_list(request: ActorRequest) -> HttpResponse:
    """Places per 1,000 residents of all ages by town, the gap to a target, the use of classes."""
    filters = filled(
        request, [Filter("target", gettext_lazy("目标（每千人口）"), placeholder=NATIONAL)]
    )
    table = Table(
        key="childcare-figures", columns=heads(request, COLUMNS, ""), filters=filters,
        rows=[tuple(row) for row in rows_of(request.actor, request.GET)],
        count_text=_("分母是全部常住人口，不只是三岁以下；目标 %(target)s")
        % {"target": f"{target_of(request.GET.get('target', '')) / 10:g}"}
        + _burden(request.actor),
        export_url=f"{reverse('platform:sheet_export', args=['childcare-figures'])}"
        f"?{request.GET.urlencode()}",
        empty_title=_("没有乡镇"), empty_hint=_("还没有设置本系统服务的地区。"),
    )  # fmt: skip
    return listing.shown(request, table, _("托位统计"))

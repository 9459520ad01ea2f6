"""The road networks of the county: where they came from, and bringing new ones."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.geometry import Datum
from anhuai.platform.asking import asked
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    badge,
    changed,
    filled,
    heads,
    order_of,
    window,
)
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.siting import actions, queries
from anhuai.siting.forms import RoadsForm
from anhuai.siting.rules import Basis

READ, MANAGE = Permit.SITING_READ, Permit.SITING_MANAGE
COLUMNS = (
    Column("name", gettext_lazy("名称")),
    Column("basis", gettext_lazy("性质")),
    Column("source", gettext_lazy("来源")),
    Column("length", gettext_lazy("里程（公里）"), ("length_m",), "num"),
    Column("nodes", gettext_lazy("节点"), ("nodes",), "num"),
    Column("joined", gettext_lazy("连成一片的比例"), css="num"),
    Column("since", gettext_lazy("启用"), ("since",)),
    Column("until", gettext_lazy("停用")),
)
FIELDS = (
    "pk", "name", "basis", "source", "length_m", "nodes", "parts", "main_share", "since", "until",
)  # fmt: skip


def _cells(row: tuple[Any, ...]) -> tuple[object, ...]:
    _pk, name, basis, source, length, nodes, parts, main, since, until = row
    made_up = basis == Basis.SYNTHETIC
    return (
        name, badge(_("合成，不是真实道路"), "orange") if made_up else badge(_("导入"), "green"),
        source, f"{length / 1000:,.0f}", f"{nodes:,}",
        _("%(share)s（共 %(parts)s 片）") % {"share": f"{main:.1%}", "parts": parts},
        since, until or _("现用"),
    )  # fmt: skip


@page(READ)
def road_list(request: ActorRequest) -> HttpResponse:
    """The networks of the county, the one in force first."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称")),
            Filter(
                "basis", gettext_lazy("性质"), "select",
                [(Basis.IMPORTED, _("导入")), (Basis.SYNTHETIC, _("合成，不是真实道路"))],
            ),
        ],
    )  # fmt: skip
    asks = {one.name: one.value for one in filters}
    found = queries.networks(request.actor)
    if asks["q"]:
        found = found.filter(name__contains=asks["q"])
    if asks["basis"] in list(Basis):
        found = found.filter(basis=asks["basis"])
    order, key = order_of(request, COLUMNS, ["-since"])
    try:
        seen = window(found, fields=FIELDS, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        seen = window(found, fields=FIELDS, order=order, after="")
    table = Table(
        key="roads", columns=heads(request, COLUMNS, key), rows=[_cells(row) for row in seen.rows],
        filters=filters, next_url=changed(request, after=seen.next) if seen.next else "",
        create_url=reverse("siting:roads_new") if request.actor.may(MANAGE) else "",
        create_title=_("导入道路"), empty_title=_("还没有道路数据"),
        empty_hint=_("导入 OSM 或 GeoJSON 道路文件；没有文件时可以先生成标明的合成路网试算。"),
    )  # fmt: skip
    return shown_list(request, table, _("道路"))


@page(MANAGE)
def roads_new(request: ActorRequest) -> HttpResponse:
    """Bring a road file."""
    form = RoadsForm(request.POST or None, request.FILES or None)

    def perform(data: dict[str, Any]) -> None:
        given = data["file"]
        ending = "".join(Path(given.name).suffixes[-2:])[-12:]
        with NamedTemporaryFile(suffix=ending) as kept:
            for piece in given.chunks():
                kept.write(piece)
            kept.flush()
            actions.import_network(
                request.actor, path=Path(kept.name), filename=given.name, name=data["name"],
                source=data["source"], datum=Datum(data["datum"]),
            )  # fmt: skip

    return asked(
        request, form, perform, title=_("导入道路"), back=reverse("siting:roads"),
        more={
            "hint": _("导入后马上用于新的计算；原来的道路留存备查。"),
            "submit_title": _("导入"),
        },
    )  # fmt: skip


@page(MANAGE)
def roads_synthetic(request: ActorRequest) -> HttpResponse:
    """Make a synthetic network where there is no file."""
    form = OnceForm(request.POST if request.method == "POST" else None)

    def perform(_data: dict[str, Any]) -> None:
        actions.make_synthetic(request.actor)

    return asked(
        request, form, perform, title=_("生成合成路网"), back=reverse("siting:roads"),
        more={
            "hint": _("按住户位置画出格网和连接道路。它不是真实道路，凡是用到的页面都会标明。"),
            "submit_title": _("生成"),
        },
    )  # fmt: skip

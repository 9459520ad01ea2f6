"""The catalogue of indicators as a list, and how the search box finds them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.rules import Indicator
from anhuai.plans.views.wording import domain_title, domains, unit_of
from anhuai.platform.acting import Actor
from anhuai.platform.finding import Finder, Hit, declare_finder
from anhuai.platform.listing import Column, Filter, Table, badge, filled, heads, link
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.views.trail import shown_list
from anhuai.platform.words import is_english

COLUMNS = (
    Column("title", gettext_lazy("指标")),
    Column("domain", gettext_lazy("领域")),
    Column("unit", gettext_lazy("单位")),
    Column("origin", gettext_lazy("来源")),
    Column("says", gettext_lazy("口径")),
)


def _find(actor: Actor, text: str, limit: int) -> list[Hit]:
    del actor  # definitions are public
    low = text.strip().lower()
    found = [
        (key, one)
        for key, one in INDICATORS.items()
        if low and (low in one.title.lower() or low in one.title_en.lower() or low == key)
    ]
    return [
        Hit(one.name(english=is_english()), says_of(one), f"/plans/indicators/{key}/")
        for key, one in found[:limit]
    ]


declare_finder(
    Finder(
        title=gettext_lazy("指标"), order=60, permit=Permit.PLANS_READ, find=_find,
        more_url="/plans/indicators/",
    )
)  # fmt: skip


def says_of(definition: Indicator) -> str:
    """Return the definition in words, in the language of the page."""
    return definition.says_en if is_english() else definition.says


@page(
    Permit.PLANS_READ,
    menu=Menu(gettext_lazy("指标目录"), "chart-bar", 20, group="plans"),
    name="plans:indicators",
)
def indicator_list(request: ActorRequest) -> HttpResponse:
    """Every indicator with its definition and where its figure comes from."""
    filters = filled(
        request,
        [
            Filter("q", gettext_lazy("名称")),
            Filter("domain", gettext_lazy("领域"), "select", domains()),
            Filter(
                "origin",
                gettext_lazy("来源"),
                "select",
                [("computed", _("计算")), ("reported", _("填报"))],
            ),
        ],
    )
    asked = {one.name: one.value for one in filters}
    rows = [
        (
            link(f"/plans/indicators/{key}/", one.name(english=is_english())),
            domain_title(one.domain),
            unit_of(one),
            badge(_("计算"), "blue") if one.is_computed else badge(_("填报"), "purple"),
            says_of(one),
        )
        for key, one in INDICATORS.items()
        if _fits(key, one, asked)
    ]
    table = Table(
        key="indicators",
        columns=heads(request, COLUMNS, ""),
        rows=rows,
        filters=filters,
        count_text=_("%(count)s 项指标") % {"count": len(rows)},
    )
    return shown_list(request, table, _("指标目录"))


def _fits(key: str, one: Indicator, asked: dict[str, str]) -> bool:
    text = asked["q"].strip().lower()
    if text and text not in one.title.lower() and text not in one.title_en.lower() and text != key:
        return False
    if asked["domain"] and one.domain != asked["domain"]:
        return False
    return not asked["origin"] or one.is_computed == (asked["origin"] == "computed")

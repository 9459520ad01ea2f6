"""What the big screen shows of facilities: how many, how many beds, where."""

from collections import Counter
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.facilities import queries
from anhuai.facilities.views.wording import kind_title
from anhuai.places import queries as places
from anhuai.platform.acting import Actor
from anhuai.platform.screens import Figure, Shown, tile

SOURCE = gettext_lazy("机构名册")
TOWN = 9
"""Digits of a town's code."""
OF_A_BED: tuple[str, ...] = ("place", "nursing")
NEWS = 8


@tile("facilities.numbers", title=gettext_lazy("机构与床位"), screen=1, place="right", order=10)
def numbers(actor: Actor, division: str, on: date) -> Shown:
    """Return facilities, beds and childcare places in all."""
    board = queries.bed_board(actor, on=on, division=division)
    working = queries.operating(actor, on=on, division=division).count()
    share = board.nursing / board.beds if board.beds else 0
    return Shown(
        on, SOURCE,
        figures=[
            Figure(_("运营机构"), f"{working:,}", _("家")),
            Figure(_("床位"), f"{board.beds:,}", _("张")),
            Figure(_("护理型占比"), f"{share:.1%}", "", "good"),
            Figure(_("托位"), f"{board.places:,}", _("个")),
        ],
    )  # fmt: skip


@tile("facilities.kinds", title=gettext_lazy("机构类型"), screen=2, place="left", order=10)
def kinds(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the operating facilities by kind."""
    rows = queries.operating(actor, on=on, division=division)
    counted = Counter(rows.values_list("kind", flat=True)).most_common(8)
    if not counted:
        return None
    return Shown(
        on, SOURCE,
        chart={
            "title": _("机构类型"), "unit": _("家"), "horizontal": True,
            "labels": [kind_title(code) for code, _n in counted],
            "series": [{"name": _("机构数"), "values": [n for _code, n in counted]}],
        },
    )  # fmt: skip


@tile("facilities.beds", title=gettext_lazy("各乡镇床位"), screen=2, place="centre", order=10)
def beds(actor: Actor, division: str, on: date) -> Shown | None:
    """Return beds by town: nursing beds and the rest."""
    rows = queries.beds(actor, on=on, division=division, in_service=None)
    counted = Counter((place[:TOWN], nursing) for place, nursing in rows.values_list(*OF_A_BED))
    towns = sorted({town for town, _nursing in counted})
    if not towns:
        return None
    return Shown(
        on, SOURCE,
        chart={
            "title": _("各乡镇床位"), "unit": _("张"), "stacked": True,
            "labels": [places.name_of(town) for town in towns],
            "series": [
                {"name": _("护理型"), "values": [counted[town, True] for town in towns]},
                {"name": _("普通"), "values": [counted[town, False] for town in towns]},
            ],
        },
    )  # fmt: skip


@tile("facilities.news", title=gettext_lazy("机构动态"), screen=2, place="right", order=10)
def news(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the facilities opened in the last two years, newest first."""
    rows = queries.opened(
        actor, since=on - timedelta(days=730), until=on + timedelta(days=1), division=division
    )
    newest = rows.order_by("-opened", "pk").values_list("opened", "name")[:NEWS]
    lines = [(f"{day:%Y-%m-%d}", _("%(name)s启用") % {"name": name}) for day, name in newest]
    return Shown(on, SOURCE, lines=lines) if lines else None

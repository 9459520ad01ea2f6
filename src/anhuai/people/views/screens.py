"""What the big screen shows of people: numbers of the whole area, nobody in particular."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.people import queries
from anhuai.people.catalogue import KINDS
from anhuai.platform.acting import Actor
from anhuai.platform.screens import FEW, Figure, Shown, tile
from anhuai.platform.words import is_english

SOURCE = gettext_lazy("人员名册")
MOST = 10
"""Circumstances that fit on a tile."""


@tile("people.ages", title=gettext_lazy("常住人口"), screen=1, place="top", order=10)
def ages(actor: Actor, division: str, on: date) -> Shown:
    """Return how many live here, and of which age."""
    found = queries.ages(actor, on=on, division=division)
    share = found["60"] / found["all"] if found["all"] else 0
    return Shown(
        on, SOURCE,
        figures=[
            Figure(_("常住人口"), f"{found['all']:,}", _("人")),
            Figure(_("60 岁及以上"), f"{found['60']:,}", _("人"), "good"),
            Figure(_("占比"), f"{share:.1%}"),
            Figure(_("80 岁及以上"), f"{found['80']:,}", _("人"), "warn"),
            Figure(_("未满 18 岁"), f"{found['minor']:,}", _("人")),
            Figure(_("未满 3 岁"), f"{found['infant']:,}", _("人")),
        ],
    )  # fmt: skip


@tile("people.pyramid", title=gettext_lazy("老年人口结构"), screen=1, place="left", order=10)
def pyramid(actor: Actor, division: str, on: date) -> Shown:
    """Return older people by age and sex, men to the left."""
    bands = queries.pyramid(actor, on=on, division=division)
    last = bands[-1][0]
    return Shown(
        on, SOURCE,
        chart={
            "title": _("老年人口结构"), "unit": _("人"), "horizontal": True, "mirrored": True,
            "labels": [
                f"{first}+" if first == last else f"{first}–{first + 4}" for first, _m, _f in bands
            ],
            "series": [
                {"name": _("男"), "values": [-men for _first, men, _f in bands]},
                {"name": _("女"), "values": [women for _first, _m, women in bands]},
            ],
        },
    )  # fmt: skip


@tile("people.circumstances", title=gettext_lazy("重点人群"), screen=1, place="left", order=20)
def circumstances(actor: Actor, division: str, on: date) -> Shown | None:
    """Return how many people are in which circumstance, the most first; few are not told apart."""
    found = queries.in_circumstances(actor, on=on, division=division)
    counted = [(code, n) for code, n in found.items() if n >= FEW and code in KINDS]
    most = sorted(counted, key=lambda pair: -pair[1])[:MOST]
    if not most:
        return None
    english = is_english()
    return Shown(
        on, SOURCE,
        chart={
            "title": _("重点人群"), "unit": _("人"), "horizontal": True,
            "labels": [KINDS[c].title_en if english else KINDS[c].title for c, _n in most],
            "series": [{"name": _("人数"), "values": [n for _code, n in most]}],
        },
    )  # fmt: skip

"""What the big screen shows of assessments: of those due, how many are, and at which level."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.assessments import queries
from anhuai.assessments.catalogue import SCALES
from anhuai.platform.acting import Actor
from anhuai.platform.screens import FEW, Figure, Shown, tile
from anhuai.platform.words import is_english

SCALE = "gbt42195_2022"


@tile("assessments.rate", title=gettext_lazy("老年人能力评估"), screen=2, place="left", order=20)
def rate(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the share assessed of those due, and how many hold each level."""
    towns = [
        one for one in queries.rates(actor, scale=SCALE, on=on)
        if one.division.startswith(division)
    ]  # fmt: skip
    due, assessed = sum(one.due for one in towns), sum(one.assessed for one in towns)
    if not due:
        return None
    levels: dict[int, int] = {}
    for one in towns:
        for level, count in one.levels.items():
            levels[level] = levels.get(level, 0) + count
    told = [level for level in sorted(levels) if levels[level] >= FEW]
    scale = SCALES[SCALE]
    names = {one.level: one.title_en if is_english() else one.title for one in scale.levels}
    return Shown(
        on, scale.title_en if is_english() else scale.title,
        figures=[
            Figure(_("应评"), f"{due:,}", _("人")),
            Figure(_("已评估人数"), f"{assessed:,}", _("人")),
        ],
        chart={
            "title": _("能力等级"), "unit": _("人"), "horizontal": True,
            "labels": [names[level] for level in told],
            "series": [{"name": _("人数"), "values": [levels[level] for level in told]}],
        },
    )  # fmt: skip

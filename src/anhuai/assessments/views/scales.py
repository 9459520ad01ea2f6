"""The scales as defined: items, options, levels, adjustments, and how well each is known."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.rules.scales import Scale
from anhuai.assessments.views import wording
from anhuai.platform.acting import NotHere
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of


@page(Permit.ASSESSMENTS_READ)
def scale_detail(request: ActorRequest, scale: str) -> HttpResponse:
    """One scale whole."""
    if scale not in SCALES:
        raise NotHere("scale", scale)
    one = SCALES[scale]
    english = is_english()
    context = {
        "title": title_of(one),
        "badges": [badge(one.scale_id, "grey"), wording.mark(one.basis)],
        "facts": [
            (_("含义"), one.says_en if english else one.says),
            (_("依据"), wording.in_chinese(one.basis.citation, one.basis.note)),
            (_("版本"), one.version),
            (_("复评间隔（月）"), str(one.every_months) if one.every_months else _("没有规定")),
            (_("间隔的依据"), wording.in_chinese(one.every_basis.citation or one.every_basis.note)),
        ],
        "levels": [(level.level, title_of(level)) for level in one.levels],
        "parts": _parts(one, english=english),
        "adjustments": [(a.title_en if english else a.title) for a in one.adjustments],
        "notes": one.notes,
        "others": [(code, title_of(other)) for code, other in SCALES.items() if code != scale],
    }
    return render(request, "assessments/scale.html", context)


def _parts(scale: Scale, *, english: bool) -> list[dict[str, Any]]:
    return [
        {
            "title": title_of(part),
            "items": [
                (
                    f"{item.clause} {title_of(item)}".strip(),
                    "；".join(
                        f"{option.points} {option.says_en if english else option.says}"
                        for option in item.options
                    ),
                    wording.mark(item.basis),
                )
                for item in part.items
            ],
        }
        for part in scale.parts
    ]

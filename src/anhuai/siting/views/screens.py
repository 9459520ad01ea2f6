"""What the big screen and a division's page say of reach."""

from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import county
from anhuai.platform.acting import Actor
from anhuai.platform.panels import panel
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.screens import Figure, Shown, tile
from anhuai.siting import queries
from anhuai.siting.rules import AIMS, Basis, Pace, Subject, share
from anhuai.siting.views.wording import percent, subject_title


@tile("siting.reach", title=gettext_lazy("步行可达"), screen=2, place="right", order=30)
def reach(actor: Actor, division: str, on: date) -> Shown | None:
    """Return the share of those each service is for that can walk to one."""
    if not actor.may(Permit.SITING_READ):
        return None
    figures, days, source = [], [], _("可达性计算")
    for subject in Subject:
        found = queries.latest(county.code(), subject=subject, pace=Pace.SLOW)
        if found is None or found.on > on:
            continue
        rows = queries.villages(actor, found.pk, division=division)
        one = queries.totals(rows)[0][AIMS[subject].whom]
        figures.append(Figure(subject_title(subject), percent(share(one.network, one.people))))
        days.append(found.on)
        if found.network.basis == Basis.SYNTHETIC:
            source = _("可达性计算（合成路网，不是真实道路）")
    return Shown(min(days), source, figures=figures) if figures else None


@panel("places.division", title=gettext_lazy("步行可达"), order=60, permit=Permit.SITING_READ)
def division_reach(request: ActorRequest, key: int) -> str:
    """Say what share of an area's people can walk to each service, by road and by circle."""
    code, lines = str(key), []
    for subject in Subject:
        found = queries.latest(code[:6], subject=subject, pace=Pace.SLOW)
        if found is None:
            continue
        one = queries.totals(queries.villages(request.actor, found.pk, division=code))[0]
        people = one[AIMS[subject].whom]
        if people.people:
            lines.append(
                format_html(
                    "<li>{}：{}{}</li>", subject_title(subject),
                    percent(share(people.network, people.people)),
                    _("（按直线会说 %(circle)s）")
                    % {"circle": percent(share(people.circle, people.people))},
                )
            )  # fmt: skip
    if not lines:
        return ""
    return format_html(
        '<div class="card-body"><ul>{}</ul></div>', format_html("{}" * len(lines), *lines)
    )

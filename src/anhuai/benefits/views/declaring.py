"""Recording what no register answers, with its evidence; by the clerk, after the applicant."""

from typing import Any

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.benefits import actions, queries
from anhuai.benefits.actions import Evidence
from anhuai.benefits.forms.declaring import DeclareForm, shown
from anhuai.benefits.rules.kinds import Plain
from anhuai.benefits.views.steps import kept
from anhuai.people import queries as people
from anhuai.platform import clock, files
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest

READ, HANDLE = Permit.BENEFITS_READ, Permit.BENEFITS_HANDLE


@page(HANDLE)
def declare(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record what was checked of a person and their home."""
    one = people.person_in_scope(request.actor, person_id, permit=HANDLE)
    back, item, said, since = (
        f"/people/{person_id}/",
        request.GET.get("item", ""),
        {},
        clock.today(),
    )
    key = request.GET.get("application", "")
    if key.isdigit() and len(key) <= 18:  # what the applicant declared is there to be checked
        found = queries.application(request.actor, int(key), permit=HANDLE)
        item, since = found.item, found.applied_on
        said = queries.said_of(found)
        back = reverse("benefits:application", args=[found.pk])
    asks = queries.declarable(item)
    values: dict[str, Plain] = queries.declared_now(request.actor, person_id) | said
    initial = {"since": since, **shown(values, asks)}
    form = DeclareForm(
        request.POST or None, request.FILES or None, asked=asks, initial=initial
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        held = kept(request.actor, data["evidence"], field="evidence")
        actions.declare_facts(
            request.actor, person=person_id, values=data["values"], since=data["since"],
            evidence=Evidence(data["source"], held[0] if held else None),
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("登记核对情况：%(name)s") % {"name": one.name}, back=back,
        more={
            "hint": _(
                "只登记登记系统查不到的情况；不清楚的留空。家庭收入、财产等按全户记。"
                "新的情况从这一天起生效，原来的保留；影响到的往月当晚重新核定。"
            )
        },
    )  # fmt: skip


@page(READ)
def declared_file(request: ActorRequest, person_id: int, file_id: int) -> FileResponse:
    """The document a declaration rests on, as a download."""
    return files.download(queries.evidence(request.actor, person_id, file_id))

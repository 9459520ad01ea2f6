"""Verifying a worker's identity or certificate."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.facilities.rules import LicenceState, licence_state
from anhuai.platform import clock
from anhuai.platform.asking import asked, last_day
from anhuai.platform.listing import badge
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, title_of, word
from anhuai.workforce import actions, queries
from anhuai.workforce.catalogue import CERTIFICATES
from anhuai.workforce.forms import VerifyForm
from anhuai.workforce.queries.verified import Verified
from anhuai.workforce.rules import VerifiedHow

MANAGE = Permit.WORKFORCE_MANAGE


def told_of(one: Verified | None) -> str:
    """Return who verified something and when, in a sentence."""
    if one is None:
        return _("未核验")
    told = {"on": f"{one.seen_on:%Y-%m-%d}", "by": one.by, "how": word(VerifiedHow(one.how))}
    if one.is_genuine:
        return _("%(on)s 由%(by)s核验（%(how)s）：属实") % told
    return _("%(on)s 由%(by)s核验（%(how)s）：不实") % told


def certificate_line(one: Any, looked: Verified | None, on: date) -> dict[str, Any]:
    """Return a certificate as a worker's page shows it, with who verified it."""
    kind = CERTIFICATES[one.kind]
    grades = {code: (chinese, said) for code, chinese, said in kind.grades}
    state = licence_state(since=one.since, until=one.until, on=on)
    bad = state in (LicenceState.EXPIRED, LicenceState.EXPIRING_30)
    return {
        "title": title_of(kind),
        "grade": grades[one.grade][is_english()] if one.grade in grades else "",
        "number": one.number,
        "since": f"{one.since:%Y-%m-%d}",
        "valid_to": last_day(one.until),
        "state": badge(word(state), "red" if bad else "green"),
        "verified": told_of(looked),
    }


@page(MANAGE)
def verification_new(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Record that the identity or a certificate was verified."""
    found = queries.detail(request.actor, worker_id)
    papers = [
        (str(one.pk), f"{title_of(CERTIFICATES[one.kind])} {one.number}".strip())
        for one in found.certificates if one.kind in CERTIFICATES
    ]  # fmt: skip
    form = VerifyForm(
        request.POST or None, papers=papers,
        initial={"seen_on": clock.today(), "certificate": request.GET.get("certificate", "0")},
    )  # fmt: skip

    def perform(data: dict[str, Any]) -> None:
        actions.verify(
            request.actor, worker=worker_id, certificate=int(data["certificate"] or 0),
            how=data["how"], is_genuine=data["answer"] == "genuine", seen_on=data["seen_on"],
            reference=data["reference"],
        )  # fmt: skip

    return asked(
        request, form, perform, title=_("核验：%(name)s") % {"name": found.worker.name},
        back=reverse("workforce:worker", args=[worker_id]),
        more={"hint": _("核验为不实的证书不再算数；扫工作证的人能看到是否核验，看不到证书编号。")},
    )  # fmt: skip

"""Badges: issuing one to print, and what anybody sees who scans its code."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform import clock, county
from anhuai.platform.codes import drawn_code
from anhuai.platform.pages import page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm, sent
from anhuai.platform.requests import ActorRequest
from anhuai.platform.words import is_english, word
from anhuai.workforce import actions, queries
from anhuai.workforce.rules import CertificateState
from anhuai.workforce.views.workers import post_title

MANAGE = Permit.WORKFORCE_MANAGE


@page(MANAGE)
def badge_new(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Ask, then show the new badge once, to be printed."""
    found = queries.worker(request.actor, worker_id, permit=MANAGE)
    back = reverse("workforce:worker", args=[worker_id])
    form = OnceForm(request.POST if request.method == "POST" else None)
    context = {
        "title": _("制发工作证：%(name)s") % {"name": found.name}, "form": form,
        "cancel_url": back, "submit_title": _("制发"),
        "hint": _("二维码只显示这一次，请当场打印；原来的工作证同时作废。"),
    }  # fmt: skip
    made: list[actions.Issued] = []

    def perform(_data: dict[str, object]) -> str:
        made.append(actions.issue_badge(request.actor, worker=worker_id))
        return back

    done = sent(request, form, perform)
    if not made:
        return done or render(request, "platform/form.html", context)
    address = request.build_absolute_uri(reverse("workforce:badge", args=[made[0].code]))
    shown = queries.badge_by(made[0].code, on=clock.today())
    drawn = context | {
        "back_url": back, "address": address, "picture": drawn_code(address), "name": found.name,
        "lines": _lines(shown), "county": county.name(english=is_english()),
        "on": f"{clock.today():%Y-%m-%d}",
    }  # fmt: skip
    return render(request, "workforce/badge_print.html", drawn)


@page(MANAGE)
def badge_withdraw(request: ActorRequest, worker_id: int) -> HttpResponse:
    """Let a worker's badge be void."""
    if request.method == "POST":
        actions.withdraw_badge(request.actor, worker=worker_id)
    return redirect(reverse("workforce:worker", args=[worker_id]))


def _lines(shown: queries.ShownBadge | None) -> list[tuple[str, str, str]]:
    if shown is None:
        return []
    return [
        (post_title(kind), facility, "" if state is CertificateState.NOT_NEEDED else word(state))
        for kind, facility, state in shown.posts
    ]


@public_page
def badge_shown(request: ActorRequest, code: str) -> HttpResponse:
    """Say whether a badge is in force, and for whom; nothing else about the person."""
    shown = queries.badge_by(code, on=clock.today())
    in_force = shown is not None and bool(shown.posts)
    context = {
        "title": _("工作证核验"),
        "in_force": in_force,
        "name": shown.name if shown else "",
        "issued_on": f"{shown.issued_on:%Y-%m-%d}" if shown else "",
        "lines": _lines(shown),
        "identity_on": f"{shown.identity_on:%Y-%m-%d}" if shown and shown.identity_on else "",
        "verified": shown is not None and shown.is_verified,
        "on": f"{clock.today():%Y-%m-%d}",
    }
    return render(request, "workforce/badge.html", context, status=200 if in_force else 404)

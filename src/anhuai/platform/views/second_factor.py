"""The second step of signing in, and the page where an account keeps its factors."""

import ipaddress
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform import second_factor, sessions
from anhuai.platform.acting import NotHere
from anhuai.platform.asking import asked
from anhuai.platform.forms import CodesForm, PasskeyForm, PasswordAgainForm, SecondStepForm
from anhuai.platform.models import Account
from anhuai.platform.pages import page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest, address_of, origin_of
from anhuai.platform.signing_in import FACTOR, enter, waiting
from anhuai.platform.views.trail import shown_at

_SECRET = "new_codes_secret"  # noqa: S105 - names a place in the session


def _proof(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


@public_page
def second_step(request: ActorRequest) -> HttpResponse:
    """Ask for the code or passkey after the password; wrong ones are counted."""
    known = waiting(request)
    if known is None:
        return HttpResponseRedirect(reverse("platform:sign_in"))
    account = known.account
    form = SecondStepForm(request.POST or None)
    error = ""
    if second_factor.is_locked(account.pk):
        return _locked(request)
    if request.method == "POST" and form.is_valid():
        proof = _proof(form.cleaned_data["credential"])
        if proof:
            factor = second_factor.fitting_passkey(account, proof)
        else:
            factor = second_factor.fitting_code(account, form.cleaned_data["code"])
        if factor:
            return enter(request, known, factor=factor)
        second_factor.note_failure(account, address_of(request))
        error = _("验证没有通过，请重新输入。每个验证码只能用一次。")
    has_passkey = passkeys_work(request) and second_factor.has_passkey(account.pk)
    context = {
        "form": form,
        "error": error,
        "options": dict(second_factor.passkey_challenge(account)) if has_passkey else None,
    }
    return render(request, "platform/second_step.html", context, status=401 if error else 200)


def _locked(request: ActorRequest) -> HttpResponse:
    context = {
        "title": _("尝试次数过多，已暂时锁定"),
        "text": _("双重验证连续多次没有通过。请 15 分钟后再试，或联系县级管理员重置。"),
        "back": reverse("platform:sign_in"),
    }
    return render(request, "platform/error.html", context, status=429)


def passkeys_work(request: ActorRequest) -> bool:
    """Say whether browsers offer passkeys here: they want a name and TLS, or localhost."""
    origin = urlsplit(origin_of(request))
    host = origin.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return origin.scheme == "https" or host == "localhost"
    return False


@page(Permit.SELF, is_first=True)
def own_factors(request: ActorRequest) -> HttpResponse:
    """Which second factors the actor has; add and remove."""
    key = request.actor.account or 0
    rows = [
        {"pk": one.pk, "is_passkey": one.type == "webauthn", "name": one.data.get("name", ""),
         "since": shown_at(one.created_at), "used": shown_at(one.last_used_at)}
        for one in second_factor.factors_of(key)
    ]  # fmt: skip
    is_owed = second_factor.is_required(request.actor.holdings)
    context = {
        "title": _("双重验证"),
        "rows": rows,
        "has_codes": any(not row["is_passkey"] for row in rows),
        "codes_left": second_factor.codes_left(key),
        "is_owed": is_owed and not rows,
        "is_outside": is_owed and rows and not request.session.get(FACTOR),
        "passkeys_work": passkeys_work(request),
    }
    return render(request, "platform/second_factor.html", context)


def _own(request: ActorRequest) -> Account:
    return Account.objects.get(pk=request.actor.account or 0)


def _asked(
    request: ActorRequest, form: OnceForm, perform: Callable[[dict[str, Any]], str | None],
    *, title: str, more: Mapping[str, Any] | None = None, template: str = "platform/form.html",
) -> HttpResponse:  # fmt: skip
    """Ask like every other form here, and count a wrong password like a wrong code."""
    back = reverse("platform:own_factors")
    answer = asked(request, form, perform, title=title, back=back, more=more, template=template)
    if form.is_bound and form.data.get("password") and form.has_error("password"):
        second_factor.note_failure(_own(request), address_of(request))
    return answer


def _enrolled(request: ActorRequest, factor: str) -> str:
    # Whoever signed in elsewhere before, without the factor, signs in again with it.
    handle = getattr(request.session, "row").handle  # noqa: B009
    sessions.end_own_others(request.actor, keep=handle)
    request.session[FACTOR] = factor
    return reverse("platform:recovery_codes")


@page(Permit.SELF, is_first=True)
def codes_new(request: ActorRequest) -> HttpResponse:
    """Scan a code with an authenticator app, and prove that it works."""
    adapter = second_factor.SealedFactors()
    sealed = request.session.get(_SECRET)
    secret = adapter.decrypt(sealed) if sealed else second_factor.new_secret()
    if not sealed:
        request.session[_SECRET] = adapter.encrypt(secret)

    def perform(data: dict[str, Any]) -> str:
        second_factor.confirm(_own(request), data["password"])
        second_factor.enrol_codes(request.actor, secret=secret, code=data["code"])
        del request.session[_SECRET]
        return _enrolled(request, "totp")

    in_fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return _asked(
        request, CodesForm(request.POST or None), perform, title=_("添加验证器应用"),
        more={"picture": second_factor.picture_of(_own(request), secret), "secret": in_fours},
        template="platform/codes_new.html",
    )  # fmt: skip


@page(Permit.SELF, is_first=True)
def passkey_new(request: ActorRequest) -> HttpResponse:
    """Make a passkey with this device or a security key."""

    def perform(data: dict[str, Any]) -> str:
        second_factor.confirm(_own(request), data["password"])
        proof = _proof(data["credential"])
        second_factor.enrol_passkey(request.actor, name=data["name"], credential=proof)
        return _enrolled(request, "passkey")

    # Called by the template: a form that is shown again needs a fresh challenge, not the old one.
    def options() -> dict[str, Any]:
        return dict(second_factor.passkey_options(_own(request)))

    return _asked(
        request, PasskeyForm(request.POST or None), perform, title=_("添加通行密钥"),
        more={"options": options}, template="platform/passkey_new.html",
    )  # fmt: skip


@page(Permit.SELF)
def factor_remove(request: ActorRequest, factor_id: int) -> HttpResponse:
    """Remove one factor, with the password."""
    if not second_factor.factors_of(request.actor.account or 0).filter(pk=factor_id).exists():
        raise NotHere("second_factor", factor_id)

    def perform(data: dict[str, Any]) -> None:
        second_factor.confirm(_own(request), data["password"])
        second_factor.remove_factor(request.actor, factor_id=factor_id)

    return _asked(
        request, PasswordAgainForm(request.POST or None), perform, title=_("移除验证方式"),
        more={"danger": True, "submit_title": _("移除")},
    )  # fmt: skip


@page(Permit.SELF)
def recovery_codes(request: ActorRequest) -> HttpResponse:
    """Show fresh recovery codes this once."""
    codes = second_factor.codes_to_note(request.actor.account or 0)
    if not codes:
        return HttpResponseRedirect(reverse("platform:own_factors"))
    context = {"title": _("记下恢复码"), "codes": codes}
    return render(request, "platform/recovery_codes.html", context)


@page(Permit.SELF)
def recovery_codes_new(request: ActorRequest) -> HttpResponse:
    """Replace the recovery codes, with the password."""

    def perform(data: dict[str, Any]) -> str:
        second_factor.confirm(_own(request), data["password"])
        second_factor.renew_recovery_codes(request.actor)
        return reverse("platform:recovery_codes")

    return _asked(
        request, PasswordAgainForm(request.POST or None), perform, title=_("换一批恢复码"),
        more={"hint": _("旧的恢复码立即作废。"), "submit_title": _("换一批")},
    )  # fmt: skip

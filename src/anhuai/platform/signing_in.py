"""Signing in: by password, throttled, then by second factor; every attempt in the trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import login
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import audit, clock, second_factor, sessions
from anhuai.platform.models import Account, AuditEntry
from anhuai.platform.notices import devices
from anhuai.platform.requests import actor_of, address_of

BACKEND = "anhuai.platform.signing_in.PasswordBackend"
SIGNED_IN = audit.named("signed_in", gettext_lazy("登录"))
SIGNED_OUT = audit.named("signed_out", gettext_lazy("退出"))
SIGN_IN_FAILED = audit.named("sign_in_failed", gettext_lazy("登录失败"))
FACTOR = "factor"  # in the session: which second factor opened it
BY_PASSWORD = "by_password"  # noqa: S105 - in the session: whether a password did
ACCOUNT_GUESSES = 20
ACCOUNT_LOCKED_FOR = timedelta(minutes=15)
_PENDING = "pending"
_PENDING_FOR = timedelta(minutes=10)


class PasswordBackend(BaseBackend):
    """Checks a password in the same time whether or not the account exists."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_credentials: object,
    ) -> Account | None:
        """Return the active account whose password this is."""
        del request
        if username is None or password is None:
            return None
        account = Account.objects.filter(username=username).first()
        if account is None:
            make_password(password)
            return None
        fits = check_password(password, account.password)
        return account if fits and account.is_active else None

    def get_user(self, user_id: int) -> Account | None:
        """Return the active account of a session."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def wanted(request: HttpRequest) -> str:
    """Return the page of this site somebody was going to before signing in."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    fits = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if fits else "/"


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who proved who they are, by password or through the province, and where they go."""

    account: Account
    led_to: str
    by_password: bool = True


def admit(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Let somebody in, or ask for the second factor first."""
    account = arrival.account
    if not second_factor.is_enrolled(account.pk):
        return enter(request, arrival, factor="")
    request.session.flush()
    request.session[_PENDING] = {
        "account": account.pk, "since": clock.now().isoformat(), "led_to": arrival.led_to,
        "password": account.get_session_auth_hash(), "by_password": arrival.by_password,
    }  # fmt: skip
    return HttpResponseRedirect(reverse("platform:second_step"))


def waiting(request: HttpRequest) -> Arrival | None:
    """Return who still owes a second factor; None when nobody does.

    It holds ten minutes, and ends with the account or its password.
    """
    kept = request.session.get(_PENDING)
    if kept is None:
        return None
    since = clock.now() - datetime.fromisoformat(kept["since"])
    account = Account.objects.filter(pk=kept["account"], is_active=True).first()
    lasts = timedelta(0) <= since <= _PENDING_FOR
    if account is None or not lasts or kept["password"] != account.get_session_auth_hash():
        del request.session[_PENDING]
        return None
    return Arrival(account, kept["led_to"], kept["by_password"])


def enter(request: HttpRequest, arrival: Arrival, *, factor: str) -> HttpResponse:
    """Open the session of somebody who has proved all that was asked."""
    request.session.pop(_PENDING, None)
    login(request, arrival.account, backend=BACKEND)
    sessions.begin(request, address_of(request))
    request.session[FACTOR], request.session[BY_PASSWORD] = factor, arrival.by_password
    audit.append(
        actor_of(arrival.account, address=address_of(request)),
        kind=audit.Kind.SESSION, name=SIGNED_IN,
        detail={"factor": factor, "by_password": arrival.by_password},
    )  # fmt: skip
    response = HttpResponseRedirect(arrival.led_to)
    devices.seen(request, response, arrival.account, address_of(request))
    return response


def is_locked_everywhere(username: str) -> bool:
    """Say whether so many passwords were wrong lately, from whatever addresses, that none counts.

    The limit is above that of one address, so that a stranger cannot keep an officer out for long.
    """
    tried = AuditEntry.objects.filter(
        account__in=Account.objects.filter(username=username).values("pk"),
        name=SIGN_IN_FAILED, at__gt=clock.now() - ACCOUNT_LOCKED_FOR,
    )  # fmt: skip
    return tried.count() >= ACCOUNT_GUESSES


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer an address that tried too many wrong passwords."""
    context = {
        "title": _("尝试次数过多，账号已暂时锁定"),
        "text": _("连续 5 次输入错误。请 15 分钟后再试，或联系县级管理员重置密码。"),
        "back": "/sign-in",
    }
    return render(request, "platform/error.html", context, status=429)

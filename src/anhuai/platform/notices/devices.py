"""Devices an account has signed in with: a new one is told to the account itself."""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from anhuai.platform import clock, sessions
from anhuai.platform.models import Account
from anhuai.platform.notices.models import KnownDevice
from anhuai.platform.notices.telling import tell

COOKIE = "device"
_YEAR = 365 * 86_400


def seen(request: HttpRequest, response: HttpResponse, account: Account, address: str) -> None:
    """Note with which device somebody signed in; tell them of one that was not known.

    The very first one is told to nobody. A browser that drops its cookies is a new device.
    """
    mark = request.COOKIES.get(COOKIE, "")
    known = KnownDevice.objects.filter(account=account)
    if len(mark) >= 32 and known.filter(digest=_digest(mark)).exists():
        return
    if len(mark) < 32:
        mark = secrets.token_urlsafe(32)
    is_first = not known.exists()
    KnownDevice.objects.get_or_create(
        account=account, digest=_digest(mark), defaults={"since": clock.now()}
    )
    response.set_cookie(
        COOKIE,
        mark,
        max_age=_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    if is_first:
        return
    agent = request.META.get("HTTP_USER_AGENT", "")
    device = [sessions.device_of(agent, english=english) or "?" for english in (False, True)]
    tell(
        "new_device", [account.pk], url="/sessions/", device=device, address=address,
        at=f"{timezone.localtime(clock.now()):%Y-%m-%d %H:%M}",
    )  # fmt: skip


def _digest(mark: str) -> str:
    return hashlib.sha256(mark.encode()).hexdigest()

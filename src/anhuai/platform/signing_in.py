"""Signing in by password, throttled, with every attempt in the trail."""

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anhuai.platform.models import Account


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


def locked_out(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """Answer an address that tried too many wrong passwords."""
    context = {
        "title": _("尝试次数过多，账号已暂时锁定"),
        "text": _("连续 5 次输入错误。请 15 分钟后再试，或联系县级管理员重置密码。"),
        "back": "/sign-in",
    }
    return render(request, "platform/error.html", context, status=429)

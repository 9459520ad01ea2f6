"""Passwords: their rules as settings, their history, and when one is due to be changed."""

from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, settled
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Account, FormerPassword
from anhuai.platform.permits import Permit


class BadPassword(Unfit):
    """A password that breaks a rule; codes: short, common, name, former."""


def check_rules(password: str, account: Account) -> None:
    """Raise `BadPassword` unless the password fits the rules in force for this account."""
    length = settled.now_is(settled.PASSWORD_LENGTH)
    kept = settled.now_is(settled.PASSWORD_HISTORY)
    if len(password) < length:
        raise _bad(
            "short",
            f"密码至少 {length} 位。",
            f"The password needs at least {length} characters.",
        )
    if len(account.username) > 2 and account.username in password.lower():
        raise _bad(
            "name", "密码里不能包含账号。", "The password must not contain the sign-in name."
        )
    try:
        validate_password(password)
    except ValidationError as error:
        raise _bad(
            "common",
            "这是常见密码，容易被猜到，请换一个。",
            "This password is common and easy to guess: choose another.",
        ) from error
    if account.pk and _is_former(password, account, kept):
        raise _bad(
            "former",
            f"不能使用现在的或最近 {kept} 次用过的密码。",
            f"The password must differ from the present one and the last {kept}.",
        )


def _bad(code: str, zh: str, en: str) -> BadPassword:
    return BadPassword(code, zh, en, field="password")


def _is_former(password: str, account: Account, kept: int) -> bool:
    if not kept:
        return False
    former = FormerPassword.objects.filter(account=account).order_by("-pk")[:kept]
    return any(
        check_password(password, one)
        for one in (account.password, *former.values_list("password", flat=True))
        if one
    )


def set_password(account: Account, password: str, *, must_change: bool) -> None:
    """Give an account a password that fits, remembering the old one; raises `BadPassword`."""
    check_rules(password, account)
    if account.password:
        FormerPassword.objects.create(account=account, password=account.password)
    account.set_password(password)
    account.password_since, account.must_change = clock.now(), must_change
    account.save(update_fields=["password", "password_since", "must_change"])
    kept = FormerPassword.objects.filter(account=account).order_by("-pk")
    last = kept.values_list("pk", flat=True)[: settled.now_is(settled.PASSWORD_HISTORY)]
    kept.exclude(pk__in=list(last)).delete()


def is_due(account: Account) -> bool:
    """Say whether the account must change its password now: set by others, or too old."""
    if account.must_change:
        return True
    oldest = settled.now_is(settled.PASSWORD_AGE)
    if not oldest:
        return False
    return clock.now() - account.password_since > timedelta(days=oldest)


@action(permit=Permit.SELF, title=_("修改本人密码"), subject="account")
def change_own_password(actor: Actor, *, new: str) -> Account:
    """Change the actor's own password; raises `BadPassword`."""
    account = Account.objects.get(pk=actor.account or 0)
    set_password(account, new, must_change=False)
    return account

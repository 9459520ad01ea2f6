"""API keys: issued with a last day, listed, ended; a key that is over says so."""

import secrets
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.accounts import accounts_within, managed
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.api import digest_of
from anhuai.platform.models import Account, ApiKey
from anhuai.platform.permits import Permit


class BadKey(Unfit):
    """A key that cannot be issued; codes: account, until."""


@dataclass(frozen=True, slots=True)
class IssuedKey:
    """A new API key; `secret` is not kept."""

    pk: int
    secret: str


def account_named(actor: Actor, username: str) -> int:
    """Return the id of an account in the actor's area; raises `BadKey`."""
    mine = accounts_within(actor.scope(Permit.ACCOUNTS_MANAGE))
    found = mine.filter(username=username.strip().lower(), is_active=True)
    key = found.values_list("pk", flat=True).first()
    if key is None:
        raise BadKey(
            "account",
            "您管理的地区内没有这个账号，或账号已停用。",
            "No such active account in your area.",
            field="account",
        )
    return key


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("签发接口密钥"),
    logs=("account_id", "title", "until"),
    subject="api_key",
)
def issue_key(actor: Actor, *, account_id: int, title: str, until: date) -> IssuedKey:
    """Issue a key that acts as the account until a day (excluded); it is shown this once."""
    account = managed(actor, account_id)
    if until <= clock.today():
        raise BadKey(
            "until", "到期日不能早于今天。", "The last day cannot be in the past.", field="last"
        )
    secret = secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        account=account, title=title, digest=digest_of(secret), since=clock.today(), until=until
    )
    return IssuedKey(key.pk, secret)


@action(permit=Permit.ACCOUNTS_MANAGE, title=_("停用接口密钥"), logs=("key_id",), subject="api_key")
def end_key(actor: Actor, *, key_id: int) -> ApiKey:
    """End a key at once; raises `NotHere`."""
    found = keys_within(actor, Permit.ACCOUNTS_MANAGE).filter(pk=key_id).first()
    if found is None or is_over(found.until):
        raise NotHere("api_key", key_id)
    found.until = max(found.since, clock.today())
    found.save(update_fields=["until"])
    return found


def keys_within(actor: Actor, permit: Permit) -> QuerySet[ApiKey]:
    """Return the keys of accounts in the actor's area."""
    accounts: QuerySet[Account] = accounts_within(actor.scope(permit))
    return ApiKey.objects.filter(account__in=accounts.values("pk"))


def is_over(until: date | None) -> bool:
    """Say whether a key that ends on a day (excluded) is over."""
    return until is not None and until <= clock.today()

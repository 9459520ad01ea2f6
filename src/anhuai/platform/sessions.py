"""Sign-ins that last: listed with device and address, ended by removing their row.

Django reads a session's row with every request anyway; the row says here whose it is, so that
listing and ending sign-ins costs a request nothing more.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.compiled import Compiled, Slot
from anhuai.platform.models import Account, Session
from anhuai.platform.permits import Permit

SEEN_EVERY = timedelta(minutes=5)
_SIGN_IN = "sign_in"


class SessionStore(db.SessionStore):
    """Django's sessions in a table that knows account, address and device."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def load(self) -> dict[str, Any]:
        """Return the session's values and keep its row, so that nobody asks for it again."""
        key = self.session_key or ""
        self.row = next(iter(_LASTING(key=key, now=clock.now())), None)
        if self.row is None:
            self._session_key = None
            return {}
        return self.decode(self.row.session_data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row for values about to be saved."""
        made: Session = super().create_model_instance(data)  # type: ignore[assignment]
        sign_in = data.get(_SIGN_IN, {})
        made.account_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        made.handle = hashlib.sha256(made.session_key.encode()).hexdigest()[:16]
        made.address, made.agent = sign_in.get("address", ""), sign_in.get("agent", "")
        made.since = datetime.fromisoformat(sign_in["since"]) if sign_in else None
        made.seen_at = clock.now()
        return made


_LASTING = Compiled(
    lambda: Session.objects.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    ).select_related("account")
)


class AccountMiddleware(AuthenticationMiddleware):
    """Puts on the request whose session it is: the session's row brought the account along."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`; what does not fit at once is left to Django's own judgement."""
        account = _account_of(request)
        if account is None:
            super().process_request(request)
        else:
            request.user = account


def _account_of(request: HttpRequest) -> Account | None:
    named = request.session.get(SESSION_KEY)
    row: Session | None = getattr(request.session, "row", None)
    account = row.account if row is not None else None
    if account is None or not account.is_active or str(account.pk) != named:
        return None
    proof = request.session.get(HASH_SESSION_KEY, "")
    # A session ends when its account's password changes.
    return account if constant_time_compare(proof, account.get_session_auth_hash()) else None


def begin(request: HttpRequest, address: str) -> None:
    """Note in a session that was just signed in from where, on what and since when it lasts."""
    request.session[_SIGN_IN] = {
        "address": address,
        "agent": request.META.get("HTTP_USER_AGENT", "")[:300],
        "since": clock.now().isoformat(),
    }


def seen(request: HttpRequest) -> None:
    """Note that a session is in use, at most once in five minutes.

    A clock that was set back does not hold this up: a time ahead of now is corrected.
    """
    row = getattr(request.session, "row", None)
    now = clock.now()
    if row is not None and not timedelta(0) <= now - row.seen_at < SEEN_EVERY:
        Session.objects.filter(pk=row.pk).update(seen_at=now)


def of_account(account_id: int) -> QuerySet[Session]:
    """Return an account's sign-ins that last, the one used last first."""
    lasting = Session.objects.filter(account=account_id, expire_date__gt=clock.now())
    return lasting.order_by("-seen_at")


def end_all(account: Account) -> int:
    """End every sign-in of an account at once; return how many there were."""
    return Session.objects.filter(account=account).delete()[0]


@action(permit=Permit.SELF, title=_("结束本人一处登录"), logs=("handle",), subject="session")
def end_own_session(actor: Actor, *, handle: str) -> None:
    """End one of the actor's own sign-ins; raises `NotHere`."""
    ended, _rows = Session.objects.filter(account=actor.account or 0, handle=handle).delete()
    if not ended:
        raise NotHere("session", handle)


@action(permit=Permit.SELF, title=_("结束本人其他登录"), subject="session")
def end_own_others(actor: Actor, *, keep: str) -> None:
    """End every sign-in of the actor's but the one whose handle is `keep`."""
    Session.objects.filter(account=actor.account or 0).exclude(handle=keep).delete()


_BROWSERS = (
    ("MicroMessenger", "微信", "WeChat"), ("DingTalk", "钉钉", "DingTalk"),
    ("Edg", "Edge", "Edge"), ("Firefox", "Firefox", "Firefox"), ("Chrome", "Chrome", "Chrome"),
    ("Safari", "Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("OpenHarmony", "鸿蒙", "HarmonyOS"), ("HarmonyOS", "鸿蒙", "HarmonyOS"),
    ("Android", "安卓", "Android"), ("iPhone", "iPhone", "iPhone"), ("iPad", "iPad", "iPad"),
    ("Windows", "Windows", "Windows"), ("Mac OS", "Mac", "Mac"), ("Linux", "Linux", "Linux"),
)  # fmt: skip


def device_of(agent: str, *, english: bool) -> str:
    """Return what a browser says it is in two words people know, "" when it says neither."""
    found = []
    for table in (_SYSTEMS, _BROWSERS):
        named = next((names for mark, *names in table if mark in agent), None)
        if named:
            found.append(named[1] if english else named[0])
    return " · ".join(found)

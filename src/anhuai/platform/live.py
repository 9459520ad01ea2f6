"""What live pages are told: each topic has a query, asked for many accounts at once.

A room declares a topic beside what it tells: `@topic("job")` of a function that gets (account, key)
pairs and returns for each its version and what a page needs to show.
"""

from collections.abc import Callable, Iterable, Mapping
from http.cookies import CookieError, SimpleCookie

from django.conf import settings
from django.db.models import Q

from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account, Job, Session
from anhuai.platform.permits import Permit
from anhuai.platform.requests import actor_of

Asked = tuple[int, str]
Admit = Callable[[str], int | None]
Told = tuple[str, object]
Ask = Callable[[list[Asked]], Mapping[Asked, Told]]
_TOPICS: dict[str, Ask] = {}
_GUESTS: dict[str, Admit] = {}


def topic(name: str) -> Callable[[Ask], Ask]:
    """Declare what streams of a topic `name:key` are told."""

    def wrap(ask: Ask) -> Ask:
        _TOPICS[name] = ask
        return ask

    return wrap


def guests(cookie: str) -> Callable[[Admit], Admit]:
    """Declare who without an account may follow: a cookie, and the number of whoever holds it.

    Streams of a guest ask as that number below zero, which no account has.
    """

    def wrap(admit: Admit) -> Admit:
        _GUESTS[cookie] = admit
        return admit

    return wrap


def account_of(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """Return the account whose session a request's cookie names, a guest's number below zero.

    None for neither.
    """
    sent = next((value for name, value in headers if name == b"cookie"), b"")
    try:
        held = SimpleCookie(sent.decode("latin1"))
    except CookieError:
        return None
    if (key := held.get(settings.SESSION_COOKIE_NAME)) is not None:
        lasting = Session.objects.filter(
            session_key=key.value, expire_date__gt=clock.now(), account__is_active=True
        )
        if (account := lasting.values_list("account", flat=True).first()) is not None:
            return account
    for name, admit in _GUESTS.items():
        if name in held and (guest := admit(held[name].value)) is not None:
            return -guest
    return None


def ask(asked: set[tuple[int, str]]) -> dict[tuple[int, str], Told]:
    """Return for each account and `topic:key` its version and content; nothing for strangers'."""
    by_topic: dict[str, list[Asked]] = {}
    for account, name in asked:
        kind, _colon, key = name.partition(":")
        if kind in _TOPICS:
            by_topic.setdefault(kind, []).append((account, key))
    return {
        (account, f"{kind}:{key}"): told
        for kind, pairs in by_topic.items()
        for (account, key), told in _TOPICS[kind](pairs).items()
    }


@topic("job")
def progress_of_jobs(asked: list[Asked]) -> Mapping[Asked, Told]:
    """Tell how far jobs have come: to their owners, and to whoever may see others' jobs."""
    wanted = {int(key) for _account, key in asked if key.isdecimal() and len(key) < 19}
    rows = {job.pk: job for job in Job.objects.filter(pk__in=wanted)}
    found: dict[Asked, Told] = {}
    for account, key in asked:
        job = rows.get(int(key)) if key.isdecimal() and len(key) < 19 else None
        if job is not None and (job.account == account or _may_see(account, job)):
            version = f"{job.status}-{job.progress}-{job.total}"
            found[account, key] = (
                version, {"state": job.status, "done": job.progress, "total": job.total}
            )  # fmt: skip
    return found


def _may_see(account: int, job: Job) -> bool:
    from anhuai.platform.accounts import accounts_within

    known = Account.objects.filter(pk=account, is_active=True).first()
    actor: Actor | None = actor_of(known) if known is not None else None
    if actor is None or not actor.may(Permit.JOBS_READ):
        return False
    within = accounts_within(actor.scope(Permit.JOBS_READ)).values("pk")
    return Job.objects.filter(Q(account=None) | Q(account__in=within), pk=job.pk).exists()

"""The time bank in double entry: booking what happened, giving hours on, letting them lapse."""

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.services.models import (
    HelpTask,
    Member,
    TimeAccount,
    TimeEntry,
    TimeLot,
    TimePosting,
)
from anhuai.services.queries import bank
from anhuai.services.queries import mutual as queries
from anhuai.services.rules.mutual import (
    BadHelp,
    TimeBook,
    TimeKind,
    counted,
    ends_on,
    hours,
    spent_first,
)

JOIN, MANAGE = Permit.COMMUNITY_JOIN, Permit.COMMUNITY_MANAGE


def account_of(member: Member) -> TimeAccount:
    """Return a member's account, opened at the first need."""
    found, _made = TimeAccount.objects.get_or_create(
        member=member, defaults={"book": str(TimeBook.HELD)}
    )
    return found


def book_of(book: TimeBook) -> TimeAccount:
    """Return one of the county's books."""
    found, _made = TimeAccount.objects.get_or_create(book=str(book), member=None)
    return found


def _entry(
    actor: Actor, kind: TimeKind, on: date, says: str, key: str, task: HelpTask | None = None
) -> TimeEntry:
    """Write an event, once: its key refuses the second."""
    try:
        with transaction.atomic():
            return TimeEntry.objects.create(
                kind=str(kind), on=on, says=says[:200], key=key[:80], task=task,
                recorded_at=clock.now(), recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadHelp(
            "booked", "这笔时间已经入账，不会重复记。", "These hours are booked already."
        ) from clash  # fmt: skip


def _put(
    entry: TimeEntry, source: TimeAccount, target: TimeAccount, minutes: int, ends: date | None
) -> None:
    TimePosting.objects.create(entry=entry, source=source, target=target, minutes=minutes)
    TimeLot.objects.create(account=target, entry=entry, minutes=minutes, since=entry.on, ends=ends)


def _take(
    entry: TimeEntry, source: TimeAccount, minutes: int, onto: Callable[[int, date | None], None]
) -> None:
    """Take minutes out of an account, what ends first going first; all of it or nothing."""
    parts = spent_first(minutes, bank.lots(source, on=entry.on))
    if parts is None:
        raise _short(sum(one.left for one in bank.lots(source, on=entry.on)), minutes)
    ends = dict(TimeLot.objects.filter(account=source).values_list("pk", "ends"))
    for key, part in parts:
        moved = TimeLot.objects.filter(pk=key, used__lte=F("minutes") - part).update(
            used=F("used") + part
        )
        if not moved:
            raise _short(0, minutes)  # somebody else has just used them
        onto(part, ends[key])


def _short(left: int, wanted: int) -> BadHelp:
    return BadHelp(
        "left",
        f"时间不够：剩余 {hours(left)}，需要 {hours(wanted)}；可能刚在别处用掉，请刷新后核对。",
        f"Too little is left ({hours(left)} of {hours(wanted)}); it may just have been used.",
        field="minutes",
    )


def earn(
    actor: Actor, member: Member, minutes: int, on: date, *, says: str, key: str,
    task: HelpTask | None = None,
) -> int:  # fmt: skip
    """Credit a member for service under the day's limit; return the minutes counted."""
    Member.objects.select_for_update().get(pk=member.pk)  # two tasks of a day: one limit
    part = counted(minutes, bank.earned_on(member.pk, on), bank.most_a_day(on))
    if part:
        entry = _entry(actor, TimeKind.EARN, on, says, key, task)
        ends = ends_on(on, bank.expiry_months(on))
        _put(entry, book_of(TimeBook.ISSUED), account_of(member), part, ends)
    return part


def spend(
    actor: Actor, member: Member, minutes: int, on: date, *, says: str, key: str,
    task: HelpTask | None = None,
) -> None:  # fmt: skip
    """Take a member's hours for help received; `BadHelp` where too little is left."""
    entry = _entry(actor, TimeKind.SPEND, on, says, key, task)
    source, target = account_of(member), book_of(TimeBook.SPENT)

    def onto(part: int, _ends: date | None) -> None:
        TimePosting.objects.create(entry=entry, source=source, target=target, minutes=part)

    _take(entry, source, minutes, onto)


def _some(minutes: int) -> None:
    if minutes <= 0:
        raise BadHelp("minutes", "分钟数应大于 0。", "Enter more than 0 minutes.", field="minutes")


@action(
    permit=JOIN, title=_("转出互助时间"), logs=("member", "to", "minutes"), subject="help_member"
)  # fmt: skip
def transfer_hours(actor: Actor, *, member: int, to: int, minutes: int, key: str) -> Member:
    """Give hours to kin or to who lives in the same household; they end when they would have.

    `to` is a person; `key` names the wish, so that a double click gives once.
    """
    today = clock.today()
    one = queries.member(actor, member, permit=JOIN)
    _some(minutes)
    if not bank.may_go_to_kin(today):
        raise BadHelp("setting", "本县不办理时间转让。", "Hours are not given on here.")
    other = people.person_in_scope(actor, to, permit=JOIN)
    if one.person_id is None or one.person_id == to:
        raise BadHelp("to", "请选择另一名亲属。", "Choose another person.", field="to")
    if not people.are_close(one.person_id, to, on=today):
        raise BadHelp(
            "kin", "只能转给登记的亲属或同户的人；请先在人员档案登记亲属关系。",
            "Only to kin on record or in the same household: record the kinship first.",
            field="to",
        )  # fmt: skip
    target = member_for(other.pk, today)
    entry = _entry(
        actor, TimeKind.TRANSFER, today, f"{one.name} 转给 {other.name}", f"transfer:{key}"
    )
    source, account = account_of(one), account_of(target)
    _take(entry, source, minutes, lambda part, ends: _put(entry, source, account, part, ends))
    return one


@action(permit=JOIN, title=_("捐出互助时间"), logs=("member", "minutes"), subject="help_member")
def gift_hours(actor: Actor, *, member: int, minutes: int, key: str) -> Member:
    """Give hours to the common pool, from which officers grant them; they end as they would have.

    `key` names the wish, so that a double click gives once.
    """
    today = clock.today()
    one = queries.member(actor, member, permit=JOIN)
    _some(minutes)
    if not bank.may_be_given(today):
        raise BadHelp("setting", "本县不办理时间捐赠。", "Hours are not taken as gifts here.")
    entry = _entry(actor, TimeKind.GIFT, today, "捐入公益时间池", f"gift:{key}")
    source, pool = account_of(one), book_of(TimeBook.COMMON)
    _take(entry, source, minutes, lambda part, ends: _put(entry, source, pool, part, ends))
    return one


@action(
    permit=MANAGE, title=_("发给公益时间"), logs=("person", "minutes"), subject="help_member"
)  # fmt: skip
def grant_hours(actor: Actor, *, person: int, minutes: int, says: str, key: str) -> Member:
    """Grant hours of the common pool to somebody in difficulty; never more than were given.

    The pool is the county's, so the county grants.
    """
    today = clock.today()
    county.require_whole(actor, MANAGE)
    found = people.person_in_scope(actor, person, permit=MANAGE)
    _some(minutes)
    if not says.strip():
        raise BadHelp("says", "请写明发给的理由。", "Say why.", field="says")
    one = member_for(found.pk, today)
    entry = _entry(actor, TimeKind.GRANT, today, says.strip(), f"grant:{key}")
    pool, account = book_of(TimeBook.COMMON), account_of(one)
    _take(entry, pool, minutes, lambda part, ends: _put(entry, pool, account, part, ends))
    return one


def member_for(person: int, on: date) -> Member:
    """Return a person's entry, made where there is none: who only holds hours has no kind."""
    one = people.everybody().get(pk=person)
    found, _made = Member.objects.get_or_create(
        person=one,
        defaults={
            "name": one.name, "pinyin": one.pinyin, "division": one.division or one.hukou,
            "since": on,
        },
    )  # fmt: skip
    return found


@action(permit=MANAGE, title=_("清理到期时间"), logs=("on",), subject="time_lapse")
def lapse_hours(actor: Actor, *, on: date) -> int:
    """Book out what has ended by a day, of everybody; again it books nothing. Return how many."""
    county.require_whole(actor, MANAGE)
    lapsed = book_of(TimeBook.LAPSED)
    rows = TimeLot.objects.select_for_update(of=("self",)).filter(
        ends__lte=on, used__lt=F("minutes"), account__book__in=[TimeBook.HELD, TimeBook.COMMON]
    )
    count = 0
    for lot in rows.select_related("account").order_by("pk"):
        rest = lot.minutes - lot.used
        again = bank.lapses(lot.pk).count()  # one given hours back onto after it had lapsed
        key = f"lapse:{lot.pk}:{again}" if again else f"lapse:{lot.pk}"
        entry = _entry(actor, TimeKind.LAPSE, on, f"{lot.ends} 到期", key)
        TimePosting.objects.create(entry=entry, source=lot.account, target=lapsed, minutes=rest)
        lot.used = lot.minutes
        lot.save(update_fields=["used"])
        count += 1
    return count

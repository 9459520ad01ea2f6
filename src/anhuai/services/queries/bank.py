"""The time bank: what the county set, balances and statements, and what of it ends."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.services.models import TimeAccount, TimeEntry, TimeLot, TimePosting
from anhuai.services.rules.mutual import TimeBook, TimeKind, TimeLeft

EXPIRY, KIN, GIFT = "services.bank_expiry", "services.bank_kin", "services.bank_gift"
CHARGE, MOST_DAY = "services.bank_charge", "services.bank_most_day"
ACTIVITY = "services.bank_activity"
_UNKNOWN = Basis(document="", confidence=Confidence.D, note="国家未见规定，本县未核实")


def expiry_months(on: date) -> int:
    """Return how many months hours last; 0 is without end."""
    return value(EXPIRY, on=on)


def may_go_to_kin(on: date) -> bool:
    """Whether a member may give hours to kin or to who lives in the same household."""
    return bool(value(KIN, on=on))


def may_be_given(on: date) -> bool:
    """Whether a member may give hours to the common pool."""
    return bool(value(GIFT, on=on))


def charge(on: date) -> int:
    """Return whether who is helped pays: 0 never, 1 as far as there are hours, 2 must have them."""
    return value(CHARGE, on=on)


def most_a_day(on: date) -> int:
    """Return how many minutes a member may earn a day; 0 is without limit."""
    return value(MOST_DAY, on=on)


def activities_count(on: date) -> bool:
    """Whether hours of activities go into the time bank."""
    return bool(value(ACTIVITY, on=on))


def lapses(lot: int) -> "QuerySet[TimeEntry]":
    """Return the entries by which hours of a lot lapsed."""
    key = f"lapse:{lot}"
    return TimeEntry.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"), kind=TimeKind.LAPSE)


def lapsed(lot: int) -> int:
    """Return how many minutes of a lot have lapsed."""
    rows = TimePosting.objects.filter(entry__in=lapses(lot))
    return rows.aggregate(n=Sum("minutes"))["n"] or 0


def lots(account: TimeAccount, *, on: date) -> list[TimeLeft]:
    """Return the hours an account may spend on a day."""
    rows = TimeLot.objects.filter(Q(ends=None) | Q(ends__gt=on), account=account, since__lte=on)
    return [
        TimeLeft(key, minutes - used, ends)
        for key, minutes, used, ends in rows.values_list("pk", "minutes", "used", "ends")
        if used < minutes
    ]


def balances(members: Collection[int]) -> dict[int, int]:
    """Return what members whose ids a scoped query has given hold, by the books; 0 is left out."""
    held: dict[int, int] = {}
    for side, sign in (("target", 1), ("source", -1)):
        rows = TimePosting.objects.filter(**{f"{side}__member__in": members}).order_by()
        for key, minutes in rows.values_list(f"{side}__member").annotate(n=Sum("minutes")):
            held[key] = held.get(key, 0) + sign * minutes
    return {key: minutes for key, minutes in held.items() if minutes}


def book_total(book: TimeBook) -> int:
    """Return what one of the county's books holds: into it, less what went out of it."""
    into = TimePosting.objects.filter(target__book=book).aggregate(n=Sum("minutes"))["n"] or 0
    out = TimePosting.objects.filter(source__book=book).aggregate(n=Sum("minutes"))["n"] or 0
    return into - out


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a statement: minutes in (above zero) or out, and what was left after it."""

    on: date
    kind: TimeKind
    says: str
    minutes: int
    left: int


def statement(member: int) -> list[Line]:
    """Return a member's statement, newest first; the caller has the member in scope."""
    rows = TimePosting.objects.filter(Q(source__member=member) | Q(target__member=member))
    found, left = [], 0
    for on, kind, says, minutes, target in rows.order_by("pk").values_list(
        "entry__on", "entry__kind", "entry__says", "minutes", "target__member"
    ):
        signed = minutes if target == member else -minutes
        left += signed
        found.append(Line(on, TimeKind(kind), says, signed, left))
    return found[::-1]


def ending(member: int, *, on: date, before: date) -> int:
    """Return how many of a member's minutes end in [on, before) if they are not used."""
    rows = TimeLot.objects.filter(account__member=member, ends__gt=on, ends__lte=before)
    found = rows.aggregate(all=Sum("minutes"), used=Sum("used"))
    return (found["all"] or 0) - (found["used"] or 0)


def earned_on(member: int, on: date) -> int:
    """Return how many minutes a member has earned for a day already."""
    rows = TimePosting.objects.filter(
        entry__kind=TimeKind.EARN, entry__on=on, target__member=member
    )
    undone = TimeEntry.objects.filter(kind=TimeKind.UNDO, task__isnull=False)
    rows = rows.exclude(entry__task__in=undone.values("task"))
    return rows.aggregate(n=Sum("minutes"))["n"] or 0


def is_booked(key: str) -> bool:
    """Say whether an event is in the books."""
    return TimeEntry.objects.filter(key=key).exists()


_YES_NO = gettext_lazy("0 否 1 是")
declare_setting(Setting(
    key=EXPIRY, title=gettext_lazy("时间银行：时间有效期"), unit=gettext_lazy("月"),
    says=gettext_lazy("互助时间存入后多少个月到期（算到月末）；0 为长期有效。"),
    least=0, most=240, basis=_UNKNOWN, default=lambda: 0,
    effect=lambda n: _("以后存入的时间 %(count)s 个月后到期；已存入的不变。") % {"count": n}
    if n else _("以后存入的时间长期有效；已存入的不变。"),
))  # fmt: skip
declare_setting(Setting(
    key=KIN, title=gettext_lazy("时间银行：可以转给亲属"), unit=_YES_NO,
    says=gettext_lazy("成员可否把时间转给登记的亲属或同户的人。"),
    least=0, most=1, basis=_UNKNOWN, default=lambda: 1,
    effect=lambda n: _("可以转给亲属或同户的人。") if n else _("不能再转给亲属。"),
))  # fmt: skip
declare_setting(Setting(
    key=GIFT, title=gettext_lazy("时间银行：可以捐入公益时间池"), unit=_YES_NO,
    says=gettext_lazy("成员可否把时间捐入公益时间池，由经办人发给困难老人。"),
    least=0, most=1, basis=_UNKNOWN, default=lambda: 1,
    effect=lambda n: _("可以捐入公益时间池。") if n else _("不能再捐入公益时间池。"),
))  # fmt: skip
declare_setting(Setting(
    key=CHARGE, title=gettext_lazy("时间银行：受助人是否用时间兑换"),
    unit=gettext_lazy("0 不兑换 1 有多少用多少 2 须足够"),
    says=gettext_lazy("确认互助后是否从受助人的时间账户扣减；2 为时间不够不能求助。"),
    least=0, most=2, basis=_UNKNOWN, default=lambda: 1,
    effect=lambda n: {
        0: _("受助人不用时间兑换。"), 1: _("受助人有多少时间扣多少，没有也能得到帮助。"),
        2: _("受助人时间不够的不能求助。"),
    }[n],
))  # fmt: skip
declare_setting(Setting(
    key=MOST_DAY, title=gettext_lazy("时间银行：每人每天计时上限"), unit=gettext_lazy("分钟"),
    says=gettext_lazy("一名成员一天最多存入多少分钟；超出的不计入并列入待核。0 为不限。"),
    least=0, most=1440, basis=_UNKNOWN, default=lambda: 480,
    effect=lambda n: _("每人每天最多存入 %(count)s 分钟。") % {"count": n}
    if n else _("每天存入不设上限。"),
))  # fmt: skip
declare_setting(Setting(
    key=ACTIVITY, title=gettext_lazy("时间银行：志愿活动计入"), unit=_YES_NO,
    says=gettext_lazy("参加志愿活动的时间是否存入时间银行；不存入的仍计入服务时长证明。"),
    least=0, most=1, basis=_UNKNOWN, default=lambda: 1,
    effect=lambda n: _("以后举办的活动计入时间银行。") if n else _("以后举办的活动不计入。"),
))  # fmt: skip

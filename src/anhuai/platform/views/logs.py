"""The audit trail as two lists people ask for: who signed in, and who did what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import audit, delegations, second_factor, signing_in, trail_words
from anhuai.platform.acting import Actor
from anhuai.platform.listing import (
    BadCursor,
    Column,
    Filter,
    Table,
    Window,
    badge,
    filled,
    heads,
    window,
)
from anhuai.platform.models import Account, AuditEntry
from anhuai.platform.pages import Menu, page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.sheets.register import Giving, declare
from anhuai.platform.views.trail import called, next_url, shown_at, shown_list, within

_KINDS: Mapping[str, tuple[str | Promise, str]] = {
    audit.Kind.ACTION: (gettext_lazy("修改"), "blue"),
    audit.Kind.READING: (gettext_lazy("查看"), "grey"),
    audit.Kind.REFUSAL: (gettext_lazy("拒绝"), "red"),
    audit.Kind.SESSION: (gettext_lazy("登录"), "green"),
}
_EVENTS = (
    signing_in.SIGNED_IN, signing_in.SIGNED_OUT, delegations.STANDS_IN,
    signing_in.SIGN_IN_FAILED, second_factor.FAILED,
)  # fmt: skip
_FAILED = Q(kind=audit.Kind.REFUSAL.value) | Q(name__endswith="_failed")

AUDIT_COLUMNS = (
    Column("sequence", gettext_lazy("序号"), css="num"),
    Column("at", gettext_lazy("时间")),
    Column("actor", gettext_lazy("谁")),
    Column("kind", gettext_lazy("类别")),
    Column("name", gettext_lazy("做了什么")),
    Column("subject", gettext_lazy("对象")),
    Column("detail", gettext_lazy("内容")),
    Column("reason", gettext_lazy("理由")),
    Column("address", gettext_lazy("网络地址")),
)
SIGN_IN_COLUMNS = (
    Column("at", gettext_lazy("时间")),
    Column("username", gettext_lazy("账号")),
    Column("actor", gettext_lazy("谁")),
    Column("event", gettext_lazy("事件")),
    Column("outcome", gettext_lazy("结果")),
    Column("address", gettext_lazy("网络地址")),
)
_AUDIT_FIELDS = (
    "sequence", "at", "actor", "kind", "name", "subject", "ids", "detail", "reason", "address",
)  # fmt: skip
_SIGN_IN_FIELDS = ("sequence", "at", "account", "actor", "name", "detail", "address")


def _shared_filters() -> list[Filter]:
    outcomes = [("done", gettext_lazy("成功")), ("failed", gettext_lazy("失败或被拒绝"))]
    return [
        Filter("from", gettext_lazy("从"), "date"),
        Filter("to", gettext_lazy("到"), "date"),
        Filter("address", gettext_lazy("网络地址")),
        Filter("outcome", gettext_lazy("结果"), "select", outcomes),
    ]


def _audit_filters() -> list[Filter]:
    kinds = [(str(kind), title) for kind, (title, _colour) in _KINDS.items()]
    return [
        Filter("actor", gettext_lazy("谁"), placeholder=gettext_lazy("姓名或账号")),
        Filter("kind", gettext_lazy("类别"), "select", kinds),
        Filter("name", gettext_lazy("做了什么"), "select", sorted(audit.titles().items())),
        *_shared_filters(),
    ]


def _sign_in_filters() -> list[Filter]:
    return [
        Filter("actor", gettext_lazy("谁"), placeholder=gettext_lazy("姓名或账号")),
        Filter("name", gettext_lazy("事件"), "select", [(n, audit.titles()[n]) for n in _EVENTS]),
        *_shared_filters(),
    ]


_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _midnight(text: str, *, plus: int = 0) -> datetime | None:
    try:
        day = date.fromisoformat(text)
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return None  # so far off that its midnight has no place in every time zone
        return timezone.make_aware(datetime.combine(day + timedelta(days=plus), time()))
    except (ValueError, OverflowError):
        return None  # a date field left half-typed filters nothing


def entries(actor: Actor, asked: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Return the trail within the actor's scope, as the filters ask."""
    found = AuditEntry.objects.filter(within(actor, Permit.AUDIT_READ))
    if who := asked.get("actor", "").strip():
        named = Account.objects.filter(username__startswith=who.lower()).values("pk")
        tried = Q(detail__username__startswith=who.lower())
        found = found.filter(Q(actor__startswith=who) | Q(account__in=named) | tried)
    for key in ("kind", "name", "address"):
        if asked.get(key):
            found = found.filter(**{f"{key}__startswith": asked[key]})
    if (since := _midnight(asked.get("from", ""))) is not None:
        found = found.filter(at__gte=since)
    if (until := _midnight(asked.get("to", ""), plus=1)) is not None:
        found = found.filter(at__lt=until)
    if asked.get("outcome") in ("done", "failed"):
        found = found.filter(_FAILED if asked["outcome"] == "failed" else ~_FAILED)
    return found


def sign_ins(actor: Actor, asked: Mapping[str, str]) -> QuerySet[AuditEntry]:
    """Return who signed in and out, and who tried to."""
    return entries(actor, asked).filter(kind=audit.Kind.SESSION.value, name__in=_EVENTS)


def _window(rows: QuerySet[AuditEntry], fields: tuple[str, ...], request: ActorRequest) -> Window:
    order = ["-sequence"]
    try:
        return window(rows, fields=fields, order=order, after=request.GET.get("after", ""))
    except BadCursor:
        return window(rows, fields=fields, order=order, after="")


def _shown(
    request: ActorRequest, key: str, columns: tuple[Column, ...], filters: list[Filter],
    seen: Window, rows: Sequence[tuple[object, ...]],
) -> Table:  # fmt: skip
    query = request.GET.urlencode()
    return Table(
        key=key,
        columns=heads(request, columns, ""),
        rows=rows,
        filters=filled(request, filters),
        next_url=next_url(request, seen.next),
        export_url=f"/sheets/{key}/export" + (f"?{query}" if query else ""),
        empty_title=_("没有符合条件的记录"),
        empty_hint=_("换个条件再查。"),
    )


@page(
    Permit.AUDIT_READ,
    menu=Menu(gettext_lazy("操作记录"), "shield", 20, group="system"),
    name="platform:audit",
)
def audit_list(request: ActorRequest) -> HttpResponse:
    """Who did, saw and was refused what, newest first."""
    seen = _window(entries(request.actor, request.GET), _AUDIT_FIELDS, request)
    rows = [_audit_cells(*row) for row in seen.rows]
    table = _shown(request, "audit", AUDIT_COLUMNS, _audit_filters(), seen, rows)
    return shown_list(request, table, _("操作记录"))


@page(
    Permit.AUDIT_READ,
    menu=Menu(gettext_lazy("登录记录"), "clipboard", 19, group="system"),
    name="platform:sign_ins",
)
def sign_in_list(request: ActorRequest) -> HttpResponse:
    """Who signed in from where, and who tried in vain, newest first."""
    seen = _window(sign_ins(request.actor, request.GET), _SIGN_IN_FIELDS, request)
    rows = [
        (at, username, actor, event, badge(outcome, "red" if failed else "green"), address)
        for (at, username, actor, event, outcome, address), failed in _sign_in_texts(seen.rows)
    ]
    table = _shown(request, "sign-ins", SIGN_IN_COLUMNS, _sign_in_filters(), seen, rows)
    return shown_list(request, table, _("登录记录"))


def _texts(  # noqa: PLR0913 - one argument a column
    sequence: int, at: object, actor: str, kind: str, name: str, subject: str,
    ids: list[int], detail: dict[str, object], reason: str, address: str,
) -> tuple[object, ...]:  # fmt: skip
    some = "、".join(str(key) for key in ids[:5]) + (f" … {len(ids)}" if len(ids) > 5 else "")
    says = trail_words.worded(detail)
    title = _KINDS[kind][0]
    about = f"{trail_words.subject_of(subject)} {some}".strip()
    return sequence, shown_at(at), actor, title, called(kind, name), about, says, reason, address


def _audit_cells(*row: object) -> tuple[object, ...]:
    cells = list(_texts(*row))  # type: ignore[arg-type]
    cells[3] = badge(cells[3], _KINDS[str(row[3])][1])
    return tuple(cells)


def _sign_in_texts(
    rows: Iterable[tuple[object, ...]],
) -> Iterable[tuple[tuple[object, ...], bool]]:
    given = list(rows)
    known = dict(
        Account.objects.filter(pk__in={row[2] for row in given if row[2]}).values_list(
            "pk", "username"
        )
    )
    for _sequence, at, account, actor, name, detail, address in given:
        tried = detail.get("username", "") if isinstance(detail, dict) else ""
        failed = str(name).endswith("_failed")
        locked = failed and isinstance(detail, dict) and detail.get("locked")
        outcome = _("已锁定") if locked else _("失败") if failed else _("成功")
        username = tried or known.get(account, "")  # type: ignore[call-overload]
        yield (shown_at(at), username, actor, audit.titles()[str(name)], outcome, address), failed


def _give_audit(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    rows = entries(actor, query).order_by("-sequence").values_list(*_AUDIT_FIELDS)
    for row in rows.iterator(2000):
        yield tuple(str(cell) for cell in _texts(*row))


def _give_sign_ins(actor: Actor, query: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    rows = sign_ins(actor, query).order_by("-sequence").values_list(*_SIGN_IN_FIELDS)
    for cells, _is_failed in _sign_in_texts(rows.iterator(2000)):
        yield tuple(str(cell) for cell in cells)


declare(
    Giving(
        "audit", gettext_lazy("操作记录"), [c.title for c in AUDIT_COLUMNS], _give_audit,
        Permit.AUDIT_READ, "/audit/",
    )
)  # fmt: skip
declare(
    Giving(
        "sign-ins", gettext_lazy("登录记录"), [c.title for c in SIGN_IN_COLUMNS], _give_sign_ins,
        Permit.AUDIT_READ, "/audit/sign-ins",
    )
)  # fmt: skip

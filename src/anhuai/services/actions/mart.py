"""The points mart: marts, goods, deeds; points earned, exchanged and lapsed, each once.

Points are taken from lots by compare-and-set, those that end first; goods likewise. Whatever two
counters do in the same second, no account and no shelf goes below none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anhuai.funds.rules.vouchers import Left, chosen
from anhuai.kernel.text import normalise
from anhuai.people import queries as people
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.models import (
    Deed,
    Goods,
    Mart,
    PointAccount,
    PointEntry,
    PointLot,
    StockMove,
)
from anhuai.services.rules.mart import MOVES, BadMart, PointKind, until_of

MANAGE, RUN = Permit.MARTS_MANAGE, Permit.MARTS_RUN


@action(permit=MANAGE, title=_("开设爱心超市"), logs=("division", "since"), subject="mart")
def open_mart(
    actor: Actor, *, name: str, division: str, since: date, address: str = "", opens: str = ""
) -> Mart:
    """Open a mart of a division in reach; raises `BadMart`."""
    if not actor.scope(MANAGE).covers(division) or len(division) < 9:
        raise BadMart(
            "division", "请选择辖区内的乡镇或村。", "Choose a town or village of your area.",
            field="division",
        )  # fmt: skip
    called = normalise(name)
    if not 1 <= len(called) <= 60:
        raise BadMart("name", "请填写名称，最多 60 字。", "Name it.", field="name")
    try:
        with transaction.atomic():
            return Mart.objects.create(
                name=called, division=division, since=since, address=normalise(address)[:120],
                opens=normalise(opens)[:60],
            )  # fmt: skip
    except IntegrityError as clash:
        raise BadMart("twice", "当地已有同名的爱心超市。", "There is one.", field="name") from clash


@action(permit=MANAGE, title=_("停办爱心超市"), logs=("mart", "on"), subject="mart")
def close_mart(actor: Actor, *, mart: int, version: int, on: date) -> Mart:
    """Close a mart from a day on; accounts are the county's and stay."""
    one = queries.mart(actor, mart, permit=MANAGE)
    if on <= one.since:
        raise BadMart("days", "停办日期应晚于开设日期。", "It ends after it began.", field="on")
    if not Mart.objects.filter(pk=one.pk, version=version, until=None).update(
        until=on, version=version + 1
    ):
        raise Stale("mart", mart)
    one.refresh_from_db()
    return one


@action(permit=MANAGE, title=_("登记积分事项"), logs=("points", "since"), subject="deed")
def list_deed(actor: Actor, *, title: str, points: int, since: date, document: str = "") -> Deed:
    """Put a deed on the county's list, or its points anew from a day on; what was earned stays."""
    county.require_whole(actor, MANAGE)
    called = normalise(title)
    if not 1 <= len(called) <= 80 or not 0 < points <= 10_000:
        raise BadMart("deed", "请填写事项和 1 到 10000 的积分。", "1 to 10000.", field="points")
    before = Deed.objects.filter(title=called, until=None).first()
    if before is not None:
        before.until = max(since, before.since)
        before.save(update_fields=["until"])
    return Deed.objects.create(
        title=called, points=points, since=since, document=normalise(document)[:120]
    )


@action(permit=RUN, title=_("物品入库"), logs=("mart", "points", "count"), subject="goods")
def stock_goods(
    actor: Actor, *, mart: int, name: str, points: int, count: int, on: date, says: str = ""
) -> Goods:
    """Put goods on a mart's shelf at a price in points; a negative count is written off."""
    one = queries.mart(actor, mart, permit=RUN)
    called = normalise(name)
    if not 1 <= len(called) <= 60 or not 0 < points <= 100_000 or not abs(count) <= 100_000:
        raise BadMart("goods", "请核对物品名称、积分和数量。", "Check them.", field="points")
    found = Goods.objects.filter(mart=one, name=called, ended_on=None).first()
    if found is None:
        found = Goods.objects.create(mart=one, name=called, points=points)
    elif found.points != points:
        Goods.objects.filter(pk=found.pk).update(points=points)
    move_stock(found, count, on, normalise(says) or "入库", actor)
    found.refresh_from_db()
    return found


def move_stock(
    goods: Goods, change: int, on: date, says: str, actor: Actor, entry: PointEntry | None = None
) -> None:
    """Move goods on or off a shelf; raises `BadMart` where there are too few."""
    if not change:
        return
    rows = Goods.objects.filter(pk=goods.pk, stock__gte=-change)
    if not rows.update(stock=F("stock") + change):
        raise BadMart(
            "stock", f"“{goods.name}”库存不足，请核对数量或换别的物品。",
            "Not so many are left: take fewer or something else.", field="count",
        )  # fmt: skip
    StockMove.objects.create(
        goods=goods, change=change, on=on, says=says[:160], entry=entry,
        recorded_by=actor.name[:64],
    )  # fmt: skip


# points ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whose account: a person's, or a household's."""

    person: int = 0
    household: int = 0

    def __str__(self) -> str:
        """Return it as the trail writes it."""
        return f"person {self.person}" if self.person else f"household {self.household}"


def _account(actor: Actor, holder: Holder) -> PointAccount:
    """Return the account of somebody in reach, opened when it is first needed."""
    now = clock.now()
    if holder.person:
        one = people.person_in_scope(actor, holder.person, permit=RUN)
        if one.died is not None:
            raise BadMart("died", "登记显示此人已去世，请用其家庭的账户。", "The register: died.")
        made, _new = PointAccount.objects.get_or_create(
            person_id=one.pk, defaults={"place": one.division or one.hukou, "opened_at": now}
        )
        return made
    home = people.household_in_scope(actor, holder.household, permit=RUN)
    made, _new = PointAccount.objects.get_or_create(
        household_id=home.pk, defaults={"place": home.division, "opened_at": now}
    )
    return made


@action(permit=RUN, title=_("发放积分"), logs=("holder", "deed", "on"), subject="point_entry")
def award(
    actor: Actor, *, holder: Holder, deed: int, on: date, reason: str, client: UUID
) -> PointEntry:
    """Award the points of a listed deed, with what was done; the same `client` again is one."""
    found = Deed.objects.filter(queries.open_on(on), pk=deed).first()
    if found is None:
        raise BadMart("deed", "请选择当天有效的积分事项。", "Choose a listed deed.", field="deed")
    if on > clock.today():
        raise BadMart("days", "日期不能晚于今天。", "Not a day to come.", field="on")
    said = normalise(reason)
    if len(said) < 2:
        raise BadMart("reason", "请写明做了什么。", "Say what was done.", field="reason")
    account = _account(actor, holder)
    told = _Said(key=f"award:{client}", on=on, says=found.title, reason=said, deed=found)
    entry = _write(actor, account, PointKind.EARN, found.points, told)
    if entry is None:
        return PointEntry.objects.get(key=f"award:{client}")
    months = queries.points_months(on)
    PointLot.objects.create(
        account=account, entry=entry, points=found.points, since=on, until=until_of(on, months)
    )
    return entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What a movement says; `key` names it once for ever."""

    key: str
    on: date
    says: str
    reason: str = ""
    deed: Deed | None = None
    goods: Goods | None = None
    count: int = 1


def _write(
    actor: Actor, account: PointAccount, kind: PointKind, points: int, said: _Said
) -> PointEntry | None:
    """Write one movement; None where its key is on record already."""
    source, target = MOVES[kind]
    try:
        with transaction.atomic():
            return PointEntry.objects.create(
                account=account, kind=kind, source=source, target=target, points=points,
                key=said.key, on=said.on, says=said.says[:160], reason=said.reason[:160],
                deed=said.deed, goods=said.goods, count=said.count, recorded_at=clock.now(),
                recorded_by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError:
        if PointEntry.objects.filter(key=said.key).exists():
            return None
        raise


@action(
    permit=RUN, title=_("积分兑换"), logs=("holder", "goods", "count", "on"), subject="point_entry"
)
def exchange(
    actor: Actor, *, holder: Holder, goods: int, count: int, on: date, client: UUID
) -> PointEntry:
    """Exchange points for goods of a mart in reach; all of it or nothing, `client` once."""
    found = Goods.objects.select_related("mart").filter(pk=goods, ended_on=None).first()
    if found is None:
        raise NotHere("goods", goods)
    queries.mart(actor, found.mart_id, permit=RUN)
    if not 0 < count <= 1000 or on > clock.today():
        raise BadMart("count", "请核对数量和日期。", "Check the number and day.", field="count")
    account = _account(actor, holder)
    needed = found.points * count
    key = f"exchange:{client}"
    before = PointEntry.objects.filter(key=key).first()
    if before is not None:
        return before
    rows = PointLot.objects.filter(account=account, since__lte=on, gone__lt=F("points"))
    rows = rows.filter(Q(until=None) | Q(until__gt=on))
    held = [Left(one.pk, one.points - one.gone, one.until) for one in rows]
    parts = chosen(needed, held)
    if parts is None:
        raise _short(sum(one.left for one in held), needed)
    says = f"{found.name} × {count}"
    told = _Said(key=key, on=on, says=says, goods=found, count=count, reason=found.mart.name)
    entry = _write(actor, account, PointKind.EXCHANGE, needed, told)
    if entry is None:
        return PointEntry.objects.get(key=key)
    _draw(parts, needed)
    move_stock(found, -count, on, "积分兑换", actor, entry)
    return entry


def _draw(parts: Sequence[tuple[int, int]], needed: int) -> None:
    for key, part in parts:
        rows = PointLot.objects.filter(pk=key, gone__lte=F("points") - part)
        if not rows.update(gone=F("gone") + part):
            raise _short(0, needed)


def _short(left: int, needed: int) -> BadMart:
    return BadMart(
        "left", f"积分不够：可用 {left} 分，需要 {needed} 分。可能刚在别处兑换，请刷新后核对。",
        f"Too few points: {left} of {needed}; some may just have been exchanged elsewhere.",
        field="count",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lapsed:
    """How many lots lapsed, and how many points."""

    lots: int
    points: int


@action(permit=MANAGE, title=_("积分过期"), logs=("on",), subject="point_entry")
def lapse(actor: Actor, *, on: date) -> Lapsed:
    """Let the points that ended by a day lapse, each lot once."""
    county.require_whole(actor, MANAGE)
    lots = points = 0
    rows = PointLot.objects.filter(until__lte=on, gone__lt=F("points")).select_related("account")
    for one in rows.order_by("pk"):
        left = one.points - one.gone
        with transaction.atomic():
            moved = PointLot.objects.filter(pk=one.pk, gone=one.gone).update(gone=one.points)
            if not moved:
                continue  # exchanged just now: the next night looks again
            told = _Said(key=queries.lapse_key(one.pk), on=on, says="积分过期")
            _write(actor, one.account, PointKind.LAPSE, left, told)
        lots, points = lots + 1, points + left
    return Lapsed(lots, points)

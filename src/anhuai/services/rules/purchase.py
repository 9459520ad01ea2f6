"""Government purchase: who may be bought from on a day, what a contract covers and still has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from anhuai.facilities.rules import Titled
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.unfit import Unfit


class BadPurchase(Unfit):
    """What cannot be bought so; codes: service, twice, period, licence, ceiling, price, fund…"""


class LicenceKind(Titled):
    """What an undertaker shows."""

    REGISTRATION = "registration", "法人登记证书或营业执照", "Registration or business licence"
    FOOD = "food", "食品经营许可", "Food business licence"
    MEDICAL = "medical", "医疗机构执业许可（备案）", "Medical institution licence or filing"
    OTHER = "other", "其他资质", "Other qualification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """A licence as it is entered; `until` is the day after its last."""

    kind: str
    number: str
    issuer: str = ""
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """A contract as it is signed: [since, until), ceiling and unit prices in fen by service."""

    number: str
    title: str
    organisation: int
    since: date
    until: date
    ceiling: int
    fund: str
    purpose: str
    document: str
    prices: Mapping[str, int] = field(default_factory=dict)


class Standing(Titled):
    """How an undertaker stands on a day."""

    LISTED = "listed", "在名录内", "Listed"
    NOT_YET = "not_yet", "尚未列入", "Not yet listed"
    ENDED = "ended", "已移出", "Removed"
    NO_LICENCE = "no_licence", "没有登记证照", "No licence entered"
    EXPIRED = "expired", "证照过期", "Licence expired"


@dataclass(frozen=True, slots=True)
class Paper:
    """A licence in force on [since, until)."""

    kind: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An undertaker's time on the list, with its licences."""

    since: date
    until: date | None = None
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Stands:
    """How an undertaker stands, by which kind of licence and since when where one expired."""

    what: Standing
    kind: str = ""
    since: date | None = None


def _holds(since: date, until: date | None, on: date) -> bool:
    return since <= on and (until is None or on < until)


def stands(one: Listed, on: date) -> Stands:
    """Return how an undertaker stands on a day.

    Of every kind of licence it ever showed one must be in force: a food licence that ran out is not
    made good by a business licence. With none at all nobody may be bought from.
    """
    if on < one.since:
        return Stands(Standing.NOT_YET, since=one.since)
    if one.until is not None and on >= one.until:
        return Stands(Standing.ENDED, since=one.until)
    if not one.papers:
        return Stands(Standing.NO_LICENCE)
    for kind in sorted({paper.kind for paper in one.papers}):
        own = [paper for paper in one.papers if paper.kind == kind]
        if not any(_holds(paper.since, paper.until, on) for paper in own):
            past = [paper.until for paper in own if paper.until is not None and paper.until <= on]
            return Stands(Standing.EXPIRED, kind, max(past, default=None))
    return Stands(Standing.LISTED)


def refuse_unfit(name: str, lists: Iterable[Listed], on: date) -> None:
    """Raise `BadPurchase` unless one of an organisation's times on the list holds on a day."""
    found = [stands(one, on) for one in lists]
    if any(one.what is Standing.LISTED for one in found):
        return
    for one in found:
        if one.what is Standing.EXPIRED:
            raise _expired(name, one)
    if any(one.what is Standing.NO_LICENCE for one in found):
        raise BadPurchase(
            "licence", f"“{name}”没有登记证照，请先在承接主体页登记。",
            f"{name} has no licence on record: enter it with the undertaker.",
            field="organisation",
        )  # fmt: skip
    raise BadPurchase(
        "listed", f"“{name}”在 {on} 不在承接主体名录内，请先列入名录。",
        f"{name} is not on the list of undertakers on {on}: list it first.", field="organisation",
    )  # fmt: skip


def _expired(name: str, one: Stands) -> BadPurchase:
    kind = LicenceKind(one.kind)
    last = one.since - timedelta(days=1) if one.since else None
    told = f"已于 {last} 到期" if last else "尚未生效"
    told_en = f"expired on {last}" if last else "is not yet in force"
    return BadPurchase(
        "licence", f"“{name}”的{kind.title_zh}{told}，请先登记换发的新证。",
        f"The {kind.title_en.lower()} of {name} {told_en}: enter the renewed one first.",
        field="organisation",
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A contract as a settlement looks at it: [since, until), unit prices, what is left."""

    key: int
    number: str
    since: date
    until: date
    left: Fen
    prices: Mapping[str, int]

    def covers(self, service: str, on: date) -> bool:
        """Whether a service on a day is bought under it."""
        return self.since <= on < self.until and service in self.prices


def covering(contracts: Iterable[Terms], service: str, on: date) -> Terms | None:
    """Return the contract a service on a day falls under: the oldest that covers it."""
    found = [one for one in contracts if one.covers(service, on)]
    return min(found, key=lambda one: (one.since, one.key), default=None)


def refuse_ceiling(number: str, *, ceiling: int, used: int, more: int) -> None:
    """Raise `BadPurchase` where a contract would be spent beyond its ceiling."""
    if used + more <= ceiling:
        return
    left = format_yuan(Fen(ceiling - used))
    raise BadPurchase(
        "ceiling",
        f"合同 {number} 的剩余额度只有 {left} 元，本次需要 {format_yuan(Fen(more))} 元，"
        "请先签订补充协议提高总额。",
        f"Contract {number} has {left} yuan left of its ceiling, {format_yuan(Fen(more))} are "
        "needed: amend it first.", field="ceiling",
    )  # fmt: skip

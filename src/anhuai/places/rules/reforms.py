"""Divisions that change: mergers, splits, new names, new codes, and who follows whom."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from anhuai.kernel.divisions import Level, is_within, level_of, parent_of
from anhuai.kernel.unfit import Unfit

WHOLE: Final = Decimal(1)
_STEP: Final = Decimal("0.0001")
_CLASSES: Final = ((1, 199), (200, 399), (400, 999))
"""Neighbourhood and village committees number apart (statistical code, confidence C)."""


class BadReform(Unfit):
    """A reform that cannot be: codes: document, name, code, used, level, parent, outside, share,
    heir, unit, too_early, nothing, state, second, later, clash, moved, weight, full."""


class Kind(StrEnum):
    """What happens to the units."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RECODE = "recode"

    @property
    def label(self) -> str:
        """The kind's name in Chinese."""
        return _KINDS[self][0]

    @property
    def label_en(self) -> str:
        """The kind's name in English."""
        return _KINDS[self][1]


_KINDS: Final = {
    Kind.MERGE: ("合并", "Merger"),
    Kind.SPLIT: ("分设、划出", "Split"),
    Kind.RENAME: ("更名", "New name"),
    Kind.RECODE: ("变更代码", "New code"),
}


class State(StrEnum):
    """How far a reform has come."""

    DRAFTED = "drafted"
    CONFIRMED = "confirmed"
    EXECUTED = "executed"
    UNDOING = "undoing"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state's name in Chinese."""
        return _STATES[self][0]

    @property
    def label_en(self) -> str:
        """The state's name in English."""
        return _STATES[self][1]


_STATES: Final = {
    State.DRAFTED: ("待确认", "To be confirmed"),
    State.CONFIRMED: ("已确认，待生效", "Confirmed, to take effect"),
    State.EXECUTED: ("已生效", "In effect"),
    State.UNDOING: ("正在撤销", "Being undone"),
    State.UNDONE: ("已撤销", "Undone"),
    State.WITHDRAWN: ("已作废", "Withdrawn"),
}


class Roles(StrEnum):
    """What becomes of roles held at units that end."""

    FOLLOW = "follow"
    END = "end"

    @property
    def label(self) -> str:
        """The choice in Chinese."""
        return _ROLES[self][0]

    @property
    def label_en(self) -> str:
        """The choice in English."""
        return _ROLES[self][1]


_ROLES: Final = {
    Roles.FOLLOW: ("转到接续单位", "Go on at the successors"),
    Roles.END: ("到期结束，由管理员重新分配", "End; administrators grant them anew"),
}


@dataclass(frozen=True, slots=True)
class Succession:
    """One unit, or its share, goes on in another; `is_heir` marks where its own records go."""

    old: str
    new: str
    name: str
    share: Decimal = WHOLE
    is_heir: bool = True

    @property
    def goes_on(self) -> bool:
        """Whether the unit keeps its code."""
        return self.old == self.new


class Moves:
    """Where a record at a code goes."""

    def __init__(self, successions: Iterable[Succession]) -> None:
        rows = list(successions)
        self._heirs = {row.old: row.new for row in rows if row.is_heir}
        self._all: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            self._all[row.old].append(row.new)
        self.begun = {row.new for row in rows} - set(self._all)
        """Codes that begin with the reform."""
        self.ended = set(self._all) - {row.new for row in rows}
        """Codes that end with it."""

    @property
    def roots(self) -> list[str]:
        """The codes under which something may move, none inside another."""
        olds = sorted(self.ended)
        return [code for code in olds if not any(code != o and is_within(code, o) for o in olds)]

    def target(self, code: str) -> str | None:
        """Return where what stands at a code goes, None where it stays.

        What stands at a unit that goes on stays. A village nobody knows, of a town that ends, is
        taken to the town that follows.
        """
        if code in self.ended:
            return self._heirs[code]
        return self._heirs[code[: Level.TOWN]] if code[: Level.TOWN] in self.ended else None

    def targets(self, code: str) -> list[str]:
        """Return every unit that a unit which ends goes on in."""
        return self._all[code] if code in self.ended else []


def check(
    kind: Kind, rows: Sequence[Succession], *, on: date, since: Mapping[str, date],
    names: Mapping[str, str], used: Collection[str],
) -> None:  # fmt: skip
    """Raise `BadReform` unless the successions make a reform of current units on a day.

    `since` and `names` are those of the current units, `used` every code that ever was one.
    """
    olds = {row.old for row in rows}
    news = {row.new for row in rows}
    _check_codes(rows, since)
    for code in sorted(news - olds):
        if code in used:
            raise BadReform(
                "used", f"代码 {code} 已经用过，区划代码不重复使用；请填写新的代码。",
                f"Code {code} was used before, and no code is used twice: enter another.",
                field="code",
            )  # fmt: skip
    for code in sorted(olds):
        if since[code] >= on:
            raise BadReform(
                "too_early",
                f"{names[code]}（{code}）自 {since[code]} 起才有，生效日期应当更晚。",
                f"{names[code]} ({code}) exists since {since[code]}: the day must be later.",
                field="on",
            )
    _check_parents(rows)
    _check_shares(rows, names)
    if all(row.goes_on and row.name == names[row.old] for row in rows):
        raise BadReform(
            "nothing", "名称和代码都没有变化，不用登记。", "Nothing changes.", field="name"
        )
    _check_kind(kind, olds, news)


def _check_codes(rows: Sequence[Succession], since: Mapping[str, date]) -> None:
    for row in rows:
        if row.old not in since:
            raise BadReform(
                "unit", f"{row.old} 不是现有的区划，可能已经撤并；请重新选择。",
                f"{row.old} is no current division: choose again.", field="units",
            )  # fmt: skip
        if not row.name:
            raise BadReform("name", "请填写名称。", "Enter the name.", field="name")
        if level_of(row.old) not in (Level.TOWN, Level.VILLAGE):
            raise BadReform(
                "level", "只办理乡级和村级区划的变更。", "Only towns and villages are reformed.",
                field="units",
            )  # fmt: skip
        if not row.new.isdigit() or len(row.new) != len(row.old):
            title = level_of(row.old).title
            raise BadReform(
                "code",
                f"“{row.new}”不是{title}代码，应为 {len(row.old)} 位数字。",
                f"{row.new or 'Nothing'} is no code of this level: {len(row.old)} digits.",
                field="code",
            )


def _check_parents(rows: Sequence[Succession]) -> None:
    """Units of one reform lie in one county, villages in one town: else shares above would lie."""
    level = min(len(row.old) for row in rows)
    own = [row for row in rows if len(row.old) == level]
    above = {parent_of(code) for row in own for code in (row.old, row.new)}
    if len(above) > 1:
        raise BadReform(
            "parent",
            "把村划到别的乡镇，请按乡镇的“分设、划出”办理；乡镇不能划到别的县。"
            if level == Level.VILLAGE
            else "一次变更的乡镇应在同一个县（市、区）。",
            "A village goes to another town by a split of its town; towns stay in their county.",
            field="code",
        )


def _check_shares(rows: Sequence[Succession], names: Mapping[str, str]) -> None:
    shares: dict[str, Decimal] = defaultdict(Decimal)
    heirs: Counter[str] = Counter()
    for row in rows:
        shares[row.old] += row.share
        heirs[row.old] += row.is_heir
        if row.share < 0:
            raise BadReform("share", "份额不能是负数。", "A share is not negative.", field="parts")
    for code, total in shares.items():
        if total != WHOLE:
            raise BadReform(
                "share",
                f"{names[code]}的份额合计 {total * 100:f}%，应为 100%。",
                f"The shares of {names[code]} come to {total * 100:f}%, not 100%.",
                field="parts",
            )
        if heirs[code] != 1 or any(r.goes_on and not r.is_heir for r in rows if r.old == code):
            raise BadReform(
                "heir", "每个单位有一个承接单位，保留的单位由自己承接。",
                "Each unit has one heir; one that goes on is its own.",
            )  # fmt: skip


def _check_kind(kind: Kind, olds: set[str], news: set[str]) -> None:
    level = min(len(code) for code in olds)
    before = {code for code in olds if len(code) == level}
    after = {code for code in news if len(code) == level}
    right = {
        Kind.MERGE: len(before) > 1 and len(after) == 1,
        Kind.SPLIT: len(after) > 1,
        Kind.RENAME: before == after,
        Kind.RECODE: len(before) == len(after) == 1,
    }[kind]
    if not right:
        raise BadReform(
            "units",
            {
                Kind.MERGE: "合并至少要选两个单位，并成一个。",
                Kind.SPLIT: "分设、划出至少要有两个接续单位。",
                Kind.RENAME: "更名不改代码；代码也变时请选“变更代码”。",
                Kind.RECODE: "变更代码一次办理一个单位。",
            }[kind],
            "The units do not make such a reform: check how many there are.",
            field="units",
        )


def next_code(town: str, old: str, taken: Collection[str]) -> str:
    """Return the code of a village in another town: its own number, or the next of its class.

    Gaps are filled only once the class has been counted to its end; raises `BadReform` when full.
    """
    own = int(old[Level.TOWN :])
    first, last = next((low, high) for low, high in _CLASSES if own <= high)
    there = {int(code[Level.TOWN :]) for code in taken if code[: Level.TOWN] == town and code[9:]}
    after = max((number for number in there if first <= number <= last), default=first - 1) + 1
    for number in [own, *range(after, last + 1), *range(first, after)]:
        code = f"{town}{number:03d}"
        if code not in taken:
            return code
    raise BadReform(
        "full", f"{town} 下已没有空闲的村级代码。", f"No village code is free in {town}."
    )


def villages_follow(
    rows: Sequence[Succession], villages: Mapping[str, str], used: Collection[str],
    chosen: Mapping[str, str] | None = None,
) -> list[Succession]:  # fmt: skip
    """Return where the villages of reformed towns go: the town chosen, else the heir.

    A village of a town that goes on stays unless another town is `chosen` for it.
    """
    heirs = {row.old: row.new for row in rows if row.is_heir}
    taken = set(used)
    found = []
    for code, name in sorted(villages.items()):
        town = parent_of(code)
        stays = any(row.goes_on and row.old == town for row in rows)
        goes = (chosen or {}).get(code) or (town if stays else heirs[town])
        if goes == town:
            continue
        new = next_code(goes, code, taken)
        taken.add(new)
        found.append(Succession(code, new, name))
    return found


def shares_by_weight(weights: Sequence[int]) -> list[Decimal]:
    """Return shares to four digits that come to exactly 1; the largest takes what rounding leaves.

    Raises `BadReform` where nothing weighs anything.
    """
    total = sum(weights)
    if not total:
        raise BadReform(
            "weight",
            "名册上还没有人，无法按人口计算份额，请填写百分比。",
            "Nobody is on record to weigh the parts by: enter the percentages.",
            field="parts",
        )
    shares = [(Decimal(weight) / total).quantize(_STEP) for weight in weights]
    shares[weights.index(max(weights))] += WHOLE - sum(shares, Decimal())
    return shares

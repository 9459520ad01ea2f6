"""Home adaptation: what may be done in a home, how a plan is priced, which step follows which."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.money import Fen, format_yuan
from anhuai.kernel.unfit import Unfit


class BadAdaptation(Unfit):
    """A step of an adaptation that cannot be taken; `code` names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that may be done or given: the code is the room's and its own, as "ground.ramp"."""

    code: str
    title: str
    title_en: str
    is_basic: bool
    """Whether public money pays for it; what is optional the family chooses and pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the home, what is looked at there, and what may be done."""

    title: str
    title_en: str
    asks: str
    asks_en: str
    works: tuple[Work, ...]
    basis: Basis
    examples: tuple[tuple[str, bool], ...]
    """Codes of works, and whether each is basic."""


class State(Titled):
    """How far an adaptation is."""

    OPENED = "opened", "待入户勘察", "To be surveyed"
    SURVEYED = "surveyed", "待定方案", "To be planned"
    PLANNED = "planned", "待本人同意", "Waits for agreement"
    AGREED = "agreed", "待施工", "To be built"
    BUILDING = "building", "施工中", "Being built"
    BUILT = "built", "待验收", "To be accepted"
    ACCEPTED = "accepted", "待支付", "To be paid"
    PREPARED = "prepared", "待审批支付", "Payment to be approved"
    PAID = "paid", "待回访", "To be followed up"
    DONE = "done", "已办结", "Done"
    CANCELLED = "cancelled", "已终止", "Cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self in {State.DONE, State.CANCELLED}


ACCEPTED_STATES: Final = (State.ACCEPTED, State.PREPARED, State.PAID, State.DONE)
BEFORE_ACCEPTANCE: Final = (
    State.OPENED, State.SURVEYED, State.PLANNED, State.AGREED, State.BUILDING, State.BUILT,
)  # fmt: skip


class Step(Titled):
    """What the timeline says was done."""

    OPENED = "opened", "列入改造", "Taken up"
    SURVEYED = "surveyed", "入户勘察", "Surveyed"
    PLANNED = "planned", "确定方案和价格", "Planned and priced"
    AGREED = "agreed", "本人（家属）同意", "Agreed"
    REFUSED = "refused", "本人（家属）不同意方案", "Plan refused"
    STARTED = "started", "开始施工", "Work began"
    BUILT = "built", "施工完成", "Work finished"
    ACCEPTED = "accepted", "验收合格", "Accepted"
    REJECTED = "rejected", "验收不合格，退回整改", "Sent back"
    PREPARED = "prepared", "编制付款", "Payment prepared"
    PAID = "paid", "支付", "Paid"
    FOLLOWED = "followed", "回访", "Followed up"
    MOVED = "moved", "迁居，重新勘察", "Moved: to be surveyed anew"
    CANCELLED = "cancelled", "终止", "Cancelled"


class Ending(Titled):
    """Why an adaptation ended before it was done."""

    DIED = "died", "本人去世", "Died"
    MOVED = "moved", "迁居", "Moved away"
    INSTITUTION = "institution", "入住机构", "Entered an institution"
    WITHDRAWN = "withdrawn", "本人放弃", "Withdrawn"
    UNFIT = "unfit", "房屋不具备改造条件", "The home cannot be adapted"
    MISTAKE = "mistake", "登记错误", "Entered by mistake"


class Stage(Titled):
    """When a photo was taken."""

    SURVEY = "survey", "勘察", "Survey"
    BEFORE = "before", "改造前", "Before"
    AFTER = "after", "改造后", "After"
    FOLLOW = "follow", "回访", "Follow-up"


class Result(Titled):
    """What the follow-up found."""

    USED = "used", "正常使用", "In use"
    BROKEN = "broken", "有损坏，须维修", "Broken, needs repair"
    UNUSED = "unused", "没有使用", "Not used"
    GONE = "gone", "本人去世或迁走", "Has died or moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One work of a plan: what it costs, and how much of that the family pays."""

    work: str
    price: Fen
    own: Fen
    note: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What a plan costs, and who pays how much."""

    total: Fen
    public: Fen
    own: Fen


def price_of(lines: Sequence[Line], *, works: Mapping[str, Work], ceiling: Fen) -> Price:
    """Return what a plan costs; raises `BadAdaptation`.

    Public money pays basic works up to the ceiling; what is above it, and what is optional, is the
    family's own share and must be entered as such.
    """
    if not lines:
        raise BadAdaptation(
            "empty", "方案里还没有项目，请至少填写一项价格。", "The plan is empty: price one work."
        )
    for one in lines:
        _check_line(one, works)
    total = Fen(sum(one.price for one in lines))
    own = Fen(sum(one.own for one in lines))
    public = Fen(total - own)
    if public > ceiling:
        over = Fen(public - ceiling)
        raise BadAdaptation(
            "ceiling",
            f"公共资金 {format_yuan(public)} 元超过每户上限 {format_yuan(ceiling)} 元，请减少项目，"
            f"或把超出的 {format_yuan(over)} 元填为自付。",
            f"Public money of {format_yuan(public)} yuan exceeds the ceiling of "
            f"{format_yuan(ceiling)}: drop works or enter {format_yuan(over)} as own share.",
        )  # fmt: skip
    return Price(total, public, own)


def _check_line(one: Line, works: Mapping[str, Work]) -> None:
    work = works.get(one.work)
    if work is None:
        raise BadAdaptation(
            "work", "有一个项目已不在清单里，请重新选择。", "A work is no longer on the list."
        )
    if one.price <= 0 or one.own < 0 or one.own > one.price:
        raise BadAdaptation(
            "price", f"“{work.title}”的价格应大于 0，自付不超过价格。",
            f"“{work.title_en}”: a price above 0, and no more own share than that.",
            field=f"price_{field_of(one.work)}",
        )  # fmt: skip
    if not work.is_basic and one.own != one.price:
        raise BadAdaptation(
            "optional", f"“{work.title}”是可选项目，由家庭自付，请把自付填为全部价格。",
            f"“{work.title_en}” is optional: the family pays all of it.",
            field=f"own_{field_of(one.work)}",
        )  # fmt: skip


def field_of(work: str) -> str:
    """Return a work's code as the name of a form's field."""
    return work.replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """How many days each step may take, and after how many the follow-up is due."""

    survey: int
    plan: int
    agree: int
    build: int
    accept: int
    pay: int
    follow: int


_CLOCK: Final[Mapping[State, str]] = MappingProxyType(
    {
        State.OPENED: "survey", State.SURVEYED: "plan", State.PLANNED: "agree",
        State.AGREED: "build", State.BUILDING: "build", State.BUILT: "accept",
        State.ACCEPTED: "pay", State.PREPARED: "pay", State.PAID: "follow",
    }
)  # fmt: skip


def due_on(state: State, since: date, clocks: Clocks) -> date | None:
    """Return the last day of a state entered on a day; None for what is over."""
    name = _CLOCK.get(state)
    return since + timedelta(days=getattr(clocks, name)) if name else None


def check_other(account: int, *, others: Collection[int | None]) -> None:
    """Refuse acceptance by who surveyed or built; raises `BadAdaptation`."""
    if account in {one for one in others if one is not None}:
        raise BadAdaptation(
            "own", "勘察人和施工人不能验收，请由另一个人验收。",
            "Who surveyed or built cannot accept it: somebody else must.",
        )  # fmt: skip


def check_order(on: date, *, after: date | None, today: date, field: str = "on") -> None:
    """Refuse a day to come, or one before the step that went before; raises `BadAdaptation`."""
    if on > today:
        raise BadAdaptation(
            "future", "日期不能晚于今天。", "The day cannot be to come.", field=field
        )
    if after is not None and on < after:
        raise BadAdaptation(
            "order", f"日期不能早于上一步（{after}）。",
            f"The day cannot be before the previous step ({after}).", field=field,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Needy:
    """Why somebody may be a candidate: hardship, and age, disability or lost ability."""

    age: int
    hardships: tuple[str, ...]
    is_disabled: bool
    level: int | None
    """The level of ability held, None where none was found."""


def reasons(one: Needy, *, least_level: int = 1) -> tuple[str, ...]:
    """Return why somebody may have their home adapted; () where they may not.

    Item 6 of the national list: elders in hardship who are very old, disabled or frail.
    """
    if one.age < 60 or not one.hardships:
        return ()
    needs = []
    if one.age >= 80:
        needs.append("very_old")
    if one.is_disabled:
        needs.append("disabled")
    if one.level is not None and one.level >= least_level:
        needs.append("frail")
    return (*one.hardships, *needs) if needs else ()

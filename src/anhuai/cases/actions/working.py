"""Working a case: every move is compare-and-set, writes the timeline and tells who follows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from anhuai.cases import queries
from anhuai.cases.catalogue import KINDS
from anhuai.cases.models import Case, Entry, Errand
from anhuai.cases.rules import (
    ErrandState,
    Move,
    Outcome,
    State,
    What,
    after,
    digest,
    may,
    told_by,
)
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.accounts import accounts_within
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.platform.roles import ROLES

HANDLE = Permit.CASES_HANDLE
Moved = Callable[[Case, Move], None]
_FOLLOWERS: list[Moved] = []


class BadMove(Unfit):
    """A move that cannot be made; codes: state, held, outcome, helper, says, place."""


def follows_moves(moved: Moved) -> Moved:
    """Declare what a higher room does in the transaction of every move (cancel its timers)."""
    _FOLLOWERS.append(moved)
    return moved


# the timeline -----------------------------------------------------------------------------------


def write(
    case: Case,
    what: What,
    *,
    by: str,
    account: int | None = None,
    says: str = "",
    at: datetime | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Entry:
    """Add one line to a timeline, chained to the one before; the caller holds the case's row."""
    before = (
        Entry.objects.filter(case=case).order_by("-pk").values_list("digest", flat=True).first()
    )
    made = Entry(
        case=case, at=at or clock.now(), what=str(what), says=says[:500], by=by, account=account,
        detail=dict(detail or {}),
    )  # fmt: skip
    made.digest = digest(before or "", queries.line_of(made))
    made.save()
    return made


def open_case(  # noqa: PLR0913 - what a case is raised with
    *,
    kind: str,
    says: tuple[str, str],
    severity: int,
    origin: str,
    by: str,
    person: int | None,
    division: str,
    spot: str,
    due_at: datetime | None = None,
) -> tuple[Case, bool]:
    """Open a case, or join the one that is open about the same; say whether it is new.

    In the caller's transaction, under its audit entry. `origin` may have one open case.
    """
    assert kind in KINDS, kind  # noqa: S101 - a developer's mistake
    held = Case.objects.select_for_update().filter(origin=origin, closed_at=None).first()
    now = clock.now()
    if held is not None:
        held.times += 1
        held.severity = min(held.severity, severity)
        held.version += 1
        held.save(update_fields=["times", "severity", "version"])
        write(held, What.AGAIN, by=by, says=says[0])
        return held, False
    made = Case.objects.create(
        kind=kind, says=says[0], says_en=says[1], severity=severity, state=State.RAISED,
        person_id=person, division=division, spot=spot, origin=origin, opened_at=now,
        due_at=due_at,
    )  # fmt: skip
    write(made, What.OPENED, by=by, says=says[0])
    return made, True


# moves ------------------------------------------------------------------------------------------


def _moved(
    actor: Actor,
    case_id: int,
    move: Move,
    *,
    version: int | None = None,
    says: str = "",
    detail: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Case:
    """Make a move from the state and version that was seen; whoever comes second is told so."""
    seen = queries.case(actor, case_id, permit=HANDLE)
    found = Case.objects.select_for_update().get(pk=seen.pk)
    if not may(move, State(found.state)) or (version is not None and found.version != version):
        held = f"，由{found.holder_name}办理" if found.holder_name else ""
        state = State(found.state)
        raise BadMove(
            "state", f"这件事现在是“{state.title_zh}”{held}，请刷新后再操作。",
            f"This is now “{state.title_en}”; refresh the page.",
        )  # fmt: skip
    state = after(move, State(found.state))
    changed = Case.objects.filter(pk=found.pk, version=found.version).update(
        state=str(state), version=F("version") + 1, **fields
    )
    if changed != 1:
        raise BadMove("state", "这件事刚被别人改动，请刷新后再操作。", "Somebody was faster.")
    found.refresh_from_db()
    write(
        found, told_by(move), by=actor.name, account=actor.account, says=normalise(says),
        detail=detail,
    )  # fmt: skip
    for follow in _FOLLOWERS:
        follow(found, move)
    return found


def _mine(actor: Actor) -> dict[str, Any]:
    return {"holder_id": actor.account, "holder_name": actor.name}


@action(permit=HANDLE, title=_("弹屏"), logs=("case_id",), subject="case")
def show(actor: Actor, *, case_id: int) -> Case:
    """Note that a desk showed a case; one that was shown already stays as it is."""
    seen = queries.case(actor, case_id, permit=HANDLE)
    if not may(Move.SHOW, State(seen.state)):
        return seen
    return _moved(actor, case_id, Move.SHOW)


@action(permit=HANDLE, title=_("受理"), logs=("case_id",), subject="case")
def acknowledge(actor: Actor, *, case_id: int, version: int | None = None) -> Case:
    """Take a case: exactly one officer does, and its escalation ends in the same transaction."""
    return _moved(actor, case_id, Move.ACKNOWLEDGE, version=version, **_mine(actor))


@action(permit=HANDLE, title=_("派出"), logs=("case_id", "to"), subject="case")
def dispatch(actor: Actor, *, case_id: int, to: int | None = None, name: str = "") -> Case:
    """Send a helper: an account, who is told on the phone, or a name (120, a neighbour)."""
    name = normalise(name)[:64]
    if to is not None:
        reached = accounts_within(actor.scope(HANDLE)).filter(pk=to, is_active=True).first()
        if reached is None:
            raise BadMove("helper", "没有这名人员，请从列表中选择。", "No such helper.", field="to")
        name = reached.name
    if not name:
        raise BadMove("helper", "请选择派谁去，或填写姓名。", "Say who is sent.", field="name")
    found = _moved(actor, case_id, Move.DISPATCH, says=name)
    made = Errand.objects.create(
        case=found, account_id=to, name=name, state=ErrandState.SENT, sent_at=clock.now()
    )
    if to is not None:
        tell(
            "errand_sent", [to], url=f"/cases/errands/{made.pk}/", kind=[found.says, found.says_en]
        )
    return found


@action(permit=HANDLE, title=_("登记到场"), logs=("case_id",), subject="case")
def arrive(actor: Actor, *, case_id: int, says: str = "") -> Case:
    """Note that a helper without a phone page is there."""
    return _moved(actor, case_id, Move.ARRIVE, says=says)


@action(permit=HANDLE, title=_("转交"), logs=("case_id", "to"), subject="case")
def hand_over(actor: Actor, *, case_id: int, to: int | None = None, says: str = "") -> Case:
    """Give a held case to another officer, or take it over oneself (`to` None)."""
    if to is None:
        return _moved(actor, case_id, Move.HAND_OVER, says=says, **_mine(actor))
    other = accounts_within(actor.scope(HANDLE)).filter(pk=to, is_active=True).first()
    if other is None:
        raise BadMove("helper", "没有这名人员，请从列表中选择。", "No such helper.", field="to")
    found = _moved(
        actor, case_id, Move.HAND_OVER, says=f"{other.name} {says}", holder_id=to,
        holder_name=other.name,
    )  # fmt: skip
    tell("case_handed_over", [to], url=f"/cases/{found.pk}/", kind=[found.says, found.says_en])
    return found


@action(permit=HANDLE, title=_("办结"), logs=("case_id", "outcome"), subject="case")
def resolve(actor: Actor, *, case_id: int, outcome: Outcome, says: str = "") -> Case:
    """End a case with its outcome."""
    seen = queries.case(actor, case_id, permit=HANDLE)
    if outcome not in KINDS[seen.kind].outcomes:
        raise BadMove("outcome", "这类个案没有这种结果。", "No such outcome.", field="outcome")
    return _moved(
        actor, case_id, Move.RESOLVE, says=says, detail={"outcome": str(outcome)},
        outcome=str(outcome), closed_at=clock.now(),
    )  # fmt: skip


@action(permit=HANDLE, title=_("复核"), logs=("case_id",), subject="case")
def review(actor: Actor, *, case_id: int, says: str) -> Case:
    """Look at an ended case again; not whoever ended it."""
    seen = queries.case(actor, case_id, permit=HANDLE)
    if seen.holder_id is not None and seen.holder_id == actor.account:
        raise BadMove("held", "请由办理人以外的人复核。", "Somebody else must review it.")
    if not normalise(says):
        raise BadMove("says", "请写复核意见。", "Write what the review found.", field="says")
    return _moved(actor, case_id, Move.REVIEW, says=says)


@action(permit=HANDLE, title=_("补充记录"), logs=("case_id",), subject="case")
def note(actor: Actor, *, case_id: int, says: str) -> Case:
    """Add a line to the timeline."""
    seen = queries.case(actor, case_id, permit=HANDLE)
    if not normalise(says):
        raise BadMove("says", "请填写内容。", "Write something.", field="says")
    found = Case.objects.select_for_update().get(pk=seen.pk)
    write(found, What.NOTED, by=actor.name, account=actor.account, says=normalise(says))
    found.version += 1
    found.save(update_fields=["version"])
    return found


def helpers(actor: Actor, *, permit: Permit) -> list[tuple[int, str]]:
    """Return the accounts within the scope whose role has a permit, by name."""
    roles = [code for code, role in ROLES.items() if permit in role.permits]
    today = clock.today()
    held = RoleHolding.objects.filter(role__in=roles, since__lte=today).exclude(until__lte=today)
    found = accounts_within(actor.scope(HANDLE)).filter(is_active=True)
    found = found.filter(pk__in=held.values("account"))
    return list(found.order_by("name").values_list("pk", "name")[:200])


# errands ----------------------------------------------------------------------------------------


def _errand(actor: Actor, errand_id: int, *states: ErrandState) -> tuple[Errand, Case]:
    seen = queries.errand(actor, errand_id=errand_id)
    case = Case.objects.select_for_update().get(pk=seen.case_id)
    found = Errand.objects.select_for_update().get(pk=errand_id)
    if ErrandState(found.state) not in states:
        raise BadMove("state", "这次出动已有记录，请刷新。", "This is noted already; refresh.")
    return found, case


def _go_on(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(version=F("version") + 1)


@action(permit=Permit.ERRANDS, title=_("接受出动"), logs=("errand_id",), subject="errand")
def accept(actor: Actor, *, errand_id: int) -> Errand:
    """Say that one is on the way."""
    found, case = _errand(actor, errand_id, ErrandState.SENT)
    found.state, found.accepted_at = ErrandState.ACCEPTED, clock.now()
    found.save(update_fields=["state", "accepted_at"])
    write(case, What.ACCEPTED, by=actor.name, account=actor.account)
    _go_on(case)
    return found


@action(permit=Permit.ERRANDS, title=_("不能出动"), logs=("errand_id",), subject="errand")
def decline(actor: Actor, *, errand_id: int, says: str = "") -> Errand:
    """Say that one cannot go; the desk sees it at once."""
    found, case = _errand(actor, errand_id, ErrandState.SENT)
    found.state, found.done_at = ErrandState.DECLINED, clock.now()
    found.save(update_fields=["state", "done_at"])
    write(case, What.DECLINED, by=actor.name, account=actor.account, says=normalise(says))
    _go_on(case)
    return found


@action(permit=Permit.ERRANDS, title=_("转给别人出动"), logs=("errand_id", "to"), subject="errand")
def pass_on(actor: Actor, *, errand_id: int, to: int, says: str = "") -> Errand:
    """Let a colleague go instead, who is told at once; until they accept the desk sees it open."""
    found, case = _errand(actor, errand_id, ErrandState.SENT, ErrandState.ACCEPTED)
    other = next((name for key, name in colleagues(actor) if key == to), None)
    if other is None:
        raise BadMove("helper", "没有这名人员，请从列表中选择。", "No such helper.", field="to")
    found.state, found.done_at = ErrandState.DECLINED, clock.now()
    found.save(update_fields=["state", "done_at"])
    made = Errand.objects.create(
        case=case, account_id=to, name=other, state=ErrandState.SENT, sent_at=clock.now()
    )
    write(
        case, What.HANDED_OVER, by=actor.name, account=actor.account,
        says=f"{other} {normalise(says)}".strip(),
    )  # fmt: skip
    _go_on(case)
    tell("errand_sent", [to], url=f"/cases/errands/{made.pk}/", kind=[case.says, case.says_en])
    return found


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Return who else can be sent where the actor can, by name."""
    roles = [code for code, role in ROLES.items() if Permit.ERRANDS in role.permits]
    today = clock.today()
    held = RoleHolding.objects.filter(role__in=roles, since__lte=today).exclude(until__lte=today)
    near = accounts_within(actor.scope(Permit.ERRANDS)).filter(is_active=True)
    found = near.filter(pk__in=held.values("account")).exclude(pk=actor.account or 0)
    return list(found.order_by("name").values_list("pk", "name")[:200])


@action(permit=Permit.ERRANDS, title=_("到场签到"), logs=("errand_id",), subject="errand")
def arrived(
    actor: Actor,
    *,
    errand_id: int,
    longitude: float | None = None,
    latitude: float | None = None,
    accuracy: float | None = None,
) -> Errand:
    """Say that one is there, with the phone's position where it tells one."""
    found, case = _errand(actor, errand_id, ErrandState.SENT, ErrandState.ACCEPTED)
    for value, most in ((longitude, 180.0), (latitude, 90.0)):
        if value is not None and not -most <= value <= most:
            raise BadMove("place", "定位不对，请重试或不带定位。", "That is no position.")
    found.state, found.arrived_at = ErrandState.ARRIVED, clock.now()
    found.longitude, found.latitude, found.accuracy = longitude, latitude, accuracy
    found.save(update_fields=["state", "arrived_at", "longitude", "latitude", "accuracy"])
    if may(Move.ARRIVE, State(case.state)):
        case.state = State.ARRIVED
        case.save(update_fields=["state"])
    where = {} if longitude is None else {"longitude": longitude, "latitude": latitude}
    write(case, What.ARRIVED, by=actor.name, account=actor.account, detail=where)
    _go_on(case)
    return found


@action(permit=Permit.ERRANDS, title=_("现场报告"), logs=("errand_id",), subject="errand")
def report(actor: Actor, *, errand_id: int, says: str) -> Errand:
    """Tell the desk what one found; the desk ends the case."""
    if not normalise(says):
        raise BadMove("says", "请写现场情况。", "Write what you found.", field="says")
    found, case = _errand(actor, errand_id, ErrandState.ARRIVED)
    found.state, found.done_at, found.report = ErrandState.DONE, clock.now(), normalise(says)
    found.save(update_fields=["state", "done_at", "report"])
    write(case, What.REPORTED, by=actor.name, account=actor.account, says=found.report)
    _go_on(case)
    if case.holder_id:
        tell("errand_reported", [case.holder_id], url=f"/cases/{case.pk}/", name=found.name)
    return found


declare_placed(
    Placed("cases.case.division", _("个案"), How.NOW, Case.objects.all,
           listing="/cases/?division={code}",
           permit=Permit.CASES_READ)
)  # fmt: skip
declare_points(Points("cases.case.person", _("个案"), Case.objects.all))

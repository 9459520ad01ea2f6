"""Asking where to build next, and the solver's answer with its proof or its gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django_tasks import task

from anhuai.kernel.text import normalise
from anhuai.platform import clock, county
from anhuai.platform.acting import SYSTEM, Actor, action
from anhuai.platform.permits import Permit
from anhuai.siting import queries
from anhuai.siting.actions.measuring import network_in_force
from anhuai.siting.actions.narrowing import (
    Narrowed,
    checked,
    closed_keys,
    effects,
    is_narrowed,
    narrowed,
    whole,
)
from anhuai.siting.actions.settings import minutes_of, speed_of
from anhuai.siting.models import Scenario
from anhuai.siting.queries import Field
from anhuai.siting.rules import HORIZON, BadSiting, Pace, Question, Subject, reach_dm

if TYPE_CHECKING:
    from anhuai.siting.engine.locating import Plan

MANAGE = Permit.SITING_MANAGE
SECONDS = 60.0
EVERYWHERE_DM = 2_000_000
"""Two hundred kilometres: for least walking nobody is too far, only without a road."""
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a scenario asks and within which limits; money in fen, None is no limit."""

    name: str
    subject: Subject
    question: Question
    pace: Pace
    most_new: int | None = None
    budget: int | None = None
    price: int | None = None
    floor_percent: int = 0
    for_year: int | None = None
    capacity: int | None = None
    users_percent: int = 100
    closing: tuple[int, ...] = ()
    least_m2: int | None = None


@action(permit=MANAGE, title=_("提出选址方案"), logs=("on",), subject="scenario")
def ask_scenario(actor: Actor, *, ask: Ask, on: date) -> Scenario:
    """Put a question of where to build; `answer_scenario` answers it.

    Raises `BadSiting` for a question without a limit it needs, or a county without roads.
    """
    if not ask.name.strip():
        raise BadSiting("name", "请填写方案名称。", "Name the scenario.", field="name")
    if ask.question is not Question.FEWEST and ask.most_new is None and ask.budget is None:
        raise BadSiting(
            "limit", "请填写最多新建几处，或者总预算。", "Say how many new sites, or the budget.",
            field="most_new",
        )  # fmt: skip
    if ask.budget is not None and not ask.price:
        raise BadSiting(
            "price", "填了总预算，就要填每处造价。", "A budget needs the price of a site.",
            field="price",
        )  # fmt: skip
    if not 0 <= ask.floor_percent <= 100:
        raise BadSiting("floor", "底线应为 0 到 100。", "0 to 100.", field="floor_percent")
    if ask.for_year is not None and not on.year <= ask.for_year <= HORIZON:
        raise BadSiting(
            "year", f"年份应在 {on.year} 到 {HORIZON} 之间。", f"{on.year} to {HORIZON}.",
            field="for_year",
        )  # fmt: skip
    closing = checked(actor, ask, on, county.code())
    return Scenario.objects.create(
        capacity=ask.capacity, users_percent=ask.users_percent, closing=closing,
        least_m2=ask.least_m2,
        name=normalise(ask.name)[:80], division=county.code(), on=on, for_year=ask.for_year,
        subject=ask.subject, question=ask.question, pace=ask.pace,
        minutes=minutes_of(on=on), most_new=ask.most_new,
        budget=ask.budget, price=ask.price, floor_percent=ask.floor_percent, state=WAITING,
        network=network_in_force(), recorded_at=clock.now(), recorded_by=actor.name[:64],
    )  # fmt: skip


@action(permit=MANAGE, title=_("计算选址方案"), logs=("scenario",), subject="scenario")
def answer_scenario(actor: Actor, *, scenario: int) -> Scenario:
    """Solve a scenario and keep the answer: sites, people reached, bound, gap, what forbids it."""
    found = queries.scenario(actor, scenario, permit=MANAGE)
    reach = reach_dm(minutes=found.minutes, speed_cm=speed_of(Pace(found.pace), on=found.on))
    field = queries.field_of(
        found.network_id, Subject(found.subject), found.on, found.division, year=found.for_year
    )
    limits = narrowed(found, field)
    solved = _solved(found, field, reach, limits)
    found.state = str(solved[0].status)
    found.answer = _answer(found, field, reach, *solved)
    if is_narrowed(found):
        found.answer["limits"] = _changed(found, field, reach, limits)
    found.save(update_fields=["state", "answer"])
    return found


@task()
def answer(scenario: int) -> str:
    """Answer a scenario in the background; again gives the same answer."""
    return answer_scenario(SYSTEM, scenario=scenario).state


def reach_of(found: Scenario) -> int:
    """Return how far a scenario's circle reaches, in decimetres."""
    return reach_dm(minutes=found.minutes, speed_cm=speed_of(Pace(found.pace), on=found.on))


def _changed(found: Scenario, field: Field, reach: int, limits: Narrowed) -> dict[str, Any]:
    """Return what the scenario's own limits took away, and the answer there is without them."""
    left = queries.existing_reached(field, reach, closed_keys(found))
    plain = _solved(found, field, reach, whole(field))
    free = _answer(found, field, reach, *plain, closed=frozenset())
    return effects(found, field, limits, int(field.heads[left].sum())) | {
        "without": {
            "state": str(plain[0].status), "sites": free["sites"], "after": free["after"],
            "value": free["value"],
        },
    }  # fmt: skip


def _solved(found: Scenario, field: Field, reach: int, narrow: Narrowed) -> tuple["Plan", Any, Any]:
    """Return the plan, who is within reach of which site, and what each demand counts."""
    import numpy as np

    from anhuai.siting.engine import locating, measuring, walking
    from anhuai.siting.engine.sites import Limits, Sites

    old, size = len(field.offers), len(field.offers) + len(field.candidates)
    spots = (np.arange(size) >= old) & (field.ground.place >= 0)
    existing = np.r_[~narrow.closed, np.zeros(size - old, bool)]
    allowed = spots & np.r_[np.zeros(old, bool), ~narrow.barred]
    sites = Sites(
        np.full(size, found.price or 0, np.int64),
        existing,
        np.zeros(size, bool),
        allowed,
        narrow.capacity,
    )
    limits = Limits(
        new=found.most_new, budget=found.budget, floor=found.floor_percent / 100, seconds=SECONDS
    )
    if found.question == Question.WALKING:
        where = np.flatnonzero(field.ground.place >= 0)
        centres = np.flatnonzero(spots)  # people live where nothing may be built, too
        near = walking.within(
            field.ground.network, field.ground.place[where], field.ground.place[centres],
            reach=EVERYWHERE_DM,
        )  # fmt: skip
        counts = np.bincount(where[near.source], minlength=size)
        pairs = walking.Pairs(np.r_[0, np.cumsum(counts)].astype(np.int64), near.target, near.cost)
        names = [field.candidates[at - old].division for at in centres]
        weights = np.array([int(field.heads[field.codes == name].sum()) for name in names])
        return locating.least_walking(pairs, weights, sites, limits, leave=True), pairs, weights
    pairs = measuring.reached(field.ground, reach=reach)
    towns = np.unique([str(code)[:9] for code in field.codes], return_inverse=True)[1]
    if found.question == Question.MOST:
        return locating.most_covered(pairs, field.heads, sites, limits, towns), pairs, field.heads
    people = field.heads > 0
    number = np.cumsum(people) - 1
    kept = people[pairs.target]
    counts = np.bincount(pairs.source[kept], minlength=size)
    own = walking.Pairs(
        np.r_[0, np.cumsum(counts)].astype(np.int64),
        number[pairs.target[kept]].astype(np.int32), pairs.cost[kept],
    )  # fmt: skip
    plan = locating.fewest(own, int(people.sum()), sites, limits, leave=True)
    lost = np.flatnonzero(people)[list(plan.unserved)].tolist()
    return _with_lost(plan, lost), pairs, field.heads


def _with_lost(plan: "Plan", lost: Sequence[int]) -> "Plan":
    from dataclasses import replace

    return replace(plan, unserved=lost)


def _answer(
    found: Scenario, field: Field, reach: int, plan: "Plan", pairs: Any, weights: Any,
    *, closed: frozenset[int] | None = None,
) -> dict[str, Any]:  # fmt: skip
    import numpy as np

    old = len(field.offers)
    before = queries.existing_reached(field, reach)
    gone = closed_keys(found) if closed is None else closed
    near = queries.existing_reached(field, reach, gone).copy()
    chosen = []
    if found.question != Question.WALKING:
        for site in plan.chosen:
            own = pairs.target[pairs.ptr[site] : pairs.ptr[site + 1]]
            if site >= old:
                chosen.append(_site(field, site - old, int(weights[own][~near[own]].sum())))
            near[own] = True
    else:
        chosen = [_site(field, site - old, None) for site in plan.chosen if site >= old]
    walking = found.question == Question.WALKING
    known = np.isfinite(plan.bound) and plan.status not in ("infeasible", "unknown")
    lost = [] if walking else sorted({str(field.codes[at]) for at in plan.unserved})
    return {
        "sites": chosen, "people": int(field.heads.sum()),
        "before": int(field.heads[before].sum()),
        "after": None if walking else int(field.heads[near].sum()),
        "value": plan.value if known else None, "bound": plan.bound if known else None,
        "gap": plan.gap if known and np.isfinite(plan.gap) else None,
        "unserved": lost if found.question == Question.FEWEST else [],
        "why": _why(field, plan),
    }  # fmt: skip


def _site(field: Field, at: int, gain: int | None) -> dict[str, Any]:
    one = field.candidates[at]
    return {
        "division": one.division, "name": one.name, "longitude": round(one.longitude, 6),
        "latitude": round(one.latitude, 6), "gain": gain,
    }  # fmt: skip


def _why(field: Field, plan: "Plan") -> dict[str, Any] | None:
    """Return which limit forbids a plan, with the towns it fails."""
    if plan.why is None:
        return None
    towns = sorted({str(code)[:9] for code in field.codes})
    return {"limit": plan.why.limit, "towns": [towns[at] for at in plan.why.towns]}

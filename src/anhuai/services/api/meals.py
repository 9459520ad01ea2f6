"""Meals and points over REST: points with menus, counts, ordering, a person's points."""

from datetime import date, timedelta
from typing import Any, Literal, cast
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema

from anhuai.platform import clock
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.services import actions, queries
from anhuai.services.rules.meals import Channel, Way

router = Router()
Key = Field(ge=1, lt=1 << 63)


class MealDayOut(Schema):
    """A meal of a point: portions and its menu, [] before it is published; price in fen."""

    id: int
    point: int
    name: str
    division: str
    on: date
    meal: str
    capacity: int
    taken: int
    price: int
    menu: list[str]


@router.get("/meals/days", response=list[MealDayOut], summary="供餐和菜单")
def days(request: HttpRequest, on: date) -> list[dict[str, Any]]:
    """A day's meals at the points the caller reaches."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.MEALS_READ)
    own = list(queries.points(actor).values_list("pk", flat=True))
    last = date.fromordinal(min(on.toordinal() + 1, date.max.toordinal()))
    return [
        {
            "id": one.pk, "point": one.point_id, "name": one.point.facility.name,
            "division": one.point.facility.division, "on": one.on, "meal": one.meal,
            "capacity": one.capacity, "taken": one.taken, "price": one.price,
            "menu": [dish.name for dish in queries.menu_of(one)],
        }
        for one in queries.days(own, since=on, until=last)
    ]  # fmt: skip


class MealCountOut(Schema):
    """Counts of meals of a point, a town or a day; money in fen."""

    name: str
    persons: int
    served: int
    eaten_in: int
    taken_away: int
    delivered: int
    missed: int
    cancelled: int
    subsidised: int
    subsidy: int
    own: int


@router.get("/meals/counts", response=list[MealCountOut], summary="用餐统计")
def counts(
    request: HttpRequest, since: date, last: date, by: Literal["point", "town", "day"] = "point",
    within: str = "",
) -> list[dict[str, Any]]:  # fmt: skip
    """What was served from a day to a day, both included."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.MEALS_READ)
    until = last + timedelta(days=1) if last < date.max else last
    found = queries.counts(actor, since=since, until=until, by=by, division=within)
    return [{name: getattr(one, name) for name in MealCountOut.model_fields} for one in found]


class MealOrderIn(Schema):
    """A wish for a meal of a day; `without` are dishes left out."""

    person: int = Key
    day: int = Key
    way: Way = Way.EAT_IN
    without: list[int] = Field([], max_length=60)


class MealOrderOut(Schema):
    """An order on record; money in fen."""

    id: int
    state: str
    price: int
    subsidy: int
    own: int


@router.post("/meals/orders", response=MealOrderOut, summary="预订用餐")
def order(request: HttpRequest, wish: MealOrderIn) -> dict[str, Any]:
    """Order a meal for somebody in reach; the same meal a second time is refused."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.MEALS_ORDER)
    own = wish.person in actor.scope(Permit.MEALS_ORDER).persons
    made = actions.order_meal(
        actor, person=wish.person, day=wish.day,
        wish=actions.Wish(
            way=wish.way, channel=Channel.PORTAL if own else Channel.OFFICE, without=wish.without
        ),
    )  # fmt: skip
    return {
        "id": made.pk, "state": made.state, "price": made.price, "subsidy": made.subsidy,
        "own": made.own,
    }  # fmt: skip


class PurseOut(Schema):
    """An account of points: a person's own, or their household's."""

    account: int
    is_household: bool
    left: int


@router.get("/marts/points/{person_id}", response=list[PurseOut], summary="个人积分")
def points(request: HttpRequest, person_id: int) -> list[dict[str, Any]]:
    """The points of a person in reach and of their household."""
    actor = cast("ActorRequest", request).actor
    return [
        {"account": one.account, "is_household": bool(one.household), "left": one.left}
        for one in queries.purses(actor, person_id, on=clock.today())
    ]


class AwardIn(Schema):
    """Points of a listed deed; `client` is made once where it is written down, and kept."""

    client: UUID
    person: int = Key
    deed: int = Key
    on: date
    reason: str = Field(max_length=160)


class EntryOut(Schema):
    """A movement of points on record."""

    id: int
    points: int


class ReturnIn(Schema):
    """Why an exchange is given back, and whether the goods go onto the shelf."""

    on: date
    reason: str = Field(max_length=160)
    restocks: bool = True


@router.post("/marts/exchanges/{movement}/return", response=EntryOut, summary="退回积分兑换")
def return_exchange(request: HttpRequest, movement: int, said: ReturnIn) -> dict[str, Any]:
    """Give back an exchange, whole, once; `movement` is its id."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.MARTS_RUN)
    made = actions.return_exchange(actor, entry=movement, **said.dict())
    return {"id": made.pk, "points": made.points}


@router.post("/marts/awards", response=EntryOut, summary="发放积分")
def award(request: HttpRequest, said: AwardIn) -> dict[str, Any]:
    """Award the points of a listed deed, once."""
    actor = cast("ActorRequest", request).actor
    actor.require(Permit.MARTS_RUN)
    made = actions.award(
        actor, holder=actions.Holder(person=said.person), deed=said.deed, on=said.on,
        reason=said.reason, client=said.client,
    )  # fmt: skip
    return {"id": made.pk, "points": made.points}

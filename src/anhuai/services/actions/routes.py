"""A provider's day on record: planned, planned again when somebody is away, given to the workers.

Drawing takes seconds and is done before, outside any transaction (`queries.drawn`); what is written
here is compared with what was drawn from.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.models import Job
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.services import queries
from anhuai.services.engine.day import Stop
from anhuai.services.models import DayPlan, Order, OrderStep, PlannedRoute, PlannedStop
from anhuai.services.queries.routes import OPEN, Drawn
from anhuai.services.rules.rostering import BadRoster, DayState, LeftOver, clock_face

RUN = Permit.ORDERS_RUN


@action(permit=RUN, title=_("编制当日路线"), subject="day_plan")
def plan_day(actor: Actor, *, drawn: Drawn, seen: int) -> DayPlan:
    """Keep drawn routes as the next version of a day, as a draft; `seen` is the version shown.

    Raises `Stale` where somebody else planned it meanwhile, `BadRoster` for a day long past.
    """
    return _kept(actor, drawn, seen)


@action(permit=RUN, title=_("重新编制并下发路线"), subject="day_plan")
def replan(actor: Actor, *, drawn: Drawn, seen: int) -> DayPlan:
    """Keep drawn routes and give them to the workers at once: somebody is away, the day runs on."""
    return _publish(actor, _kept(actor, drawn, seen))


@action(permit=RUN, title=_("后台编制当日路线"), subject="day_plan")
def start_planning(actor: Actor, *, organisation: int, on: date, seen: int, keep: str) -> Job:
    """Put a large day to work, once for a version; `keep` is "plan" or "replan"."""
    queries.provider(actor, organisation, permit=RUN)
    return put(
        task_named("anhuai.services.jobs.plan_large_day"),
        [actor.account, organisation, on.isoformat(), seen, keep], {},
        title="编制当日路线", dedupe=f"day:{organisation}:{on}:{seen}:{keep}",
        account=actor.account,
    )  # fmt: skip


@action(permit=RUN, title=_("下发当日路线"), subject="day_plan")
def publish_day(actor: Actor, *, organisation: int, on: date, seen: int) -> DayPlan:
    """Give a day's newest draft to the workers: each order has its worker and time from then on."""
    queries.provider(actor, organisation, permit=RUN)
    plan = _locked(organisation, on)
    if plan is None or plan.version != seen or plan.state != DayState.DRAFT:
        raise Stale("day_plan", seen)
    return _publish(actor, plan)


def _locked(organisation: int, on: date) -> DayPlan | None:
    rows = DayPlan.objects.select_for_update().filter(organisation=organisation, on=on)
    return rows.order_by("-version").first()


def _kept(actor: Actor, drawn: Drawn, seen: int) -> DayPlan:
    queries.provider(actor, drawn.organisation, permit=RUN)
    if drawn.on < clock.today():
        raise BadRoster(
            "past", "过去的日子不能再编制路线，请选择今天或以后的日期。",
            "A day that is past cannot be planned: choose today or later.", field="on",
        )  # fmt: skip
    before = _locked(drawn.organisation, drawn.on)
    if (before.version if before else 0) != seen:
        raise Stale("day_plan", seen)
    if before is not None and before.state == DayState.DRAFT:
        before.state = DayState.REPLACED
        before.save(update_fields=["state"])
    plan = DayPlan.objects.create(
        organisation_id=drawn.organisation, on=drawn.on, version=seen + 1,
        travel=drawn.day.travel, seconds=drawn.seconds, is_cut=drawn.is_cut,
        evenness=_evenness(drawn),
        made_at=clock.now(), made_by=actor.name[:64],
    )  # fmt: skip
    _write(plan, drawn)
    return plan


def _evenness(drawn: Drawn) -> dict[str, int]:
    """Return how even loads came out and what they cost, beside the plan of least travel."""
    if drawn.day.spread is None:
        return {}
    least, made = drawn.day.spread
    return {
        "weight": drawn.weight, "travel": made.travel, "most": made.most, "fewest": made.fewest,
        "least_travel": least.travel, "least_most": least.most, "least_fewest": least.fewest,
    }  # fmt: skip


def _write(plan: DayPlan, drawn: Drawn) -> None:
    """Write routes, stops, and what is left over with its reason."""
    found = {one.worker: one for one in drawn.day.routes}
    stops: list[PlannedStop] = []
    for worker in sorted({*found, *(w for w, some in drawn.fixed.items() if some)}):
        route = found.get(worker)
        fixed = sorted(drawn.fixed.get(worker, []), key=lambda one: (one.begins, one.job))
        duty = drawn.duty.get(worker)
        start = duty.point if duty else drawn.spots[fixed[0].job].point
        row = PlannedRoute.objects.create(
            plan=plan, worker_id=worker, longitude=start[0], latitude=start[1],
            back=route.back if route else fixed[-1].ends, travel=route.travel if route else 0,
            pauses=[[p.begins, p.ends] for p in route.pauses] if route else [],
        )  # fmt: skip
        whole = [*fixed, *(route.stops if route else ())]
        stops += [
            _stop(plan, row, at, stop, drawn, is_fixed=at <= len(fixed))
            for at, stop in enumerate(whole, 1)
        ]
    left = {one.job: str(one.why) for one in drawn.day.left}
    left |= dict.fromkeys(drawn.nowhere, str(LeftOver.NO_POINT))
    stops += [PlannedStop(plan=plan, order_id=key, why=why) for key, why in sorted(left.items())]
    PlannedStop.objects.bulk_create(stops, batch_size=500)


def _stop(
    plan: DayPlan, row: PlannedRoute, at: int, stop: Stop, drawn: Drawn, *, is_fixed: bool
) -> PlannedStop:
    spot = drawn.spots.get(stop.job)
    return PlannedStop(
        plan=plan, order_id=stop.job, route=row, position=at, arrives=stop.arrives,
        begins=stop.begins, ends=stop.ends, is_fixed=is_fixed,
        longitude=spot.point[0] if spot else None, latitude=spot.point[1] if spot else None,
        is_guessed=spot.is_guessed if spot else False,
    )  # fmt: skip


def _publish(actor: Actor, plan: DayPlan) -> DayPlan:
    """Put a plan in force: the one before is replaced, open orders get worker and time.

    An order that went another way meanwhile (cancelled, begun, given to somebody by hand) is left
    as it is; the plan still shows it, and the worker's list follows the order.
    """
    now = clock.now()
    DayPlan.objects.filter(
        organisation=plan.organisation_id, on=plan.on, state=DayState.PUBLISHED
    ).update(state=DayState.REPLACED)
    plan.state, plan.published_at, plan.published_by = DayState.PUBLISHED, now, actor.name[:64]
    plan.save(update_fields=["state", "published_at", "published_by"])
    stops = {
        one.order_id: one
        for one in PlannedStop.objects.filter(plan=plan, is_fixed=False).select_related("route")
    }
    orders = Order.objects.select_for_update().filter(pk__in=list(stops), state__in=OPEN)
    steps = []
    for order in orders.order_by("pk"):
        stop = stops[order.pk]
        worker = stop.route.worker_id if stop.route else None
        at = _moment(plan.on, stop.begins) if stop.begins is not None else None
        if (order.worker_id, order.planned_at) == (worker, at):
            continue
        order.worker_id, order.planned_at, order.version = worker, at, order.version + 1
        order.save(update_fields=["worker", "planned_at", "version"])
        says = f"第 {plan.version} 版路线" + (
            f" {clock_face(stop.begins)}" if stop.begins is not None else "：未排上"
        )
        steps.append(
            OrderStep(
                order=order, what="planned", state=order.state, facility_id=order.facility_id,
                at=now, says=says, by=actor.name[:64], account=actor.account,
                detail={"plan": plan.pk, "why": stop.why},
            )
        )  # fmt: skip
    OrderStep.objects.bulk_create(steps, batch_size=500)
    return plan


def _moment(on: date, minutes: int) -> datetime:
    """Return a minute of a day as a moment; minutes go on after midnight."""
    day = datetime.combine(on, time()) + timedelta(minutes=minutes)
    return timezone.make_aware(day)

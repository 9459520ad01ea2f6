"""The desk's own days: hand-over notes, and drills that go the whole way of a real call."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.cases import queries as cases
from anhuai.desk import queries
from anhuai.desk.models import Drill, Handover
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.response import actions as response
from anhuai.response import queries as devices

CALLS, MANAGE = Permit.DESK_CALLS, Permit.DESK_MANAGE


class BadDuty(Unfit):
    """A note or drill that cannot be written; codes: text, state, own, running."""


@action(permit=CALLS, title=_("写交班记录"), subject="handover")
def write_handover(actor: Actor, *, says: str) -> Handover:
    """Leave a note to the next shift, with what is open at this moment."""
    if not normalise(says):
        raise BadDuty(
            "text", "请写交班内容。", "Write what the next shift must know.", field="says"
        )
    counts = queries.counts_of_tickets(actor, now=clock.now())
    return Handover.objects.create(
        division=_own(actor), at=clock.now(), by=actor.name, account=actor.account or 0,
        says=says.strip()[:4000], open_cases=cases.open_count(actor),
        open_tickets=sum(counts.get(one, 0) for one in ("new", "working", "answered")),
    )  # fmt: skip


def _own(actor: Actor) -> str:
    roots = actor.scope(CALLS).divisions
    return roots[0] if roots and roots[0] else county.code()


@action(permit=CALLS, title=_("确认接班"), logs=("handover_id",), subject="handover")
def take_handover(actor: Actor, *, handover_id: int) -> Handover:
    """Confirm that one has read the note; never one's own."""
    seen = queries.handovers(actor).filter(pk=handover_id).first()
    if seen is None:
        raise NotHere("handover", handover_id)
    found = Handover.objects.select_for_update().get(pk=seen.pk)
    if found.taken_at is not None:
        raise BadDuty(
            "state", f"{found.taken_by}已经确认接班。", f"{found.taken_by} has confirmed it."
        )
    if found.account == (actor.account or 0):
        raise BadDuty("own", "请由接班的人确认。", "The next shift confirms it.")
    found.taken_by, found.taken_at = actor.name, clock.now()
    found.save(update_fields=["taken_by", "taken_at"])
    return found


@action(permit=MANAGE, title=_("开始演练"), logs=("division",), subject="drill")
def begin_drill(actor: Actor, *, division: str, plan: str) -> Drill:
    """Send a labelled call from the division's drill device, over the wire, as a device would.

    It is bound to no person, so no kin is told; all else happens as with a real call.
    """
    if not actor.scope(MANAGE).covers(division):
        raise NotHere("division", division)
    if not normalise(plan):
        raise BadDuty("text", "请写演练科目。", "Say what is practised.", field="plan")
    if Drill.objects.filter(division=division, ended_at=None).exists():
        raise BadDuty(
            "running", "这个地区有一次演练还没有结束。", "A drill runs here already.",
            field="division",
        )  # fmt: skip
    ident = f"drill-{division}"
    held = devices.within_scope(actor).filter(ident=ident).values_list("pk", flat=True).first()
    if held is None:
        held = response.register(
            actor, ident=ident, kind="drill", division=division, spot="演练"
        ).pk
    made = Drill.objects.create(
        division=division, at=clock.now(), by=actor.name, account=actor.account or 0,
        plan=normalise(plan)[:200], device_id=held,
    )  # fmt: skip
    put(task_named("anhuai.desk.jobs.send_drill"), [made.pk], {}, title=gettext_noop("演练呼叫"),
        dedupe=f"desk-drill-{made.pk}", account=actor.account)  # fmt: skip
    return made


@action(permit=MANAGE, title=_("结束演练"), logs=("drill_id",), subject="drill")
def end_drill(actor: Actor, *, drill_id: int, found: str) -> Drill:
    """Write what a drill found; its case is ended on the board with the outcome “test”."""
    seen = queries.drill(actor, drill_id)
    if not actor.scope(MANAGE).covers(seen.division):
        raise NotHere("drill", drill_id)
    if not normalise(found):
        raise BadDuty("text", "请写演练情况。", "Write what was found.", field="found")
    one = Drill.objects.select_for_update(of=("self",)).get(pk=drill_id)
    if one.ended_at is not None:
        raise BadDuty("state", "这次演练已经结束。", "This drill has ended.")
    one.found, one.ended_at = found.strip()[:4000], clock.now()
    one.case_id = one.case_id or cases.newest_of(f"response.device:{one.device_id}", since=one.at)
    one.save(update_fields=["found", "ended_at", "case"])
    return one


declare_placed(
    Placed("desk.handover.division", _("交班记录"), How.NOW, Handover.objects.all),
    Placed("desk.drill.division", _("演练"), How.NOW, Drill.objects.all),
)

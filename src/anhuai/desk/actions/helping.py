"""From a call, a ticket or a care call to the live board: one case, and somebody always hears."""

from datetime import timedelta

from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.cases import actions as cases
from anhuai.cases import queries as cases_queries
from anhuai.cases.queries import Case, on_duty_now
from anhuai.cases.rules import UNANSWERED, State, What
from anhuai.desk.rules.calls import BadCall
from anhuai.kernel.text import normalise
from anhuai.places import queries as places
from anhuai.platform import clock, parameters
from anhuai.platform.acting import Actor, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.models import RoleHolding
from anhuai.platform.notices.telling import tell
from anhuai.platform.permits import Permit
from anhuai.response.catalogue import chain_for

GRAVEST, LEAST = 1, 4
TITLES = {
    1: ("电话求助（危及生命）", "Call for help by telephone (life-threatening)"),
    2: ("电话求助（紧急）", "Urgent call for help by telephone"),
    3: ("电话求助", "Call for help by telephone"),
    4: ("电话提示", "Hint by telephone"),
}


def called_for_help(
    actor: Actor, *, origin: str, says: str, severity: int, person: int | None, division: str,
    spot: str = "",
) -> Case:  # fmt: skip
    """Open a case on the live board, tell who is on duty, and set the clock of the next step.

    In the caller's transaction: the case, its line, the notices and the job stand or fall together.
    """
    text = normalise(says)
    if not text:
        raise BadCall("says", "请写发生了什么。", "Say what happened.", field="says")
    if not GRAVEST <= severity <= LEAST:
        raise BadCall("severity", "请选择级别。", "Choose how grave it is.", field="severity")
    case, is_new = cases.open_case(
        kind="alarm", says=TITLES[severity], severity=severity, origin=origin, by=actor.name,
        person=person, division=division, spot=spot[:120],
    )  # fmt: skip
    cases.write(case, What.NOTED, by=actor.name, account=actor.account, says=text)
    if is_new:
        reached = holders_over(division, ["duty_officer"])
        on_duty = on_duty_now(division)
        told = [key for key in reached if key in on_duty] or reached
        tell(
            "alarm_raised", [key for key in told if key != actor.account],
            url=f"/cases/{case.pk}/", place=_place(division), kind=list(TITLES[severity]),
        )  # fmt: skip
        later(case.pk, 0)
    return case


def _place(division: str) -> list[str]:
    name = places.name_of(division[:9]) if division else ""
    return [name or "—", name or "—"]


def later(case_id: int, step: int) -> None:
    """Set the clock after which somebody further is told, in the caller's transaction."""
    key = "response.escalate_first" if step == 0 else "response.escalate_next"
    seconds = parameters.value(key, on=clock.today())
    work = task_named("anhuai.desk.jobs.help_unanswered")
    put(
        work.using(run_after=clock.now() + timedelta(seconds=seconds)), [case_id, step], {},
        title=gettext_noop("电话求助无人受理"), dedupe=f"desk-help-{case_id}-{step}",
    )  # fmt: skip


@action(
    permit=Permit.CASES_HANDLE, title=_("升级电话求助"), logs=("case_id", "step"), subject="case"
)
def tell_further(actor: Actor, *, case_id: int, step: int) -> Case | None:
    """Tell further people of a call for help nobody has taken, and set the next clock.

    As the chain of a device's call does (ADR 0037): it repeats until somebody answers.
    """
    seen = cases_queries.case(actor, case_id, permit=Permit.CASES_HANDLE)
    found = Case.objects.select_for_update().get(pk=seen.pk)
    if State(found.state) not in UNANSWERED:
        return None
    chain = chain_for(found.severity)
    following = chain.step(step + 1)
    if following is None:
        return None
    reached = holders_over(found.division, [str(one) for one in following.to])
    waited = max(1, int((clock.now() - found.opened_at).total_seconds() // 60))
    tell("alarm_escalated", reached, url=f"/cases/{found.pk}/", place=_place(found.division),
         kind=[found.says, found.says_en], minutes=str(waited))  # fmt: skip
    says = said("第 %(step)s 步，通知 %(told)s 人") % {"step": step + 2, "told": len(reached)}
    cases.write(found, What.ESCALATED, by=said("系统"), says=says)
    later(found.pk, step + 1)
    return found


def holders_over(division: str, roles: list[str]) -> list[int]:
    """Return the accounts that hold a role over a place: at it or at what it belongs to."""
    over = {division[:size] for size in (0, 2, 4, 6, 9, 12) if size <= len(division)}
    today = clock.today()
    held = RoleHolding.objects.filter(role__in=roles, division__in=over, since__lte=today)
    return sorted(set(held.exclude(until__lte=today).values_list("account", flat=True)))

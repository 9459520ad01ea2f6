"""What an institution says of its day, and what happened in it."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise, refuse_turned
from anhuai.placements import queries
from anhuai.placements.actions.holding import not_future, note
from anhuai.placements.models import DailyReport, Incident, Stay
from anhuai.placements.rules.beds import Reported, differences
from anhuai.placements.rules.contract import Risk
from anhuai.placements.rules.words import BadPlacement, Severity, What
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.notices.telling import answering, tell
from anhuai.platform.permits import Permit

RUN = Permit.PLACEMENTS_RUN
MOST = 20_000
OTHER = "other"


@action(permit=RUN, title=_("填报当日床位"), logs=("facility", "on"), subject="bed_report")
def report_day(
    actor: Actor, *, facility: int, on: date, said: Reported, says: str = ""
) -> DailyReport:
    """Take an institution's figures of a day; again the same day corrects them.

    What differs from the records, and more residents than beds, is a finding the authority is told
    of: the figures are kept as they were said.
    """
    one = queries.facility_in_scope(actor, facility, permit=RUN)
    return reported(actor, one, on, said, says)


def reported(actor: Actor, one: Any, on: date, said: Reported, says: str) -> DailyReport:
    """Keep a day's figures of a facility that its caller has checked; within an action."""
    not_future(on)
    if any(not 0 <= value <= MOST for value in (said.residents, said.away, said.free)):
        raise BadPlacement(
            "number", f"人数和床位数应在 0 到 {MOST} 之间。", f"Between 0 and {MOST}.",
            field="residents",
        )  # fmt: skip
    known = queries.known_on(one.pk, on)
    found = differences(said, known)
    row, _new = DailyReport.objects.update_or_create(
        facility_id=one.pk, on=on,
        defaults={
            "residents": said.residents, "away": said.away, "free": said.free,
            "note": refuse_turned(says).strip()[:400], "known": asdict(known), "differs": found,
            "recorded_at": clock.now(), "recorded_by": actor.name[:64],
        },
    )  # fmt: skip
    if found:
        tell(
            "bed_report_differs",
            answering(permit=Permit.PLACEMENTS_MANAGE, division=one.division),
            url=f"/placements/reports/?on={on}", dedupe=f"bed-report-{one.pk}-{on}",
            institution=one.name, day=on.isoformat(),
        )  # fmt: skip
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What happened: one of the nine risks or "other", how grave, what was done, who was told."""

    risk: str
    severity: Severity
    says: str
    measures: str = ""
    family_told: bool = False


@action(permit=RUN, title=_("登记突发事件"), logs=("facility", "stay", "on"), subject="incident")
def record_incident(
    actor: Actor, *, facility: int, on: date, what: Happening, stay: int | None = None
) -> Incident:
    """Record what happened to a resident or in the house; a grave one is told to the authority.
    The same said again word for word is recorded once.

    Elder-institution rules Art 19: the emergency contact is told of what happens to a resident.
    """
    one = queries.facility_in_scope(actor, facility, permit=RUN)
    not_future(on)
    if what.risk != OTHER and what.risk not in set(Risk):
        raise BadPlacement("risk", "请选择事件类型。", "Choose what happened.", field="risk")
    if len(normalise(what.says)) < 4:
        raise BadPlacement("says", "请写明经过。", "Say what happened.", field="says")
    found = Stay.objects.filter(pk=stay, facility=facility).first() if stay else None
    if stay and found is None:
        raise NotHere("stay", stay)
    said = {
        "facility_id": facility, "stay": found, "risk": what.risk, "severity": what.severity,
        "happened_on": on, "says": refuse_turned(what.says).strip()[:400],
        "measures": refuse_turned(what.measures).strip()[:400], "family_told": what.family_told,
    }  # fmt: skip
    if (twice := Incident.objects.filter(**said).first()) is not None:
        return twice  # the same said again: a system that sends it anew
    row = Incident.objects.create(
        **said, recorded_at=clock.now(), recorded_by=actor.name[:64]
    )  # fmt: skip
    if found is not None:
        title = Risk(what.risk).title_zh if what.risk != OTHER else "其他"
        note(actor, found, on, What.INCIDENT, title)
    if what.severity is Severity.GRAVE:
        tell(
            "grave_incident",
            answering(permit=Permit.PLACEMENTS_MANAGE, division=one.division),
            url=f"/placements/incidents/?facility={facility}", institution=one.name,
            day=on.isoformat(),
        )  # fmt: skip
    return row

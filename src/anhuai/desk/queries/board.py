"""What a desk shows: the queue, and one case with everything needed to act on it."""

from dataclasses import dataclass
from datetime import date, datetime

from anhuai.cases import queries as cases
from anhuai.cases.queries import Case
from anhuai.cases.rules import UNANSWERED
from anhuai.people import queries as people
from anhuai.people.queries import PersonFile
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.purposes import with_purpose
from anhuai.response import queries as response
from anhuai.response.queries import Alarm, Device, Timer


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case of the queue, and how many seconds it has waited."""

    case: Case
    seconds: int
    is_unanswered: bool


def waiting(actor: Actor, *, now: datetime) -> list[Waiting]:
    """Return the open cases, unanswered first, then gravest, then longest waiting."""
    rows = [
        Waiting(
            one, max(0, int((now - one.opened_at).total_seconds())),
            one.state in {str(state) for state in UNANSWERED},
        )
        for one in cases.queue(actor)
    ]  # fmt: skip
    return sorted(rows, key=lambda w: (not w.is_unanswered, w.case.severity, -w.seconds))


def stamp() -> str:
    """Return what changes whenever a desk has something new to show."""
    return f"{cases.stamp()}-{response.outbox_stamp()}"


@dataclass(frozen=True, slots=True)
class Glance:
    """Everything about one case that an officer needs at one glance."""

    file: cases.CaseFile
    person: PersonFile | None
    devices: list[Device]
    alarms: list[Alarm]
    timers: list[Timer]
    past: list[Case]


def glance(actor: Actor, *, case_id: int, on: date) -> Glance:
    """Return one case with its person, devices and past calls; raises `NotHere`."""
    file = cases.detail(actor, case_id=case_id)
    # An emergency is a purpose by itself; the trail names the case, nobody is asked in between.
    actor = with_purpose(actor, f"呼叫处置 #{case_id}")
    key = file.case.person_id
    person = None
    if key is not None:
        try:
            person = people.person(actor, person=key, on=on)
        except NotHere:
            person = None  # lives elsewhere now: the case stays, the file is not shown
    past = [one for one in cases.of_person(actor, key, limit=6) if one.pk != case_id] if key else []
    return Glance(
        file, person, response.of_person(actor, key) if key else [],
        response.alarms_of_case(case_id), response.timers_of_case(case_id), past,
    )  # fmt: skip

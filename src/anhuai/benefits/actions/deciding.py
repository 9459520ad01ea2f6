"""The night's decision of the whole area: who is owed what, what changed, what to look at.

Idempotent: deciding the same month again on the same records changes nothing.
A month that was decided differently is corrected by closing what ran and recording what runs now.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from time import perf_counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.benefits.actions.finding import note_findings
from anhuai.benefits.actions.institutions import note_institutions
from anhuai.benefits.actions.restating import write_past
from anhuai.benefits.models import Entitlement, Reasons, Run
from anhuai.benefits.queries import latest_run
from anhuai.benefits.queries.evaluating import Evaluated, MonthOutcome, evaluate
from anhuai.benefits.queries.institutions import Found, past_worked_out, worked_out
from anhuai.benefits.queries.register import households
from anhuai.benefits.queries.restating import Past, earliest, past, touched
from anhuai.benefits.queries.terms import SPENT, terms
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.findings import Change, Key, Owed, changes
from anhuai.benefits.rules.pins import digest_of_rules, digest_of_values, key_of
from anhuai.benefits.rules.population import Household
from anhuai.kernel.months import Month
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit

AHEAD = 3
"""Months for which the night looks ahead for who is about to be entitled."""
CHUNK = 5000


@dataclass(slots=True)
class Night:
    """One night's work: its terms, what it saw, what it decided, and how long each step took."""

    area: str
    on: date
    month: Month
    terms: Terms
    run: Run | None = None
    homes: Sequence[Household] = ()
    evaluated: Evaluated | None = None
    institutions: Sequence[Found] = ()
    institutions_past: Sequence[tuple[Month, Sequence[Found]]] = ()
    past: Past = field(default_factory=Past)
    is_first: bool = False
    places: dict[int, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Any:
        """Note how long a step takes."""
        started = perf_counter()
        yield
        self.seconds[step] = round(perf_counter() - started, 3)

    @property
    def outcomes(self) -> list[MonthOutcome]:
        """The months: last (on the first night), this, and those ahead."""
        return list(self.evaluated.months) if self.evaluated else []

    @property
    def now(self) -> MonthOutcome:
        """This month's outcome."""
        return self.outcomes[1 if self.is_first else 0]

    @property
    def ahead(self) -> list[MonthOutcome]:
        """The months to come."""
        return self.outcomes[2 if self.is_first else 1 :]


def redecide(actor: Actor, *, month: date, on: date) -> Run:
    """Decide every benefit of everybody in the served area for a month; again changes nothing.

    On the first night the month before is decided too: what it finds is taken as drawn already.
    What everybody is owed is worked out before the transaction that records it, and the reasons
    follow it in parts: on SQLite nobody else writes meanwhile, and an alarm must not wait.
    """
    county.require_whole(actor, Permit.BENEFITS_CONFIRM)
    night = _worked_out(Month.of(month), on)
    run = record_night(actor, month=month, night=night)
    _write_reasons(night, run)
    return run


def _worked_out(month: Month, on: date) -> Night:
    known = terms(known=on)
    area = county.code()
    before = latest_run(division=area)
    night = Night(area, on, month, known, is_first=before is None)
    with night.timed("past"):
        first = earliest(division=area, month=month, on=on)
        of = touched(before, first=first, month=month) if before and first else None
        if of is not None:
            night.past = past(known, of=of, month=month)
    first = month - 1 if night.is_first else month
    months = [first + at for at in range((month - first) + AHEAD + 1)]
    with night.timed("read"):
        night.homes = households(since=first, until=months[-1] + 1)
        night.places = {m.id: home.place for home in night.homes for m in home.members}
    with night.timed("institutions"):
        night.institutions = list(worked_out(month, known=on))
        night.institutions_past = past_worked_out(
            before, first=earliest(division=area, month=month, on=on), month=month, known=on
        )
    with night.timed("evaluate"):
        night.evaluated = evaluate(night.homes, months, known, explained={first, month})
    return night


@action(
    permit=Permit.BENEFITS_CONFIRM, title=_("核定全县待遇"), logs=("month",),
    subject="benefit_run",
)  # fmt: skip
def record_night(actor: Actor, *, month: date, night: Night) -> Run:
    """Record what a night found: what is owed as intervals, and what somebody should look at."""
    del actor, month  # the permit is checked and the trail kept around this
    night.run = Run.objects.create(
        month=night.month.first, division=night.area, on=night.on, known=night.on, evaluator="",
        rules=digest_of_rules(night.terms.benefits),
        parameters=digest_of_values(night.terms.book.values), items=list(night.terms.benefits),
        started_at=clock.now(),
    )  # fmt: skip
    with night.timed("entitlements"):
        restated = write_past(night.run, night.past, on=night.on)
        made = _write_entitlements(night)
        note_institutions(night)
    with night.timed("findings"):
        found = note_findings(night, made)
    return _finished(night, night.run, made, found | {"restated": restated})


def _finished(night: Night, run: Run, made: list[Change], found: dict[str, int]) -> Run:
    now = night.now
    persons = Counter(item for _person, item in now.paid)
    fen: Counter[str] = Counter()
    for (_person, item), (amount, _reason) in now.paid.items():
        fen[item] += amount if item in SPENT else 0
    totals = {code: [persons[code], fen[code] if code in SPENT else None] for code in now.items}
    run.evaluator = night.evaluated.evaluator if night.evaluated else ""
    run.persons, run.totals, run.seconds = len(now.codes), totals, night.seconds
    restated = found.pop("restated", 0)
    run.changes = {
        "begun": sum(one.was is None for one in made),
        "ended": sum(one.now is None for one in made),
        "changed": sum(one.was is not None and one.now is not None for one in made),
        "restated": restated,  # months that are owed differently than was decided
        "findings": found,
    }
    run.finished_at = clock.now()
    run.save()
    return run


def _write_entitlements(night: Night) -> list[Change]:
    """Write what is owed as intervals of months; return how it differs from what was."""
    if night.is_first:
        before = night.outcomes[0]
        _insert(night, before.paid.items(), night.month - 1)
    was, rows = _running()
    now = {
        key: (fen, _code(night, key[1], reason)) for key, (fen, reason) in night.now.paid.items()
    }
    made = list(changes(was, now))
    _close(night, [rows[one.key] for one in made if one.was is not None])
    begun = [(one.key, night.now.paid[one.key]) for one in made if one.now is not None]
    _insert(night, begun, night.month)
    return made


def _code(night: Night, item: str, reason: int) -> str:
    return key_of(night.terms.reasons[item][reason])


def _running() -> tuple[dict[Key, Owed], dict[Key, tuple[int, date]]]:
    fields = ("pk", "person_id", "item", "amount", "reason", "since")
    open_rows = Entitlement.objects.filter(until=None, retracted_at=None)
    was: dict[Key, Owed] = {}
    rows: dict[Key, tuple[int, date]] = {}
    for key, person, item, amount, reason, since in open_rows.values_list(*fields):
        was[person, item] = (amount, reason)
        rows[person, item] = (key, since)
    return was, rows


def _close(night: Night, rows: Iterable[tuple[int, date]]) -> None:
    """Let intervals end before this month; those that began in it were wrong and are retracted."""
    first, now = night.month.first, clock.now()
    ended = [key for key, since in rows if since < first]
    wrong = [key for key, since in rows if since >= first]
    for keys, values in (
        (ended, {"until": first, "ended_by": night.run}),
        (wrong, {"retracted_at": now, "ended_by": night.run}),
    ):
        for at in range(0, len(keys), CHUNK):
            Entitlement.objects.filter(pk__in=keys[at : at + CHUNK]).update(**values)


def _insert(night: Night, owed: Iterable[tuple[Key, tuple[int, int]]], since: Month) -> None:
    now = clock.now()
    made = [
        Entitlement(
            person_id=person, item=item, division=night.places[person], since=since.first,
            amount=fen, reason=_code(night, item, reason), run=night.run, recorded_at=now,
        )
        for (person, item), (fen, reason) in owed
    ]  # fmt: skip
    Entitlement.objects.bulk_create(made, batch_size=CHUNK)


def _write_reasons(night: Night, run: Run) -> None:
    """Keep why, of everybody for whom it changed; cut off half way, the next night ends it."""
    with night.timed("reasons"):
        known = dict(Reasons.objects.values_list("person_id", "codes"))
        changed = [
            Reasons(person_id=person, codes=codes.hex(), run=run)
            for person, codes in night.now.codes.items()
            if known.get(person) != codes.hex()
        ]
        for at in range(0, len(changed), CHUNK):
            Reasons.objects.bulk_create(
                changed[at : at + CHUNK], update_conflicts=True, unique_fields=["person"],
                update_fields=["codes", "run"],
            )  # fmt: skip
    run.seconds = night.seconds
    run.save(update_fields=["seconds"])

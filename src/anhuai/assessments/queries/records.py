"""Assessments on record: lists, one of them whole, a person's history."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment, Signature, Task
from anhuai.assessments.queries.levels import LevelHeld, levels_on
from anhuai.assessments.queries.parameters import every_months
from anhuai.assessments.queries.reach import by_person, placed
from anhuai.assessments.queries.tasks import called
from anhuai.assessments.rules.annex import Health
from anhuai.assessments.rules.due import months_after
from anhuai.assessments.rules.judging import Judgement, judge
from anhuai.assessments.rules.scales import Scale, Settings
from anhuai.assessments.rules.words import State
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.compiled import RowsOf
from anhuai.platform.files import opened
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.reaching import reaches
from anhuai.platform.sealing import unseal

READ = Permit.ASSESSMENTS_READ
RECORD_ROW = (
    "pk", "person_id", "person__name", "place", "scale", "assessed_on", "reason", "total",
    "score_level", "final_level", "first_name", "second_name", "retracted_at",
)  # fmt: skip


class WhichRecords(TypedDict, total=False):
    """Which assessments: of a scale, a level, a reason, a place, a span of days; withdrawn ones."""

    scale: str
    level: str
    reason: str
    division: str
    since: date | None
    last: date | None
    withdrawn: bool


def assessments(actor: Actor, *, permit: Permit = READ) -> QuerySet[Assessment]:
    """Return every assessment of a person whom the permit reaches."""
    return by_person(Assessment.objects.all(), actor, permit)


@reaches("assessment", READ)
def assessments_reached(actor: Actor, ids: Collection[int]) -> set[int]:
    """Return which of some assessments the actor may see."""
    return set(assessments(actor).filter(pk__in=ids).values_list("pk", flat=True))


def listed_records(
    actor: Actor, *, q: str = "", **which: Unpack[WhichRecords]
) -> QuerySet[Assessment]:
    """Return the assessments a list asks for; withdrawn ones only when asked."""
    rows = placed(assessments(actor))
    rows = (
        rows.exclude(retracted_at=None)
        if which.get("withdrawn")
        else rows.filter(retracted_at=None)
    )
    for name, column in (("scale", "scale"), ("reason", "reason"), ("level", "final_level")):
        wanted = which.get(name)
        if wanted and (name != "level" or str(wanted).isdigit()):
            rows = rows.filter(**{column: wanted})
    if division := which.get("division"):
        rows = rows.filter(in_subtree("place", division))
    if since := which.get("since"):
        rows = rows.filter(assessed_on__gte=since)
    if last := which.get("last"):
        rows = rows.filter(assessed_on__lte=last)
    return rows.filter(person__in=called(actor, q)) if q else rows


@reading(
    permit=READ, title=_("查看评估名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def record_page(
    actor: Actor, *, q: str = "", order: Sequence[str] = ("-assessed_on",), after: str = "",
    **which: Unpack[WhichRecords],
) -> Window:  # fmt: skip
    """Return one page of assessments, each a row of `RECORD_ROW`."""
    return window(listed_records(actor, q=q, **which), fields=RECORD_ROW, order=order, after=after)


def assessment(actor: Actor, assessment_id: int, *, permit: Permit = READ) -> Assessment:
    """Return one assessment in the permit's scope, or raise `NotHere`."""
    rows = placed(assessments(actor, permit=permit)).select_related("person", "appeals")
    found: Assessment | None = rows.filter(pk=assessment_id).first()
    if found is None:
        raise NotHere("assessment", assessment_id)
    return found


@dataclass(frozen=True, slots=True)
class Report:
    """One assessment whole: the record, its scale, how it was judged, who signed, what follows."""

    one: Assessment
    scale: Scale
    judged: Judgement | None
    informant_phone: str
    signatures: Sequence[Signature]
    is_newest: bool
    due_again: date | None
    appeal_task: Task | None
    appealed_by: int | None


def health_of(stored: dict[str, object]) -> Health:
    """Return what annex A said, from the record."""
    risks = stored.get("risks", {})
    return Health(
        frozenset(map(str, _listed(stored, "diagnoses"))),
        {str(k): int(v) for k, v in risks.items()} if isinstance(risks, dict) else {},
        frozenset(map(str, _listed(stored, "problems"))),
    )


def _listed(stored: dict[str, object], name: str) -> list[object]:
    found = stored.get(name, [])
    return found if isinstance(found, list) else []


@reading(
    permit=READ, title=_("查看评估报告"), subject="person", ids=lambda found: [found.one.person_id]
)
def report(actor: Actor, assessment_id: int, *, on: date) -> Report:
    """Return one assessment whole, derived again from what was filled in, or raise `NotHere`."""
    one = assessment(actor, assessment_id)
    scale = SCALES[one.scale]
    settings = Settings(**one.settings)
    judged = judge(scale, one.points, health_of(one.health), settings) if one.points else None
    newest = levels_on(actor, scale=one.scale, on=on, persons=[one.person_id])
    held = newest.get(one.person_id)
    months = every_months(one.scale, on=on)
    appeal = Task.objects.filter(appeals=one).exclude(state=State.CANCELLED).first()
    later = Assessment.objects.filter(appeals=one, retracted_at=None).first()
    return Report(
        one, scale, judged, unseal(one.informant_phone_sealed),
        list(Signature.objects.filter(assessment=one).order_by("pk")),
        held is not None and held.assessment == one.pk,
        months_after(one.assessed_on, months) if months else None,
        appeal, later.pk if later else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class History:
    """A person's assessments, newest first, the levels that hold, and what waits."""

    records: Sequence[Assessment]
    held: Sequence[tuple[str, LevelHeld]]
    waiting: Sequence[Task]


_IS_ASSESSED, _HAS_TASK = RowsOf(Assessment), RowsOf(Task)


@reading(
    permit=READ, title=_("查看个人的评估"), subject="person",
    ids=lambda found: sorted({one.person_id for one in found.records}),
)  # fmt: skip
def history(actor: Actor, person: int, *, on: date) -> History:
    """Return a person's assessments and waiting tasks, within the actor's scope."""
    if not _IS_ASSESSED(person) and not _HAS_TASK(person):
        return History([], [], [])
    records = assessments(actor).filter(person=person, retracted_at=None)
    records = records.order_by("-assessed_on", "-pk")
    held = [
        (scale, found[person])
        for scale in sorted({one.scale for one in records})
        if (found := levels_on(actor, scale=scale, on=on, persons=[person]))
    ]
    waiting = by_person(Task.objects.all(), actor, READ).filter(
        Q(state=State.OPEN) | Q(state=State.ASSIGNED), person=person
    )
    return History(list(records), held, list(waiting.order_by("due_on")))


@reading(
    permit=READ, title=_("查看评估签名"), subject="assessment",
    ids=lambda found: [found.assessment_id],
)  # fmt: skip
def signature(actor: Actor, assessment_id: int, signature_id: int) -> Signature:
    """Return one signature of an assessment in scope, or raise `NotHere`."""
    assessment(actor, assessment_id)
    rows = Signature.objects.select_related("file")
    found = rows.filter(pk=signature_id, assessment=assessment_id).first()
    if found is None:
        raise NotHere("signature", signature_id)
    return found


def image_of(found: Signature) -> bytes:
    """Return the drawing of a signature."""
    with opened(found.file) as stream:
        return stream.read()

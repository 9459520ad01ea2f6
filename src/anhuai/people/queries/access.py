"""Who looked at a person's file or changed it, when and what for (PIPL art. 45)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anhuai.people.queries.joining import files_within
from anhuai.people.queries.scope import person_in_scope
from anhuai.platform import subjects
from anhuai.platform.acting import Actor, reading
from anhuai.platform.listing import PAGE, Window, window
from anhuai.platform.permits import Permit

FIELDS = ("sequence", "at", "actor", "kind", "name", "reason")


@dataclass(frozen=True, slots=True)
class Accesses:
    """One page of a person's access report; `is_whole` says whether the index is up to date."""

    id: int
    name: str
    page: Window
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Span:
    """What a report is asked for: a kind of entry ("" all) and a span of days."""

    kind: str = ""
    since: date | None = None
    last: date | None = None


@reading(
    permit=Permit.PEOPLE_ACCESS,
    title=_("查看个人信息查阅报告"),
    subject="person",
    ids=lambda found: [found.id],
)
def accesses(
    actor: Actor, *, person: int, span: Span, after: str = "", size: int = PAGE
) -> Accesses:
    """Return who read or changed a person's file, newest first; raises `NotHere`, `BadCursor`.

    What was read under the number of a file that was merged into it belongs to it.
    """
    one = person_in_scope(actor, person, permit=Permit.PEOPLE_ACCESS)
    is_whole = subjects.catch_up()
    rows = subjects.about(files_within(one.pk))
    if span.kind:
        rows = rows.filter(kind=span.kind)
    if span.since:
        rows = rows.filter(at__gte=_midnight(span.since))
    if span.last:
        rows = rows.filter(at__lt=_midnight(span.last + timedelta(days=1)))
    page = window(rows, fields=FIELDS, order=["-sequence"], after=after, size=size)
    return Accesses(one.pk, one.name, page, is_whole)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))

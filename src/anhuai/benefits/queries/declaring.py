"""What was declared of somebody and their home: dated, with source and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Declared
from anhuai.benefits.rules.definition import Who
from anhuai.benefits.rules.facts import Fact, From, Level, facts
from anhuai.benefits.rules.kinds import Plain
from anhuai.people import queries as people
from anhuai.people.queries.scope import households_visible
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.compiled import PERSON, Compiled, Slot
from anhuai.platform.listing import Window, window
from anhuai.platform.models import StoredFile
from anhuai.platform.permits import Permit

READ = Permit.BENEFITS_READ


def declarable(item: str = "") -> list[Fact]:
    """Return the facts of people and homes no register answers; of a benefit, those it asks for."""
    wanted = BENEFITS[item].facts if item in BENEFITS else facts()
    held = {one.code for one in wanted}
    return [
        one for one in facts()
        if one.source is From.DECLARED and one.level is not Level.INSTITUTION and one.code in held
    ]  # fmt: skip


def asks_for(item: str) -> list[Fact]:
    """Return what an applicant is asked of a benefit: nothing the register answers (art. 62)."""
    one = BENEFITS.get(item)
    return [] if one is None or one.who is Who.INSTITUTION else declarable(item)


@dataclass(frozen=True, slots=True)
class Declarations:
    """What was declared of one person and their home, newest first; what holds comes first."""

    person: int
    rows: Sequence[Declared]


_HOME = Slot("home", BigIntegerField())
_HELD = Compiled(
    lambda: Declared.objects.filter(Q(person=PERSON) | Q(household=_HOME), retracted_at=None)
    .select_related("file").order_by("fact", "-since")
)  # fmt: skip


@reading(permit=READ, title=_("查看核对情况"), subject="person", ids=lambda found: [found.person])
def declared_of(actor: Actor, person: int) -> Declarations:
    """Return what holds of what was declared of a person in reach and their home."""
    one = people.person_in_scope(actor, person, permit=READ)
    return Declarations(one.pk, _HELD(person=person, home=one.household_id or 0))


def declared_now(actor: Actor, person: int) -> dict[str, Plain]:
    """Return what is declared of a person in reach and their home and has no end yet."""
    known = {one.code: one for one in declarable()}
    return {
        row.fact: known[row.fact].type.decode(row.value)
        for row in declared_of(actor, person).rows
        if row.until is None and row.value is not None and row.fact in known
    }


def evidence(actor: Actor, person: int, file: int) -> StoredFile:
    """Return the document a declaration of a person in reach rests on; raises `NotHere`."""
    for row in declared_of(actor, person).rows:
        if row.file_id == file and row.file is not None:
            return row.file
    raise NotHere("file", file)


ROW = (
    "pk", "who", "who_name", "household_id", "place", "fact", "value", "since", "until", "source",
    "recorded_at", "recorded_by",
)  # fmt: skip
"""A row of the list: of a home its head is named."""


def declarations(
    actor: Actor, *, q: str = "", fact: str = "", division: str = ""
) -> "QuerySet[Declared]":
    """Return what holds of what was declared of persons and homes within reach."""
    rows = Declared.objects.filter(
        Q(person__in=people.visible(actor, permit=READ))
        | Q(household__in=households_visible(actor, permit=READ)),
        retracted_at=None,
    )
    if fact:
        rows = rows.filter(fact=fact)
    rows = rows.annotate(
        who=Coalesce("person_id", "household__head_id"),
        who_name=Coalesce("person__name", "household__head__name"),
        place=Coalesce("person__division", "household__division"),
    )
    if division:
        rows = rows.filter(place__startswith=division)
    return rows.filter(who_name__contains=q) if q else rows


@reading(
    permit=READ, title=_("查看核对情况名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def declared_page(
    actor: Actor, *, order: Sequence[str] = ("-pk",), after: str = "", q: str = "", fact: str = "",
    division: str = "",
) -> Window:  # fmt: skip
    """Return one page of what was declared, each a row of `ROW`."""
    rows = declarations(actor, q=q, fact=fact, division=division)
    return window(rows, fields=ROW, order=order, after=after)

"""Pay runs: their list, one whole, its lines, changes and payments, and what is still unpaid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from anhuai.funds.models import Approval, Change, Claim, Grant, Line, Payment, ResultFile, Run
from anhuai.people import queries as people
from anhuai.platform import county
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit

READ = Permit.FUNDS_READ
IN_KIND = "in kind: "
"""How the source of a grant begins that is given as work or goods, never paid to the person."""


def runs(
    actor: Actor, *, state: str = "", year: int | None = None, scheme: str = "", q: str = ""
) -> "QuerySet[Run]":
    """Return the pay runs, for who sees the whole county."""
    county.require_whole(actor, READ)
    rows = Run.objects.all()
    if state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(year=year)
    if scheme:
        rows = rows.filter(lines__scheme=scheme).distinct()
    return rows.filter(title__icontains=q) if q else rows


def run(actor: Actor, run_id: int, *, permit: Permit = READ) -> Run:
    """Return a run; raises `NotHere`, or `Refused` for who does not see the whole county."""
    county.require_whole(actor, permit)
    found = Run.objects.filter(pk=run_id).first()
    if found is None:
        raise NotHere("run", run_id)
    return found


def run_totals(run_id: int) -> list[tuple[str, str, int, int]]:
    """Return (scheme, title, persons paid, fen) of a run's payments by scheme."""
    rows = Payment.objects.filter(run=run_id).values_list("scheme", "title")
    return list(rows.annotate(Count("person", distinct=True), Sum("amount")).order_by("scheme"))


def paid_in(actor: Actor, *, year: int, until: date) -> list[tuple[str, int, int]]:
    """Return (title, persons, fen) by scheme of what banks settled in a year up to a day."""
    county.require_whole(actor, READ)
    rows = Payment.objects.filter(
        state="paid", settled_on__year=year, settled_on__lte=until
    ).values_list("title")  # fmt: skip
    sums = rows.annotate(Count("person", distinct=True), Sum("amount")).order_by()
    return sorted(sums, key=lambda one: -one[2])


@dataclass(frozen=True, slots=True)
class RunDetail:
    """One run whole, without its people."""

    run: Run
    approvals: Sequence[Approval]
    results: Sequence[ResultFile]
    totals: Sequence[tuple[str, str, int, int]]
    by_fund: Sequence[tuple[str, str, str, int]]
    """(fund, purpose, town, fen)"""
    changes: dict[str, tuple[int, int]]
    """Kind → how many, and by how many fen a month more or less."""
    states: dict[str, tuple[int, int]]
    """State of payments → how many, fen."""


def run_detail(actor: Actor, run_id: int) -> RunDetail:
    """Return a run with its sums; raises `NotHere`."""
    found = run(actor, run_id)
    paid = Payment.objects.filter(run=found)
    changed = Change.objects.filter(run=found).values_list("kind")
    counted = changed.annotate(Count("pk"), Sum("after"), Sum("before")).order_by()
    by_fund = paid.values_list("fund", "purpose", "division").annotate(Sum("amount"))
    return RunDetail(
        run=found,
        approvals=list(found.approvals.order_by("level")),
        results=list(found.results.order_by("pk")),
        totals=run_totals(found.pk),
        by_fund=list(by_fund.order_by("fund", "division", "purpose")),
        changes={kind: (count, after - before) for kind, count, after, before in counted},
        states={
            state: (count, amount)
            for state, count, amount in paid.values_list("state")
            .annotate(Count("pk"), Sum("amount"))
            .order_by()
        },
    )


_ids = lambda page: sorted({row[1] for row in page.rows})  # noqa: E731 - the readings' common key
CHANGE = ("pk", "person_id", "person__name", "person__division", "scheme", "kind", "before",
          "after", "why")  # fmt: skip
PAYMENT = ("pk", "person_id", "person__name", "person__division", "number", "title", "amount",
           "state", "holder", "relation", "account_sealed", "why", "settled_on", "run_id",
           "run__title")  # fmt: skip
LINE = ("pk", "person_id", "person__name", "person__division", "title", "period", "kind",
        "before", "due", "amount", "reason")  # fmt: skip


def _of_people(rows: "QuerySet[Any]", q: str, division: str) -> "QuerySet[Any]":
    if division:
        rows = rows.filter(in_subtree("person__division", division))
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(person__pinyin__istartswith=q))
    return rows


def changes_of(
    actor: Actor, run_id: int, *, kind: str = "", q: str = "", division: str = ""
) -> "QuerySet[Change]":
    """Return the changes of a run that the filters choose."""
    rows = Change.objects.filter(run=run(actor, run_id))
    return _of_people(rows.filter(kind=kind) if kind else rows, q, division)


@reading(permit=READ, title=_("查看发放差异"), subject="person", ids=_ids)
def changes(
    actor: Actor, /, run_id: int, *, order: Sequence[str], after: str = "", kind: str = "",
    q: str = "", division: str = "",
) -> Window:  # fmt: skip
    """Return one page of how people's pay differs from the month before, rows of `CHANGE`."""
    rows = changes_of(actor, run_id, kind=kind, q=q, division=division)
    return window(rows, fields=CHANGE, order=order, after=after)


def payments_of(
    actor: Actor, *, run_id: int | None = None, state: str = "", q: str = "", division: str = "",
) -> "QuerySet[Payment]":  # fmt: skip
    """Return the payments that the filters choose."""
    county.require_whole(actor, READ)
    rows = Payment.objects.all()
    if run_id is not None:
        rows = rows.filter(run=run(actor, run_id))
    return _of_people(rows.filter(state=state) if state else rows, q, division)


@reading(permit=READ, title=_("查看发放名册"), subject="person", ids=_ids)
def payments(
    actor: Actor, /, *, order: Sequence[str], after: str = "", is_unpaid: bool = False,
    run_id: int | None = None, state: str = "", q: str = "", division: str = "",
) -> Window:  # fmt: skip
    """Return one page of payments, each a row of `PAYMENT`."""
    rows = payments_of(actor, run_id=run_id, state=state, q=q, division=division)
    rows = rows.filter(unpaid()) if is_unpaid else rows
    return window(rows, fields=PAYMENT, order=order, after=after)


@reading(permit=READ, title=_("查看发放明细"), subject="person", ids=_ids)
def lines(
    actor: Actor, run_id: int, *, order: Sequence[str], after: str = "", q: str = ""
) -> Window:
    """Return one page of a run's lines, each a row of `LINE`."""
    rows = lines_of(actor, run_id, q=q)
    return window(rows, fields=LINE, order=order, after=after)


def lines_of(actor: Actor, run_id: int, *, q: str = "") -> "QuerySet[Line]":
    """Return the lines of a run that the filter chooses."""
    return _of_people(Line.objects.filter(run=run(actor, run_id)), q, "")


def unpaid() -> Q:
    """Return the condition that a payment came back or waits for an account, and no other pays."""
    again = Payment.objects.filter(repays=OuterRef("pk")).exclude(state="cancelled")
    in_force = ["approved", "sent", "settled"]
    due = Q(state="returned") | Q(state="held", run__state__in=in_force)
    return due & ~Q(Exists(again))


@reading(
    permit=READ, title=_("查看追缴名单"), subject="person",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)  # fmt: skip
def claims(
    actor: Actor, *, order: Sequence[str], after: str = "", is_open: bool = False, q: str = ""
) -> Window:
    """Return one page of what is claimed back, each a row of `CLAIM`."""
    rows = claims_of(actor, is_open=is_open, q=q)
    return window(rows, fields=CLAIM, order=order, after=after)


CLAIM = ("pk", "person_id", "person__name", "person__division", "line__title", "line__period",
         "amount", "received", "line__run_id")  # fmt: skip


def claims_of(actor: Actor, *, is_open: bool = False, q: str = "") -> "QuerySet[Claim]":
    """Return the claims that the filter chooses, or only those not yet received in full."""
    county.require_whole(actor, READ)
    rows = _of_people(Claim.objects.all(), q, "")
    return rows.filter(received__lt=F("amount")) if is_open else rows


def claim(actor: Actor, claim_id: int, *, permit: Permit = READ) -> Claim:
    """Return one claim with its line; raises `NotHere`."""
    county.require_whole(actor, permit)
    found = Claim.objects.select_related("line__run", "person").filter(pk=claim_id).first()
    if found is None:
        raise NotHere("claim", claim_id)
    return found


def grant_of(actor: Actor, *, person: int, scheme: str, on: date) -> Grant | None:
    """Return the grant of a scheme that a person holds on a day."""
    found = people.person_in_scope(actor, person)
    rows = Grant.objects.filter(person=found.pk, scheme=scheme, since__lte=on)
    return rows.filter(Q(until=None) | Q(until__gt=on)).order_by("-since").first()


def was_paid(*, person: int, scheme: str) -> bool:
    """Say whether a run pays or paid a person anything of a scheme.

    Without an actor: for rules of rooms that have the person in scope already.
    """
    return Line.objects.filter(person=person, scheme=scheme, is_live=True, amount__gt=0).exists()


def grant_in_kind(*, person: int, scheme: str) -> Grant | None:
    """Return the grant of a scheme that a person holds in kind; without an actor, as `was_paid`."""
    rows = Grant.objects.filter(person=person, scheme=scheme, source__startswith=IN_KIND)
    return rows.filter(Q(until=None) | Q(until__gt=F("since"))).order_by("-pk").first()


def in_kind(scheme: str) -> set[int]:
    """Return who was given a scheme in kind by a room above (a home adapted): never in cash too.

    Without an actor: for rules over everybody, whose caller shows only whom its actor may see.
    """
    rows = Grant.objects.filter(scheme=scheme, source__startswith=IN_KIND)
    rows = rows.filter(Q(until=None) | Q(until__gt=F("since")))
    return set(rows.values_list("person_id", flat=True))


def payment(actor: Actor, payment_id: int, *, permit: Permit = READ) -> Payment:
    """Return one payment with its person and run; raises `NotHere`."""
    county.require_whole(actor, permit)
    found = Payment.objects.select_related("run", "person").filter(pk=payment_id).first()
    if found is None:
        raise NotHere("payment", payment_id)
    return found


def to_set_off(found: Claim) -> "QuerySet[Payment]":
    """Return the approved payments of a claim's person whose file was not made yet."""
    rows = Payment.objects.filter(person=found.person_id, state="waiting", run__state="approved")
    return rows.select_related("run").order_by("pk")

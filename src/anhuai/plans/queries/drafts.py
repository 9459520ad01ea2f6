"""Documents given to the reader, their drafts, items with their history, and findings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from anhuai.plans.models import DraftFinding, DraftItem, DraftPlan, DraftStep, PlanDocument
from anhuai.plans.rules.drafting import ItemKind
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.permits import Permit


def documents(actor: Actor, q: str = "") -> list[PlanDocument]:
    """Return the documents of the actor's area, the latest first."""
    actor.require(Permit.PLANS_MANAGE)
    scope = actor.scope(Permit.PLANS_MANAGE)
    rows = PlanDocument.objects.filter(name__icontains=q).order_by("-pk").defer("text")
    return [one for one in rows if scope.covers(one.division)]


def document(actor: Actor, key: int) -> PlanDocument:
    """Return one document; raises `NotHere` out of scope."""
    actor.require(Permit.PLANS_MANAGE)
    found = PlanDocument.objects.filter(pk=key).first()
    if found is None or not actor.scope(Permit.PLANS_MANAGE).covers(found.division):
        raise NotHere("plan_document", key)
    return found


def draft(actor: Actor, key: int) -> DraftPlan:
    """Return one draft with its document; raises `NotHere` out of scope."""
    found = DraftPlan.objects.select_related("document", "plan").filter(pk=key).first()
    if found is None:
        raise NotHere("draft_plan", key)
    document(actor, found.document_id)
    return found


def drafts(actor: Actor, found: PlanDocument) -> list[DraftPlan]:
    """Return a document's drafts with how many items each has and how many are decided."""
    document(actor, found.pk)
    return list(
        found.drafts.select_related("plan")
        .annotate(all=Count("items"), decided=Count("items", filter=~Q(items__state="open")))
        .order_by("part")
    )


def items(
    actor: Actor, found: DraftPlan, *, kind: str = "", state: str = ""
) -> QuerySet[DraftItem]:
    """Return a draft's items: those to decide first, of these the least sure first."""
    draft(actor, found.pk)
    rows = DraftItem.objects.filter(draft=found)
    if kind:
        rows = rows.filter(kind=kind)
    if state == "changed":
        rows = rows.exclude(change="")
    elif state:
        rows = rows.filter(state=state)
    return rows.order_by("confidence", "start", "pk")


def item(actor: Actor, key: int) -> DraftItem:
    """Return one item with its draft; raises `NotHere` out of scope."""
    found = DraftItem.objects.select_related("draft__document").filter(pk=key).first()
    if found is None:
        raise NotHere("draft_item", key)
    document(actor, found.draft.document_id)
    return found


def next_open(actor: Actor, after: DraftItem) -> DraftItem | None:
    """Return the item to decide next of the same kind, else of any."""
    rows = items(actor, after.draft, state="open").exclude(pk=after.pk)
    return rows.filter(kind=after.kind).first() or rows.first()


def item_steps(actor: Actor, found: DraftItem) -> list[DraftStep]:
    """Return what was done with an item, the latest first."""
    document(actor, found.draft.document_id)
    return list(found.steps.order_by("-pk"))


def draft_findings(actor: Actor, found: PlanDocument) -> list[DraftFinding]:
    """Return what a document contradicts, the gravest first."""
    document(actor, found.pk)
    rank = {"high": 0, "medium": 1, "low": 2}
    rows = DraftFinding.objects.filter(document=found).order_by("pk")
    return sorted(rows, key=lambda one: rank.get(one.severity, 3))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is confirmed, by kind."""

    kind: ItemKind
    all: int
    decided: int


def progress(actor: Actor, found: DraftPlan) -> Sequence[Progress]:
    """Return how many items of each kind there are and how many are decided."""
    draft(actor, found.pk)
    rows = (
        DraftItem.objects.filter(draft=found)
        .values("kind")
        .annotate(all=Count("pk"), decided=Count("pk", filter=~Q(state="open")))
    )
    counts = {row["kind"]: (row["all"], row["decided"]) for row in rows}
    return [Progress(kind, *counts[kind.value]) for kind in ItemKind if kind.value in counts]

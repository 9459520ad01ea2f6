"""Giving a document to the reader, reading it, and finding what it contradicts."""

from collections.abc import Callable, Sequence
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from anhuai.kernel.unfit import Unfit
from anhuai.plans.actions.scope import NotPossible, require_scope
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import DraftFinding, DraftItem, DraftPlan, PlanDocument
from anhuai.plans.rules.drafting import Item, Kept, against, changes, items
from anhuai.plans.rules.drafts import Draft, Reading
from anhuai.platform import clock, files
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.models import Job, StoredFile
from anhuai.platform.permits import Permit

MOST_PASTED = 1_000_000


@action(
    permit=Permit.PLANS_MANAGE, title=_("上传规划文件"), logs=("name", "division"),
    subject="plan_document",
)  # fmt: skip
def give_document(
    actor: Actor, *, name: str, division: str, stream: BinaryIO | None = None, text: str = "",
    previous: int | None = None,
) -> PlanDocument:  # fmt: skip
    """Take a file or pasted text for reading by a job; `previous` is the version it revises.

    Raises `NotPossible`, `Unreadable`, `BadFile`, `NotHere`.
    """
    require_scope(actor, Permit.PLANS_MANAGE, division, "division", division)
    earlier = _earlier(actor, previous)
    kept: StoredFile | None = None
    if stream is not None:
        text, kept = _taken(actor, stream, name, typed=text)
    elif not text.strip():
        raise NotPossible(
            "text", "请选择文件，或粘贴规划正文。", "Choose a file or paste the plan's text.",
            field="text",
        )  # fmt: skip
    return PlanDocument.objects.create(
        name=name[:160] or "粘贴的文字", division=division, file=kept, text=text[:MOST_PASTED],
        previous=earlier, uploaded_by=actor.name, uploaded_at=clock.now(),
    )  # fmt: skip


def _earlier(actor: Actor, key: int | None) -> PlanDocument | None:
    if key is None:
        return None
    found = PlanDocument.objects.filter(pk=key).first()
    if found is None:
        raise NotHere("plan_document", key)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan_document", key)
    return found


def _taken(
    actor: Actor, stream: BinaryIO, name: str, *, typed: str
) -> tuple[str, StoredFile | None]:
    """A file's text and the file; of a scan without text, what was typed beside it."""
    from anhuai.plans.engine.documents import Unreadable, text_of

    data = stream.read()
    try:
        text = text_of(data, name)
    except Unreadable as error:
        if error.code != "scan" or not typed.strip():
            raise
        text = typed
    stream.seek(0)
    try:
        return text, files.keep(actor, stream, name=name, allowed=_KEPT, lasting=True)
    except files.BadFile as error:
        if error.code != "kind":  # a text or old Word file: its text is kept, the bytes are not
            raise
        return text, None


_KEPT = frozenset({files.PDF, files.XLSX, files.CSV})


def enqueue(actor: Actor, document: PlanDocument) -> Job:
    """Put the reading of a document on the queue, once."""
    return put(
        task_named("anhuai.plans.jobs.read_document"), [document.pk], {},
        title=gettext_noop("读规划文件"), dedupe=f"plan_document:{document.pk}",
        account=actor.account,
    )  # fmt: skip


@action(
    permit=Permit.PLANS_MANAGE, title=_("读规划文件"), logs=("document",), subject="plan_document"
)
def read_now(
    actor: Actor, *, document: int, drafts: Sequence[Draft] | Unfit | None = None
) -> PlanDocument:
    """Read a document into drafts and findings; once read or stopped, nothing changes.

    `drafts` is what was read of it before (or why it cannot be), so that no lock is held meanwhile.
    """
    found = PlanDocument.objects.select_for_update().filter(pk=document).first()
    if found is None:
        raise NotHere("plan_document", document)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan_document", document)
    if found.status in ("read", "stopped"):
        return found
    try:
        if isinstance(drafts, Unfit):
            raise drafts
        drafts = read_text(found.text) if drafts is None else drafts
    except Unfit as error:
        found.status, found.problem, found.problem_en = "failed", error.message, error.message_en
        found.save(update_fields=["status", "problem", "problem_en"])
        return found
    with transaction.atomic():
        rows = [_draft(found, part, draft) for part, draft in enumerate(drafts, start=1)]
        _check(found, list(drafts), rows)
        found.status, found.read_at, found.problem = "read", clock.now(), ""
        found.save(update_fields=["status", "read_at", "problem"])
    return found


def read_text(text: str, step: Callable[[int, int], None] | None = None) -> list[Draft]:
    """Return what the reader makes of a text; raises `Unreadable`, and whatever `step` raises."""
    from anhuai.plans.engine import read
    from anhuai.plans.engine.binding import Word
    from anhuai.plans.engine.documents import Unreadable, is_traditional, require_plan

    if is_traditional(text):
        raise Unreadable(
            "traditional",
            "文件是繁体字，请转换为简体后再上传（Word 和 WPS 的“审阅”里有繁简转换）。",
            "The document is in traditional characters: convert it to simplified ones first.",
        )
    require_plan(text, 1)
    words = [Word(key, one.title, one.unit, one.says) for key, one in INDICATORS.items()]
    drafts = read(text, words, step=step)
    require_plan(
        text, sum(len(one.indicators) + len(one.tasks) + len(one.projects) for one in drafts)
    )
    return drafts


def _draft(document: PlanDocument, part: int, draft: Draft) -> DraftPlan:
    head = draft.head
    row = DraftPlan.objects.create(
        document=document, part=part, title=head.title[:120] or document.name[:120],
        issuer=head.issuer[:80], document_number=head.number[:60], issued=head.issued,
        starts=head.starts, ends=head.ends, start=draft.start, end=draft.end,
    )  # fmt: skip
    before = _before(document, row)
    if before is not None:
        row.plan = before.plan
        row.save(update_fields=["plan"])
        _revised(row, items(draft), before)
    else:
        DraftItem.objects.bulk_create([_item(row, one) for one in items(draft)])
    return row


def _item(draft: DraftPlan, one: Item, **more: object) -> DraftItem:
    from dataclasses import asdict

    return DraftItem(draft=draft, **{**asdict(one), "kind": one.kind.value, **more})


def _before(document: PlanDocument, row: DraftPlan) -> DraftPlan | None:
    from anhuai.plans.rules.drafting import alike

    if document.previous is None:
        return None
    same = [(alike(one.title, row.title), one) for one in document.previous.drafts.all()]
    best = max(same, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= 0.5 else None


def _revised(row: DraftPlan, new: list[Item], before: DraftPlan) -> None:
    """Items against the earlier version: what is equal stays decided, the rest waits."""
    old = [
        Kept(one.kind, one.code, one.title, one.values, one.state)
        for one in before.items.exclude(change="gone").order_by("pk")
    ]
    pairs, gone = against(new, old)
    taken = {kept.code for _one, kept in pairs if kept} | {one.code for one in gone}
    made: list[DraftItem] = []
    for item, kept in pairs:
        if kept is None:
            code = _free(item.code, taken)
            made.append(_item(row, item, code=code, change="new"))
            continue
        is_changed = bool(changes(item.kind.value, kept.values, item.values))
        values = item.values if is_changed else kept.values
        made.append(
            _item(
                row,
                item,
                code=kept.code,
                values=values,
                title=item.title if is_changed else kept.title,
                change="changed" if is_changed else "",
                before=dict(kept.values) if is_changed else None,
                state="open" if is_changed else kept.state,
            )
        )
    made += [
        DraftItem(
            draft=row,
            kind=one.kind,
            code=one.code,
            title=one.title,
            values=dict(one.values),
            start=row.start,
            end=row.start,
            change="gone",
            before=dict(one.values),
        )
        for one in gone
    ]
    DraftItem.objects.bulk_create(made)


def _free(code: str, taken: set[str]) -> str:
    number = 0
    made = code
    while made in taken:
        number += 1
        made = f"{code}-{number}"
    taken.add(made)
    return made


def _check(document: PlanDocument, drafts: list[Draft], rows: list[DraftPlan]) -> None:
    from anhuai.plans.catalogue.contradictions import CHECKS

    reading = Reading(document.text, tuple(drafts))
    found, seen = [], set()
    for code, check in CHECKS.items():
        for one in check.find(reading):
            if (code, one.arithmetic) in seen:
                continue
            seen.add((code, one.arithmetic))
            first = one.places[0]
            own = next((row for row in rows if row.start <= first.start < row.end), rows[0])
            found.append(
                DraftFinding(
                    document=document, draft=own, check_code=code,
                    severity=(one.severity or check.severity).value,
                    arithmetic=one.arithmetic[:600], question=one.question[:300],
                    places=[[place.start, place.end] for place in one.places],
                )
            )  # fmt: skip
    DraftFinding.objects.bulk_create(found)


@action(
    permit=Permit.PLANS_MANAGE, title=_("停止读规划文件"), logs=("document",),
    subject="plan_document",
)  # fmt: skip
def stop_reading(actor: Actor, *, document: int) -> PlanDocument:
    """Stop reading a document that waits or is being read; what is read stays read."""
    found = PlanDocument.objects.select_for_update().filter(pk=document).first()
    if found is None:
        raise NotHere("plan_document", document)
    require_scope(actor, Permit.PLANS_MANAGE, found.division, "plan_document", document)
    if found.status == "waiting":
        found.status = "stopped"
        found.save(update_fields=["status"])
    return found

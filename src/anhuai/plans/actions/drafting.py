"""Deciding a draft's items: accept, reject, edit, split, merge, add; each step is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from anhuai.plans.actions.scope import NotPossible, require_scope, require_version
from anhuai.plans.catalogue import INDICATORS
from anhuai.plans.models import DraftItem, DraftPlan, DraftStep
from anhuai.plans.rules.drafting import ItemKind
from anhuai.plans.rules.targets import Accrual, Operator
from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit

STATES = {"accepted": "accepted", "rejected": "rejected", "reopened": "open"}


def _open(actor: Actor, item: int, version: int | None) -> DraftItem:
    found = DraftItem.objects.select_for_update().filter(pk=item).first()
    if found is None:
        raise NotHere("draft_item", item)
    division = DraftPlan.objects.values_list("document__division", flat=True).get(pk=found.draft_id)
    require_scope(actor, Permit.PLANS_MANAGE, division, "draft_item", item)
    require_version("draft_item", item, is_now=found.version, was=version)
    return found


def _step(
    actor: Actor, item: DraftItem, what: str, before: Mapping[str, Any] | None = None
) -> None:
    DraftStep.objects.create(item=item, at=clock.now(), by=actor.name, what=what, before=before)
    item.version += 1
    item.decided_by, item.decided_at = actor.name, clock.now()
    item.save()


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("确认规划草稿条目"),
    logs=("item", "what"),
    subject="draft_item",
)
def decide_item(actor: Actor, *, item: int, what: str, version: int | None = None) -> DraftItem:
    """Accept, reject or reopen an item. Raises `Stale` when somebody was quicker."""
    if what not in STATES:
        raise NotPossible("status", "没有这种处理方式。", "There is no such decision.")
    found = _open(actor, item, version)
    found.state = STATES[what]
    _step(actor, found, what)
    return found


@action(
    permit=Permit.PLANS_MANAGE, title=_("修改规划草稿条目"), logs=("item",), subject="draft_item"
)
def edit_item(
    actor: Actor, *, item: int, values: Mapping[str, Any], version: int | None = None
) -> DraftItem:
    """Put an item right and accept it; what the reader read stays in its history."""
    found = _open(actor, item, version)
    before = dict(found.values)
    found.values = {**before, **checked(found.kind, values)}
    found.title = _title(found.values)
    found.state = "accepted"
    _step(actor, found, "edited", before)
    return found


def _title(values: Mapping[str, Any]) -> str:
    return str(values.get("name") or values.get("title") or values.get("subject") or "")[:160]


def checked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's fields if a plan can take them; raises `NotPossible` beside the field."""
    done = dict(values)
    if "name" in done and not str(done["name"]).strip():
        raise NotPossible("name", "请写名称。", "Give it a name.", field="name")
    if kind == ItemKind.INDICATOR:
        if done.get("operator") not in {one.value for one in Operator}:
            raise NotPossible(
                "operator", "请选择比较方式。", "Choose how it compares.", field="operator"
            )
        if done.get("accrual", "stock") not in {one.value for one in Accrual}:
            raise NotPossible(
                "accrual", "请选择统计方式。", "Choose how it accrues.", field="accrual"
            )
        if done.get("key") and done["key"] not in INDICATORS:
            raise NotPossible(
                "key", "目录中没有这个指标。", "The catalogue has no such indicator.", field="key"
            )
        if done.get("value") is None and not done.get("benchmark"):
            raise NotPossible(
                "value", "请填写目标值，或参照对象。", "Give a value or a benchmark.", field="value"
            )
    return done


@action(
    permit=Permit.PLANS_MANAGE, title=_("拆分规划草稿条目"), logs=("item",), subject="draft_item"
)
def split_item(
    actor: Actor, *, item: int, names: Sequence[str], version: int | None = None
) -> list[DraftItem]:
    """Make one item two or more that differ in name; the first keeps the code."""
    found = _open(actor, item, version)
    wanted = [name.strip() for name in names if name.strip()]
    if len(wanted) < 2:
        raise NotPossible(
            "name", "请每行写一个名称，至少两行。", "One name a line, at least two.", field="names"
        )
    before = dict(found.values)
    made = [found]
    for number, name in enumerate(wanted):
        values = {**before, _name_field(before): name}
        if number == 0:
            found.values, found.title = values, name[:160]
            _step(actor, found, "split", before)
            continue
        other = DraftItem(
            draft_id=found.draft_id, kind=found.kind, code=_code(found), title=name[:160],
            values=values, start=found.start, end=found.end, section=found.section,
            confidence=found.confidence, change=found.change,
        )  # fmt: skip
        other.save()
        _step(actor, other, "split", before)
        made.append(other)
    return made


def _name_field(values: Mapping[str, Any]) -> str:
    return next(name for name in ("name", "title", "subject") if name in values)


def _code(like: DraftItem) -> str:
    letter = like.code[0]
    taken = DraftItem.objects.filter(draft_id=like.draft_id, code__startswith=letter).count()
    while DraftItem.objects.filter(
        draft_id=like.draft_id, code=f"{letter}{taken + 1:03d}"
    ).exists():
        taken += 1
    return f"{letter}{taken + 1:03d}"


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("合并规划草稿条目"),
    logs=("item", "other"),
    subject="draft_item",
)
def merge_items(actor: Actor, *, item: int, other: int, version: int | None = None) -> DraftItem:
    """Make an item a restatement of another: its place becomes a mention, and it is set aside."""
    kept, gone = _open(actor, item, version), _open(actor, other, None)
    if kept.pk == gone.pk or (kept.draft_id, kept.kind) != (gone.draft_id, gone.kind):
        raise NotPossible(
            "kind", "只能合并同一规划里的同类条目。", "Only items of one kind and plan are merged.",
            field="other",
        )  # fmt: skip
    before = dict(kept.values)
    mention = {
        "start": gone.start, "end": gone.end, "section": gone.section,
        "value": gone.values.get("value"), "deadline": gone.values.get("deadline"),
        "conflicts": gone.values.get("value") != kept.values.get("value"),
    }  # fmt: skip
    kept.values = {**before, "mentions": [*before.get("mentions", []), mention]}
    gone.state = "rejected"
    _step(actor, kept, "merged", before)
    _step(actor, gone, "merged")
    return kept


@action(
    permit=Permit.PLANS_MANAGE,
    title=_("添加规划草稿条目"),
    logs=("draft", "kind"),
    subject="draft_item",
)
def add_item(
    actor: Actor, *, draft: int, kind: str, start: int, end: int, values: Mapping[str, Any]
) -> DraftItem:
    """Add what the reader missed, with its place in the text, accepted."""
    found = DraftPlan.objects.select_related("document").filter(pk=draft).first()
    if found is None:
        raise NotHere("draft_plan", draft)
    require_scope(actor, Permit.PLANS_MANAGE, found.document.division, "draft_plan", draft)
    if kind not in {one.value for one in ItemKind}:
        raise NotPossible("kind", "请选择类型。", "Choose a kind.", field="kind")
    if not found.start <= start < end <= found.end:
        raise NotPossible(
            "place", "请在左侧选中这一条在文件中的原文。", "Select its words in the document.",
            field="quote",
        )  # fmt: skip
    like = DraftItem(
        draft=found, kind=kind, code=kind[0].upper(), start=start, end=end, state="accepted",
        values=checked(kind, values), title=_title(values),
    )  # fmt: skip
    like.code = _code(like)
    like.save()
    _step(actor, like, "added")
    return like

"""Taking in offices' lists, settling who their rows are, and deciding pairs for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anhuai.people.actions.register import facts_of, put_right
from anhuai.people.actions.rows import Impossible, Stamp
from anhuai.people.models import ListRow, OfficeList, Pair, Person
from anhuai.people.queries import matching as queries
from anhuai.people.queries.scope import person_in_scope
from anhuai.people.rules.facts import agree
from anhuai.people.rules.matching import (
    Candidate,
    Standing,
    Thresholds,
    Verdict,
    level_in,
    standing_of,
)
from anhuai.platform import clock, county, keyring
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.jobs.backend import put, task_named
from anhuai.platform.models import Job, Parameter
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import blind_indexes, unseal

PERMIT = queries.PERMIT
_CHUNK = 400  # SQLite takes a thousand parameters, and each mark has an index a key
RULE = "系统（证件号码一致）"
MODEL = "系统（按权重认定）"
OFFERS = ("phone", "identity")
# By name: jobs lie above actions.
LINKING, DUPLICATES = "anhuai.people.jobs.link_list", "anhuai.people.jobs.find_duplicates"


@dataclass(frozen=True, slots=True)
class Settled:
    """The persons whom rows were settled as, or who are in pairs to look at."""

    pks: list[int]


@action(permit=PERMIT, title=_("设置同一人比对的阈值"), logs=("review", "certain"))
def set_thresholds(actor: Actor, *, review: float, certain: float) -> Thresholds:
    """Set from which probability pairs are shown and taken as certain, for the whole county.

    Raises `BadThreshold`, and `Impossible` for who does not look after the county.
    """
    kept = Thresholds(review, certain)
    if not actor.scope(PERMIT).covers(county.code()):
        raise Impossible(
            "outside", "阈值对全县生效，请由县级经办人设置。",
            "The thresholds hold for the whole county: ask the county's officer.",
            field="review",
        )  # fmt: skip
    value = {"review": review, "certain": certain}
    Parameter.objects.update_or_create(key=queries.THRESHOLDS, defaults={"value": value})
    return kept


@action(permit=PERMIT, title=_("开始比对外单位名单"), logs=("list",), subject="office_list")
def start_linking(actor: Actor, *, list: int) -> OfficeList:
    """Settle the rows already known from earlier lists and put the rest to work; once at a time."""
    found = _locked(actor, list)
    if found.state == "linking":
        return found
    same = Pair.objects.filter(office=found.office, verdict=Verdict.SAME, other=None)
    known = same.filter(mark_index=OuterRef("mark_index")).values("person")
    found.rows.filter(person=None).update(standing="", person=Subquery(known[:1]))
    if len(keyring.ring().keys) > 1:
        _settle_across_keys(found.rows.filter(person=None), same)
    found.rows.exclude(person=None).update(standing=Standing.CERTAIN)
    job = put(
        task_named(LINKING), [found.pk, actor.account, actor.standing_in], {},
        title=str(_("比对外单位名单")), account=actor.account,
    )  # fmt: skip
    found.state, found.job = "linking", job.pk
    found.save(update_fields=["state", "job"])
    return found


def _settle_across_keys(open_rows: QuerySet[ListRow], same: QuerySet[Pair]) -> None:
    """Settle rows whose answer stands under another key than they do, while the key changes."""
    rows = iter(list(open_rows.values_list("pk", "mark_sealed")))
    while chunk := list(islice(rows, _CHUNK)):
        by_mark = {
            index: key for key, kept in chunk
            for index in blind_indexes(unseal(kept), of="mark")
        }  # fmt: skip
        for mark, person in same.filter(mark_index__in=by_mark).values_list("mark_index", "person"):
            open_rows.filter(pk=by_mark[mark]).update(person=person)


@action(permit=PERMIT, title=_("开始查找重复档案"))
def start_duplicates(actor: Actor) -> Job:
    """Put the search for files of one person to work; once at a time an account."""
    running = Job.objects.filter(task=DUPLICATES, account=actor.account, finished_at=None).first()
    return running or put(
        task_named(DUPLICATES), [actor.account, actor.standing_in], {},
        title=str(_("查找重复档案")), account=actor.account,
    )  # fmt: skip


def _locked(actor: Actor, key: int) -> OfficeList:
    found = queries.lists(actor).select_for_update().filter(pk=key).first()
    if found is None:
        raise NotHere("office_list", key)
    return found


@action(permit=PERMIT, title=_("记录名单比对结果"), logs=("list", "rows"), subject="person")
def keep_candidates(
    actor: Actor, *, list: int, found: Sequence[Sequence[Candidate]], rows: int
) -> Settled:
    """Record who rows are or may be; doing it again changes nothing. Decided pairs stay decided."""
    del rows  # the trail keeps it
    given = queries.office_list(actor, list)
    limits, keys = queries.thresholds(), {one[0].row for one in found}
    by_key = {row.pk: row for row in given.rows.filter(pk__in=keys, person=None)}
    of_mark = {index: row.pk for row in by_key.values() for index in _marks(row)}
    known = Pair.objects.filter(office=given.office, mark_index__in=of_mark, other=None)
    have = {(of_mark[pair.mark_index], pair.person_id): pair for pair in known}
    lacking = _lacking({one.person for group in found for one in group})
    touched: set[int] = set()
    for group in found:
        row = by_key.get(group[0].row)
        if row is not None:
            touched |= _judge(row, group, limits, have, lacking)
    return Settled(sorted(touched))


def _marks(one: ListRow | Pair) -> list[str]:
    """Return the indexes under which a row's mark may stand elsewhere."""
    return blind_indexes(unseal(one.mark_sealed), of="mark")


def _lacking(persons: Iterable[int]) -> dict[int, set[str]]:
    """Return which facts persons lack that a list may state."""
    rows = Person.objects.filter(pk__in=list(persons))
    return {
        key: {name for name, has in zip(OFFERS, (phone, identity), strict=True) if not has}
        for key, phone, identity in rows.values_list("pk", "phone_index", "identity_index")
    }


def _judge(
    row: ListRow, group: Sequence[Candidate], limits: Thresholds,
    have: dict[tuple[int, int], Pair], lacking: dict[int, set[str]],
) -> set[int]:  # fmt: skip
    decided = {k[1]: p for k, p in have.items() if k[0] == row.pk and p.verdict == "distinct"}
    open_ones = [one for one in group if one.person in lacking and one.person not in decided]
    standing = standing_of(open_ones, limits)
    likely = [one for one in open_ones if one.probability >= limits.review]
    numbered = [one for one in likely if level_in(one.parts, "identity") == "same"]
    if standing is Standing.CERTAIN:
        likely = [max(numbered or likely, key=lambda one: one.weight)]
    for one in likely:
        pair = have.get((row.pk, one.person)) or Pair(
            office=row.list.office, mark_sealed=row.mark_sealed, mark_index=row.mark_index,
            person_id=one.person, created_at=clock.now(),
        )  # fmt: skip
        pair.row, pair.probability, pair.weight = row, one.probability, one.weight
        pair.parts = [[p.comparison, p.level, p.weight] for p in one.parts]
        pair.standing = standing.value
        if standing is Standing.CERTAIN:
            _settle(pair, row, lacking[one.person], RULE if numbered else MODEL)
        pair.save()
    if standing is not Standing.CERTAIN:
        row.standing = standing.value
        row.save(update_fields=["standing"])
    return {one.person for one in likely}


def _settle(pair: Pair, row: ListRow, lacks: set[str], by: str) -> None:
    """Say that a pair is one person; what the register lacks is offered, never written."""
    pair.verdict, pair.decided_by, pair.decided_at = Verdict.SAME.value, by, clock.now()
    stated = {"phone": row.phone_index, "identity": row.identity_index}
    pair.offered = ",".join(name for name in OFFERS if stated[name] and name in lacks)
    row.person_id, row.standing = pair.person_id, Standing.CERTAIN.value
    row.save(update_fields=["person", "standing"])


@action(permit=PERMIT, title=_("完成名单比对"), logs=("list",), subject="office_list")
def finish_linking(actor: Actor, *, list: int) -> OfficeList:
    """Say that every row of a list was compared; rows nobody was found for are new."""
    found = _locked(actor, list)
    found.rows.filter(standing="", person=None).update(standing=Standing.NEW)
    found.state, found.linked_at = "done", clock.now()
    found.save(update_fields=["state", "linked_at"])
    return found


@action(permit=PERMIT, title=_("记录疑似重复档案"), logs=("rows",), subject="person")
def keep_duplicates(actor: Actor, *, found: Sequence[Candidate], rows: int) -> Settled:
    """Record pairs of files that may be of one person; a decided pair is not asked again."""
    del actor, rows  # the trail keeps both
    now, touched = clock.now(), []
    for one in found:
        low, high = sorted((one.person, one.row))
        parts = [[p.comparison, p.level, p.weight] for p in one.parts]
        said = {"probability": one.probability, "weight": one.weight, "parts": parts}
        pair, is_new = Pair.objects.get_or_create(
            person_id=low, other_id=high,
            defaults={**said, "standing": Standing.POSSIBLE, "created_at": now},
        )  # fmt: skip
        if not is_new and pair.verdict == Verdict.OPEN:
            Pair.objects.filter(pk=pair.pk).update(**said)
        touched += [low, high]
    return Settled(sorted(set(touched)))


@action(
    permit=PERMIT, title=_("判断是否同一人"), logs=("pair", "verdict", "take"), subject="person"
)
def decide_pair(
    actor: Actor, *, pair: int, version: int, verdict: Verdict, take: Sequence[str] = ()
) -> Settled:
    """Say that a pair is one person, is not, or leave it for later; facts in `take` are added.

    Compare-and-set: raises `Stale` when somebody else decided meanwhile. A row that is somebody
    already cannot be another: `Impossible`.
    """
    found = _claimed(actor, pair, version)
    if found.verdict not in queries.OPEN:
        raise Stale("pair", pair)
    row = ListRow.objects.select_for_update().filter(pk=found.row_id or 0).first()
    if row is not None and row.person_id is not None:
        raise Impossible(
            "ended", "这一行已认定为另一个人；要改判，请先撤销原来的认定。",
            "This row is settled as somebody else: undo that first.",
        )  # fmt: skip
    found.verdict, found.decided_by, found.decided_at = verdict.value, actor.name[:64], clock.now()
    if row is not None and verdict is Verdict.SAME:
        _refuse_second(found)
        _settle(found, row, _lacking([found.person_id])[found.person_id], actor.name[:64])
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        raise Stale("pair", pair) from None
    if row is not None and verdict is Verdict.DISTINCT:
        _close(row)
    for name in take:
        _take_offer(actor, found, name)
    return Settled([key for key in (found.person_id, found.other_id) if key])


def _refuse_second(found: Pair) -> None:
    """A mark is one person's: the database holds that too, but not between two keys."""
    same = Pair.objects.filter(office=found.office, verdict=Verdict.SAME, other=None)
    if same.filter(mark_index__in=_marks(found)).exclude(pk=found.pk).exists():
        raise Stale("pair", found.pk)


def _claimed(actor: Actor, key: int, version: int) -> Pair:
    """Move a pair to its next version, or raise `Stale`; `NotHere` out of scope."""
    if not queries.pairs(actor, verdict="all").filter(pk=key).exists():
        raise NotHere("pair", key)
    rows = Pair.objects.filter(pk=key, version=version)
    if not rows.update(version=F("version") + 1):
        raise Stale("pair", key)
    return Pair.objects.get(pk=key)


def _close(row: ListRow) -> None:
    """Call a row new when nobody is left whom it may be."""
    if not Pair.objects.filter(row=row, verdict__in=queries.OPEN).exists():
        row.standing = Standing.NEW.value
        row.save(update_fields=["standing"])


@action(permit=PERMIT, title=_("撤销同一人的判断"), logs=("pair",), subject="person")
def reopen_pair(actor: Actor, *, pair: int, version: int, reason: str) -> Settled:
    """Take a decision back: the pair is open again, and its row nobody's."""
    if len(reason.strip()) < 2:
        raise Impossible("unknown", "请写明撤销原因。", "Say why.", field="reason")
    found = _claimed(actor, pair, version)
    row = ListRow.objects.filter(pk=found.row_id or 0).first()
    if row is not None:
        marks = _marks(found)
        ListRow.objects.filter(list__office=found.office, mark_index__in=marks).update(
            person=None, standing=Standing.POSSIBLE
        )
        others = Pair.objects.filter(office=found.office, mark_index__in=marks, row=row, other=None)
        others.exclude(verdict=Verdict.DISTINCT).update(standing=Standing.POSSIBLE)
    found.verdict, found.offered, found.decided_by, found.decided_at = "", "", "", None
    found.standing = Standing.POSSIBLE.value
    found.save()
    return Settled([found.person_id])


@action(
    permit=PERMIT, title=_("处理名单可补登的信息"), logs=("pair", "field", "accepts"),
    subject="person",
)  # fmt: skip
def answer_offer(actor: Actor, *, pair: int, version: int, field: str, accepts: bool) -> Settled:
    """Add to the register what a list states and the register lacks, or leave it."""
    found = _claimed(actor, pair, version)
    if field not in found.offered.split(","):
        raise Stale("pair", pair)
    if accepts:
        _take_offer(actor, found, field)
    else:
        _drop_offer(found, field)
    return Settled([found.person_id])


def _take_offer(actor: Actor, pair: Pair, field: str) -> None:
    if field not in pair.offered.split(",") or pair.row is None:
        return
    one = person_in_scope(actor, pair.person_id, permit=Permit.PEOPLE_MANAGE, lock=True)
    facts = facts_of(one)
    if not getattr(facts, field):  # somebody may have added it since
        if field == "phone":
            facts = replace(facts, phone=unseal(pair.row.phone_sealed))
        else:
            facts = replace(facts, identity=unseal(pair.row.identity_sealed))
            agree(replace(facts, phone=""), on=clock.today())
        put_right(actor, one, facts, Stamp.of(actor), "按外单位名单补登")
    _drop_offer(pair, field)


def _drop_offer(pair: Pair, field: str) -> None:
    pair.offered = ",".join(name for name in pair.offered.split(",") if name != field)
    pair.save(update_fields=["offered"])

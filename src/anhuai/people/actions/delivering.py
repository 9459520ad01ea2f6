"""Taking in a list of another office: its rows are kept as delivered, nobody's file changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cryptography.hazmat.primitives.hashes import SM3, Hash
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people.actions.rows import past
from anhuai.people.models import ListRow, OfficeList
from anhuai.people.queries.matching import PERMIT
from anhuai.people.rules.delivered import Delivered, read_delivered
from anhuai.people.rules.facts import Faults, read_date
from anhuai.people.rules.matching import OFFICES
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, action
from anhuai.platform.sealing import blind_index, blind_indexes, seal
from anhuai.platform.sheets.register import Outcome, Result, Row

_OFFICE_CODES = {title: code for code, (title, _english) in OFFICES.items()}
_FACTS = (
    "number", "mark_sealed", "mark_index", "key_sealed", "name", "sex", "born", "born_lunar",
    "born_partial", "born_text", "address", "kin", "identity_sealed", "identity_index",
    "is_identity_wrong", "phone_sealed", "phone_index",
)  # fmt: skip


@dataclass
class Draft:
    """A judged row: of which list, under which mark, what it says."""

    outcome: Outcome
    office: str = ""
    listed_on: date | None = None
    mark: str = ""
    said: Delivered | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """The lists that rows went into."""

    pks: list[int] = field(default_factory=list)


def take_list(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Judge a chunk of rows and, unless `dry`, keep the good ones in the lists they belong to.

    Rows of one office and day are one list; the same key again replaces the row.
    """
    actor.require(PERMIT)
    drafts = [_drafted(row) for row in rows]
    _refuse_twice(drafts)
    good = [one for one in drafts if one.said and not one.outcome.errors]
    if good:
        root = _root(actor)
        have = _known(good, root)
        for one in good:
            if _same_row(one, have) is not None:
                one.outcome.result = Result.UPDATED
        if not dry:
            _keep_rows(actor, drafts=good, division=root, rows=len(good))
    return [one.outcome for one in drafts]


def _root(actor: Actor) -> str:
    """Return the division whose list it is: where the actor's reach begins."""
    roots = actor.scope(PERMIT).divisions
    return roots[0] if roots and roots[0] else county.code()


def _drafted(row: Row) -> Draft:
    draft, faults = Draft(Outcome(row)), Faults()
    today = clock.today()
    office = normalise(row.values.get("office", ""))
    draft.office = _OFFICE_CODES.get(office, office if office in OFFICES else "")
    if not draft.office:
        draft.outcome.refuse("office", "请从下拉列表中选择来源单位。")
    try:
        day = read_date(row.values.get("listed_on", ""), on=today)
        draft.listed_on = past(day, field="listed_on")
    except Unfit as error:
        draft.outcome.refuse("listed_on", error.message)
    draft.said = read_delivered(row.values, on=today, faults=faults)
    for fault in faults.found:
        draft.outcome.refuse_for(fault)
    if draft.said and draft.office:
        draft.mark = mark_of(draft.office, draft.said)
    return draft


def mark_of(office: str, said: Delivered) -> str:
    """Return the digest by which an office's next list says the same row again."""
    facts = (said.name, said.identity, said.born_text, said.sex, said.phone, said.address)
    text = said.key or "\n".join(facts)
    digest = Hash(SM3())  # what is kept with a pair for good says nothing more about anybody
    digest.update(f"{office}\n{bool(said.key):d}\n{text}".encode())
    return digest.finalize().hex()


def _refuse_twice(drafts: Sequence[Draft]) -> None:
    seen: dict[tuple[str, date | None, str], int] = {}
    for one in drafts:
        if not one.mark:
            continue
        first = seen.setdefault((one.office, one.listed_on, one.mark), one.outcome.row.number)
        if first != one.outcome.row.number:
            one.outcome.refuse(
                "key", f"与第 {first} 行的编号（或全部内容）相同，请核对后只留一行。"
            )


Known = dict[tuple[str, date | None], dict[str, ListRow]]


def _known(drafts: Sequence[Draft], root: str) -> Known:
    found: Known = {}
    for one in {(d.office, d.listed_on) for d in drafts}:
        marks = [
            index for d in drafts if (d.office, d.listed_on) == one
            for index in blind_indexes(d.mark, of="mark")
        ]  # fmt: skip
        rows = ListRow.objects.filter(
            list__office=one[0], list__listed_on=_day(one[1]), list__division=root,
            mark_index__in=marks,
        )  # fmt: skip
        found[one] = {row.mark_index: row for row in rows}
    return found


def _same_row(draft: Draft, have: Known) -> ListRow | None:
    rows = have.get((draft.office, draft.listed_on), {})
    known = (rows.get(index) for index in blind_indexes(draft.mark, of="mark"))
    return next(filter(None, known), None)


@action(permit=PERMIT, title=_("接收外单位名单"), logs=("division", "rows"), subject="office_list")
def _keep_rows(actor: Actor, *, drafts: Sequence[Draft], division: str, rows: int) -> Taken:
    """Write judged rows into their lists."""
    del rows  # the trail keeps it
    have = _known(drafts, division)
    lists: dict[tuple[str, date | None], OfficeList] = {}
    new: list[ListRow] = []
    changed: list[ListRow] = []
    for one in drafts:
        which = (one.office, one.listed_on)
        if which not in lists:
            lists[which] = _list_of(actor, one, division)
        row = _same_row(one, have)
        (changed if row else new).append(_filled(row or ListRow(list=lists[which]), one))
    ListRow.objects.bulk_create(new)
    ListRow.objects.bulk_update(changed, _FACTS, batch_size=200)
    return Taken([one.pk for one in lists.values()])


def _day(given: date | None) -> date:
    if given is None:
        raise AssertionError("a row without a day is refused before")
    return given


def _list_of(actor: Actor, draft: Draft, division: str) -> OfficeList:
    made, _new = OfficeList.objects.get_or_create(
        office=draft.office, listed_on=_day(draft.listed_on), division=division,
        defaults={"state": "taken", "created_at": clock.now(), "created_by": actor.name[:64]},
    )  # fmt: skip
    return made


def _filled(row: ListRow, draft: Draft) -> ListRow:
    said = draft.said
    if said is None:
        raise AssertionError("only rows read whole are kept")
    row.number, row.name, row.sex = draft.outcome.row.number, said.name, said.sex
    row.mark_sealed = seal(draft.mark)
    row.mark_index = blind_index(draft.mark, of="mark")
    row.born, row.born_lunar = said.birth.solar, said.birth.lunar
    row.born_partial, row.born_text = said.birth.partial, said.born_text
    row.address, row.kin, row.is_identity_wrong = said.address, said.kin, said.is_identity_wrong
    row.key_sealed = seal(said.key)
    row.identity_sealed = seal(said.identity)
    row.identity_index = blind_index(said.identity, of="identity")
    row.phone_sealed = seal(said.phone)
    row.phone_index = blind_index(said.phone, of="phone")
    return row

"""Judging the rows of a workbook: every error of every row, before anything is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial

from anhuai.kernel.divisions import Level, parse_division
from anhuai.kernel.identity import parse_citizen_id
from anhuai.kernel.text import normalise, parse_person_name
from anhuai.kernel.unfit import Unfit
from anhuai.people.actions.rows import Impossible
from anhuai.people.catalogue import KINDS
from anhuai.people.models import Household, Person
from anhuai.people.rules import codes
from anhuai.people.rules.circumstances import BadCircumstance, Held, judge, judge_kind
from anhuai.people.rules.facts import (
    Faults,
    PersonFacts,
    birth_bound,
    read_address,
    read_code,
    read_date,
    read_person,
    read_phone,
)
from anhuai.people.rules.kin import ADULT
from anhuai.people.rules.sheets import read_tags
from anhuai.places import queries as places
from anhuai.platform import wall
from anhuai.platform.acting import Scope
from anhuai.platform.sealing import blind_indexes
from anhuai.platform.searching import pinyin
from anhuai.platform.sheets.register import Outcome, Result, Row


@dataclass
class Draft:
    """One row as far as it could be read; `known` is the file it updates."""

    outcome: Outcome
    facts: PersonFacts | None = None
    own: str = ""  # the ID number, even where another cell is wrong
    since: date = date.min
    division: str = ""
    address: str = ""
    relation: str = ""
    head: str = ""  # the head's ID number; own one for a head
    guardian: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    tags: list[Held] = field(default_factory=list)
    known: "Known | None" = None
    household: int | None = None

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong so far."""
        return self.outcome.result is not Result.REFUSED

    @property
    def heads(self) -> bool:
        """Whether the row founds a household."""
        return self.relation == codes.HEAD and self.known is None

    def refuse(self, column: str, says: str) -> None:
        """Note one error."""
        self.outcome.refuse(column, says)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on record, as far as a row must know."""

    person: int
    division: str
    hukou: str
    household: int | None
    died: bool
    headed: int | None  # the household they head
    headed_division: str
    headed_since: date

    def reached(self, scope: Scope) -> bool:
        """Whether the scope covers the file."""
        return scope.covers(self.division) or scope.covers(self.hukou)


def draft_all(rows: Sequence[Row], scope: Scope, *, on: date) -> list[Draft]:
    """Return the rows judged each by itself and against the records and each other."""
    villages = lru_cache(maxsize=None)(partial(read_village, scope=scope))
    drafts = [_read(row, villages, on) for row in rows]
    known = known_by_identity(drafts)
    _refuse_repeated(drafts)
    for draft in drafts:
        _match(draft, known, scope)
    _seat_all(drafts, known, scope)
    _find_guardians(drafts, known, scope)
    _refuse_similar(drafts)
    return drafts


def _read(row: Row, villages: Callable[[str], str], on: date) -> Draft:
    draft = Draft(Outcome(row))
    faults = Faults()
    values = row.values
    draft.facts = read_person(values, on=on, faults=faults)
    if draft.facts is not None:
        draft.own = draft.facts.identity
    else:
        with suppress(Unfit):  # a wrong number was noted with the facts
            draft.own = _number(values.get("identity", ""), on)
    for key, read in (
        ("since", lambda: _since(values.get("since", ""), on)),
        ("division", lambda: villages(values.get("division", ""))),
        ("address", lambda: read_address(values.get("address", ""))),
        ("relation", lambda: _relation(values.get("relation", ""))),
        ("head", lambda: _number(values.get("head", ""), on)),
        ("guardian", lambda: _number(values.get("guardian", ""), on)),
        ("contact_phone", lambda: read_phone(values.get("contact_phone", ""))),
        ("contact_name", lambda: _contact_name(values)),
    ):
        try:
            setattr(draft, key, read())
        except Unfit as error:
            faults.note_in(key, error)
    _read_tags(draft, faults)
    for fault in faults.found:
        draft.outcome.refuse_for(fault)
    if draft.facts is not None and draft.is_good and draft.since < draft.facts.born:
        draft.refuse("since", "登记日期早于出生日期，请核对。")
    return draft


def _since(text: str, on: date) -> date:
    return read_date(text, on=on) if text.strip() else on


def _number(text: str, on: date) -> str:
    return parse_citizen_id(text, on=on).number if text.strip() else ""


def _relation(text: str) -> str:
    code = read_code(codes.RELATION, text)
    if not code:
        raise Impossible("unknown", "请填写与户主关系。", "Enter the relation to the head.")
    return code


def _contact_name(values: Mapping[str, str]) -> str:
    name = values.get("contact_name", "").strip()
    if bool(name) != bool(values.get("contact_phone", "").strip()):
        raise Impossible(
            "unknown",
            "紧急联系人的姓名和电话要一起填写。",
            "Enter an emergency contact's name and phone together.",
        )
    return parse_person_name(name) if name else ""


def read_village(text: str, scope: Scope) -> str:
    """Return the code of a village or town given by code or name; raises `Impossible`."""
    typed = normalise(text)
    if not typed:
        raise Impossible("unknown", "请填写常住地。", "Enter where the person lives.")
    code = parse_division(typed) if typed.isdigit() else _named(typed, scope)
    found = places.place(code)
    if found is not None and not found.is_current:
        raise Impossible(
            "ended",
            f"{found.short_name}已撤并，请填写接续的村（社区）。",
            f"{found.short_name} has ended: enter the village that follows it.",
        )
    if found is None or found.level < Level.TOWN:
        raise Impossible(
            "unknown",
            "没有这个村（社区），请核对 12 位代码或全称。",
            "There is no such village: check its 12 digits or its full name.",
        )
    if not scope.covers(code):
        raise Impossible(
            "outside",
            "这个村（社区）不在您的管辖范围。",
            "This village is outside your area.",
        )
    return code


def _named(name: str, scope: Scope) -> str:
    found = {code for root in scope.divisions for code in places.named(name, within=root)}
    if len(found) > 1:
        raise Impossible(
            "unknown",
            "有几个村（社区）同名，请加上乡镇名，或填写 12 位代码。",
            "Several villages have this name: add the town, or enter the 12 digits.",
        )
    return found.pop() if found else ""


@lru_cache(maxsize=4096)
def _tags_in(text: str, since: date) -> tuple[list[Held], list[BadCircumstance]]:
    return read_tags(text, KINDS, since=since)


def _read_tags(draft: Draft, faults: Faults) -> None:
    text = draft.outcome.row.values.get("tags", "")
    tags, wrong = _tags_in(text, draft.since) if text else ([], [])
    for error in wrong:
        faults.note(error)
    if draft.facts is None:
        return
    seen: list[str] = []
    for held in tags:
        kind = KINDS[held.code]
        try:
            judge_kind(kind, held.kind)
            beside = [c for c in seen if c != held.code] if kind.several_kinds else seen
            judge(
                kind, born=draft.facts.born, since=max(held.since, draft.facts.born),
                grade=held.grade, code=held.code, holds=beside,
            )  # fmt: skip
        except BadCircumstance as error:
            faults.note(BadCircumstance(error.code, error.message, error.message_en, field="tags"))
        seen.append(held.code)
    draft.tags = tags


@wall.lifted()
def known_by_identity(drafts: Iterable[Draft]) -> dict[str, Known]:
    """Return who is on record under the ID numbers of some rows, in one query."""
    numbers = set()
    for draft in drafts:
        numbers |= {draft.head, draft.guardian, draft.own}
    indexes = {
        index: number for number in numbers - {""} for index in blind_indexes(number, of="identity")
    }
    people = Person.objects.filter(identity_index__in=list(indexes)).values_list(
        "identity_index", "pk", "division", "hukou", "household", "died"
    )
    rows = list(people)
    headed = {
        head: (key, division, since)
        for head, key, division, since in Household.objects.filter(
            head__in=[row[1] for row in rows], until=None
        ).values_list("head", "pk", "division", "since")
    }
    found = {}
    for index, person, division, hukou, household, died in rows:
        home = headed.get(person, (None, "", date.min))
        found[indexes[index]] = Known(person, division, hukou, household, died is not None, *home)
    return found


def _refuse_repeated(drafts: Iterable[Draft]) -> None:
    seen: dict[str, int] = {}
    for draft in drafts:
        number = draft.own
        if number and number in seen:
            draft.refuse("identity", f"证件号码与第 {seen[number]} 行重复，请删去一行。")
        elif number:
            seen[number] = draft.outcome.row.number


def _match(draft: Draft, known: Mapping[str, Known], scope: Scope) -> None:
    found = known.get(draft.own)
    if found is None:
        return
    draft.known = found
    if not found.reached(scope):
        draft.refuse("identity", "这个证件号码已登记在您的管辖范围之外，请联系县级经办人办理迁移。")
    elif found.died:
        draft.refuse("identity", "该人员已登记死亡；如登记有误，请先撤销死亡登记。")
    elif draft.division and found.division != draft.division:
        draft.refuse("division", "常住地与在册不一致，请先办理迁移，再导入其他信息。")
    elif draft.is_good:
        draft.outcome.result = Result.UPDATED


def _seat_all(drafts: Sequence[Draft], known: Mapping[str, Known], scope: Scope) -> None:
    founding = {draft.own: draft for draft in drafts if draft.heads and draft.own}
    for draft in drafts:
        if draft.known is None and draft.relation and not draft.heads:
            _seat(draft, founding, known, scope)
        elif draft.heads and draft.head not in ("", draft.own):
            draft.refuse("head", "本人是户主，户主证件号码应为空或与本人相同。")


def _seat(
    draft: Draft, founding: Mapping[str, Draft], known: Mapping[str, Known], scope: Scope
) -> None:
    head, on_record = founding.get(draft.head), known.get(draft.head)
    if not draft.head:
        draft.refuse("head", "不是户主的，请填写户主证件号码，说明属于哪一户。")
    elif head is not None:
        if not head.is_good:
            draft.refuse("head", f"户主在第 {head.outcome.row.number} 行，该行有错，请一并改正。")
        _beside_head(draft, head.division, head.since)
    elif on_record is None or on_record.headed is None or not on_record.reached(scope):
        draft.refuse("head", "找不到这个户主；请核对证件号码，或把户主放在同一表格的前面。")
    else:
        _beside_head(draft, on_record.headed_division, on_record.headed_since)
        draft.household = on_record.headed


def _beside_head(draft: Draft, division: str, since: date) -> None:
    if draft.division and draft.division != division:
        draft.refuse("division", "常住地与户主不一致，同一户应在同一个村（社区）。")
    if draft.since < since:
        draft.refuse("since", f"登记日期不能早于该户建立日期（{since}）。")


def _find_guardians(drafts: Sequence[Draft], known: Mapping[str, Known], scope: Scope) -> None:
    here = {d.own for d in drafts if d.is_good}
    for draft in drafts:
        found = known.get(draft.guardian)
        if not draft.guardian:
            continue
        if not draft.own:
            draft.refuse("guardian", "填写监护人的，请同时填写本人的证件号码。")
        elif draft.guardian == draft.own:
            draft.refuse("guardian", "监护人不能是本人。")
        elif draft.guardian not in here and (found is None or not found.reached(scope)):
            draft.refuse("guardian", "监护人不在册；请先登记监护人，或改填紧急联系人。")
        elif date.fromisoformat(draft.guardian[6:14]) > birth_bound(draft.since, ADULT):
            draft.refuse("guardian", "监护人应年满 18 周岁。")


def _refuse_similar(drafts: Sequence[Draft]) -> None:
    new = [d for d in drafts if d.facts is not None and d.known is None and d.is_good]
    # By village and pinyin, as the register is indexed: a million persons cost no more than ten.
    alike = Person.objects.filter(
        division__in={d.division for d in new},
        pinyin__in={pinyin(d.facts.name) for d in new if d.facts},
        born__in={d.facts.born for d in new if d.facts},
    )
    found = set(alike.values_list("name", "born", "sex", "division"))
    for draft in new:
        facts = draft.facts
        if facts and (facts.name, facts.born, facts.sex, draft.division) in found:
            draft.refuse(
                "name", "同村已有姓名、性别、出生日期相同的人，请在页面上核对是否同一人后再登记。"
            )

"""Sheets of other systems about persons, out and in: known persons only, by ID number."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from anhuai.people import actions, queries
from anhuai.people.catalogue import KINDS, LAYOUTS
from anhuai.people.rules import codes
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.layouts import offer
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row

_LEFT_BEHIND = KINDS["left_behind_child"]
# Annex A knows fewer grades of education than the code list: the code a title is taken in as.
_EDUCATION = {"小学": "80", "初中": "70", "高中/技校/中专": "60", "大专及以上": "30"}
More = Callable[[Mapping[str, str], queries.OnRecord], dict[str, str]]


def give_elders(actor: Actor, query: Mapping[str, str]) -> Iterable[Sequence[str]]:
    """Yield the older people as rows of the sheet."""
    return queries.elder_rows(actor, on=clock.today(), reason=query.get("reason", ""))


def give_children(actor: Actor, query: Mapping[str, str]) -> Iterable[Sequence[str]]:
    """Yield the left-behind children as rows of the sheet."""
    return queries.child_rows(actor, on=clock.today(), reason=query.get("reason", ""))


def take_elders(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Update the older people a sheet names; who is not on record is refused."""
    return _take(actor, rows, dry, _elder)


def take_children(actor: Actor, rows: Sequence[Row], dry: bool) -> list[Outcome]:  # noqa: FBT001
    """Update the left-behind children a sheet names; who is not on record is refused."""
    return _take(actor, rows, dry, _child)


def _take(actor: Actor, rows: Sequence[Row], dry: bool, more: More) -> list[Outcome]:  # noqa: FBT001
    numbers = [row.values.get("identity", "").strip().upper() for row in rows]
    known = queries.on_record(actor, numbers, on=clock.today())
    ours, outcomes = [], {}
    for row, number in zip(rows, numbers, strict=True):
        if number in known and _is_other_reason(row.values, known[number]):
            outcomes[row.number] = _other_reason(row)
        elif number in known:
            ours.append(Row(row.number, _ours(row.values, known[number], more)))
        else:
            outcomes[row.number] = _unknown(row, number)
    for done, row in zip(
        actions.take_people(actor, ours, dry),
        [row for row in rows if row.number not in outcomes], strict=True,
    ):  # fmt: skip
        outcomes[row.number] = _told(row, done)
    return [outcomes[row.number] for row in rows]


def _told(row: Row, done: Outcome) -> Outcome:
    named = {"tags": "reason"}
    return Outcome(row, done.result, [(named.get(key, key), says) for key, says in done.errors])


def _unknown(row: Row, number: str) -> Outcome:
    outcome = Outcome(row, Result.REFUSED)
    if "*" in number:
        says = "证件号码是遮盖的，无法核对本人；请用填写理由后导出的完整表格。"
    elif not number:
        says = "请填写公民身份号码。"
    else:
        says = "这个证件号码不在册，或不在您的范围内；请先登记人员，再导入。"
    outcome.refuse("identity", says)
    return outcome


def _ours(given: Mapping[str, str], known: queries.OnRecord, more: More) -> dict[str, str]:
    return {
        "name": given.get("name", ""), "identity": given.get("identity", "").strip(),
        "ethnicity": given.get("ethnicity", ""), "division": known.division,
        "address": known.address or "—", "relation": codes.RELATION.title_of(known.relation),
    } | more(given, known)  # fmt: skip


def _is_other_reason(given: Mapping[str, str], known: queries.OnRecord) -> bool:
    reason = given.get("reason", "").strip()
    return bool(reason and known.reason and reason != _held_reason(known))


def _held_reason(known: queries.OnRecord) -> str:
    return next((c.title for c in _LEFT_BEHIND.kinds if c.code == known.reason), "")


def _other_reason(row: Row) -> Outcome:
    # Whether the reason changed, or one of the two is wrong, only a person can say.
    outcome = Outcome(row, Result.REFUSED)
    outcome.refuse("reason", "与在册的留守原因不同；请在人员页面结束原来的一条，再登记新的。")
    return outcome


def _elder(given: Mapping[str, str], known: queries.OnRecord) -> dict[str, str]:
    education = given.get("education", "").strip()
    is_same = education == queries.education_of(known.education)
    contact = (given.get("contact_name", ""), given.get("contact_phone", ""))
    is_kept = contact == known.contact
    return {
        "marital": given.get("marital", ""),
        "education": "" if is_same else _EDUCATION.get(education, education),
        "contact_name": "" if is_kept else contact[0],
        "contact_phone": "" if is_kept else contact[1],
    }


def _child(given: Mapping[str, str], known: queries.OnRecord) -> dict[str, str]:
    reason = given.get("reason", "").strip()
    tag = f"{_LEFT_BEHIND.title}（{reason}）" if reason and not known.reason else ""
    return {"hukou": given.get("hukou", ""), "tags": tag}


for _code, _takes, _gives in (
    ("elder", take_elders, give_elders), ("left_behind", take_children, give_children)
):  # fmt: skip
    offer(
        _code, LAYOUTS[_code], take=_takes, take_permit=Permit.PEOPLE_IMPORT, give=_gives,
        give_permit=Permit.PEOPLE_EXPORT,
    )  # fmt: skip

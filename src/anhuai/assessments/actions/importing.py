"""Taking finished assessments of another system by workbook: a scale a sheet, an item a column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.assessments import queries
from anhuai.assessments.actions.submitting import derived, stamp
from anhuai.assessments.catalogue import SCALES
from anhuai.assessments.models import Assessment
from anhuai.assessments.rules.annex import Diagnosis, Health, Problem, Risk
from anhuai.assessments.rules.judging import judge
from anhuai.assessments.rules.words import Reason, Source
from anhuai.facilities.rules import Titled
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.people import queries as people
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal
from anhuai.platform.sheets.register import Outcome, Result, Row

_REASONS = {one.title_zh: str(one) for one in Reason}


@dataclass(slots=True)
class _Draft:
    """One row being read; `columns` once it is good."""

    outcome: Outcome
    columns: dict[str, Any] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return normalise(self.outcome.row.values.get(key, ""))

    def refuse(self, key: str, says: str) -> None:
        self.outcome.refuse(key, says)


@dataclass(frozen=True, slots=True)
class Taken:
    """The assessments a chunk put on record."""

    pks: list[int]


def take_assessments(
    actor: Actor,
    scale: str,
    rows: Sequence[Row],
    *,
    dry: bool,
) -> list[Outcome]:
    """Judge a chunk of rows of one scale and, unless `dry`, take the good ones; every error of all.

    The level is derived here from the item scores; a level the row states must agree. A number
    (评估编号) already on record is refused: what is finished is never changed.
    """
    actor.require(Permit.ASSESSMENTS_MANAGE)
    drafts = [_read(actor, scale, row) for row in rows]
    _refuse_known(scale, drafts)
    good = [draft for draft in drafts if not draft.outcome.errors]
    if good and not dry:
        _take(actor, drafts=good, rows=len(good))
    return [draft.outcome for draft in drafts]


@action(permit=Permit.ASSESSMENTS_MANAGE, title=_("导入评估"), logs=("rows",), subject="assessment")
def _take(actor: Actor, *, drafts: Sequence[_Draft], rows: int) -> Taken:
    """Write judged rows; one that another import took meanwhile is refused alone."""
    del rows  # the trail keeps it
    found = [Assessment(**draft.columns, **stamp(actor)) for draft in drafts]
    try:
        with transaction.atomic():
            return Taken([one.pk for one in Assessment.objects.bulk_create(found)])
    except IntegrityError:  # another import took one of the numbers meanwhile: one by one
        return Taken(
            [one.pk for draft, one in zip(drafts, found, strict=True) if _saved(draft, one)]
        )


def _saved(draft: _Draft, one: Assessment) -> bool:
    one.pk = None
    try:
        with transaction.atomic():
            one.save()
    except IntegrityError:
        draft.refuse("key", "这个评估编号刚被另一次导入使用。")
        return False
    return True


def _read(actor: Actor, scale: str, row: Row) -> _Draft:
    draft = _Draft(Outcome(row, Result.ADDED))
    person = _person(actor, draft)
    on = _day(draft, person)
    reason = draft.text("reason")
    if reason not in _REASONS:
        draft.refuse("reason", "请填写评估原因：" + "、".join(_REASONS) + "。")
    first, second = draft.text("first"), draft.text("second")
    if first and first == second:
        draft.refuse("second", "两名评估员必须是不同的人。")
    for key in ("key", "first", "second"):
        if not draft.text(key):
            draft.refuse(key, "请填写。")
    points, health = _points(scale, draft), _health(draft)
    if draft.outcome.errors or on is None or person is None or health is None:
        return draft
    one, settings = SCALES[scale], queries.settings_on(on)
    try:
        judged = judge(one, points, health, settings)
    except Unfit as error:
        draft.outcome.refuse_for(error)
        return draft
    stated = draft.text("level")
    if stated and stated not in (str(judged.final_level), one.level(judged.final_level).title):
        draft.refuse(
            "level",
            f"表中等级“{stated}”与各项得分算出的 {judged.final_level} 级不一致，请核对。",
        )
    draft.columns = {
        "person_id": person.pk, "reason": _REASONS.get(reason, ""), "key": draft.text("key")[:60],
        "first_name": first[:64], "second_name": second[:64], "source": Source.IMPORT,
        "informant_phone_sealed": seal(""),
        **derived(scale, one, on, points, health, judged, settings),
    }  # fmt: skip
    return draft


def _person(actor: Actor, draft: _Draft) -> Any:
    typed = draft.text("identity")
    if not typed:
        draft.refuse("identity", "请填写身份证号。")
        return None
    try:
        found = people.on_number(actor, typed, permit=Permit.ASSESSMENTS_MANAGE)
    except Unfit as error:
        draft.refuse("identity", error.message)
        return None
    if found is None:
        draft.refuse("identity", "在您的管辖范围内没有找到这个身份证号，请先登记人员。")
    elif draft.text("name") and draft.text("name") != found.name:
        draft.refuse("name", "姓名与身份证号对应的档案不一致，请核对。")
    return found


def _day(draft: _Draft, person: Any) -> date | None:
    text = draft.text("assessed_on").replace("/", "-").replace(".", "-")
    try:
        year, month, day = (int(part) for part in text.split("-"))
        on = date(year, month, day)
    except ValueError:
        draft.refuse("assessed_on", "评估日期写法不对，应像 2026-03-01。")
        return None
    if on > clock.today():
        draft.refuse("assessed_on", "评估日期晚于今天，请核对。")
    elif person is not None and on < person.born:
        draft.refuse("assessed_on", "评估日期早于出生日期，请核对。")
    elif person is not None and person.died is not None and on >= person.died:
        draft.refuse("assessed_on", f"此人已于 {person.died} 去世，请核对评估日期。")
    return on


def _points(scale: str, draft: _Draft) -> Mapping[str, int]:
    points: dict[str, int] = {}
    for code, item in SCALES[scale].items.items():
        text = draft.text(code)
        listed = "、".join(str(one) for one in sorted(item.points))
        if not text:
            draft.refuse(code, f"“{item.title}”没有得分。")
        elif not text.isdecimal() or int(text) not in item.points:
            draft.refuse(code, f"“{item.title}”只能评 {listed} 分。")
        else:
            points[code] = int(text)
    return points


def _health(draft: _Draft) -> Health | None:
    diagnoses = _listed(draft, "diagnoses", Diagnosis)
    problems = _listed(draft, "problems", Problem)
    risks: dict[str, int] = {}
    for part in draft.text("risks").replace(",", "、").split("、"):
        name = part.rstrip("0123456789").strip()
        count = part[len(part.rstrip("0123456789")) :]
        if not part.strip():
            continue
        code = next((str(one) for one in Risk if one.title_zh == name), "")
        if not code or not count:
            draft.refuse("risks", f"“{part}”写法不对，应像“跌倒2、噎食1”。")
        else:
            risks[code] = int(count[:6])
    try:
        return Health(frozenset(diagnoses), risks, frozenset(problems))
    except Unfit as error:
        draft.outcome.refuse_for(error, column="risks")
        return None


def _listed(draft: _Draft, key: str, known: type[Titled]) -> list[str]:
    titles = {one.title_zh: str(one) for one in known}
    titles |= {one.title_zh.split(" ")[0].split("（")[0]: str(one) for one in known}
    found = []
    for part in draft.text(key).replace(",", "、").split("、"):
        if not part.strip():
            continue
        if part.strip() not in titles:
            draft.refuse(key, f"没有“{part.strip()}”这一项，请按字典填写。")
        else:
            found.append(titles[part.strip()])
    return found


def _refuse_known(scale: str, drafts: Sequence[_Draft]) -> None:
    """Refuse a number on record already, or given twice in the workbook."""
    keys = [draft.text("key") for draft in drafts if draft.text("key")]
    known = set(
        Assessment.objects.filter(scale=scale, key__in=keys, retracted_at=None).values_list(
            "key", flat=True
        )
    )
    for draft in drafts:
        key = draft.text("key")
        if key and key in known:
            draft.refuse("key", "这个评估编号已经在册；已完成的评估不能修改，有疑问请申请复评。")
        known.add(key)

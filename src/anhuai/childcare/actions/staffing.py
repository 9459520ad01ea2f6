"""Staff of a nursery, one at a time or by workbook: posts of the workforce, papers, record checks.

The posts are the workforce's own: what is written here is what the list of posts, the ratio of a
class and the yearly record checks show. Again updates, nobody holds a post twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.actions.importing import Draft, Taken, homes_of, refuse_twice
from anhuai.childcare.models import Nursery
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.staffing import ANSWERS, KINDS, SEXES, Answer, Member, Paper
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import wall
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.sheets.register import Outcome, Result, Row
from anhuai.workforce import actions as workforce
from anhuai.workforce import queries as posts
from anhuai.workforce.catalogue import CERTIFICATES, POSTS
from anhuai.workforce.rules import WorkerFacts

MANAGE, STAFF = Permit.CHILDCARE_MANAGE, Permit.WORKFORCE_MANAGE
HELD = {normalise(POSTS[code].title): code for code in KINDS}
PAPERS = {normalise(one.title): code for code, one in CERTIFICATES.items()}
COLUMN_OF = {
    "kind": "post", "on": "since", "asked_on": "asked_on", "document": "document",
    "number": "number", "grade": "grade", "until": "until", "sex": "sex", "born": "born",
    "phone": "phone", "name": "name",
}  # fmt: skip
"""Which column an error of the workforce's own rules belongs to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Who was written down, and whether the post is new."""

    pk: int
    is_new: bool


@action(permit=MANAGE, title=_("登记托育机构员工"), logs=("nursery",), subject="worker")
def put_staff(actor: Actor, *, nursery: int, given: Member) -> Kept:
    """Write a member of a nursery's staff down, or bring the one known up to date.

    Known is who has the name and, where both say it, the birthday at the nursery. Raises
    `BadChildcare` or the workforce's own `BadPost`.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE)
    actor.require(STAFF)
    if given.kind not in KINDS:
        raise BadChildcare("kind", "请选择岗位。", "Choose a post.", field="kind")
    if given.left is not None and given.left < given.since:
        raise BadChildcare(
            "left", "离岗日期不能早于到岗日期。", "Nobody leaves before coming.", field="left"
        )
    refused = given.answer is not None and not given.answer.is_clear
    worker, is_new = _known(actor, home, given), False
    if worker is None or _post(actor, home, worker, given.kind) is None:
        if refused and POSTS[given.kind].checks_offences:
            raise BadChildcare(
                "barred", "查询结果不得从业的，不能登记到接触儿童的岗位。",
                "Whom the record check bars cannot hold a post with children.", field="answer",
            )  # fmt: skip
        facts = WorkerFacts(name=given.name, sex=given.sex, born=given.born, phone=given.phone)
        held = workforce.hire(
            actor, kind=given.kind, on=given.since, facts=facts if worker is None else None,
            worker=worker, facility=home.facility_id,
        )  # fmt: skip
        worker, is_new = held.worker_id, True
    else:
        _update(actor, home, worker, given)
    _papers(actor, worker, given)
    return Kept(worker, is_new)


def _known(actor: Actor, home: Nursery, given: Member) -> int | None:
    rows = posts.posts_within(actor, STAFF).filter(
        facility=home.facility_id, worker__name=normalise(given.name)
    )
    found = {
        key for key, born in rows.values_list("worker", "worker__born")
        if given.born is None or born is None or born == given.born
    }  # fmt: skip
    if len(found) > 1:
        raise BadChildcare(
            "namesakes", "这家机构有同名的员工，请填写出生日期。",
            "Two of the staff have this name: give the birthday.", field="born",
        )  # fmt: skip
    return next(iter(found), None)


def _post(actor: Actor, home: Nursery, worker: int, kind: str) -> tuple[int, object] | None:
    rows = posts.posts_within(actor, STAFF).filter(
        facility=home.facility_id, worker=worker, kind=kind, until=None
    )
    return rows.values_list("pk", "since").first()


def _update(actor: Actor, home: Nursery, worker: int, given: Member) -> None:
    known = posts.worker(actor, worker, permit=STAFF)
    facts = WorkerFacts(
        name=known.name, sex=given.sex if given.sex in ("1", "2") else known.sex,
        born=given.born or known.born, phone=given.phone,
    )  # fmt: skip
    if known.person_id is None and (
        given.phone or (facts.sex, facts.born) != (known.sex, known.born)
    ):
        workforce.edit_worker(actor, worker=worker, version=known.version, facts=facts)
    held = _post(actor, home, worker, given.kind)
    if held is not None and held[1] != given.since:
        raise BadChildcare(
            "since", f"此人的到岗日期登记为 {held[1]}，与本行不同；要改请先办理离岗。",
            f"On record the post began on {held[1]}: end it before it begins another day.",
            field="since",
        )  # fmt: skip


def _papers(actor: Actor, worker: int, given: Member) -> None:
    """Record what is not on record yet: the certificate, the answer; then the end of the post."""
    known = posts.detail(actor, worker)
    paper, answer = given.paper, given.answer
    same = paper and any(
        (one.kind, one.number, one.since) == (paper.kind, normalise(paper.number)[:60], paper.since)
        for one in known.certificates
    )
    if paper is not None and not same:
        workforce.add_certificate(
            actor, worker=worker, kind=paper.kind, grade=paper.grade, number=paper.number,
            since=paper.since, until=paper.until,
        )  # fmt: skip
    told = answer and any(
        (one.asked_on, one.is_clear) == (answer.asked_on, answer.is_clear) for one in known.checks
    )
    if answer is not None and not told:
        workforce.record_check(
            actor, worker=worker, asked_on=answer.asked_on, is_clear=answer.is_clear,
            document=answer.document,
        )  # fmt: skip
    if given.left is not None:
        held = next(
            (one for one in known.posts if one.kind == given.kind and one.until is None), None
        )
        if held is not None:
            workforce.end_post(actor, post=held.pk, on=given.left)


class _Undone(Exception):
    """A preview was written to see what the rules say, and is taken back."""


@wall.lifted()
def take_staff(actor: Actor, rows: Sequence[Row], *, dry: bool) -> list[Outcome]:
    """Judge rows of staff and, unless `dry`, record them; every error of every row.

    A preview writes each row and takes it back, so that it finds what the real one would.
    """
    homes = homes_of(actor)
    drafts = [_read(row, homes) for row in rows]
    refuse_twice(drafts, ("home", "name", "born", "kind", "paper"))
    good = [one for one in drafts if not one.outcome.errors]
    if good and dry:
        for one in good:
            _tried(actor, one)
    elif good:
        _take_staff(actor, drafts=good, rows=len(good))
    return [one.outcome for one in drafts]


@action(permit=MANAGE, title=_("导入托育机构员工"), logs=("rows",), subject="worker")
def _take_staff(actor: Actor, *, drafts: Sequence[Draft], rows: int) -> Taken:
    del rows  # the trail keeps it
    found = [_tried(actor, one, keep=True) for one in drafts]
    return Taken(sorted({key for key in found if key}))


def _tried(actor: Actor, draft: Draft, *, keep: bool = False) -> int:
    """Write a row, keep it or take it back, and note what was wrong; return the worker or 0."""
    home, member = draft.columns["home"], draft.columns["member"]
    try:
        with transaction.atomic():
            made = put_staff(actor, nursery=home, given=member)
            if not made.is_new:
                draft.outcome.result = Result.UPDATED
            if not keep:
                raise _Undone
            return made.pk
    except _Undone:
        return 0
    except Unfit as error:
        field = error.field or "name"
        draft.outcome.refuse(COLUMN_OF.get(field, field), error.message)
        return 0


def _read(row: Row, homes: dict[str, Nursery]) -> Draft:
    draft = Draft(Outcome(row))
    home = homes.get(draft.text("nursery"))
    if home is None:
        draft.outcome.refuse("nursery", "没有这家托育机构，或不归您管理。")
    kind = HELD.get(draft.text("post"))
    if kind is None:
        draft.outcome.refuse("post", f"请填写：{'、'.join(HELD)}。")
    sex = SEXES.get(draft.text("sex"), "9")
    if draft.text("sex") and sex == "9":
        draft.outcome.refuse("sex", "请填写：男、女。")
    since = draft.day("since")
    born = draft.day("born") if draft.text("born") else None
    left = draft.day("left") if draft.text("left") else None
    paper, answer = _paper(draft), _answer(draft)
    draft.columns |= {
        "home": home.pk if home else None, "name": draft.text("name"), "born": born or "",
        "kind": kind, "paper": (paper.kind, paper.number) if paper else "",
    }  # fmt: skip
    if kind and since and not draft.outcome.errors:
        draft.columns["member"] = Member(
            name=draft.text("name"), sex=sex, born=born, phone=draft.text("phone"), kind=kind,
            since=since, left=left, paper=paper, answer=answer,
        )  # fmt: skip
    return draft


def _paper(draft: Draft) -> Paper | None:
    named = draft.text("certificate")
    if not named:
        return None
    kind, grade = PAPERS.get(named), draft.text("grade")
    if kind is None:
        draft.outcome.refuse("certificate", f"请填写：{'、'.join(PAPERS)}。")
        return None
    grades = {normalise(title): code for code, title, _english in CERTIFICATES[kind].grades}
    if grade and grade not in grades:
        draft.outcome.refuse("grade", f"这种证书的等级请填写：{'、'.join(grades) or '（不填）'}。")
    issued = draft.day("issued")
    last = draft.day("until", ahead=True) if draft.text("until") else None
    if issued is None:
        return None
    return Paper(
        kind=kind, grade=grades.get(grade, ""), number=draft.text("number"), since=issued,
        until=last + timedelta(days=1) if last else None,
    )  # fmt: skip


def _answer(draft: Draft) -> Answer | None:
    names = ("asked_on", "answer", "document")
    if not any(draft.text(name) for name in names):
        return None
    asked = draft.day("asked_on")
    if draft.text("answer") not in ANSWERS:
        draft.outcome.refuse("answer", f"请填写：{'、'.join(ANSWERS)}。")
    if not draft.text("document"):
        draft.outcome.refuse("document", "请填写查询回执编号。")
    if asked is None or draft.outcome.errors:
        return None
    return Answer(
        asked_on=asked, is_clear=ANSWERS[draft.text("answer")], document=draft.text("document")
    )

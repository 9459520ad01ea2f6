"""Carers' years of service and pay steps, heads due for training, honours."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform.acting import Actor, NotHere, reading
from anhuai.platform.parameters import Setting, declare_setting, value
from anhuai.platform.words import is_english
from anhuai.workforce.catalogue import CERTIFICATES, TRAININGS
from anhuai.workforce.models import Certificate, Honour, Post, Training
from anhuai.workforce.queries.posts import READ, in_force, posts, posts_within
from anhuai.workforce.queries.verified import not_found_false
from anhuai.workforce.rules import (
    RetrainState,
    months_after,
    retrain_state,
    step_amount,
    years_served,
)

STEPS = (1, 2, 3, 4)
GRADES = ("5", "4", "3", "2", "1")  # of the care worker's certificate, lowest first
CARE, HEAD = "care_worker", "institution_head"
LIMIT = 2000
_UNKNOWN = Basis(document="", confidence=Confidence.D, note="未见统一标准，本县未核实")


def steps(on: date) -> list[tuple[int, int]]:
    """Return the county's steps: from how many full years, how many yuan a month; unset left out.

    Nothing is invented: a county that decided nothing pays nothing.
    """
    found = [
        (value(f"workforce.service_years_{n}", on=on), value(f"workforce.service_yuan_{n}", on=on))
        for n in STEPS
    ]
    return [(years, yuan) for years, yuan in found if years]


def skill_yuan(grade: str, on: date) -> int:
    """Return what the county pays a month for a grade of skill; 0 where it decided nothing."""
    return value(f"workforce.skill_yuan_{grade}", on=on) if grade in GRADES else 0


@dataclass(frozen=True, slots=True)
class CarerStep:
    """A care worker in post: full years, best grade in force, what both come to a month."""

    worker: int
    name: str
    where: str
    place: str
    years: int
    grade: str
    service: int
    skill: int


@reading(
    permit=READ, title=gettext_lazy("查看护理员年限和津贴"), subject="worker",
    ids=lambda rows: sorted({row.worker for row in rows}),
)  # fmt: skip
def carer_steps(actor: Actor, *, on: date, division: str | None = None) -> list[CarerStep]:
    """Return the care workers in post with their years and steps, the longest serving first.

    Years count every post of a care worker the register knows, wherever it was.
    """
    held_now: Any = posts(actor, on=on, kinds=[CARE], division=division)
    rows = held_now.order_by("worker__pinyin", "pk")
    held = {
        row[0]: row
        for row in rows.values_list("worker_id", "worker__name", "facility__name", "place")
    }
    spans: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    served = Post.objects.filter(worker__in=held, kind=CARE, retracted_at=None)
    for key, since, until in served.values_list("worker_id", "since", "until"):
        spans[key].append((since, until))
    best: dict[int, str] = {}
    valid = Certificate.objects.filter(in_force(on), worker__in=held, kind="elderly_care")
    graded = not_found_false(valid.exclude(grade=""))
    for key, grade in graded.values_list("worker_id", "grade"):
        best[key] = min(grade, best.get(key, grade))  # level 1 is the highest
    paid, skills = steps(on), {grade: skill_yuan(grade, on) for grade in GRADES}
    found = []
    for key, name, where, place in held.values():
        years, grade = years_served(spans[key], on=on), best.get(key, "")
        found.append(CarerStep(
            key, name, where or "", place, years, grade, step_amount(years, paid),
            skills.get(grade, 0),
        ))  # fmt: skip
    return sorted(found, key=lambda one: -one.years)[:LIMIT]


@dataclass(frozen=True, slots=True)
class HeadTraining:
    """The head of an institution: trained last, due again, and how that stands."""

    worker: int
    name: str
    where: str
    place: str
    last: date | None
    due: date | None
    state: RetrainState


@reading(
    permit=READ, title=gettext_lazy("查看负责人培训"), subject="worker",
    ids=lambda rows: sorted({row.worker for row in rows}),
)  # fmt: skip
def heads_trained(
    actor: Actor, *, on: date, state: RetrainState | None = None, division: str | None = None
) -> list[HeadTraining]:
    """Return the heads of institutions, who must be trained first."""
    every = TRAININGS["head"].every_months or 0
    held: Any = posts(actor, on=on, kinds=[HEAD], division=division)
    rows = list(
        held.order_by("worker__pinyin", "pk").values_list(
            "worker_id", "worker__name", "facility__name", "place"
        )
    )
    done = Training.objects.filter(
        worker__in={row[0] for row in rows}, kind="head", completed__lte=on, retracted_at=None
    )
    last = dict(done.order_by().values_list("worker_id").annotate(at=Max("completed")))
    found = []
    for key, name, where, place in rows:
        at = last.get(key)
        stands = retrain_state(at, every, on=on)
        due = months_after(at, every) if at else None
        found.append(HeadTraining(key, name, where or "", place, at, due, stands))
    order = list(RetrainState)
    return sorted(
        (one for one in found if state in (None, one.state)), key=lambda one: order.index(one.state)
    )[:LIMIT]


def trained_on_the_job(actor: Actor, *, since: date, on: date, division: str) -> int:
    """Return how many care workers in post completed an on-the-job training since a day."""
    return posts(
        actor, on=on, kinds=[CARE], division=division, trained_since=since,
        trainings=["on_the_job"],
    ).count()  # fmt: skip


HONOUR_ROW = ("pk", "worker_id", "worker__name", "title", "issuer", "level", "on", "document")


@reading(
    permit=READ, title=gettext_lazy("查看荣誉"), subject="worker",
    ids=lambda rows: sorted({row[1] for row in rows}),
)  # fmt: skip
def honours(
    actor: Actor, *, worker: int | None = None, level: str = "", q: str = ""
) -> list[Sequence[object]]:
    """Return honours of workers within scope, newest first, each a row of `HONOUR_ROW`."""
    held = posts_within(actor).filter(worker=OuterRef("worker"))
    rows = Honour.objects.filter(Exists(held), retracted_at=None)
    if worker is not None:
        rows = rows.filter(worker=worker)
    if level:
        rows = rows.filter(level=level)
    if q:
        rows = rows.filter(worker__name__contains=q)
    return list(rows.order_by("-on", "-pk").values_list(*HONOUR_ROW)[:LIMIT])


def honour(actor: Actor, key: int) -> Honour:
    """Return an honour of a worker in scope, or raise `NotHere`."""
    held = posts_within(actor).filter(worker=OuterRef("worker"))
    found = Honour.objects.filter(Exists(held), pk=key, retracted_at=None).first()
    if found is None:
        raise NotHere("honour", key)
    return found


_CARE_GRADES = {code: (zh, en) for code, zh, en in CERTIFICATES["elderly_care"].grades}


def _grade_said(grade: str) -> str:
    return _CARE_GRADES[grade][is_english()]


_grade_name = lazy(_grade_said, str)


def _declare() -> None:
    for n in STEPS:
        declare_setting(Setting(
            key=f"workforce.service_years_{n}",
            title=format_lazy("{} {}", gettext_lazy("护理员工作年限津贴：起始年限，第几档："), n),
            unit=gettext_lazy("年"), says=gettext_lazy("满多少年进入这一档；0 表示没有这一档。"),
            least=0, most=50, basis=_UNKNOWN, default=lambda: 0,
            effect=lambda y: _("满 %(count)s 年的护理员进入这一档。") % {"count": y},
        ))  # fmt: skip
        declare_setting(Setting(
            key=f"workforce.service_yuan_{n}",
            title=format_lazy("{} {}", gettext_lazy("护理员工作年限津贴：每月金额，第几档："), n),
            unit=gettext_lazy("元"), says=gettext_lazy("这一档每月多少元；县里没有决定的为 0。"),
            least=0, most=20_000, basis=_UNKNOWN, default=lambda: 0,
            effect=lambda y: _("这一档的护理员每月 %(count)s 元。") % {"count": y},
        ))  # fmt: skip
    for grade in GRADES:
        declare_setting(Setting(
            key=f"workforce.skill_yuan_{grade}",
            title=format_lazy("{}{}", gettext_lazy("护理员技能等级津贴："), _grade_name(grade)),
            unit=gettext_lazy("元"), says=gettext_lazy("持有效证书的每月多少元；没有决定的为 0。"),
            least=0, most=20_000, basis=_UNKNOWN, default=lambda: 0,
            effect=lambda y: _("持这一等级证书的护理员每月 %(count)s 元。") % {"count": y},
        ))  # fmt: skip


_declare()

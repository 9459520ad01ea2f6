"""The board on one sheet of A4, set by typst: no network, the system's Chinese font."""

import json
from pathlib import Path

import typst
from django.utils.translation import gettext as _

from anhuai.places import queries as places
from anhuai.plans.queries import Board, Row
from anhuai.plans.rules import Status
from anhuai.plans.views.wording import (
    STATUS,
    deadline_text,
    name_of,
    number,
    target_text,
    with_unit,
)
from anhuai.platform.words import is_english

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "plans" / "board.typ"
_MOST = 40
"""Rows that fit on the sheet; a longer plan shows the targets that need looking at first."""
_ORDER = [
    Status.OVERDUE, Status.MISSED, Status.BEHIND, Status.ON_TRACK, Status.MET, Status.UNJUDGED,
    Status.NO_DATA,
]  # fmt: skip


def summary(board: Board) -> bytes:
    """Return a PDF of one page: the counts and the targets, the ones in trouble first."""
    rows = sorted(board.rows, key=lambda row: _ORDER.index(row.judgement.status))
    shown = rows[:_MOST]
    made: bytes = typst.compile(
        TEMPLATE, format="pdf", sys_inputs={"data": json.dumps(_data(board, shown))}
    )
    return made


def _data(board: Board, shown: list[Row]) -> dict[str, object]:
    plan, many = board.plan, len(shown) > 26
    left = len(board.rows) - len(shown)
    foot = _("来源：%(issuer)s %(number)s。数值由本系统记录计算，或由部门填报并经另一人确认。") % {
        "issuer": plan.issuer or plan.area_name,
        "number": plan.document_number,
    }
    if left:
        foot = _("另有 %(count)s 项未列出，见系统。") % {"count": left} + foot
    return {
        "title": plan.title,
        "subtitle": _("%(place)s · 截至 %(day)s") % {
            "place": places.name_of(board.division), "day": f"{board.on:%Y-%m-%d}",
        },
        "source": plan.issuer or plan.area_name,
        "lang": "en" if is_english() else "zh",
        "size": 7 if many else 8.5,
        "inset": 1.7 if many else 3.2,
        "counts": [
            {"code": status.value, "title": str(STATUS[status][0]), "value": board.counts[status]}
            for status in STATUS
        ],
        "heads": [_("指标"), _("目标"), _("现值"), _("差距"), _("期限"), _("状态")],
        "rows": [_row(row) for row in shown],
        "foot": foot,
    }  # fmt: skip


def _row(row: Row) -> dict[str, str]:
    return {
        "name": name_of(row.target, row.definition),
        "target": target_text(row.target, row.definition),
        "actual": with_unit(row.measured.value, row.definition),
        "gap": number(row.judgement.gap),
        "deadline": deadline_text(row.target.deadline),
        "status": str(STATUS[row.judgement.status][0]),
        "code": row.judgement.status.value,
    }

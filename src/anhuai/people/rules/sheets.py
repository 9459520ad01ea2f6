"""How circumstances are written in one cell of a workbook, there and back."""

import re
from collections.abc import Mapping
from datetime import date

from anhuai.kernel.text import normalise
from anhuai.people.rules.circumstances import BadCircumstance, CircumstanceKind, Held

_BETWEEN = re.compile(r"[、,;/]|\n")
_TAG = re.compile(r"(?P<title>[^()]+?)(?:\((?P<choices>[^()]*)\))?")


def read_tags(
    text: str, kinds: Mapping[str, CircumstanceKind], *, since: date
) -> tuple[list[Held], list[BadCircumstance]]:
    """Return what a cell such as 低保（农村·二类）、独居 says, and what cannot be read."""
    found: list[Held] = []
    faults: list[BadCircumstance] = []
    by_title = {kind.title: code for code, kind in kinds.items()}
    by_title |= {"低保": "dibao", "特困": "tekun"} if "dibao" in kinds else {}
    for part in _BETWEEN.split(normalise(text)):
        match = _TAG.fullmatch(part.strip())
        if match is None:
            if part.strip():
                faults.append(_unreadable())
            continue
        code = by_title.get(match["title"].strip(), match["title"].strip())
        if code not in kinds:
            faults.append(_unreadable())
            continue
        chosen = _choices(kinds[code], match["choices"] or "")
        if chosen is None:
            faults.append(_unreadable(kinds[code]))
        else:
            found.append(Held(code=code, since=since, kind=chosen[0], grade=chosen[1]))
    return found, faults


def _choices(kind: CircumstanceKind, text: str) -> tuple[str, str] | None:
    chosen, grade = "", ""
    for part in filter(None, (one.strip() for one in re.split(r"[·•]", text))):
        as_kind = next((c.code for c in kind.kinds if part in (c.title, c.code)), None)
        as_grade = next((c.code for c in kind.grades if part in (c.title, c.code)), None)
        if as_kind is not None and not chosen:
            chosen = as_kind
        elif as_grade is not None and not grade:
            grade = as_grade
        else:
            return None
    return chosen, grade


def _unreadable(kind: CircumstanceKind | None = None) -> BadCircumstance:
    if kind is None:
        return BadCircumstance(
            "unknown",
            "有不认识的人员类别；几个类别用顿号隔开，名称见填写说明。",
            "A circumstance is unknown: separate several by 、 and use the listed names.",
            field="tags",
        )
    listed = "、".join(c.title for c in (*kind.kinds, *kind.grades)) or "（无）"
    return BadCircumstance(
        "kind",
        f"“{kind.title}”括号里只能填：{listed}，用“·”隔开。",
        f"“{kind.title_en}” takes in brackets only its own kinds and grades.",
        field="tags",
    )

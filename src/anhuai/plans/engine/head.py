"""What a document says of itself: title, issuer, number, dates, years, region."""

import re
from typing import Final

from anhuai.plans.engine import dates
from anhuai.plans.engine.normal import Text
from anhuai.plans.engine.outline import Part, Zone
from anhuai.plans.rules.drafts import Head

_NUMBER: Final = re.compile(
    r"(?:^|发文字号：?|文号：?|\n)\s*([\u4e00-\u9fff]{2,12}〔20\d\d〕\d{1,4}号)\s*(?=\n|$)"
)
_ISSUER: Final = re.compile(
    r"(?:^|\n)\s*(?:发布机构：?\n?\s*)?([\u4e00-\u9fff]{2,24}(?:人民政府办公[室厅]|人民政府|民政[局厅]|卫生健康[局委]|发展和?改革[局委]|委员会|办公室))\s*(?=\n)"
)
_PLACE: Final = re.compile(
    r"((?:[\u4e00-\u9fff]{2,6}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,9}?(?:自治州|地区|盟|市|州))?"
    r"(?:[\u4e00-\u9fff]{1,9}?(?:自治县|县|区|旗|市)(?!域|级|划|民|政))?)"
)


def head(part: Part, text: Text, first_start: int) -> Head:
    """Return the head of a plan; a letterhead before the first plan is everybody's."""
    front = text.plain[first_start : part.title_start] if first_start < part.title_start else ""
    own = _front_of(part, text)
    letterhead = text.plain[first_start : first_start + 3000] if first_start <= part.start else own
    letterhead = letterhead.split("一、")[0] + "\n" + own
    number = _NUMBER.search(letterhead)
    issuer = _ISSUER.search(letterhead)
    dated = dates.issued(front or own)
    starts, ends = _years(part, text)
    code = re.search(r"(?<!\d)([1-9]\d{5})\d{3}/20\d\d-\d+", letterhead)
    region = _PLACE.match(re.sub(r"^关于", "", part.title)) or (
        _PLACE.match(issuer[1]) if issuer else None
    )
    return Head(
        title=part.title, issuer=issuer[1] if issuer else "", number=number[1] if number else "",
        issued=dated[0] if dated else None, starts=starts, ends=ends,
        region=region[1] if region and region[1] else "", region_code=code[1] if code else "",
    )  # fmt: skip


def _front_of(part: Part, text: Text) -> str:
    lines = [line for line in part.lines if line.zone is Zone.HEAD]
    return text.plain[lines[0].start : lines[-1].end] + "\n" if lines else ""


def _years(part: Part, text: Text) -> tuple[int | None, int | None]:
    """The title's years, else those its goals bind to; an outlook beyond does not count."""
    own = dates.period(part.title)
    if own:
        return own
    year = re.search(r"20\d\d", part.title)
    if year:
        return int(year[0]), int(year[0])
    for zones in ((Zone.GOAL,), (Zone.TASK, Zone.SAFEGUARD)):
        due = [
            one.year
            for line in part.lines
            if line.zone in zones
            for one in dates.dates(text.plain[line.start : line.end])
            if one.is_due and "五" not in text.plain[line.start + one.start : line.start + one.end]
        ]
        if due:
            front = dates.issued(_front_of(part, text))
            first = int(front[0][:4]) if front else min(due)
            return min(first, max(due)), max(due)
    return None, None


def opening(part: Part, text: Text) -> dict[str, str]:
    """Return for each goal section the deadline its opening paragraph sets for what follows."""
    found: dict[str, str] = {}
    for line in part.lines:
        if line.zone is not Zone.GOAL:
            continue
        said = text.plain[line.start : line.end]
        match = re.search(
            r"(?:总体目标|主要目标|工作目标|发展目标|目标是)[^。]{0,12}?[：:。]?[^。]{0,6}?到(?=20\d\d年|二)",
            said,
        )
        if match:
            due = [one for one in dates.dates(said[match.start() :]) if one.is_due]
            if due:
                top = line.section
                found[top] = due[0].value
    return found

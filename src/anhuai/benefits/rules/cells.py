"""What stands in a cell of a workbook for a fact: amounts in yuan, 是 or 否, a choice's title."""

from datetime import date
from typing import Final

from anhuai.benefits.rules.facts import Fact
from anhuai.benefits.rules.kinds import Kind, Plain
from anhuai.kernel.money import yuan
from anhuai.kernel.unfit import Unfit

UNKNOWN: Final = "不清楚"
"""Known to be unknown, as an income that was not disclosed; an empty cell says nothing."""


class BadCell(Unfit):
    """A cell that does not say a value of its fact; code: cell."""


def options(one: Fact) -> tuple[str, ...]:
    """Return what can be chosen for a fact; nothing for amounts and numbers."""
    if one.type.kind is Kind.BOOL:
        return ("是", "否", UNKNOWN)
    if one.type.choices is None:
        return ()
    return (*(title for _code, title, _english in one.type.choices.items), UNKNOWN)


def value_in(one: Fact, text: str) -> Plain | None:
    """Return what a cell says of a fact, None for "不清楚"; raises `BadCell` or `BadMoney`."""
    if text == UNKNOWN:
        return None
    if wanted := options(one):
        if text not in wanted:
            raise BadCell(
                "cell", f"请填写：{'、'.join(wanted)}。", f"{one.title_en}: none of the choices."
            )
        at = wanted.index(text)
        return at == 0 if one.type.choices is None else one.type.choices.codes[at]
    try:
        value: Plain = _plain(one, text)
    except ValueError as error:
        said = "月份应像 2026-01" if one.type.kind is Kind.MONTH else "请填写数字"
        raise BadCell(
            "cell", f"{said}；不知道的填“{UNKNOWN}”，没有核对的留空。",
            f"{one.title_en}: not a possible value.",
        ) from error  # fmt: skip
    if not one.least <= one.type.encode(value) <= one.most:
        raise BadCell("cell", "超出合理范围，请核对。", f"{one.title_en}: outside all limits.")
    return value


def _plain(one: Fact, text: str) -> Plain:
    if one.type.kind is Kind.MONEY:
        return yuan(text)
    return date.fromisoformat(f"{text}-01") if one.type.kind is Kind.MONTH else int(text)

"""Reasons by their lasting names, in words."""

from functools import cache, lru_cache

from anhuai.benefits.queries.terms import PEOPLE, stacking
from anhuai.benefits.rules.pins import key_of
from anhuai.benefits.rules.reasons import Reason, reasons_of


@lru_cache(maxsize=1)
def _every() -> dict[tuple[str, str], Reason]:
    tables = stacking()
    return {(item, key_of(one)): one for item in PEOPLE for one in reasons_of(item, PEOPLE, tables)}


def reason_text(item: str, code: str, *, english: bool) -> str:
    """Return why a benefit is or is not owed; a reason no longer defined is its own name."""
    found = _every().get((item, code))
    if found is None:
        return code
    return found.text_en if english else found.text


@cache
def _reasons(item: str) -> tuple[Reason, ...]:
    return reasons_of(item, PEOPLE, stacking())


def codes_text(item_codes: str, items: list[str]) -> list[tuple[str, Reason]]:
    """Return each benefit of a packed line with its reason; ended ones are left out."""
    found = []
    for at, item in enumerate(items):
        if item not in PEOPLE:
            continue
        reasons = _reasons(item)
        number = int(item_codes[2 * at : 2 * at + 2] or "ff", 16)
        if number < len(reasons):
            found.append((item, reasons[number]))
    return found

"""Invented identity and phone numbers: valid in form, impossible in fact."""

from typing import Final

from anhuai.kernel.identity import check_character
from anhuai.site.demo.ages import MEN
from anhuai.site.demo.calendar import text
from anhuai.site.demo.chance import chance
from anhuai.site.demo.folk import Folk
from anhuai.site.demo.seals import Number

REGION: Final = "990000"  # no division has this code (standards/07 §1)
_HAS_PHONE: Final = 0.4


def numbers(folk: Folk, seed: str) -> list[Number]:
    """Return everybody's identity number, unique, and phone number, "" for most.

    No Chinese mobile number begins with 100.
    """
    luck = chance(seed, "phones")
    counts: dict[tuple[int, int], int] = {}
    given = []
    for person, (born, sex) in enumerate(zip(folk.born, folk.sex, strict=True)):
        count = counts[born, sex] = counts.get((born, sex), -1) + 1
        sequence = 2 * count + (1 if sex == MEN else 0)
        body = f"{REGION}{text(born).replace('-', '')}{sequence:03d}"
        calls = 18 <= folk.age[person] < 88 and not folk.died[person]
        has = calls and luck.random() < _HAS_PHONE
        phone = f"100{person * 7919 % 100_000_000:08d}" if has else ""
        given.append((body + check_character(body), phone))
    return given

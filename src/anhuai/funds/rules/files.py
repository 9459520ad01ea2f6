"""Pay files out and the bank's answers in: layouts as data, an answer judged row by row.

An answer is taken whole or refused whole: one edited amount, one row of another run, one missing
row, and nothing is taken.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anhuai.kernel.confidence import Basis
from anhuai.kernel.money import BadMoney, Fen, format_yuan, yuan
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit

SHOWN = 5  # errors named in one refusal; the first row is enough to find the wrong file


class Field(StrEnum):
    """What a column of a pay file or of an answer can hold."""

    BATCH = "batch"
    NUMBER = "number"
    HOLDER = "holder"
    ACCOUNT = "account"
    BANK = "bank"
    AMOUNT = "amount"
    SCHEME = "scheme"
    MONTH = "month"
    RESULT = "result"
    WHY = "why"
    SERIAL = "serial"
    SETTLED = "settled"


NEEDED = (Field.BATCH, Field.NUMBER, Field.HOLDER, Field.ACCOUNT, Field.AMOUNT, Field.RESULT)


@dataclass(frozen=True, slots=True, kw_only=True)
class PayLayout:
    """How a bank wants its file and how it answers: heads in order, its words for a result.

    `examples` pairs a word for a result with whether it means paid; None for one it does not know.
    """

    title: str
    title_en: str
    says: str
    encoding: str
    separator: str = ","
    out: tuple[tuple[Field, str], ...]
    back: tuple[tuple[Field, str], ...]
    paid_words: tuple[str, ...]
    returned_words: tuple[str, ...]
    basis: Basis
    examples: tuple[tuple[str, bool | None], ...]

    def __post_init__(self) -> None:
        missing = set(NEEDED) - {one for one, _head in self.back}
        if missing:
            raise ValueError(f"an answer without {sorted(missing)} cannot be judged")

    def is_paid(self, word: str) -> bool | None:
        """Return what a word for a result means, None for one the bank is not known to use."""
        plain = normalise(word)
        if plain in self.paid_words:
            return True
        return False if plain in self.returned_words else None


@dataclass(frozen=True, slots=True)
class Paying:
    """One row of a pay file in plain text; never kept or logged."""

    number: int
    holder: str
    account: str
    bank: str
    amount: Fen
    scheme: str
    month: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank did with one row."""

    number: int
    is_paid: bool
    why: str
    serial: str
    on: date | None


class BadResult(Unfit):
    """An answer of a bank that is refused whole; codes: run, rows, empty."""


def batch_number(run: int) -> str:
    """Return the number by which the bank and we know a run."""
    return f"AH{run:08d}"


def cells(layout: PayLayout, batch: str, one: Paying) -> list[str]:
    """Return the cells of one row in the layout's order; money in yuan without separators."""
    told = {
        Field.BATCH: batch, Field.NUMBER: str(one.number), Field.HOLDER: one.holder,
        Field.ACCOUNT: one.account, Field.BANK: one.bank, Field.SCHEME: one.scheme,
        Field.AMOUNT: format_yuan(one.amount).replace(",", ""), Field.MONTH: one.month,
    }  # fmt: skip
    return [told[name] for name, _head in layout.out]


def written(layout: PayLayout, batch: str, rows: Iterable[Paying]) -> bytes:
    """Return the pay file: the same rows always give the same bytes."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=layout.separator, lineterminator="\r\n")
    lines.writerow([head for _name, head in layout.out])
    for one in rows:
        lines.writerow([_plain(cell) for cell in cells(layout, batch, one)])
    return out.getvalue().encode(layout.encoding)


def _plain(cell: str) -> str:
    # A name that begins like a formula stays a name in whatever opens the file.
    return f"'{cell}" if cell[:1] in ("=", "+", "@") else cell


def judged(
    layout: PayLayout,
    batch: str,
    expected: Mapping[int, Paying],
    rows: Sequence[tuple[int, Mapping[str, str]]],
) -> list[Answer]:
    """Return the bank's answer to every expected row, or raise `BadResult` naming rows and reasons.

    `rows` are (row in the file, cells by field); each expected row is answered exactly once.
    """
    if not rows:
        raise BadResult("empty", "回盘文件里没有数据行。", "The bank's file has no rows.")
    errors: list[tuple[int, str, str]] = []
    answers: dict[int, Answer] = {}
    for at, row in rows:
        found = _judge(layout, batch, expected, answers, row)
        if isinstance(found, Answer):
            answers[found.number] = found
        else:
            errors.append((at, *found))
    missing = sorted(set(expected) - set(answers))
    if missing and not errors:
        listed = "、".join(str(number) for number in missing[:SHOWN])
        raise BadResult(
            "rows",
            f"回盘文件不完整，缺少序号 {listed} 等 {len(missing)} 行，整份文件未入账。"
            "请向银行索取完整文件。",
            f"The bank's file lacks {len(missing)} rows ({listed}): nothing was taken.",
        )  # fmt: skip
    if errors:
        raise BadResult("rows", _refusal(errors), _refusal_en(errors))
    return [answers[number] for number in sorted(answers)]


def _refusal(errors: list[tuple[int, str, str]]) -> str:
    listed = "；".join(f"第 {at} 行{why}" for at, why, _en in errors[:SHOWN])
    return (
        f"回盘文件有 {len(errors)} 行与发放文件不符，整份文件未入账：{listed}。"
        "请向银行核实原始文件。"
    )


def _refusal_en(errors: list[tuple[int, str, str]]) -> str:
    listed = "; ".join(f"row {at}: {why}" for at, _zh, why in errors[:SHOWN])
    return f"{len(errors)} rows do not fit the pay file, nothing was taken: {listed}."


def _judge(
    layout: PayLayout,
    batch: str,
    expected: Mapping[int, Paying],
    answers: Mapping[int, Answer],
    row: Mapping[str, str],
) -> Answer | tuple[str, str]:
    told = {name: normalise(row.get(name, "")) for name in Field}
    if told[Field.BATCH] != batch:
        return f"批次号“{told[Field.BATCH]}”不是本批次 {batch}", f"batch is not {batch}"
    text = told[Field.NUMBER]
    number = int(text) if text.isdecimal() else 0
    one = expected.get(number)
    if one is None:
        return f"序号“{text}”不在本批次中", "its number is not of this run"
    if number in answers:
        return f"序号 {number} 重复", f"number {number} appears twice"
    return _edited(one, told) or _read(layout, number, told)


def _edited(one: Paying, told: Mapping[Field, str]) -> tuple[str, str] | None:
    """Return what is no longer as it was sent."""
    for name, word, word_en, is_same in (
        (Field.HOLDER, "户名", "holder", lambda t: t.lstrip("'") == normalise(one.holder)),
        (Field.ACCOUNT, "账号", "account", lambda t: t == normalise(one.account)),
        (Field.AMOUNT, "金额", "amount", lambda t: _fen(t) == one.amount),
    ):
        if not is_same(told[name]):
            return f"序号 {one.number} 的{word}与发放文件不同", f"the {word_en} was changed"
    return None


def _read(layout: PayLayout, number: int, told: Mapping[Field, str]) -> Answer | tuple[str, str]:
    result, settled = told[Field.RESULT], told[Field.SETTLED]
    is_paid = layout.is_paid(result)
    if is_paid is None:
        return f"结果“{result}”无法识别", "its result is not a known word"
    day = _day(settled)
    if settled and day is None:
        return f"日期“{settled}”无法识别", "its date cannot be read"
    why = told[Field.WHY] or ("" if is_paid else "银行未说明原因")
    return Answer(number, is_paid, why[:200], told[Field.SERIAL][:64], day)


def _fen(text: str) -> Fen | None:
    try:
        return yuan(text)
    except BadMoney:
        return None


def _day(text: str) -> date | None:
    plain = text.replace("/", "-")
    if len(plain) == 8 and plain.isdecimal():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    try:
        return date.fromisoformat(plain[:10])
    except ValueError:
        return None

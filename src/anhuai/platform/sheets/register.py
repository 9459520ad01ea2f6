"""What a register says about its workbook: columns, and how rows are taken and given."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from typing import TypeVar

from django.conf import settings
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a workbook; `title` is the Chinese head people know.

    `choices` become a drop-down; `example` and `help` stand in the template's second sheet.
    """

    key: str
    title: str
    required: bool = False
    example: str = ""
    help: str = ""
    choices: Sequence[str] = ()
    aliases: Sequence[str] = ()
    width: int = 14


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an uploaded workbook: its number there and the texts of its known columns."""

    number: int
    values: Mapping[str, str]


class Result(StrEnum):
    """What became of a row."""

    ADDED = "added"
    UPDATED = "updated"
    REFUSED = "refused"


@dataclass(slots=True)
class Outcome:
    """What became of one row, with every error found in it: (column key or "", sentence)."""

    row: Row
    result: Result = Result.ADDED
    errors: list[tuple[str, str]] = field(default_factory=list)

    def refuse(self, column: str, says: str) -> None:
        """Note one error; a row with errors is not taken."""
        self.errors.append((column, says))
        self.result = Result.REFUSED

    def refuse_for(self, error: Unfit, *, column: str = "") -> None:
        """Note an error raised by a rule or action."""
        self.refuse(error.field or column, error.message)


Take = Callable[[Actor, Sequence[Row], bool], list[Outcome]]
Give = Callable[[Actor, Mapping[str, str]], Iterable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Giving:
    """A list that goes out as a workbook.

    `give(actor, query)` yields rows of ready texts under `heads` for the list's address parameters.
    """

    code: str
    title: Text
    heads: Sequence[Text]
    give: Give
    give_permit: Permit
    list_url: str


def _said(title: Text) -> str:
    return gettext("导出 %(what)s") % {"what": title}


_taking_out = lazy(_said, str)  # said in the language of whoever reads the trail


@dataclass(frozen=True, slots=True)
class Register(Giving):
    """A register that takes workbooks too.

    `take(actor, rows, dry)` judges a chunk of rows, changes nothing when `dry`, and otherwise takes
    the good ones in one transaction through the room's action.
    """

    columns: Sequence[Column]
    take: Take
    take_permit: Permit


_DECLARED: dict[str, Giving] = {}
Declared = TypeVar("Declared", bound=Giving)


def declare(register: Declared) -> Declared:
    """Make a register known; its code appears in addresses."""
    if register.code in _DECLARED:
        raise ValueError(f"register {register.code} declared twice")
    _DECLARED[register.code] = register
    audit.named(f"{register.code}.export", _taking_out(register.title))
    return register


def givers() -> Mapping[str, Giving]:
    """Return every declared list; rooms declare theirs beside their pages."""
    import_module(settings.ROOT_URLCONF)
    return _DECLARED


def registers() -> Mapping[str, Register]:
    """Return the registers that take workbooks."""
    return {code: one for code, one in givers().items() if isinstance(one, Register)}

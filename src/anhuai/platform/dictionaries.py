"""Dictionaries: every code list the platform uses, where it comes from and what uses it.

Entries are definitions and change by reviewed commit; a list that is `open` also takes the
county's own entries, which end and are never deleted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.text import normalise
from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import OwnEntry
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES
from anhuai.platform.words import Definition, Word

Text = str | Promise


REVEAL_REASONS = "reveal_reasons"


class BadEntry(Unfit):
    """An entry that cannot be added; codes: closed, taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its code, its titles, and what it rests on where that is its own."""

    code: str
    title: str
    title_en: str
    basis: Basis | None = None
    own: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """A code list: its source, what uses it, and its entries; `open` ones take the county's own."""

    code: str
    title: Text
    used_by: Text
    basis: Basis
    entries: Callable[[], Iterable[Entry]]
    is_open: bool = False


_DICTIONARIES: dict[str, Dictionary] = {}


def declare_dictionary(dictionary: Dictionary) -> Dictionary:
    """Make a code list known; rooms declare theirs beside their pages."""
    if dictionary.code in _DICTIONARIES:
        raise ValueError(f"dictionary {dictionary.code} declared twice")
    _DICTIONARIES[dictionary.code] = dictionary
    return dictionary


def of_words(words: Iterable[Word]) -> Callable[[], Iterable[Entry]]:
    """Return the entries that words (the members of an enumeration) make."""
    return lambda: [Entry(str(one), one.title_zh, one.title_en) for one in words]


def of_definitions(catalogue: Mapping[str, Definition]) -> Callable[[], Iterable[Entry]]:
    """Return the entries that a catalogue's definitions make, each with its own basis."""
    return lambda: [
        Entry(code, one.title, one.title_en, getattr(one, "basis", None))
        for code, one in catalogue.items()
    ]


def of_pairs(pairs: Mapping[str, tuple[str, str]]) -> Callable[[], Iterable[Entry]]:
    """Return the entries that codes with a Chinese and an English title make."""
    return lambda: [Entry(code, *titles) for code, titles in pairs.items()]


def declared() -> Mapping[str, Dictionary]:
    """Return every declared list by code."""
    return _DICTIONARIES


def dictionary_of(code: str) -> Dictionary:
    """Return a declared list; raises `NotHere`."""
    if code not in _DICTIONARIES:
        raise NotHere("dictionary", code)
    return _DICTIONARIES[code]


def entries_of(dictionary: Dictionary, *, on: date) -> list[Entry]:
    """Return a list's entries on a day, the county's own last."""
    own = _own(dictionary.code).filter(since__lte=on).exclude(until__lte=on).order_by("pk")
    return [
        *dictionary.entries(),
        *(Entry("", row.title, row.title_en or row.title, own=row.pk) for row in own),
    ]


def titles_of(code: str, *, on: date) -> list[str]:
    """Return what a list offers on a day, in the page's language."""
    english = get_language() == "en"
    found = entries_of(dictionary_of(code), on=on)
    return [one.title_en if english else one.title for one in found]


def _own(code: str) -> QuerySet[OwnEntry]:
    return OwnEntry.objects.filter(dictionary=code)


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("增加字典条目"), logs=("dictionary", "title"),
    subject="dictionary_entry",
)  # fmt: skip
def add_entry(actor: Actor, *, dictionary: str, title: str, title_en: str) -> OwnEntry:
    """Add the county's own entry to an open list; raises `BadEntry`."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found, today = dictionary_of(dictionary), clock.today()
    if not found.is_open:
        raise BadEntry(
            "closed", "这个字典来自标准或目录，不能由县里增加条目。",
            "This list is a standard's or the catalogue's: it takes no entries of the county.",
        )  # fmt: skip
    text = normalise(title)
    if any(text == one.title for one in entries_of(found, on=today)):
        raise BadEntry("taken", "已有同名的条目。", "There is such an entry.", field="title")
    return OwnEntry.objects.create(
        dictionary=dictionary, title=text, title_en=normalise(title_en), since=today
    )


@action(
    permit=Permit.SETTINGS_MANAGE, title=_("停用字典条目"), logs=("dictionary", "entry_id"),
    subject="dictionary_entry",
)  # fmt: skip
def end_entry(actor: Actor, *, dictionary: str, entry_id: int) -> OwnEntry:
    """End the county's own entry; what used it keeps its words."""
    county.require_whole(actor, Permit.SETTINGS_MANAGE)
    found = _own(dictionary).filter(pk=entry_id, until=None).first()
    if found is None:
        raise NotHere("dictionary_entry", entry_id)
    found.until = clock.today()
    found.save(update_fields=["until"])
    return found


_OURS = Basis(document="", confidence=Confidence.C, note="产品目录")

declare_dictionary(
    Dictionary(
        code="roles", title=_("角色"), used_by=_("账号、权限复核、委托代办"),
        basis=_OURS,
        entries=lambda: [Entry(r.code, r.title, r.title_en) for r in ROLES.values()],
    )
)  # fmt: skip
declare_dictionary(
    Dictionary(
        code=REVEAL_REASONS, title=_("查看原因"),
        used_by=_("查看完整号码时的常用原因"), basis=_OURS, is_open=True,
        entries=lambda: [
            Entry("dibao", "核对低保申请", "Checking a dibao application"),
            Entry("visit", "联系本人或家属", "Contacting the person or the family"),
            Entry("correct", "更正登记信息", "Correcting the register"),
        ],
    )
)  # fmt: skip

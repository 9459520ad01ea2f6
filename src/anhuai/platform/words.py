"""Words and definitions with a Chinese and an English title, as pages and forms show them."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.utils.translation import get_language


class Word(Protocol):
    """A code with two titles, such as a member of a rule's enumeration."""

    @property
    def title_zh(self) -> str:
        """The word in Chinese."""

    @property
    def title_en(self) -> str:
        """The word in English."""


class Definition(Protocol):
    """A definition of a catalogue."""

    @property
    def title(self) -> str:
        """The title in Chinese."""

    @property
    def title_en(self) -> str:
        """The title in English."""


def is_english() -> bool:
    """Whether the page is shown in English."""
    return get_language() == "en"


def word(one: Word) -> str:
    """Return a word's title in the language of the page."""
    return one.title_en if is_english() else one.title_zh


def title_of(definition: Definition) -> str:
    """Return a definition's title in the language of the page."""
    return definition.title_en if is_english() else definition.title


def words(given: Iterable[Word]) -> list[tuple[str, str]]:
    """Return words as a form's choices: code, title."""
    return [(str(one), word(one)) for one in given]


def definitions(catalogue: Mapping[str, Definition]) -> list[tuple[str, str]]:
    """Return a catalogue as a form's choices: code, title."""
    return [(code, title_of(one)) for code, one in catalogue.items()]

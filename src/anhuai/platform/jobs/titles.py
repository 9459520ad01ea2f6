"""What a job is called: kept in the words' own source, said in the language of whoever reads."""

from django.utils import translation
from django.utils.translation import gettext

LONGEST = 120


def about(words: str, what: object) -> str:
    """Return the title a job keeps: its words, with a place `%(what)s`, and what it is about."""
    with translation.override("zh-hans"):
        return f"{words}\n{what}"[:LONGEST]


def said(title: str) -> str:
    """Return a kept title in the reader's language."""
    words, _line, what = title.partition("\n")
    if not what:
        return gettext(words) if words else ""
    return gettext(words) % {"what": gettext(what)}

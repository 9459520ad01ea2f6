"""Help from docs/help: which section belongs to which page, found, searched and rendered.

A file `<group>.<language>.md` has one `#` title and sections. `<!-- for: people:list people:* -->`
before a `##` heading names the pages the section is for; the exact name wins over `room:*`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from anhuai.kernel.text import normalise
from anhuai.platform.acting import NotHere
from anhuai.platform.words import is_english

FOLDER = settings.BASE / "docs" / "help"
_SECTION = re.compile(r"^(?:<!-- for: (?P<pages>[^>]*?) -->\n)?## (?P<title>.+)$", re.MULTILINE)
GENERAL = "start"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a group's help: its anchor, the pages it is for, its text (Markdown)."""

    group: str
    anchor: str
    title: str
    pages: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Group:
    """One file of help in one language."""

    name: str
    title: str
    intro: str
    sections: tuple[Section, ...]


def groups() -> tuple[Group, ...]:
    """Return the help in the language of the page, the general one first."""
    return _groups("en" if is_english() else "zh")


@lru_cache(maxsize=2)
def _groups(language: str) -> tuple[Group, ...]:
    names = sorted(path.name.split(".")[0] for path in FOLDER.glob(f"*.{language}.md"))
    names.sort(key=lambda name: name != GENERAL)
    return tuple(_read(name, language) for name in names)


def _read(name: str, language: str) -> Group:
    text = (FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8")
    marks = list(_SECTION.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    head = text[: marks[0].start()] if marks else text
    title, _newline, intro = head.removeprefix("# ").partition("\n")
    sections = tuple(
        Section(name, f"s{at}", mark["title"], tuple((mark["pages"] or "").split()),
                text[mark.end() : end].strip())
        for at, (mark, end) in enumerate(zip(marks, ends, strict=True), start=1)
    )  # fmt: skip
    return Group(name, title.strip(), intro.strip(), sections)


def group(name: str) -> Group:
    """Return one group of help; raises `NotHere`."""
    found = next((one for one in groups() if one.name == name), None)
    if found is None:
        raise NotHere("help", name)
    return found


def section_for(view: str) -> Section | None:
    """Return the help of a page by its name ("people:list"); None where there is none."""
    room = f"{view.partition(':')[0]}:*"
    every = [section for one in groups() for section in one.sections]
    for wanted in (view, room):
        for section in every:
            if wanted in section.pages:
                return section
    return None


def found(text: str) -> list[tuple[Group, Section]]:
    """Return the sections that have every word of a text, those with it in the title first."""
    words = normalise(text).lower().split()
    hits = [
        (one, section)
        for one in groups()
        for section in one.sections
        if words and all(word in f"{section.title}\n{section.text}".lower() for word in words)
    ]
    return sorted(hits, key=lambda hit: not any(word in hit[1].title.lower() for word in words))


def rendered(text: str) -> SafeString:
    """Return Markdown as HTML; HTML in it is shown as text, never run."""
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return mark_safe(made)  # noqa: S308 - our own files, and html is off

"""The numbers and notes a Word file keeps apart from its text: automatic lists, footnotes."""

import re
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from anhuai.plans.engine.numerals import ordinal

_CHINESE: Final = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
    "chineseLegalSimplified", "taiwaneseCounting", "japaneseDigitalTenThousand",
})  # fmt: skip
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAS: Final = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]+[章节部篇、.]|[（(][^（()）]{0,3}[)）]|\d+[.、．])"
)


@dataclass(frozen=True, slots=True)
class _Level:
    """How Word numbers a level; legal: every part in figures whatever its own form."""

    form: str
    text: str
    start: int
    is_legal: bool


class Lists:
    """Counts the automatic lists of a document as Word does, paragraph by paragraph."""

    def __init__(self, document: Any) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.lists: dict[str, str] = {}  # numId: abstractNumId
        kinds = [one.reltype.rsplit("/", 1)[-1] for one in document.part.rels.values()]
        if "numbering" not in kinds:
            return
        root = document.part.numbering_part.element
        for one in root.findall(f"{_W}abstractNum"):
            key = one.get(f"{_W}abstractNumId")
            self.levels[key] = {int(lvl.get(f"{_W}ilvl")): _level(lvl)
                                for lvl in one.findall(f"{_W}lvl")}  # fmt: skip
        for one in root.findall(f"{_W}num"):
            self.lists[one.get(f"{_W}numId")] = one.find(f"{_W}abstractNumId").get(f"{_W}val")

    def label(self, paragraph: Any) -> str:
        """Return the number Word shows before a paragraph; "" for none, a bullet, or one typed."""
        found = _number_of(paragraph)
        if found is None or found[0] not in self.lists:
            return ""
        key, level = self.lists[found[0]], found[1]
        levels = self.levels.get(key, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(key, {})
        if not paragraph.text.strip():
            return ""
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        form, text = levels[level].form, levels[level].text
        if form in ("bullet", "none") or _HAS.match(paragraph.text):
            return ""
        return re.sub(
            r"%(\d)",
            lambda at: self._part(key, int(at[1]) - 1, is_legal=levels[level].is_legal),
            text,
        )

    def _part(self, key: str, level: int, *, is_legal: bool) -> str:
        own = self.levels[key].get(level, _Level("decimal", "", 1, is_legal=True))
        number = self.counts[key].get(level, own.start)
        form = "decimal" if is_legal else own.form
        if form in _CHINESE:
            return ordinal(number)
        return chr(0x245F + number) if form.startswith("decimalEnclosed") and number <= 20 else (
            str(number)
        )  # fmt: skip


def _level(element: Any) -> _Level:
    def said(name: str, plain: str) -> str:
        child = element.find(f"{_W}{name}")
        return plain if child is None else str(child.get(f"{_W}val", plain))

    legal = element.find(f"{_W}isLgl")
    return _Level(
        said("numFmt", "decimal"), said("lvlText", ""), int(said("start", "1")),
        is_legal=legal is not None and legal.get(f"{_W}val", "1") not in ("0", "false"),
    )  # fmt: skip


def _number_of(paragraph: Any) -> tuple[str, int] | None:
    """The list and level of a paragraph, its own or its style's."""
    style = paragraph.style.element if paragraph.style is not None else None
    for owner in (paragraph._p, style):
        found = None if owner is None else owner.find(f"{_W}pPr/{_W}numPr")
        number = None if found is None else found.find(f"{_W}numId")
        if found is not None and number is not None:
            level = found.find(f"{_W}ilvl")
            return str(number.get(f"{_W}val")), 0 if level is None else int(level.get(f"{_W}val"))
    return None


def notes(document: Any) -> list[str]:
    """Return the texts of the footnotes and endnotes of a document, in order."""
    etree = import_module("lxml.etree")  # python-docx brings it; it has no types
    found = []
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in ("footnotes", "endnotes"):
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(relation.target_part.blob, parser)
        for note in root:
            text = "".join(one.text or "" for one in note.iter(f"{_W}t")).strip()
            if note.get(f"{_W}type") in (None, "normal") and text:
                found.append(text)
    return found

"""The English wording: compiling every room's .po file, and finding strings that have none."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

ROOMS = Path(__file__).resolve().parents[1]
KEYWORDS = {
    "_": None, "said": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip


def sources() -> list[Path]:
    """Return every room's English catalogue."""
    return sorted(ROOMS.glob("*/locale/*/LC_MESSAGES/*.po"))


def compile_all() -> int:
    """Compile every catalogue; return how many."""
    for source in sources():
        with source.with_suffix(".mo").open("wb") as out:
            write_mo(out, _read(source))
    return len(sources())


def _read(source: Path) -> Catalog:
    with source.open("rb") as stream:
        return read_po(stream, locale=source.parts[-3])


def used() -> Iterator[tuple[Path, int, str, str]]:
    """Yield every wrapped string: file, line, context ("" for none), string."""
    for path in sorted([*ROOMS.rglob("*.py"), *ROOMS.rglob("*.html")]):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            text = templatize(text)
        for line, message, _comments, context in extract(
            "python", BytesIO(text.encode()), keywords=KEYWORDS
        ):
            singular = message[0] if isinstance(message, tuple) else message
            if singular and not singular.isascii():  # `said` is the name of other things too
                yield path, line, context or "", singular


def missing() -> list[tuple[Path, int, str, str]]:
    """Return the wrapped strings that no catalogue translates."""
    known: set[tuple[str, str]] = set()
    for source in sources():
        for entry in _read(source):
            texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
            singular = entry.id if isinstance(entry.id, str) else entry.id[0]
            if texts and texts[0] and not entry.fuzzy:
                known.add((entry.context or "", singular))
    return [one for one in used() if (one[2], one[3]) not in known]

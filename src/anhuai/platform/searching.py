"""Finding names: single characters as tokens, pinyin and initials; FTS5 or a `simple` tsvector.

Trigram indexes miss two-character names, so the text is split into single characters and searched
as a phrase (evidence/web.md §4).
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# pypinyin reads these characters by their common sound; as family names they sound so.
_SURNAMES = {
    "单": "shan",
    "曾": "zeng",
    "解": "xie",
    "区": "ou",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "盖": "ge",
    "乐": "yue",
    "员": "yun",
    "折": "she",
    "黑": "he",
    "秘": "bi",
    "冼": "xian",
    "尉": "yu",
    "洗": "xian",
    "缪": "miao",
    "翟": "zhai",
    "覃": "qin",
    "召": "shao",
    "燕": "yan",
}
_HAN = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
_WORD = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]|[0-9a-z]+")


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    from pypinyin import Style, lazy_pinyin  # here: its dictionaries cost every start 0.3 s

    return str(lazy_pinyin(character, style=Style.NORMAL)[0])


def syllables(name: str) -> list[str]:
    """Return the pinyin of each character, the first read as a family name."""
    if not name:
        return []
    first = _SURNAMES.get(name[0]) or _sound(name[0])
    return [first, *(_sound(character) for character in name[1:])]


@lru_cache(maxsize=20_000)
def pinyin(text: str) -> str:
    """Return the sort key of a Chinese text: its pinyin, lower case, syllables apart."""
    return " ".join(syllables(text)).lower()


def search_text(*texts: str) -> str:
    """Return the tokens under which texts are found: characters, words, pinyin, initials."""
    tokens: list[str] = []
    for text in texts:
        low = text.lower()
        tokens.extend(_WORD.findall(low))
        if _HAN.search(low):
            han = _HAN_ONLY(low)
            sounds = [s for s in syllables(han) if s]
            tokens += _spoken(sounds)
            # 单 is Shan as a family name and dan elsewhere: people type either.
            usual = _sound(han[0])
            if han[0] in _SURNAMES and sounds and usual != sounds[0]:
                tokens += _spoken([usual, *sounds[1:]])
    return " ".join(tokens)


def _spoken(sounds: list[str]) -> list[str]:
    return ["".join(sounds), "".join(s[0] for s in sounds), *sounds]


def two_readings() -> str:
    """Return the characters that are read otherwise as a family name."""
    return "".join(_SURNAMES)


def _HAN_ONLY(text: str) -> str:  # noqa: N802
    return "".join(_HAN.findall(text))


def matching(rows: QuerySet[M], text: str) -> QuerySet[M]:
    """Return the rows whose `search` column holds the text as a phrase; pinyin may be cut short."""
    words = _WORD.findall(text.lower())
    if not words:
        return rows
    table = rows.model._meta.db_table
    if connection.vendor == "postgresql":
        query = " <-> ".join(f"{word}:*" if word == words[-1] else word for word in words)
        return rows.extra(  # noqa: S610 - the table's name is ours, the text is a parameter
            where=[f"to_tsvector('simple', {table}.search) @@ to_tsquery('simple', %s)"],
            params=[query],
        )
    phrase = '"' + " ".join(words) + '"'
    phrase += "*" if not _HAN.match(words[-1]) else ""
    return rows.extra(  # noqa: S610
        where=[f"{table}.id in (select rowid from {table}_fts where {table}_fts match %s)"],
        params=[phrase],
    )


def index_statements(vendor: str, table: str) -> Sequence[str]:
    """Return the statements that make `table`.search findable and keep it so."""
    if vendor == "postgresql":
        return [f"create index {table}_search on {table} using gin (to_tsvector('simple', search))"]
    add = f"insert into {table}_fts(rowid, search) values (new.id, new.search);"
    # FTS5 learns of a removal from a row whose first column says 'delete'.
    columns = f"{table}_fts, rowid, search"
    drop = f"insert into {table}_fts({columns}) values ('delete', old.id, old.search);"
    options = f"content='{table}', content_rowid='id', tokenize='unicode61'"
    triggers = {
        "added": f"after insert on {table} begin {add} end",
        "changed": f"after update of search on {table} begin {drop} {add} end",
        "removed": f"after delete on {table} begin {drop} end",
    }
    return [
        f"create virtual table {table}_fts using fts5(search, {options})",
        *(f"create trigger {table}_fts_{name} {body}" for name, body in triggers.items()),
    ]


def make_index(table: str) -> Any:
    """Return a migration function that makes `table`.search findable on either database."""

    def run(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
        for statement in index_statements(editor.connection.vendor, table):
            editor.execute(statement)

    return run

"""Linking a list to the register, or the register to itself, with splink on a private DuckDB file.

What is compared are names, pinyin, dates, places and blind indexes: no sealed value is opened, and
the scratch database lies in a folder of its own that is removed whatever happens.
"""

import os
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from anhuai.people.rules.matching import (
    BY_CODE,
    COMMONNESS,
    COMPARISONS,
    Candidate,
    Comparison,
    Part,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

KEPT: Final = 5
"""How many candidates of a row are kept: an officer compares no more."""
_CHUNK: Final = 50_000
_MEMORY: Final = "1500MB"
_EXPECTED: Final = 0.7
"""Share of a list expected to be on record; it sets the weight before anything is compared."""
_FEWEST: Final = 20_000
"""A register still being filled is weighed like one of a small county: chance agrees as easily."""
_COUNTED_FROM: Final = 5_000
"""How common a name is can be told from so many files on."""
_TWICE: Final = 0.01
"""Share of the register expected to be on record twice."""


class Record(NamedTuple):
    """One record as it is compared; dates as YYYYMMDD, "" for what is not known.

    `village` is a code of 12 or 9 digits, `house` the numbers of the address, `identity` and
    `phone` blind indexes, `household` names those who live together (register only).
    """

    unique_id: int
    name: str
    pinyin: str
    sex: str
    born: str
    lunar: str
    partial: str
    village: str
    house: str
    identity: str
    phone: str
    kin: str
    household: int | None


Tie = tuple[int, int]
"""Two persons on record who are kin, each way a tie of its own."""
_COLUMNS: Final = (
    "unique_id bigint, name varchar, pinyin varchar, sex varchar, born varchar, lunar varchar, "
    "partial varchar, village varchar, house varchar, identity varchar, phone varchar, "
    "kin varchar, household bigint"
)
_PREPARED: Final = """
    select unique_id, nullif(name, '') as name, nullif(pinyin, '') as pinyin,
        nullif(nullif(sex, '0'), '9') as sex, nullif(born, '') as born, nullif(lunar, '') as lunar,
        nullif(partial, '') as partial, nullif(village, '') as village,
        nullif(substr(village, 1, 9), '') as town, nullif(house, '') as house,
        nullif(identity, '') as identity, nullif(phone, '') as phone, {kin} as kin,
        coalesce(substr(nullif(born, ''), 1, 4), substr(nullif(partial, ''), 1, 4)) as year
    from {table}
"""
# Whoever lives together or is tied by kinship is kin.
_REGISTER: Final = f"""
    create table register as with home as (
        select household, list(name) as names from register_raw
        where household is not null group by household having count(*) > 1
    ), tied as (
        select one, list(name) as tied_names from ties
        join register_raw on relative = unique_id group by one
    )
    {
    _PREPARED.format(
        table="register_raw left join home using (household) left join tied on one = unique_id",
        kin="nullif(list_filter(list_concat(coalesce(names, []), coalesce(tied_names, [])), "
        "lambda x: x <> name), [])",
    )
}
"""
_SILENT: Final = {
    "name": "name_l is null or name_r is null",
    "born": "(born_l is null and lunar_l is null and partial_l is null) or (born_r is null and "
    "lunar_r is null and partial_r is null)",
    "sex": "nullif(sex_l, '') is null or nullif(sex_r, '') is null",
    "address": "town_l is null or town_r is null",
    "identity": "identity_l is null or identity_r is null",
    "phone": "phone_l is null or phone_r is null",
    "kin": "kin_l is null or kin_r is null",
}
_HOLDS: Final = {
    "name": {
        "same": "name_l = name_r",
        "sounds": "pinyin_l = pinyin_r",
        # hamming() would count the bytes of a character, not characters.
        "near": "length(name_l) > 2 and length(name_l) = length(name_r) and len(list_filter("
        "list_zip(string_split(name_l, ''), string_split(name_r, '')), "
        "lambda x: x[1] <> x[2])) = 1",
        "surname": "substr(name_l, 1, 1) = substr(name_r, 1, 1)",
    },
    "born": {
        "same": "born_l = born_r",
        "lunar": "lunar_l = born_r or lunar_r = born_l",
        "swapped": "substr(born_l, 1, 4) = substr(born_r, 1, 4) "
        "and substr(born_l, 5, 2) = substr(born_r, 7, 2) "
        "and substr(born_l, 7, 2) = substr(born_r, 5, 2)",
        "digit": "hamming(born_l, born_r) = 1",
        "partial": "starts_with(born_r, partial_l) or starts_with(born_l, partial_r)",
        "year": "year_l = year_r",
    },
    "sex": {"same": "sex_l = sex_r"},
    "address": {
        "house": "village_l = village_r and house_l = house_r",
        "village": "village_l = village_r and length(village_l) = 12",
        "town": "town_l = town_r",
    },
    "identity": {"same": "identity_l = identity_r"},
    "phone": {"same": "phone_l = phone_r"},
    "kin": {"named": "list_has_any(kin_l, kin_r)"},
}
_BLOCKS: Final = (
    ("identity",), ("phone",), ("born", "sex"), ("name", "year"), ("name", "village"),
    ("pinyin", "town"), ("village", "year"),
)  # fmt: skip
_LUNAR_BLOCK: Final = "l.lunar = r.born and substr(l.name, 1, 1) = substr(r.name, 1, 1)"
_NUMBERED: Final = """
    select l.unique_id, min(r.unique_id) from delivered l
    join register r on l.identity = r.identity and l.name = r.name
    where (l.sex is null or r.sex is null or l.sex = r.sex)
        and (l.born is null or l.born = r.born)
    group by 1
"""


@dataclass(frozen=True, slots=True)
class Told:
    """How far a linkage has come: a step of how many."""

    step: int
    steps: int = 5


Tell = Callable[[Told], None]


@contextmanager
def private_folder(folder: Path) -> Iterator[Path]:
    """Give a folder nobody else can read, empty at first, and remove it whatever happens.

    What a killed process left there is removed before.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def link(
    delivered: Iterable[Record], register: Iterable[Record], *, review: float, folder: Path,
    ties: Iterable[Tie] = (), tell: Tell = lambda _told: None,
) -> Generator[list[Candidate], None, None]:  # fmt: skip
    """Yield the candidates of each row that has any, best first, from probability `review` on.

    Rows whose ID number, name and whatever else both sides state are the same need no model.
    """
    with private_folder(folder), _opened(folder) as con:
        tell(Told(0))
        _load_register(con, register, ties)
        tell(Told(1))
        count = _load(con, "delivered_raw", delivered, Record._fields, _COLUMNS)
        _prepare(con)
        numbered = con.execute(_NUMBERED).fetchall()
        tell(Told(2))
        for row, person in numbered:
            yield [Candidate(row, person, 1.0, _NUMBER_WEIGHT, _NUMBER_PARTS)]
        con.execute(f"delete from delivered where unique_id in ({_NUMBERED_ROWS})")
        tell(Told(3))
        if count > len(numbered):
            found = _predicted(con, ["delivered", "register"], "link_only", review)
            tell(Told(4))
            yield from found
        tell(Told(5))


def duplicates(
    register: Iterable[Record], *, review: float, folder: Path, ties: Iterable[Tie] = (),
    tell: Tell = lambda _told: None,
) -> Generator[list[Candidate], None, None]:  # fmt: skip
    """Yield pairs of files of the register that may be of one person; `row` is the later file."""
    with private_folder(folder), _opened(folder) as con:
        tell(Told(0))
        _load_register(con, register, ties)
        tell(Told(3))
        yield from _predicted(con, ["register"], "dedupe_only", review)
        tell(Told(5))


_NUMBER_PARTS: Final = tuple(
    Part(code, "same", BY_CODE[code].levels[0].weight) for code in ("identity", "name")
)
_NUMBER_WEIGHT: Final = sum(part.weight for part in _NUMBER_PARTS)
_NUMBERED_ROWS: Final = f"select unique_id from ({_NUMBERED})"


@contextmanager
def _opened(folder: Path) -> Iterator["DuckDBPyConnection"]:
    import duckdb  # here: heavy, and only linking needs it

    con = duckdb.connect(
        str(folder / "scratch.duckdb"),
        config={
            "memory_limit": _MEMORY, "temp_directory": str(folder), "threads": os.cpu_count() or 2,
            "preserve_insertion_order": "false", "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )  # fmt: skip
    try:
        yield con
    finally:
        con.close()


def _load(
    con: "DuckDBPyConnection", table: str, records: Iterable[tuple[Any, ...]],
    fields: Sequence[str], columns: str,
) -> int:  # fmt: skip
    import pyarrow as pa

    con.execute(f"create table {table} ({columns})")
    rows, count = iter(records), 0
    while chunk := list(islice(rows, _CHUNK)):
        part = pa.table(dict(zip(fields, map(list, zip(*chunk, strict=True)), strict=True)))
        con.register("part", part)
        con.execute(f"insert into {table} select * from part")
        con.unregister("part")
        count += len(chunk)
    return count


def _load_register(
    con: "DuckDBPyConnection", register: Iterable[Record], ties: Iterable[Tie]
) -> None:
    _load(con, "register_raw", register, Record._fields, _COLUMNS)
    _load(con, "ties", ties, ("one", "relative"), "one bigint, relative bigint")
    con.execute(_REGISTER)


def _prepare(con: "DuckDBPyConnection") -> None:
    con.execute(
        "create table delivered as "
        + _PREPARED.format(table="delivered_raw", kin="case when kin = '' then null else [kin] end")
    )


def _predicted(
    con: "DuckDBPyConnection", tables: Sequence[str], link_type: str, review: float
) -> Iterator[list[Candidate]]:
    from splink import DuckDBAPI, Linker

    ((size,),) = con.execute("select count(*) from register").fetchall()
    api = DuckDBAPI(connection=con)
    frames = [api.register(name, dataset_display_name=name) for name in tables]
    settings = _settings(link_type, size)
    linker = Linker(frames if len(frames) > 1 else frames[0], settings, log_level=None)
    made = linker.inference.predict(threshold_match_probability=review, warning_mode="never")
    yield from _candidates(con, made.physical_name, swapped=len(tables) == 1)


def _candidates(
    con: "DuckDBPyConnection", table: str, *, swapped: bool
) -> Iterator[list[Candidate]]:
    weights = ", ".join(f"mw_{one.code}" for one in COMPARISONS)
    columns = {name for name, *_rest in con.execute(f"describe {table}").fetchall()}
    common = "mw_tf_adj_name" if "mw_tf_adj_name" in columns else "0"
    row, person = "unique_id_l", "unique_id_r"
    if swapped:
        row, person = f"greatest({row}, {person})", f"least({row}, {person})"
    rows = con.execute(
        f"select {row} as a, {person}, match_probability, match_weight, {common}, {weights} "
        f"from {table} qualify row_number() over (partition by a order by match_weight desc) "
        f"<= {KEPT} order by a, match_weight desc"
    )
    found = (_candidate(one) for one in _fetched(rows))
    for _row, group in groupby(found, key=attrgetter("row")):
        yield list(group)


def _fetched(rows: Any) -> Iterator[tuple[Any, ...]]:
    while chunk := rows.fetchmany(_CHUNK):
        yield from chunk


def _candidate(row: tuple[Any, ...]) -> Candidate:
    key, person, probability, weight, common, *weights = row
    parts = [
        Part(one.code, level, round(value, 2))
        for one, value in zip(COMPARISONS, weights, strict=True)
        if (level := _level_of(one, value))
    ]
    if common and abs(common) >= 0.05:
        parts.append(Part(COMMONNESS, "", round(common, 2)))
    return Candidate(key, person, probability, round(weight, 2), tuple(parts))


def _level_of(comparison: Comparison, weight: float) -> str:
    """Return the level that carries a weight; "" where one side said nothing."""
    if weight == 0:
        return ""
    return min(comparison.levels, key=lambda one: abs(one.weight - weight)).code


def _settings(link_type: Any, size: int) -> Any:
    from splink import SettingsCreator, block_on
    from splink.blocking_rule_library import CustomRule

    expected = _EXPECTED if link_type == "link_only" else _TWICE
    blocks: list[Any] = [block_on(*columns) for columns in _BLOCKS]
    if link_type == "link_only":
        blocks.append(CustomRule(_LUNAR_BLOCK))
    return SettingsCreator(
        link_type=link_type,
        probability_two_random_records_match=expected / max(size, _FEWEST),
        comparisons=[_compared(one, counts=size >= _COUNTED_FROM) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=blocks,
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=True,
    )


def _compared(comparison: Comparison, *, counts: bool) -> Any:
    from splink.comparison_level_library import CustomLevel, ElseLevel
    from splink.comparison_library import CustomComparison

    levels: list[Any] = [CustomLevel(_SILENT[comparison.code]).configure(is_null_level=True)]
    holds = _HOLDS[comparison.code]
    for one in comparison.levels:
        made = CustomLevel(holds[one.code]) if one.code in holds else ElseLevel()
        made.configure(m_probability=one.m, u_probability=one.u)
        if counts and (comparison.code, one.code) == ("name", "same"):
            made.configure(tf_adjustment_column="name", tf_minimum_u_value=1e-6)
        levels.append(made)
    return CustomComparison(levels, output_column_name=comparison.code)

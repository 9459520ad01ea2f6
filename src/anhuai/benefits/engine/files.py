"""Parquet in, Parquet out: a population of any size in batches of whole households."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from anhuai.benefits.engine.layout import Layout, layout_of
from anhuai.benefits.engine.packing import BASE, OPTIONAL, Packed, pack
from anhuai.benefits.engine.run import ROWS, Decided, Plan, batches
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.facts import Fact
from anhuai.kernel.months import Month

PARTS: Final = ("persons", "households")
FILE_ROWS: Final = 163_840
"""Rows of a file evaluated and written at once."""


def read_packed(source: Path, facts: Iterable[Fact], rows: int = ROWS) -> Iterator[Packed]:
    """Yield a Parquet population in packed batches; households may go on in the next row group."""
    import pyarrow.parquet as pq

    wanted = tuple(facts)
    file = pq.ParquetFile(source, read_dictionary=["place"], memory_map=True)
    there = set(file.schema_arrow.names)
    columns = [name for name in BASE if name in there or name not in OPTIONAL]
    columns += [one.code for one in wanted]
    tables = (
        file.read_row_group(group, columns=columns, use_threads=False)
        for group in range(file.num_row_groups)
    )
    for table in _whole(tables):
        yield from batches(pack(table, wanted), rows)


def _whole(tables: Iterable[Any]) -> Iterator[Any]:
    """Yield tables of whole households; copied only where one goes on in the next."""
    import pyarrow as pa

    held: Any = None
    for table in tables:
        if held is None or not held.num_rows:
            held = table
            continue
        homes = held.column("household")
        if not table.num_rows:
            continue
        if homes[-1].as_py() != table.column("household")[0].as_py():
            yield held
            held = table
            continue
        column = homes.to_numpy()
        cut = int(np.searchsorted(column, column[-1])) if _sorted(column) else _last(column)
        if cut:
            yield held.slice(0, cut)
        held = pa.concat_tables([held.slice(cut), table]).unify_dictionaries()
    if held is not None:
        yield held


def _sorted(homes: Any) -> bool:
    return bool((homes[1:] >= homes[:-1]).all())


def _last(homes: Any) -> int:
    turns = np.flatnonzero(homes[1:] != homes[:-1])
    return int(turns[-1]) + 1 if len(turns) else 0


def places_of(source: Path) -> tuple[str, ...]:
    """Return every place of a Parquet population."""
    import pyarrow.parquet as pq

    table = pq.read_table(source, columns=["place"], read_dictionary=["place"])
    return tuple(sorted({str(one) for one in table.column("place").unique().to_pylist()}))


class Writer:
    """Writes decisions and payments as two Parquet files a side, in months counted from year 0."""

    def __init__(self, folder: Path, first: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._first = folder, first
        self._files: dict[str, Any] = {}

    def write(self, part: str, one: Decided) -> None:
        """Add one batch."""
        import pyarrow as pa

        first = np.int16(self._first)
        decisions = {
            "unit": one.unit, "since": one.since + first, "until": one.until + first,
            **{f"reasons{at}": one.reasons[:, at] for at in range(one.side.words)},
        }  # fmt: skip
        payments = {
            "unit": one.pay_unit, "benefit": one.pay_benefit, "since": one.pay_since + first,
            "until": one.pay_until + first, "fen": one.pay_fen,
        }  # fmt: skip
        self._add(f"{part}-decisions", pa.table(decisions))
        self._add(f"{part}-payments", pa.table(payments))

    def _add(self, name: str, table: Any) -> None:
        import pyarrow.parquet as pq

        if name not in self._files:
            plain = [column for column in table.column_names if column != "unit"]
            self._files[name] = pq.ParquetWriter(
                self._folder / f"{name}.parquet", table.schema, compression="zstd",
                compression_level=1, use_dictionary=plain, write_statistics=["unit"],
                column_encoding={"unit": "DELTA_BINARY_PACKED"},
            )  # fmt: skip
        self._files[name].write_table(table)

    def close(self) -> None:
        """Finish the files."""
        for file in self._files.values():
            file.close()


def decide_file(
    terms: Terms, months: Sequence[Month], source: Path, folder: Path, *,
    places: Sequence[str] | None = None, facts_unknown: Iterable[str] | None = None,
    cache: Path | None = None, engine: str = "auto",
) -> int:  # fmt: skip
    """Decide a Parquet population into a folder of Parquet files; return the persons' rows read."""
    layout: Layout = layout_of(terms)
    plan = Plan(
        terms, months, places if places is not None else places_of(source),
        facts_unknown=facts_unknown, cache=cache, engine=engine,
    )  # fmt: skip
    writer, count = Writer(folder, months[0].year * 12 + months[0].month - 1), 0
    for packed in read_packed(source, layout.facts, FILE_ROWS):
        result = plan.run(packed)
        count += len(packed)
        for part, one in zip(PARTS, (result.persons, result.households), strict=True):
            if one.side.codes:
                writer.write(part, one)
    writer.close()
    return count

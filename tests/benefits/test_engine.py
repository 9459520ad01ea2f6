"""Files, batches, reforms, corrections and snapshots of the engine."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from anhuai.benefits.engine.compare import changes, correction, costs_of
from anhuai.benefits.engine.files import decide_file, places_of, read_packed
from anhuai.benefits.engine.packing import BadPopulation, opened, pack, save
from anhuai.benefits.engine.rows import table_of
from anhuai.benefits.engine.run import Plan, kept
from anhuai.benefits.rules import (
    Benefit,
    Book,
    Condition,
    Household,
    Member,
    Parameter,
    Relation,
    Spell,
    Stack,
    StackingTable,
    Who,
    exists,
    fact,
)
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.facts import fact_of
from anhuai.benefits.rules.parameters import Given, given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

ASSUMED = Basis(document="", confidence=Confidence.D)
START = Month(2020, 1)
MONTHS = tuple(Month(2026, 1) + n for n in range(12))
OLD = Parameter(code="old", title="老", title_en="old")
POOR = Parameter(code="poor", title="困", title_en="poor")
FACTS = (fact_of("hukou_here"), fact_of("dibao"), fact_of("income_per_head"))


def benefit(amount: Parameter, who: Who = Who.PERSON, **tests: object) -> Benefit:
    return Benefit(
        title="甲", title_en="A", says="甲。", says_en="A.", basis=ASSUMED, who=who,
        since=Month(2020, 1), amount=amount.value,
        conditions=tuple(
            Condition(code=code, test=test, title="条", title_en="one", fails="否", fails_en="no")  # type: ignore[arg-type]
            for code, test in tests.items()
        ),
    )  # fmt: skip


def value(parameter: Parameter, fen: int, since: Month = START) -> Given:
    return given(parameter, fen, since=since, known=date(2020, 1, 1), basis=ASSUMED)


TERMS = Terms(
    benefits={
        "old": benefit(OLD, hukou=fact("hukou_here"), age=fact("age") >= 80),
        "poor": benefit(POOR, poor=fact("dibao")),
        "home": benefit(POOR, Who.HOUSEHOLD, some=exists(fact("dibao"))),
    },
    book=Book((OLD, POOR), (value(OLD, 5000), value(POOR, 3000))),
    tables=(
        StackingTable(
            title="表", title_en="t",
            rules=(
                Stack(relation=Relation.HIGHER_OF, first="old", second="poor", basis=ASSUMED),
            ),
        ),
    ),
    known=date(2026, 12, 31),
)  # fmt: skip


def home(
    number: int, born: date, *, dibao: Spell | None = None, died: date | None = None
) -> Household:
    known = {"hukou_here": (Spell(True),)} | ({"dibao": (dibao,)} if dibao else {})
    return Household(
        id=number, place="620723", members=(Member(id=number, born=born, died=died, facts=known),)
    )


HOMES = (
    home(1, date(1946, 6, 15)),
    home(2, date(1930, 1, 1), died=date(2026, 3, 2)),
    home(3, date(1930, 1, 1), dibao=Spell(True, date(2026, 5, 1))),
    home(4, date(1990, 1, 1), dibao=Spell(True)),
)


def plan(terms: Terms = TERMS) -> Plan:
    return Plan(terms, MONTHS, ("620723",), engine="interpreted")


def payments(one: object) -> list[tuple[int, ...]]:
    names = ("pay_unit", "pay_benefit", "pay_since", "pay_until", "pay_fen")
    rows = zip(*(getattr(one, name) for name in names), strict=True)
    return sorted(tuple(int(x) for x in row) for row in rows)


def test_payments_come_out_as_intervals() -> None:
    result = plan().run(pack(table_of(HOMES, MONTHS, FACTS), FACTS))
    assert payments(result.persons) == [
        (1, 0, 5, 12, 5000),  # 80 in June
        (2, 0, 0, 3, 5000),  # dies in March
        (3, 0, 0, 12, 5000),  # dibao from May, the allowance is higher
        (4, 1, 0, 12, 3000),
    ]
    assert payments(result.households) == [(3, 0, 4, 12, 3000), (4, 0, 0, 12, 3000)]
    assert result.evaluated < len(HOMES) * len(MONTHS) / 2, "only months in which something changes"


def test_parquet_goes_in_and_comes_out_whatever_the_row_groups(tmp_path: Path) -> None:
    table = table_of(HOMES, MONTHS, FACTS)
    found = []
    for size in (1, 2, 100):
        source, folder = tmp_path / f"{size}.parquet", tmp_path / f"out{size}"
        pq.write_table(table, source, row_group_size=size)
        assert places_of(source) == ("620723",)
        decide_file(TERMS, MONTHS, source, folder, engine="interpreted")
        names = ("persons-payments", "persons-decisions", "households-payments")
        found.append([pq.read_table(folder / f"{name}.parquet").to_pylist() for name in names])
    assert found[0] == found[1] == found[2]
    assert found[0][0][0] == {
        "unit": 1, "benefit": 0, "since": 2026 * 12 + 5, "until": 2027 * 12, "fen": 5000,
    }  # fmt: skip
    assert sum(len(one) for one in read_packed(source, FACTS)) == table.num_rows


def test_a_snapshot_is_read_as_it_was_written(tmp_path: Path) -> None:
    packed = pack(table_of(HOMES, MONTHS, FACTS), FACTS)
    save(packed, tmp_path / "snapshot")
    again = opened(tmp_path / "snapshot")
    assert isinstance(again.pid, np.memmap)
    assert payments(plan().run(again).persons) == payments(plan().run(packed).persons)


def test_a_reform_costs_what_it_changes_and_leaves_the_terms_alone() -> None:
    packed = pack(table_of(HOMES, MONTHS, FACTS), FACTS)
    book = TERMS.book.overlaid([value(OLD, 6000, Month(2026, 7))])
    reform = replace(TERMS, book=book)
    before, after = costs_of([plan(), plan(reform)], packed)
    assert list(after["old"] - before["old"]) == [0] * 6 + [2000] * 6
    assert list(before["poor"]) == [3000] * 12
    differs = changes(kept(plan().run(packed)).persons, kept(plan(reform).run(packed)).persons)
    assert sorted(set(differs.unit)) == [1, 3]
    assert differs.owed == 12_000


def test_a_correction_recomputes_only_who_it_touches() -> None:
    before = pack(table_of(HOMES, MONTHS, FACTS), FACTS)
    now = (*HOMES[:3], home(4, date(1990, 1, 1), dibao=Spell(True, None, date(2026, 9, 1))))
    after = pack(table_of(now, MONTHS, FACTS), FACTS)
    persons, homes = correction(plan(), before, after, np.array([4, 99]))
    assert (persons.owed, homes.owed) == (-4 * 3000, -4 * 3000)
    assert list(persons.month) == [8, 9, 10, 11]
    nobody, _ = correction(plan(), before, after, np.array([1, 2]))
    assert nobody.owed == 0


def test_what_cannot_be_read_is_refused_by_name() -> None:
    table = table_of(HOMES, MONTHS, FACTS)
    with pytest.raises(BadPopulation) as refused:
        pack(table.drop_columns(["dibao"]), FACTS)
    assert (refused.value.code, refused.value.field) == ("column", "dibao")
    column = table.column_names.index("dibao")
    with pytest.raises(BadPopulation) as refused:
        pack(table.set_column(column, "dibao", pa.array([7] * table.num_rows, pa.int8())), FACTS)
    assert (refused.value.code, refused.value.field) == ("value", "dibao")
    column = table.column_names.index("born")
    nobody = pa.nulls(table.num_rows, pa.date32())
    with pytest.raises(BadPopulation) as refused:
        pack(table.set_column(column, "born", nobody), FACTS)
    assert refused.value.code == "date"

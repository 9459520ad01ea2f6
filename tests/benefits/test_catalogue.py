"""Every benefit: its worked examples, its sources, its settings, its stacking."""

import tomllib
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

import anhuai.counties
from anhuai.benefits.catalogue import BENEFITS, LISTS, PARAMETERS, STACKING
from anhuai.benefits.rules import Book, Form, Given, Relation, Who
from anhuai.benefits.rules.county import values_of
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.examples import mistake
from anhuai.benefits.rules.facts import From, facts
from anhuai.benefits.rules.kinds import BOOL, Kind
from anhuai.benefits.rules.stacking import settle
from anhuai.kernel.confidence import Confidence
from anhuai.kernel.months import Month
from anhuai.people.catalogue import KINDS

VALUES = tuple(one for benefit in BENEFITS.values() for one in benefit.values)
COUNTIES = sorted(Path(next(iter(anhuai.counties.__path__))).glob("*/benefits.toml"))
TABLES = {code: STACKING[code] for code in STACKING}


def county_values() -> list[Given]:
    found: list[Given] = []
    for file in COUNTIES:
        found += values_of(tomllib.loads(file.read_text(encoding="utf-8")), PARAMETERS)
    return found


def test_what_a_county_plans_names_parameters_and_its_source() -> None:
    for file in COUNTIES:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        for row in (*document.get("growth", ()), *document.get("planned", ())):
            assert row["parameter"] in PARAMETERS, (file, row)
            assert row["confidence"] in set("ABCD"), (file, row)
            assert all(row[key] for key in ("source", "article")), (file, row)


def test_what_the_demo_assumes_is_marked_as_nobodys_decision() -> None:
    for file in COUNTIES[0].parents[1].glob("*/benefits-demo.toml"):
        document = tomllib.loads(file.read_text(encoding="utf-8"))
        assumed = values_of(document, PARAMETERS)
        assert all(one.basis.confidence is Confidence.D for one in assumed)
        assert all(one.basis.note.startswith("演示假定值") for one in assumed)
        decided = {
            (v.parameter, v.place, v.since) for v in county_values()
        }  # a real decision is never overlaid
        assert not decided & {(v.parameter, v.place, v.since) for v in assumed}


@pytest.mark.parametrize(
    ("code", "at"),
    [(code, at) for code, one in BENEFITS.items() for at in range(len(one.examples))],
)
def test_an_example_comes_out_as_it_says(code: str, at: int) -> None:
    benefit = BENEFITS[code]
    assert mistake(code, benefit, benefit.examples[at]) == ""


def test_every_benefit_has_examples_that_grant_and_refuse() -> None:
    for code, one in BENEFITS.items():
        assert any(example.gives for example in one.examples), code
        assert any(example.refused for example in one.examples), code
        said = [example.says for example in one.examples]
        assert len(said) == len(set(said)), code


def test_every_condition_is_the_reason_of_some_refusal_or_doubt() -> None:
    shared = {"hukou", "resident", "age", "scale", "hardship", "members", "assets", "filed"}
    for code, one in BENEFITS.items():
        shown = {example.refused or example.unknown for example in one.examples}
        missing = {condition.code for condition in one.conditions} - shown - shared
        assert not missing, f"{code}: no example of {missing}"


def test_every_benefit_cites_its_document_and_every_amount_its_source() -> None:
    for code, one in BENEFITS.items():
        assert one.basis.document, code
    for value in (*VALUES, *county_values()):
        assert value.basis.document or (value.basis.note and value.basis.confidence.is_setting), (
            value.parameter
        )
        if PARAMETERS[value.parameter].type.kind is Kind.MONEY and not value.basis.document:
            assert value.basis.confidence.is_setting, value.parameter


def test_no_amount_is_written_into_a_rule() -> None:
    for code, one in BENEFITS.items():
        for node in one.amount.walk():
            if type(node).__name__ == "Lit" and node.type.kind is Kind.MONEY:
                assert node.value == 0, f"{code} writes an amount"  # type: ignore[attr-defined]


def test_what_rests_on_general_knowledge_alone_can_be_switched_off() -> None:
    for code, one in BENEFITS.items():
        if one.basis.confidence.is_setting:
            switches = [p for p in one.parameters if p.type == BOOL and p.code.endswith("_offered")]
            assert switches, code


def test_words_are_complete_in_both_languages() -> None:
    for code, one in BENEFITS.items():
        assert one.group, code
        for chinese, english in (
            (one.title, one.title_en), (one.says, one.says_en),
            *((c.title, c.title_en) for c in one.conditions),
            *((c.fails, c.fails_en) for c in one.conditions),
            *((p.title, p.title_en) for p in one.parameters),
        ):  # fmt: skip
            assert any("\u4e00" <= sign <= "\u9fff" for sign in chinese), (code, chinese)
            assert english.isascii() or "–" in english, (code, english)
    titles = [one.title for one in BENEFITS.values()]
    assert len(titles) == len(set(titles))
    assert len({one.title_en for one in BENEFITS.values()}) == len(titles)


def test_all_that_is_decided_fits_into_one_book() -> None:
    book = Book(tuple(PARAMETERS.values()), (*VALUES, *county_values()))
    assert book.gaps(known=date(2030, 1, 1)) == ()
    Terms(
        benefits=BENEFITS, book=book, tables=tuple(STACKING.values()), known=date(2030, 1, 1)
    )  # refuses a table about benefits that cannot be compared


def test_only_money_is_paid() -> None:
    for code, one in BENEFITS.items():
        assert (one.amount.type.kind is Kind.MONEY) is one.form.is_money, code
        if one.form is Form.CASH:
            assert one.who in Who, code


def test_the_national_list_has_its_sixteen_items_each_kept_by_a_benefit() -> None:
    items = LISTS["national"].items
    assert [one.number for one in items] == list(range(1, 17))
    for one in items:
        assert set(one.benefits) <= set(BENEFITS), one.title
        assert one.basis.confidence.value == ("B" if one.number <= 12 else "C")


def test_stacking_names_benefits_that_exist() -> None:
    for table in STACKING.values():
        assert {code for rule in table.rules for code in (rule.first, rule.second)} <= set(BENEFITS)


@pytest.mark.parametrize(
    ("code", "at"),
    [(code, at) for code, one in TABLES.items() for at in range(len(one.examples))],
)
def test_a_stacking_example_comes_out_as_it_says(code: str, at: int) -> None:
    table = TABLES[code]
    example = table.examples[at]
    assert settle(table, example.granted, Month(2026, 6))[0] == example.paid, example.says


def test_every_pair_of_a_table_is_shown_by_an_example_of_its_own_or_the_nation() -> None:
    for code, table in TABLES.items():
        shown = [set(example.granted) for example in table.examples]
        for rule in table.rules:
            own = rule not in TABLES["national"].rules or code == "national"
            if own and rule.relation is not Relation.STACK:
                assert any({rule.first, rule.second} <= one for one in shown), (code, rule)


AMOUNTS = st.dictionaries(
    st.sampled_from(sorted({code for table in TABLES.values() for rule in table.rules
                            for code in (rule.first, rule.second)})),
    st.integers(1, 300_000), max_size=8,
)  # fmt: skip


@over(st.sampled_from(sorted(TABLES)), AMOUNTS)
def test_stacking_pays_no_more_than_is_due_and_never_both_of_two_that_exclude(
    code: str, due: dict[str, int]
) -> None:
    table = TABLES[code]
    paid, lost = settle(table, due, Month(2026, 6))
    assert set(paid) == set(due)
    for one, fen in due.items():
        assert 0 <= paid[one] <= fen
        assert (paid[one] < fen) == (one in lost), "who loses something is told by which rule"
    for rule in table.rules:
        if rule.relation in (Relation.EXCLUDE, Relation.HIGHER_OF, Relation.SAME_SCHEME_ONE):
            assert not (paid.get(rule.first, 0) and paid.get(rule.second, 0)), rule
        if rule.relation is Relation.STACK and {rule.first, rule.second} == set(due):
            assert paid == due


@over(st.sampled_from(sorted(TABLES)), AMOUNTS)
def test_stacking_does_not_depend_on_the_order_in_which_benefits_are_granted(
    code: str, due: dict[str, int]
) -> None:
    wanted = settle(TABLES[code], due, Month(2026, 6))[0]
    for order in list(permutations(due))[:6]:
        assert settle(TABLES[code], {one: due[one] for one in order}, Month(2026, 6))[0] == wanted


@over(st.sampled_from(sorted(TABLES)), AMOUNTS)
def test_higher_of_two_pays_the_higher(code: str, due: dict[str, int]) -> None:
    for rule in TABLES[code].rules:
        pair = {one: due[one] for one in (rule.first, rule.second) if one in due}
        if rule.relation is Relation.HIGHER_OF and len(pair) == 2:
            paid, _ = settle(TABLES[code], pair, Month(2026, 6))
            assert sum(paid.values()) == max(pair.values())


def test_facts_that_are_circumstances_exist_in_the_register() -> None:
    circumstances = (From.CIRCUMSTANCE, From.GRADE, From.CIRCUMSTANCE_KIND)
    for one in facts():
        if one.source in circumstances:
            assert one.key.split(":")[0] in KINDS, one.code

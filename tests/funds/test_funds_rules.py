"""Examples: bands, deaths, differences, files."""

from datetime import date

import pytest
from tests.funds.test_funds_properties import NOW, due

from anhuai.funds.catalogue import FUNDS, LAYOUTS, PURPOSES
from anhuai.funds.rules.files import BadResult, Field, Paying, judged, written
from anhuai.funds.rules.settling import (
    BadDue,
    Change,
    ChangeKind,
    Due,
    Frozen,
    Line,
    LineKind,
    check,
    computed,
    said,
    segments,
)
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month, months_between


def run(*dues: Due, **more) -> list[Line]:
    return list(computed(Frozen(NOW, ("a",), True, dues, **more)).lines)


def changes(*dues: Due, **more) -> list[Change]:
    return list(computed(Frozen(NOW, ("a",), True, dues, **more)).changes)


def test_a_back_pay_that_crosses_a_birthday_splits_by_band() -> None:
    since = NOW - 7
    bands = {m: Fen(5000 if m < NOW - 3 else 10000) for m in months_between(since, NOW)}
    lines = run(*(due(1, "a", month, amount) for month, amount in bands.items()))
    assert {line.kind for line in lines} == {LineKind.BACK_PAY}
    first, second = segments(lines)
    assert (first.months, first.monthly, second.months, second.monthly) == (4, 5000, 3, 10000)
    assert said([first, second]) == (
        "2025-11 至 2026-02 每月 50.00 元，共 4 个月 200.00 元；"
        "2026-03 至 2026-05 每月 100.00 元，共 3 个月 300.00 元"
    )


def test_a_month_that_was_paid_too_much_is_claimed_back_and_only_the_difference() -> None:
    paid = {(1, "a", NOW - 1): (Fen(10000), 1)}
    (line,) = run(due(1, "a", NOW - 1, Fen(4000)), settled=paid)
    assert (line.kind, line.amount, line.sequence) == (LineKind.RECOVERY, -6000, 1)


def test_months_after_a_death_are_not_paid_and_the_run_says_so() -> None:
    died = {1: date(2026, 5, 31)}
    wanted = (due(1, "a", NOW, Fen(5000)), due(1, "a", NOW - 1, Fen(5000)))
    made = computed(Frozen(NOW, ("a",), True, wanted, died=died))
    assert [line.due.period for line in made.lines] == [Month(2026, 5)]  # the month of the death
    assert [one.kind for one in made.changes] == [ChangeKind.BACK_PAY, ChangeKind.BLOCKED]


def test_who_was_paid_last_month_and_is_not_now_stops_with_the_reason_given() -> None:
    before = {(1, "a"): Fen(5000), (2, "a"): Fen(5000), (3, "a"): Fen(5000)}
    found = changes(
        due(3, "a", NOW, Fen(8000)), previous=before, stops={(1, "a"): "户籍迁出"},
        died={2: date(2026, 5, 2)},
    )  # fmt: skip
    assert [(c.person, c.kind, c.why) for c in found] == [
        (1, ChangeKind.STOPPED, "户籍迁出"),
        (2, ChangeKind.STOPPED, "登记死亡日期 2026-05-02"),
        (3, ChangeKind.CHANGED, "满八十周岁"),
    ]


def test_nobody_stops_in_a_supplement() -> None:
    facts = Frozen(NOW, ("a",), False, (due(1, "a", NOW, Fen(1)),), previous={(2, "a"): Fen(5)})
    assert [one.kind for one in computed(facts).changes] == [ChangeKind.NEW]


@pytest.mark.parametrize(
    ("dues", "code"),
    [
        ([due(1, "a", NOW, Fen(1)), due(1, "a", NOW, Fen(2))], "twice"),
        ([due(1, "a", NOW, Fen(-1))], "negative"),
        ([due(1, "a", NOW + 1, Fen(1))], "future"),
    ],
)
def test_dues_that_no_run_can_pay_are_refused(dues: list[Due], code: str) -> None:
    with pytest.raises(BadDue) as error:
        check(dues, NOW)
    assert error.value.code == code


# files ----------------------------------------------------------------------------------------

LAYOUT = LAYOUTS["social_security_card"]
ROWS = [
    Paying(1, "周桂兰", "6200000000000001", "某某银行", Fen(5000), "津贴", "2026-06"),
    Paying(2, "刘大山", "6200000000000002", "某某银行", Fen(123450), "津贴", "2026-06"),
]


def answer(one: Paying, result: str = "成功", **edited: str) -> dict[str, str]:
    told = {
        Field.BATCH: "AH1", Field.NUMBER: str(one.number), Field.HOLDER: one.holder,
        Field.ACCOUNT: one.account, Field.AMOUNT: f"{one.amount / 100:.2f}",
        Field.RESULT: result, Field.SETTLED: "2026-06-12",
    }  # fmt: skip
    return {str(key): value for key, value in (told | edited).items()}


def judge(*rows: dict[str, str]) -> list[bool]:
    expected = {one.number: one for one in ROWS}
    told = judged(LAYOUT, "AH1", expected, list(enumerate(rows, start=2)))
    return [one.is_paid for one in told]


def test_the_pay_file_is_in_the_layouts_words_and_code() -> None:
    text = written(LAYOUT, "AH1", ROWS).decode("gb18030")
    assert text.splitlines()[0].startswith("批次号,序号,户名,社会保障卡账号")
    assert text.splitlines()[2] == "AH1,2,刘大山,6200000000000002,某某银行,1234.50,津贴,2026-06"


def test_a_name_that_begins_like_a_formula_stays_a_name() -> None:
    row = Paying(1, "=1+1", "6200000000000001", "", Fen(1), "", "")
    assert "'=1+1" in written(LAYOUT, "AH1", [row]).decode("gb18030")


def test_a_whole_answer_is_taken() -> None:
    assert judge(answer(ROWS[1], "退汇"), answer(ROWS[0])) == [True, False]


@pytest.mark.parametrize(
    ("edited", "says"),
    [
        ({"batch": "AH2"}, "批次号"),
        ({"number": "9"}, "不在本批次"),
        ({"number": "2"}, "重复"),
        ({"holder": "刘小山"}, "户名"),
        ({"account": "6200000000000009"}, "账号"),
        ({"amount": "50.01"}, "金额"),
        ({"amount": "fifty"}, "金额"),
        ({"result": "处理中"}, "无法识别"),
        ({"settled": "明天"}, "日期"),
    ],
)
def test_one_wrong_row_refuses_the_whole_answer_and_names_it(
    edited: dict[str, str], says: str
) -> None:
    with pytest.raises(BadResult) as error:
        judge(answer(ROWS[1]), answer(ROWS[0], **edited))
    assert "第 3 行" in error.value.message
    assert says in error.value.message


def test_an_answer_that_lacks_a_row_is_refused() -> None:
    with pytest.raises(BadResult) as error:
        judge(answer(ROWS[0]))
    assert "缺少序号 2" in error.value.message


# definitions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("code", FUNDS)
def test_a_fund_is_kept_where_its_examples_say(code: str) -> None:
    for division, is_kept in FUNDS[code].examples:
        assert FUNDS[code].has_account_at(division) is is_kept


@pytest.mark.parametrize("code", PURPOSES)
def test_a_purpose_covers_what_its_examples_say(code: str) -> None:
    for use, covers in PURPOSES[code].examples:
        assert PURPOSES[code].is_for(use) is covers


@pytest.mark.parametrize("code", LAYOUTS)
def test_a_layout_knows_the_words_its_examples_say(code: str) -> None:
    assert LAYOUTS[code].basis.confidence.is_setting  # no agreement of a bank was read
    for word, means in LAYOUTS[code].examples:
        assert LAYOUTS[code].is_paid(word) is means

"""Pay runs through the actions: prepared, approved by two, sent, answered, never paid twice."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from tests.funds.conftest import (
    APRIL,
    MARCH,
    MAY,
    ON,
    POT,
    Paid,
    answered,
    approve,
    due,
    prepare,
    send,
)
from tests.people import small

from anhuai.funds import actions, queries
from anhuai.funds.actions import BadRun
from anhuai.funds.jobs import NAME, close_the_dead
from anhuai.funds.models import Claim, ClosingCertificate, Freeze, Line, Payment, Run
from anhuai.funds.rules.files import BadResult
from anhuai.kernel.money import Fen
from anhuai.kernel.unfit import Unfit
from anhuai.people.actions import confirm_change, propose_merge, record_death, undo_death
from anhuai.platform.acting import Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Follower
from anhuai.platform.notices.models import Notice
from anhuai.platform.posting import Stale


def left(actor: Actor) -> tuple[int, int, int]:
    rows = queries.fund_balances(actor, year=2026)
    return (
        sum(one.budget for one in rows), sum(one.commitment for one in rows),
        sum(one.payment for one in rows),
    )  # fmt: skip


def test_a_run_goes_from_due_to_paid_and_the_ledger_follows(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = prepare(officer, *(due(one) for one in people))
    assert (run.state, run.to_pay, run.persons) == ("prepared", 30_000, 3)
    assert left(officer) == (10_000_000, 0, 0)
    run = approve(run, second, third)
    assert left(officer) == (9_970_000, 30_000, 0)
    run = send(run, officer)
    taken = actions.take_result(
        officer, run=run.pk, name="a.csv", digest="1" * 64,
        rows=answered(run, {people[1]: "账户已销户"}),
    )  # fmt: skip
    assert (taken.paid, taken.returned) == (1, 1)
    assert left(officer) == (9_970_000, 20_000, 10_000)
    states = dict(run.payments.values_list("person", "state"))
    assert [states[one] for one in people] == ["paid", "returned", "held"]


def test_the_same_facts_again_give_the_same_run_and_other_facts_are_refused(
    officer: Actor, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]), due(people[1]))
    assert prepare(officer, due(people[1]), due(people[0])).pk == run.pk
    with pytest.raises(BadRun, match="内容不同"):
        prepare(officer, due(people[0]))


def test_computed_again_a_run_has_the_same_fingerprint_until_somebody_edits_it(
    officer: Actor, second: Actor, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    assert queries.is_reproduced(run)
    assert queries.replayed(run) == run.computed_digest
    Line.objects.filter(run=run).update(due=90_000, amount=90_000)
    assert not queries.is_reproduced(run)
    with pytest.raises(BadRun, match="不一致"):
        actions.check_run(second, run=run.pk, version=run.version)
    Line.objects.filter(run=run).update(due=10_000, amount=10_000)
    Freeze.objects.filter(run=run).update(text=run.freeze.text.replace("10000", "10001"))
    assert not queries.is_reproduced(run)


def test_two_approvals_are_by_two_people_and_the_last_not_by_who_prepared(
    officer: Actor, second: Actor, money: None, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    checked = actions.check_run(second, run=run.pk, version=run.version)
    with pytest.raises(BadRun, match="两个人"):
        actions.approve_run(second, run=run.pk, version=checked.version)
    with pytest.raises(BadRun, match="编制人"):
        actions.approve_run(officer, run=run.pk, version=checked.version)
    run.refresh_from_db()
    assert run.state == "checked"


def test_who_may_approve_next_is_told_once_and_nobody_else(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    actions.check_run(second, run=run.pk, version=run.version)
    told = Notice.objects.filter(template="pay_run_waits")
    assert [one.account_id for one in told] == [third.account]
    assert told[0].url == f"/funds/runs/{run.pk}/"


def test_an_approval_of_what_has_moved_on_is_refused(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    approve(run, second, third)
    with pytest.raises(Stale):
        actions.check_run(third, run=run.pk, version=run.version)


def test_without_budget_nothing_is_approved(
    officer: Actor, second: Actor, third: Actor, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    with pytest.raises(BadRun, match="可用预算不足"):
        approve(run, second, third)
    run.refresh_from_db()
    assert run.state == "checked"
    assert not run.entries.exists()


def test_earmarked_money_goes_first_and_other_purposes_money_is_not_touched(
    officer: Actor, second: Actor, third: Actor, people: list[int]
) -> None:
    for purpose, amount in (("elderly_care", 4_000), ("children", 50_000), ("", 7_000)):
        pot = type(POT)("county_budget", 2026, purpose)
        actions.appropriate(officer, pot=pot, amount=Fen(amount), on=ON, document="文")
    approve(prepare(officer, due(people[0])), second, third)
    held = {one.purpose: one.budget for one in queries.account_balances(officer, year=2026)}
    assert (held["elderly_care"], held["children"], held[""]) == (0, 50_000, 1_000)


def test_the_file_is_the_same_bytes_whenever_it_is_made(paid: Paid, officer: Actor, people) -> None:
    run = paid(*(due(one) for one in people[:2]))
    first = actions.make_file(officer, run=run.pk, version=run.version)
    actions.set_payee(officer, person=people[0], relation="own", account="99999999999", on=ON)
    again = actions.make_file(officer, run=run.pk, version=run.version)
    assert first.body == again.body
    assert first.digest == run.file_digest
    assert b"0000000000000000" in first.body


# never twice ----------------------------------------------------------------------------------


def test_a_month_already_paid_is_not_due_again_in_another_batch(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    paid(due(people[0]))
    with pytest.raises(BadRun, match="没有需要发放"):
        prepare(officer, due(people[0]), code="second")


def test_the_table_itself_refuses_a_second_line_of_a_month(
    officer: Actor, people: list[int]
) -> None:
    run = prepare(officer, due(people[0]))
    line = run.lines.get()
    line.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()


def test_a_cancelled_run_frees_its_months_and_its_promise(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = approve(prepare(officer, due(people[0])), second, third)
    actions.cancel_run(officer, run=run.pk, version=run.version, reason="标准有误")
    assert left(officer) == (10_000_000, 0, 0)
    again = prepare(officer, due(people[0], 12_000))
    assert again.pk != run.pk
    assert again.to_pay == 12_000


def test_a_run_whose_file_was_made_cannot_be_cancelled(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    run = paid(due(people[0]))
    with pytest.raises(Stale):
        actions.cancel_run(officer, run=run.pk, version=run.version, reason="反悔")


# the bank -------------------------------------------------------------------------------------


def test_the_same_answer_again_changes_nothing(paid: Paid, officer: Actor, people) -> None:
    run = paid(*(due(one) for one in people[:2]))
    before = left(officer)
    again = actions.take_result(
        officer, run=run.pk, name="回盘.csv", digest=f"{run.pk:064d}", rows=answered(run)
    )
    other = actions.take_result(
        officer, run=run.pk, name="另存.csv", digest="f" * 64, rows=answered(run)
    )
    assert (again.is_new, other.is_new) == (False, False)
    assert left(officer) == before
    with pytest.raises(BadRun, match="结果不同"):
        actions.take_result(
            officer, run=run.pk, name="改.csv", digest="e" * 64,
            rows=answered(run, {people[0]: "销户"}),
        )  # fmt: skip
    assert left(officer) == before


def test_an_edited_answer_or_another_runs_is_refused_whole(
    officer: Actor, second: Actor, third: Actor, money: None, people: list[int]
) -> None:
    run = send(approve(prepare(officer, due(people[0]), due(people[1])), second, third), officer)
    other = prepare(officer, due(people[0], 10_000, APRIL), month=APRIL)
    other = send(approve(other, second, third), officer)
    edited = answered(run)
    edited[1][1]["amount"] = "100.01"
    for rows in (edited, answered(other), answered(run)[:1]):
        with pytest.raises(BadResult, match="未入账"):
            actions.take_result(officer, run=run.pk, name="x", digest="0" * 64, rows=rows)
    run.refresh_from_db()
    assert run.state == "sent"
    assert set(run.payments.values_list("state", flat=True)) == {"waiting"}


def test_what_came_back_or_was_held_is_paid_again_once(
    paid: Paid, officer: Actor, second: Actor, third: Actor, people: list[int]
) -> None:
    paid(*(due(one) for one in people), returned={people[1]: "账号错误"})
    with pytest.raises(BadRun, match="没有可以重发"):
        # The account that failed is still the one registered; it may be tried again, the third
        # has none at all.
        Payment.objects.filter(person=people[1], state="returned").update(state="cancelled")
        actions.prepare_repay(officer, month=MAY, on=ON)
    Payment.objects.filter(person=people[1]).update(state="returned")
    actions.set_payee(
        officer, person=people[2], relation="guardian", holder="郑小山", account="12345678", on=ON
    )
    run = actions.prepare_repay(officer, month=MAY, on=ON)
    assert sorted(run.payments.values_list("person", flat=True)) == sorted(people[1:])
    with pytest.raises(BadRun, match="没有可以重发"):
        actions.prepare_repay(officer, month=MAY, on=ON)
    run = send(approve(run, second, third), officer)
    actions.take_result(officer, run=run.pk, name="r", digest="9" * 64, rows=answered(run))
    assert left(officer) == (9_970_000, 0, 30_000)
    original = Payment.objects.get(person=people[1], repays=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(run=run, person=people[2]).update(repays=original)


def test_a_payment_that_comes_back_later_is_promised_again(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    run = paid(due(people[0]))
    one = run.payments.get()
    actions.record_return(officer, payment=one.pk, on=ON, why="账户冻结")
    assert left(officer) == (9_990_000, 10_000, 0)
    with pytest.raises(Stale):
        actions.record_return(officer, payment=one.pk, on=ON, why="账户冻结")


# back-pay, recovery, death --------------------------------------------------------------------


def test_a_past_month_decided_anew_is_paid_or_claimed_by_its_difference(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    paid(due(people[0], 5_000, MARCH), month=MARCH)
    paid(due(people[0], 5_000, APRIL), due(people[0], 8_000, MARCH), month=APRIL)
    run = paid(due(people[0], 5_000), due(people[0], 2_000, APRIL))
    kinds = dict(run.lines.values_list("kind", "amount"))
    assert kinds == {"regular": 5_000, "recovery": -3_000}
    claim = Claim.objects.get()
    assert claim.amount == 3_000
    before = left(officer)
    actions.receive_claim(
        officer, claim=claim.pk, amount=Fen(1_000), on=ON, evidence="缴款单 1"
    )  # fmt: skip
    assert left(officer) == (before[0] + 1_000, before[1], before[2] - 1_000)
    with pytest.raises(BadRun, match="不超过"):
        actions.receive_claim(officer, claim=claim.pk, amount=Fen(2_001), on=ON, evidence="2")
    assert Line.objects.filter(person=people[0]).aggregate(s=Sum("amount"))["s"] == 15_000


def test_money_that_came_back_on_a_claim_keeps_its_run(
    paid: Paid, officer: Actor, second: Actor, third: Actor, people: list[int]
) -> None:
    paid(due(people[0], 5_000, APRIL), month=APRIL)
    run = approve(prepare(officer, due(people[0], 2_000, APRIL)), second, third)
    told = {"amount": Fen(100), "on": ON, "evidence": "缴款单 1"}
    actions.receive_claim(officer, claim=Claim.objects.get().pk, **told)
    with pytest.raises(BadRun, match="已经收到退款"):
        actions.cancel_run(officer, run=run.pk, version=run.version, reason="反悔")


def test_two_files_that_become_one_keep_what_was_frozen(
    paid: Paid, officer: Actor, second: Actor, people: list[int]
) -> None:
    run = paid(due(people[0]))
    change = propose_merge(officer, kept=people[1], gone=people[0], choices={}, reason="两次建档")
    confirm_change(second, change=change.pk)
    assert run.lines.get().person_id == people[1]
    assert queries.is_reproduced(run)


def test_two_files_paid_for_the_same_month_are_not_joined_unseen(
    paid: Paid, officer: Actor, second: Actor, people: list[int]
) -> None:
    paid(due(people[0]), due(people[1]))
    change = propose_merge(officer, kept=people[1], gone=people[0], choices={}, reason="两次建档")
    with pytest.raises(Unfit, match="同一月份"):
        confirm_change(second, change=change.pk)


def test_a_death_closes_every_grant_once_and_says_what_was_overpaid(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    grant = actions.open_grant(
        officer, person=people[0], scheme="old_age", title="高龄津贴", since=MARCH
    )
    paid(due(people[0], period=APRIL), due(people[0]))
    with pytest.raises(BadRun, match="没有死亡登记"):
        actions.close_for_death(officer, person=people[0])
    record_death(officer, person=people[0], died=APRIL.last)
    made = actions.close_for_death(officer, person=people[0])
    assert actions.close_for_death(officer, person=people[0]).pk == made.pk
    grant.refresh_from_db()
    assert grant.until == MAY.first
    assert made.schemes == [
        {"code": "old_age", "title": "高龄津贴", "last": "2026-05", "overpaid": True,
         "claimed": False}
    ]  # fmt: skip
    assert made.last_month == APRIL.first


def follow(name: str) -> int:
    """Let the job see everything behind its cursor."""
    Follower.objects.update_or_create(name=NAME, defaults={"sequence": 0})
    assert name in {entry.name for entry in AuditEntry.objects.all()}
    return close_the_dead.func(0)


def test_a_death_recorded_elsewhere_closes_pay_and_a_mistake_is_taken_back(
    paid: Paid, officer: Actor, people: list[int]
) -> None:
    paid(due(people[0]))
    record_death(officer, person=people[0], died=APRIL.last)
    record_death(officer, person=people[2], died=APRIL.last)  # who never received anything
    assert follow("people.record_death") == 1
    assert follow("people.record_death") == 1  # told twice, certified once
    first = ClosingCertificate.objects.get()
    undo_death(officer, person=people[0], reason="登记错人")
    follow("people.undo_death")
    first.refresh_from_db()
    assert first.retracted_at is not None
    record_death(officer, person=people[0], died=APRIL.last)
    follow("people.record_death")
    again = ClosingCertificate.objects.get(retracted_at=None)
    assert again.number != first.number


def test_a_person_holds_a_scheme_once(officer: Actor, people: list[int]) -> None:
    told = {"person": people[0], "scheme": "old_age", "title": "高龄津贴"}
    grant = actions.open_grant(officer, since=MARCH, **told)
    with pytest.raises(BadRun, match="已有一项"):
        actions.open_grant(officer, since=APRIL, **told)
    actions.close_grant(officer, grant=grant.pk, until=APRIL, why="迁出")
    assert actions.open_grant(officer, since=APRIL, **told).pk != grant.pk
    assert queries.grant_of(officer, person=people[0], scheme="old_age", on=ON) is not None


# who may ------------------------------------------------------------------------------------


def test_only_who_manages_the_whole_county_prepares(officer: Actor, people: list[int]) -> None:
    clerk = small.holder("town_clerk", division=small.TOWN)
    town = small.holder("county_officer", division=small.TOWN)
    for actor in (clerk, town):
        with pytest.raises(Refused):
            prepare(actor, due(people[0]))
    with pytest.raises(NotHere):
        prepare(officer, due(10**9))
    assert not Run.objects.exists()

"""Subsidy accounts and donations: named persons, ceilings, orders, settlement, giving back."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people import small
from tests.services import settling
from tests.services.conftest import TODAY, elder_of, refused
from tests.services.ordering import confirmed, credit, done, make_provider

from anhuai.funds import actions as funds
from anhuai.funds import queries as ledger
from anhuai.funds.models import Entry, Voucher
from anhuai.funds.rules.books import Pot, Unit
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform.acting import SYSTEM, Actor, Refused
from anhuai.services import actions
from anhuai.services.actions import statements
from anhuai.services.models import Order, Sponsored, Sponsorship, StatementPayment
from anhuai.services.queries import sponsoring as queries
from anhuai.services.queries.statements import payable_pots
from anhuai.services.rules.ordering_words import Payer
from anhuai.services.rules.settlement import Share as Part
from anhuai.services.rules.sharing import Purse, split
from anhuai.services.rules.sponsoring import Aid, SponsorFacts, scheme_of, sponsor_of

FACTS = SponsorFacts(
    payer="donation", title="暖冬助浴", donor="某企业", fund="donations", purpose="elderly_care",
    services=("bathing_aid",), ceiling=30_000, since=TODAY.replace(day=1),
    until=TODAY + timedelta(days=400), document="捐赠协议2026-1",
)  # fmt: skip


def sponsor(officer: Actor, **more: Any) -> Sponsorship:
    return actions.open_sponsorship(officer, facts=replace(FACTS, **more))


def name(officer: Actor, one: Sponsorship, person: int, monthly: int = 10_000) -> Sponsored:
    return actions.name_sponsored(officer, sponsorship=one.pk, person=person, monthly=monthly)


def shares(one: Order) -> dict[str, int]:
    return {x.payer: x.amount for x in one.shares.all()}


AMOUNTS = st.integers(0, 50_000)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.integers(1, 100))
def test_the_shares_add_up_and_no_purse_is_overdrawn(
    amount: int, voucher: int, subsidy: int, gift: int, percent: int
) -> None:
    aids = (Aid(Payer.SUBSIDY, "sponsor:1", subsidy, percent),
            Aid(Payer.DONATION, "sponsor:2", gift, 100))  # fmt: skip
    purse = Purse(fen=voucher, percent=50, scheme="v", aids=aids)
    found = split(amount, 60, purse, rest=Payer.SELF)
    assert sum(x.amount for x in found) == amount
    told = {x.payer: x.amount for x in found}
    assert told.get(Payer.VOUCHER, 0) <= min(voucher, amount * 50 // 100)
    assert told.get(Payer.SUBSIDY, 0) <= subsidy
    assert told.get(Payer.DONATION, 0) <= gift
    assert {x.payer for x in split(amount, 60, replace(purse, fen=0), rest=Payer.GOVERNMENT)} <= {
        Payer.GOVERNMENT
    }


def test_a_scheme_of_a_sponsor_names_it() -> None:
    assert [sponsor_of(x) for x in (scheme_of(7), "elder_care_voucher", "sponsor:x", "")] == [
        7, 0, 0, 0
    ]  # fmt: skip


def test_a_donation_pays_what_the_voucher_leaves_up_to_the_months_amount(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    credit(elder, 50_000)
    one = sponsor(officer)
    name(officer, one, elder, 7_000)
    served = done(officer, elder, provider, units=3, earliest=time(8), latest=time(18))
    assert shares(served) == {"voucher": 9_000, "donation": 7_000, "self": 2_000}
    served = confirmed(provider, served)
    assert all(x.spent_at for x in served.shares.exclude(payer="self"))
    drawn = queries.left_of([one.pk], on=TODAY)[one.pk]
    assert (drawn.spent, drawn.open) == (7_000, 0)
    entry = Entry.objects.get(kind="use", key__contains=f"sponsor:{one.pk}")
    assert [x.amount for x in entry.postings.all()] == [7_000]  # of the person's own account


def test_who_is_not_named_and_what_is_not_paid(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    other = elder_of(officer, "周二妹")
    laundry = sponsor(officer, title="洗衣专项", services=("laundry",))
    name(officer, laundry, elder)
    name(officer, sponsor(officer), other)
    assert shares(done(officer, elder, provider)) == {"self": 6_000}
    order = funds.Order(key="c:1", amount=100, unit=Unit.FEN, says="其他用途")
    assert refused(lambda: funds.spend(SYSTEM, person=elder, order=order, on=TODAY))[0] == "left"
    assert ledger.left_in(person=elder, unit=Unit.FEN, on=TODAY) == 0


def test_a_part_in_percent_and_both_kinds_of_sponsor(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    name(officer, sponsor(
        officer, payer="subsidy", title="服务补贴账户", fund="county_budget", percent=50,
        services=(),
    ), elder)  # fmt: skip
    name(officer, sponsor(officer), elder, 1_000)
    assert shares(done(officer, elder, provider)) == {
        "subsidy": 3_000, "donation": 1_000, "self": 2_000,
    }  # fmt: skip


def test_the_ceiling_is_never_passed_and_what_a_month_left_is_given_again(officer: Actor) -> None:
    first, second = elder_of(officer), elder_of(officer, "周二妹")
    one = sponsor(officer, ceiling=15_000)
    name(officer, one, first)
    name(officer, one, second)  # 5,000 are left: not enough for the month
    assert {x.person_id: x.amount for x in Voucher.objects.all()} == {first: 10_000}
    again = actions.fill_sponsored(officer, on=TODAY)
    assert (again.made, again.short) == (0, 1)
    following = (Month.of(TODAY) + 1).first
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("anhuai.platform.clock.today", lambda: following)
        assert actions.fill_sponsored(officer, on=following).made == 1  # the first's lapsed
    assert Voucher.objects.filter(scheme=scheme_of(one.pk)).count() == 2


def test_what_may_not_be_put_aside_or_named(officer: Actor) -> None:
    def codes(**more: Any) -> str:
        return refused(lambda: sponsor(officer, **more))[0]

    assert codes(payer="self") == "payer"
    assert codes(fund="county_budget") == "fund"
    assert codes(payer="subsidy") == "fund"
    assert codes(services=("nothing",)) == "services"
    assert codes(ceiling=0) == "ceiling"
    assert codes(percent=101) == "ceiling"
    assert codes(until=FACTS.since) == "period"
    assert codes(title=" ") == "title"
    assert codes(document="") == "document"
    one, elder = sponsor(officer), elder_of(officer)
    assert codes() == "twice"
    assert refused(lambda: name(officer, one, elder, 40_000))[0] == "monthly"
    made = name(officer, one, elder)
    assert refused(lambda: name(officer, one, elder))[0] == "twice"
    town = small.holder("town_clerk", division=small.TOWN)
    with pytest.raises(Refused):
        name(town, one, elder)
    ended = actions.end_sponsored(officer, sponsored=made.pk, version=1, reason="不再需要")
    assert ended.until == (Month.of(TODAY) + 1).first
    low = {"sponsorship": one.pk, "version": 1, "until": one.until, "reason": "减少"}
    assert refused(lambda: actions.amend_sponsorship(officer, ceiling=9_999, **low))[0] == "ceiling"
    assert actions.amend_sponsorship(officer, ceiling=10_000, **low).ceiling == 10_000


def test_a_complaint_upheld_gives_the_sponsor_its_money_back(officer: Actor) -> None:
    elder, provider = elder_of(officer), make_provider(officer, "东河日间照料中心")
    credit(elder, 4_000)
    one = sponsor(officer)
    name(officer, one, elder)
    served = confirmed(provider, done(officer, elder, provider, units=2, earliest=time(8),
                                      latest=time(18)))  # fmt: skip
    assert shares(served) == {"voucher": 4_000, "donation": 8_000}
    actions.complain(officer, order=served.pk, says="只做了一次")
    made = actions.redress(officer, order=served.pk, units=1, reason="核实")
    assert (made.fen, made.own) == (6_000, 0)
    assert shares(served) == {"voucher": 3_000, "donation": 3_000}
    made = actions.redress(officer, order=served.pk, units=0, reason="没有做")
    assert made.fen == 6_000
    assert shares(served) == {"donation": 0}  # whose it was is still known
    drawn = queries.left_of([one.pk], on=TODAY)[one.pk]
    assert (drawn.spent, drawn.open) == (0, 10_000)


def test_a_statement_pays_the_provider_out_of_the_sponsors_own_fund(officer: Actor) -> None:
    firm, elder = settling.firm(), elder_of(officer)
    settling.list_firm(officer, firm)
    since = date(2026, 1, 1)
    one = sponsor(officer, services=(), since=since, ceiling=90_000)
    other = sponsor(officer, services=(), since=since, title="另一专项")
    settling.order(firm, elder, shares=(("donation", scheme_of(one.pk), 3_000),
                                        ("self", "", 1_000)))  # fmt: skip
    settling.order(firm, elder, on=settling.MAY, shares=(("donation", scheme_of(other.pk), 500),))
    made = statements.prepare_statement(
        officer, organisation=firm.body.pk, month=settling.MAY, on=TODAY
    )
    pots = {("donation", one.pk): 3_000, ("donation", other.pk): 500}
    assert (made.donation, made.own, dict(payable_pots(made))) == (3_500, 1_000, pots)
    funds.appropriate(
        officer, pot=Pot("donations", TODAY.year), amount=Fen(100_000), on=TODAY, document="收据1"
    )  # fmt: skip
    actions.confirm_statement(firm.actor, statement=made.pk, version=1)
    actions.check_statement(officer, statement=made.pk, version=2, on=TODAY)
    second = small.holder("county_officer", division=small.COUNTY)
    actions.approve_statement(second, statement=made.pk, version=3)
    actions.pay_statement(
        officer, statement=made.pk, version=4, on=TODAY, fund="county_budget",
        purpose="elderly_care", document="付款1",
    )  # fmt: skip
    paid = {x.sponsorship_id: (x.fund, x.amount) for x in StatementPayment.objects.all()}
    assert paid == {one.pk: ("donations", 3_000), other.pk: ("donations", 500)}
    assert queries.whole_sponsorship(officer, one.pk, on=TODAY).paid == 3_000


def test_an_older_frozen_text_stays_as_it_was() -> None:
    from anhuai.services.rules.freezing import _share

    assert _share(Part("voucher", 5)) == ["voucher", 5, True]
    assert _share(Part("donation", 5, source=3)) == ["donation", 5, True, 3]

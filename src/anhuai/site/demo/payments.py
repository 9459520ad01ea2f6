"""Months of payments: budgets, a run a month through both approvals, what came back, what is owed.

Everything is made by the actions an officer uses; only the accounts, thousands of them, are loaded
as rows. Who is paid how much is what the night decided; budgets are invented and say so.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, Final

from anhuai.benefits.actions import prepare_month
from anhuai.benefits.models import Entitlement
from anhuai.funds import actions, queries
from anhuai.funds.models import Payee, Payment, Run
from anhuai.funds.rules.books import Pot
from anhuai.funds.rules.files import batch_number
from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.funds.rules.settling import Batch, Due
from anhuai.kernel.divisions import Level
from anhuai.kernel.money import Fen, yuan
from anhuai.kernel.months import Month
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import blind_index, seal, unseal
from anhuai.site.demo.facts import Facts
from anhuai.site.demo.loading import Batch as Rows
from anhuai.site.demo.loading import load, reset_sequences

MONTHS: Final = 2  # what the first night decides: the month before, and this one
INVENTED: Final = "（虚构）演示预算"
LAYOUT: Final = "social_security_card"
_COLUMNS: Final = (
    "id person_id holder relation bank account_sealed account_index since until recorded_at"
    " recorded_by"
)


@dataclass(frozen=True, slots=True)
class Paid:
    """Which benefit is paid out of which fund."""

    item: str
    fund: str


@dataclass(frozen=True, slots=True)
class Officers:
    """Who prepares and checks, and who approves."""

    first: Actor
    second: Actor


def county_file(facts: Facts) -> dict[str, Any]:
    """Return counties/<county>/funds.toml, {} where the county has none."""
    path = files("anhuai.counties").joinpath(facts.county, "funds.toml")
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}


def pay(facts: Facts, officers: Officers, on: date) -> str:
    """Pay what the night decided for the months up to that of `on`; return what was done."""
    told = county_file(facts).get("demo")
    if not told:
        return "资金：本县没有演示标准"
    enter_budgets(facts, officers.first, told["budgets"], on)
    return pay_lines(officers, on, [Paid(**one) for one in told["pays"]])


def enter_budgets(
    facts: Facts, officer: Actor, budgets: Collection[Mapping[str, str]], on: date
) -> None:
    """Enter invented budgets of the years that are paid from, a reserve a town, two purchases."""
    for year in sorted({(Month.of(on) - MONTHS).year, on.year}):
        day = date(year, 1, 15)
        for one in budgets:
            actions.appropriate(
                officer, pot=Pot(one["fund"], year, one["purpose"]), amount=yuan(one["yuan"]),
                on=day, document=f"{INVENTED} {year}",
            )  # fmt: skip
    year = on.year
    towns = places.choices(
        officer, on=on, permit=Permit.PLACES_READ, level=Level.TOWN, within=facts.code
    )
    for code, _name in towns:
        actions.transfer_budget(
            officer, pot=Pot("county_budget", year), to=Pot("reserve", year, "", code),
            amount=Fen(20_000_00), on=date(year, 2, 1), document=f"{INVENTED} {year}",
        )  # fmt: skip
    for says, amount in (
        ("（虚构）购置护理型床位", 420_000_00),
        ("（虚构）村级幸福院修缮", 300_000_00),
    ):
        actions.record_spending(
            officer, pot=Pot("lottery_county", year, "elderly_care"), amount=Fen(amount),
            on=date(year, 3, 20), document=f"{INVENTED} {year}", says=says, is_earmarked=True,
        )  # fmt: skip


def pay_lines(officers: Officers, on: date, wanted: Collection[Paid]) -> str:
    """Pay what was decided month by month; the last month waits for its first approval.

    One payment of the first month comes back and is paid again; another of it turns out not to
    have been due and is claimed back in part.
    """
    last = Month.of(on)
    persons = Entitlement.objects.filter(item__in=[one.item for one in wanted], retracted_at=None)
    _accounts(officers.first, set(persons.values_list("person_id", flat=True)))
    for ago in range(MONTHS - 1, -1, -1):
        month = last - ago
        runs = [
            prepare_month(
                officers.first, item=one.item, month=month, fund=one.fund,
                on=_day(month, 8, on),
            )
            for one in wanted
        ]  # fmt: skip
        if ago == 0:
            break
        for run in runs:
            settle(officers, run, {1: "账户已销户"})
        again = actions.prepare_repay(officers.first, month=month, on=_day(month, 26, on))
        settle(officers, again, {})
        _correct(officers, runs[0], _day(month, 27, on))
    _receive(officers.first, on)
    return f"资金：{Run.objects.count()} 个批次、{Payment.objects.count():,} 笔发放"


def _correct(officers: Officers, run: Run, on: date) -> None:
    """Find that one payment of a run was not due, so that it is claimed back."""
    line = run.lines.order_by("-pk")[0]
    due = Due(
        person=line.person_id, scheme=line.scheme, title=line.title,
        period=Month.of(line.period), amount=Fen(0), fund=line.fund, purpose=line.purpose,
        reason="（虚构）核查发现当月户籍已迁出本县，当月不应发放",
    )  # fmt: skip
    batch = Batch(
        month=due.period, code="correction", title=f"{due.period} 核查更正",
        schemes=(due.scheme,), is_whole=False,
    )  # fmt: skip
    made = actions.prepare_run(officers.first, batch=batch, dues=[due], on=on)
    made = actions.check_run(officers.first, run=made.pk, version=made.version, note="经核对无误")
    actions.approve_run(officers.second, run=made.pk, version=made.version, note="同意追缴")


def _day(month: Month, day: int, on: date) -> date:
    return min(month.first.replace(day=day), on)


def settle(officers: Officers, run: Run, returned: Mapping[int, str]) -> None:
    """Lead a prepared run through both approvals, the file and the bank's answer."""
    run = actions.check_run(officers.first, run=run.pk, version=run.version, note="经核对无误")
    run = actions.approve_run(officers.second, run=run.pk, version=run.version, note="同意发放")
    made = actions.make_file(officers.first, run=run.pk, version=run.version, layout=LAYOUT)
    rows = list(_answered(run, returned))
    actions.take_result(
        officers.first, run=run.pk, name=f"{batch_number(run.pk)}-回盘.csv", rows=rows,
        digest=fingerprint(made.body + repr(sorted(returned)).encode()),
    )  # fmt: skip


def _answered(run: Run, returned: Mapping[int, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of the invented bank's answer, three days after the file."""
    day = f"{run.on.replace(day=min(run.on.day + 3, 28)):%Y-%m-%d}"
    paid = run.payments.exclude(account_sealed=b"").order_by("number")
    for line, one in enumerate(paid, start=2):
        why = returned.get(one.number, "")
        yield line, {
            "batch": batch_number(run.pk), "number": str(one.number), "holder": one.holder,
            "account": unseal(one.account_sealed), "amount": f"{one.amount / 100:.2f}",
            "result": "退汇" if why else "成功", "why": why, "settled": day,
        }  # fmt: skip


def _accounts(officer: Actor, persons: Collection[int]) -> None:
    """Register an invented card, all zeros and the person's key, for whoever has none yet."""
    found = people.visible(officer).filter(pk__in=sorted(persons)).order_by("pk")
    now = clock.now().isoformat()
    first = (Payee.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    rows = []
    for key, (person, name) in enumerate(found.values_list("pk", "name"), start=first):
        number = f"{person:019d}"
        rows.append((
            key, person, name, "own", "（虚构）临泽县某银行", seal(number),
            blind_index(number, of="account"), "2020-01-01", None, now, officer.name[:64],
        ))  # fmt: skip
    load(Rows("funds.Payee", _COLUMNS, rows))
    reset_sequences(["funds.Payee"])


def _receive(officer: Actor, on: date) -> None:
    """Let half of the first claim come back."""
    claim = queries.claims_of(officer, is_open=True).order_by("pk").first()
    if claim is not None:
        actions.receive_claim(
            officer, claim=claim.pk, amount=Fen(claim.amount // 2), on=on,
            evidence="（虚构）缴款单 1",
        )  # fmt: skip

"""Three officers, some people with accounts, and money in the budget."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.people import small

from anhuai.funds import actions
from anhuai.funds.models import Run
from anhuai.funds.rules.books import Pot
from anhuai.funds.rules.files import batch_number
from anhuai.funds.rules.settling import Batch, Due
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from anhuai.platform.acting import Actor
from anhuai.platform.sealing import unseal

MARCH, APRIL, MAY = Month(2026, 3), Month(2026, 4), Month(2026, 5)
ON = date(2026, 5, 10)
POT = Pot("county_budget", 2026)


@pytest.fixture
def officer(db: None) -> Actor:
    small.make_county()
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def second(officer: Actor) -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def third(officer: Actor) -> Actor:
    return small.holder("county_officer", division=small.COUNTY)


@pytest.fixture
def money(officer: Actor) -> None:
    actions.appropriate(officer, pot=POT, amount=Fen(10_000_000), on=ON, document="县财〔2026〕1号")


@pytest.fixture
def people(officer: Actor) -> list[int]:
    """Three elders; the first two have accounts, the third none."""
    born = [date(1936, 5, 2), date(1940, 1, 1), date(1930, 7, 7)]
    made = [
        small.register(officer, name, day)
        for name, day in zip(["周桂兰", "吴秀英", "郑大山"], born, strict=True)
    ]
    for at, person in enumerate(made[:2]):
        actions.set_payee(
            officer, person=person, relation="own", account=f"000000000000000{at}", on=ON
        )
    return made


def due(person: int, amount: int = 10_000, period: Month = MAY, **more: str) -> Due:
    more.setdefault("reason", "满八十周岁，按月发放")
    return Due(
        person=person, scheme="old_age", title="高龄津贴", period=period, amount=Fen(amount),
        fund="county_budget", purpose="elderly_care", **more,
    )  # fmt: skip


def prepare(actor: Actor, *dues: Due, month: Month = MAY, code: str = "old_age", **more) -> Run:
    batch = Batch(month=month, code=code, title=f"{month} 高龄津贴", schemes=("old_age",), **more)
    return actions.prepare_run(actor, batch=batch, dues=dues, on=ON)


def approve(run: Run, first: Actor, second: Actor) -> Run:
    run = actions.check_run(first, run=run.pk, version=run.version)
    return actions.approve_run(second, run=run.pk, version=run.version)


def send(run: Run, actor: Actor) -> Run:
    actions.make_file(actor, run=run.pk, version=run.version, layout="social_security_card")
    run.refresh_from_db()
    return run


def answered(run: Run, returned: dict[int, str] | None = None) -> list[tuple[int, dict[str, str]]]:
    """The rows of a true answer of the bank; `returned` says which came back and why."""
    rows = []
    paid = run.payments.exclude(account_sealed=b"").order_by("number")
    for line, one in enumerate(paid, start=2):
        why = (returned or {}).get(one.person_id, "")
        rows.append((line, {
            "batch": batch_number(run.pk), "number": str(one.number), "holder": one.holder,
            "account": unseal(one.account_sealed), "amount": f"{one.amount / 100:.2f}",
            "result": "退汇" if why else "成功", "why": why, "settled": "2026-05-12",
        }))  # fmt: skip
    return rows


Paid = Callable[..., Run]


@pytest.fixture
def paid(officer: Actor, second: Actor, third: Actor, money: None) -> Paid:
    """Prepare, approve, send and settle a run: paid(due(…), …, returned={person: why})."""

    def make(*dues: Due, returned: dict[int, str] | None = None, **more) -> Run:
        run = send(approve(prepare(officer, *dues, **more), second, third), officer)
        actions.take_result(
            officer, run=run.pk, name="回盘.csv", digest=f"{run.pk:064d}",
            rows=answered(run, returned),
        )  # fmt: skip
        run.refresh_from_db()
        return run

    return make

"""Processes killed in the middle of paying: nothing is half done, and nobody is paid twice."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import ROOT, Installation, Template, installed

pytestmark = pytest.mark.kill

COUNTY = """
from datetime import date
from anhuai.funds import actions
from anhuai.funds.models import Entry, Line, Payment, Run
from anhuai.funds.rules.books import Pot
from anhuai.funds.rules.settling import Batch, Due
from anhuai.kernel.money import Fen
from anhuai.kernel.months import Month
from tests.people import small
MAY, ON = Month(2026, 5), date(2026, 5, 8)
"""
SETUP = (
    COUNTY
    + """
small.make_county()
officers = [small.holder("county_officer", division=small.COUNTY) for _ in range(3)]
for n in range(12):
    who = small.register(officers[0], "周桂兰", date(1930 + n, 3, 2))
    actions.set_payee(officers[0], person=who, relation="own", account=f"{n:016d}", on=ON)
pot = Pot("county_budget", 2026)
actions.appropriate(officers[0], pot=pot, amount=Fen(10_000_000), on=ON, document="1")
"""
)
ACTORS = (
    COUNTY
    + """
from anhuai.platform.models import Account
from anhuai.platform.requests import actor_of
one, two, three = (actor_of(a) for a in Account.objects.order_by("pk"))
from anhuai.people.models import Person
def due(person, amount=10_000):
    return Due(person=person, scheme="old_age", title="高龄津贴", period=MAY, amount=Fen(amount),
               fund="county_budget", purpose="elderly_care", reason="示例")
dues = [due(key) for key in Person.objects.order_by("pk").values_list("pk", flat=True)]
batch = Batch(month=MAY, code="old_age", title="高龄津贴")
def prepared(): return actions.prepare_run(one, batch=batch, dues=dues, on=ON)
def checked():
    run = prepared()
    return actions.check_run(two, run=run.pk, version=run.version)
def approved():
    run = checked()
    return actions.approve_run(three, run=run.pk, version=run.version)
def sent():
    run = approved()
    actions.make_file(one, run=run.pk, version=run.version, layout="social_security_card")
    run.refresh_from_db()
    return run
def answer(run):
    from tests.funds.conftest import answered
    return actions.take_result(one, run=run.pk, name="a", digest="1" * 64, rows=answered(run))
"""
)
# Stops just before the transaction of an action would end, says so, and waits to be killed.
STOP = """
import sys, time
from anhuai.platform import audit
append = audit.append
def stopping(*args, **more):
    if more.get("name") == NAME:
        print("here", flush=True)
        time.sleep(60)
    return append(*args, **more)
audit.append = stopping
"""
STATE = (
    COUNTY
    + """
import json
from anhuai.funds.queries.ledger import sums
from anhuai.funds.models import Account, Approval, ResultFile
held = {}
for account in Account.objects.all():
    amount = sums(Account.objects.filter(pk=account.pk)).get(account.pk, 0)
    held[account.book] = held.get(account.book, 0) + amount
print(json.dumps({
    "runs": Run.objects.exclude(state="cancelled").count(), "lines": Line.objects.count(),
    "states": sorted(set(Run.objects.values_list("state", flat=True))),
    "approvals": Approval.objects.count(), "answers": ResultFile.objects.count(),
    "paid": Payment.objects.filter(state="paid").count(), "held": held, "sum": sum(held.values()),
}))
"""
)


@pytest.fixture
def site(tmp_path: Path, migrated: Template):
    with installed(tmp_path, migrated) as made:
        made.python(SETUP)
        yield made


def state(site: Installation) -> dict:
    return json.loads(site.python(STATE))


def started(site: Installation, code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}"], env=site.env, cwd=ROOT,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def killed_in(site: Installation, name: str, step: str, before: str) -> None:
    """Do a step in a process that is killed before its transaction ends."""
    done = f"run = {before}\n" if before else ""
    code = f"{ACTORS}\n{done}NAME = {name!r}\n{STOP}\n{step}"
    process = started(site, code)
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n", process.communicate()[1]
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


STEPS = [
    ("funds.prepare_run", "prepared()", "", {"runs": 0, "lines": 0}),
    (
        "funds.approve_run", "actions.approve_run(three, run=run.pk, version=run.version)",
        "checked()", {"states": ["checked"], "approvals": 1},
    ),
    (
        "funds.make_file",
        "actions.make_file(one, run=run.pk, version=run.version, layout='social_security_card')",
        "approved()", {"states": ["approved"], "approvals": 2},
    ),
    ("funds.take_result", "answer(run)", "sent()", {"states": ["sent"], "paid": 0, "answers": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "step", "before", "left"), STEPS, ids=[s[0] for s in STEPS])
def test_a_step_that_was_killed_did_nothing_and_is_done_whole_the_next_time(
    site: Installation, name: str, step: str, before: str, left: dict
) -> None:
    killed_in(site, name, step, before)
    found = state(site)
    assert {key: found[key] for key in left} == left
    assert found["sum"] == 0
    site.python(f"{ACTORS}\n{RESUME}")
    found = state(site)
    assert (found["runs"], found["lines"], found["paid"], found["answers"]) == (1, 12, 12, 1)
    assert found["held"]["payment"] == 120_000
    assert found["held"]["commitment"] == 0
    assert "条记录完整" in site.run("audit", "verify")


RESUME = """
run = prepared()
if run.state == "prepared": run = actions.check_run(two, run=run.pk, version=run.version)
if run.state == "checked": run = actions.approve_run(three, run=run.pk, version=run.version)
actions.make_file(one, run=run.pk, version=run.version, layout="social_security_card")
run.refresh_from_db()
answer(run)
assert not answer(run).is_new
"""

RACE = """
import sys
from anhuai.kernel.unfit import Unfit
from anhuai.platform.posting import Stale
from django.db import OperationalError
print("ready", flush=True)
sys.stdin.readline()
while True:
    try:
        DO
        print("did")
    except OperationalError:
        continue  # SQLite was busy longer than it waits: ask again, as a person would
    except (Stale, Unfit) as error:
        print("refused", type(error).__name__)
    break
"""


def raced(site: Installation, *steps: str) -> list[str]:
    """Let several processes do something at the same moment; return what each says."""
    racing = [
        subprocess.Popen(
            [sys.executable, "-c",
             f"import django; django.setup()\n{ACTORS}\n{RACE.replace('DO', step)}"],
            env=site.env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for step in steps
    ]  # fmt: skip
    for one in racing:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in racing:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    return [one.communicate(timeout=60)[0].strip() for one in racing]


def test_two_officers_at_once_approve_once(site: Installation) -> None:
    key = site.python(f"{ACTORS}\nprint(checked().pk)")
    told = raced(site, *[f"actions.approve_run(three, run={key}, version=2)"] * 3)
    assert sorted(told) == ["did", "refused Stale", "refused Stale"]
    found = state(site)
    assert (found["approvals"], found["held"]["commitment"], found["sum"]) == (2, 120_000, 0)


def test_two_batches_of_the_same_people_at_once_pay_each_month_once(site: Installation) -> None:
    step = (
        "actions.prepare_run(one, batch=Batch(month=MAY, code='{}', title='x'), dues=dues, on=ON)"
    )
    told = raced(site, *(step.format(code) for code in ("a", "b", "c")))
    assert sorted(told) == ["did", "refused BadRun", "refused BadRun"]
    assert state(site)["lines"] == 12


def test_the_same_answer_sent_twice_at_once_is_taken_once(site: Installation) -> None:
    key = site.python(f"{ACTORS}\nprint(sent().pk)")
    step = f"print(answer(Run.objects.get(pk={key})).is_new, end=' ')"
    told = raced(site, step, step)
    assert sum("True" in one for one in told) == 1, told
    found = state(site)
    assert (found["paid"], found["answers"], found["held"]["payment"]) == (12, 1, 120_000)

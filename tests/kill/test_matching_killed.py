"""Linking a list, merging two files and undoing it, killed half way: nothing half or twice."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import Installation, Template, installed, until

pytestmark = pytest.mark.kill

PEOPLE = 60
COUNTY = f"""
from datetime import date, timedelta
from anhuai.kernel.identity import make_citizen_id
from anhuai.people import actions
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places.actions import load_county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Account
from anhuai.platform.sheets.register import Row
load_county(SYSTEM, county="linze")
who = []
for n in range({PEOPLE}):
    born = date(1940, 1, 1) + timedelta(days=97 * n)
    who.append((f"王{{chr(0x4e00 + n)}}", born, make_citizen_id("990000", born, 2 * n + 1)))
for name, born, number in who:
    actions.register_person(SYSTEM, facts=PersonFacts(
        name, "1", born, hukou="620723102201", identity=number),
        home=Founding("620723102201", "一号"), on=date(2020, 1, 1))
"""
LISTED = """
account = Account.objects.create(username="officer", is_active=True)
from anhuai.platform.models import RoleHolding
RoleHolding.objects.create(account=account, role="county_officer", division="620723",
    since=date(2026, 1, 1))
from anhuai.platform.requests import actor_of
officer = actor_of(account)
rows = [Row(n + 2, {"office": "残联", "listed_on": "2026-11-01", "name": name,
    "identity": number, "born": born.isoformat()}) for n, (name, born, number) in enumerate(who)]
assert not any(one.errors for one in actions.take_list(officer, rows, False))
from anhuai.people.models import OfficeList
actions.start_linking(officer, list=OfficeList.objects.get().pk)
"""
LINKING = """
import sys, threading
from pathlib import Path
from anhuai.people import actions, jobs
from anhuai.platform.jobs import worker
jobs.CHUNK, real, calls = 10, actions.keep_candidates, []
def keep(*given, **named):
    calls.append(1)
    if len(calls) == 2:
        Path(sys.argv[1]).touch()
        threading.Event().wait()
    return real(*given, **named)
actions.keep_candidates = keep
worker.work()
"""
LINKED = """
from anhuai.people.models import ListRow, OfficeList, Pair
pairs = list(Pair.objects.values_list("row", "person"))
settled = ListRow.objects.exclude(person=None).count()
print(OfficeList.objects.get().state, settled, len(pairs), len(pairs) - len(set(pairs)))
"""
PROPOSED = """
from anhuai.platform.acting import Actor
first, second = (Actor("甲", account=n, holdings=SYSTEM.holdings) for n in (1, 2))
from anhuai.people.models import Person
one, other = Person.objects.order_by("pk")[:2]
Person.objects.filter(pk=other.pk).update(identity_sealed=b"", identity_index="")
made = actions.propose_merge(first, kept=one.pk, gone=other.pk, choices={}, reason="同一人")
print(made.pk)
"""
CHANGING = """
import sys, threading
from pathlib import Path
from anhuai.people import actions
from anhuai.people.actions import joining
from anhuai.platform.acting import SYSTEM, Actor
second = Actor("乙", account=2, holdings=SYSTEM.holdings)
def held(real):
    def wait(*given, **named):
        real(*given, **named)
        Path(sys.argv[2]).touch()
        threading.Event().wait()
    return wait
joining.merge = held(joining.merge)
joining.tracing.put_back = held(joining.tracing.put_back)
if sys.argv[1] == "merge":
    actions.confirm_change(second, change=int(sys.argv[3]))
else:
    actions.undo_change(second, change=int(sys.argv[3]), reason="误并")
"""
WORLD = """
from anhuai.people.models import FileChange, Household, Kinship, Membership, Person, Residence
print(FileChange.objects.get().state, *(m.objects.count() for m in (
    Person, Household, Membership, Residence, Kinship)),
    sorted(Person.objects.values_list("pk", "name", "household", "division", "version"))[:2])
"""
AGAIN = (
    "from anhuai.people import actions\nfrom anhuai.platform.acting import SYSTEM, Actor\n"
    "second = Actor('乙', account=2, holdings=SYSTEM.holdings)\n"
)


def begun(site: Installation, code: str, *arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments],
        env=site.env, start_new_session=True,
    )  # fmt: skip
    site.started.append(process)
    return process


def killed_at(site: Installation, code: str, *arguments: str, note: Path) -> None:
    process = begun(site, code, *arguments)
    until(note.exists, what="it is half way")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_a_list_whose_linking_is_killed_again_and_again_is_linked_once(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated, ANHUAI_LEASE="1.5") as site:
        site.python(COUNTY + LISTED)
        for life in range(3):
            note = site.folder / f"held{life}"
            killed_at(site, LINKING, str(note), note=note)
            state, settled, pairs, twice = site.python(LINKED).split()
            assert (state, twice) == ("linking", "0")
            assert 0 < int(settled) == int(pairs) < PEOPLE, "whole chunks stand, the last is absent"
        site.start("work")
        until(lambda: site.python(LINKED).startswith("done"), what="the next worker ends it")
        assert site.python(LINKED) == f"done {PEOPLE} {PEOPLE} 0"
        assert "条记录完整" in site.run("audit", "verify")


def test_a_merge_and_its_undoing_are_whole_or_not_at_all(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated) as site:
        change = site.python(COUNTY + PROPOSED)
        before = site.python(WORLD)
        note = site.folder / "merging"
        killed_at(site, CHANGING, "merge", str(note), change, note=note)
        assert site.python(WORLD) == before, "nothing of it is there"
        site.python(AGAIN + f"actions.confirm_change(second, change={change})")
        merged = site.python(WORLD)
        assert merged.startswith(f"done {PEOPLE - 1} ")
        note = site.folder / "undoing"
        killed_at(site, CHANGING, "undo", str(note), change, note=note)
        assert site.python(WORLD) == merged
        site.python(AGAIN + f"actions.undo_change(second, change={change}, reason='误并')")
        counts = site.python(WORLD).split(" ", 1)[1].split("[")[0]
        assert counts == before.split(" ", 1)[1].split("[")[0]
        assert "条记录完整" in site.run("audit", "verify")

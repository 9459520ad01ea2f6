"""Real processes, really killed: no job lost, the site comes back, nothing is left behind."""

import os
import signal
from pathlib import Path

import pytest

from tests.installation import Installation, Template, installed, until

pytestmark = pytest.mark.kill


@pytest.fixture
def site(tmp_path: Path, migrated: Template):
    with installed(tmp_path, migrated, ANHUAI_LEASE="1.5") as made:
        yield made


def lines(note: Path) -> list[str]:
    return note.read_text().splitlines() if note.exists() else []


def begun(note: Path) -> list[int]:
    return [int(line.split()[2]) for line in lines(note) if line.startswith("began")]


def enqueue(site: Installation, note: Path, *names: str) -> None:
    calls = "".join(f"slow.enqueue({str(note)!r}, {name!r})\n" for name in names)
    site.python(f"from tests.kill.tasks import slow\n{calls}")


def test_a_job_under_a_killed_worker_is_done_by_the_next(site: Installation) -> None:
    note = site.folder / "note"
    enqueue(site, note, "甲", "乙")
    first = site.start("work")
    until(lambda: begun(note), what="the first job begins")
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert not [line for line in lines(note) if line.startswith("ended")]
    note.with_suffix(".go").touch()
    site.start("work")
    until(
        lambda: {"ended 甲", "ended 乙"} <= set(lines(note)), what="both jobs are done by the next"
    )
    assert [line for line in lines(note) if line.startswith("ended")].count("ended 乙") == 1


def test_a_worker_told_to_end_finishes_its_job_first(site: Installation) -> None:
    note = site.folder / "note"
    enqueue(site, note, "甲")
    worker = site.start("work")
    until(lambda: begun(note), what="the job begins")
    worker.terminate()
    note.with_suffix(".go").touch()
    assert worker.wait(20) == 0
    assert lines(note)[-1] == "ended 甲"


def test_a_lease_is_renewed_while_a_long_job_runs(site: Installation) -> None:
    note = site.folder / "note"
    enqueue(site, note, "甲")
    site.start("work")
    until(lambda: begun(note), what="the job begins")
    site.start("work")
    found = "Job.objects.get(task__endswith='slow').leased_until"
    held = f"from anhuai.platform.models import Job; print({found})"
    first = site.python(held)
    until(lambda: site.python(held) != first, what="the lease is renewed")
    until(lambda: site.python(held) != first, what="and again")
    note.with_suffix(".go").touch()
    until(lambda: "ended 甲" in lines(note), what="the job ends")
    assert len(begun(note)) == 1, "a second worker never took it"


def test_killed_web_and_worker_come_back_by_themselves(site: Installation) -> None:
    supervisor = site.serve()
    children = [pid for pid in site.processes() if pid != supervisor.pid]
    assert len(children) >= 2
    for pid in children:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until(lambda: not set(children) & set(site.processes()), what="they are gone")
    until(site.answers, what="the site answers again")
    note = site.folder / "note"
    note.with_suffix(".go").touch()
    enqueue(site, note, "甲")
    until(lambda: "ended 甲" in lines(note), what="the worker works again")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_ending_leaves_no_process_behind(site: Installation, by: signal.Signals) -> None:
    supervisor = site.serve()
    supervisor.send_signal(by)
    assert supervisor.wait(20) == 0
    until(lambda: not site.processes(), what="nothing is left", within=5)


def test_the_trail_holds_after_the_site_was_killed_in_the_middle_of_writing(site) -> None:
    write = (
        "import sys\n"
        "from anhuai.platform import audit\n"
        "from anhuai.platform.acting import SYSTEM\n"
        "for n in range(100000): audit.append(SYSTEM, kind=audit.Kind.ACTION, name=f'n{n}')\n"
    )
    import subprocess
    import sys

    writer = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{write}"], env=site.env
    )
    count = "from anhuai.platform.models import AuditHead; print(AuditHead.objects.get().sequence)"
    until(lambda: int(site.python(count)) > 50, what="some entries are there")
    writer.kill()
    writer.wait()
    assert "条记录完整" in site.run("audit", "verify")


def test_a_database_without_its_tables_is_said_in_one_sentence(tmp_path: Path) -> None:
    with installed(tmp_path) as bare:
        for command in (["serve", "--port", str(bare.port)], ["work"], ["work", "--once"]):
            status, out, says = bare.tried(*command)
            assert (status, out) == (1, ""), says
            assert says.count("anhuai migrate") == 2  # in Chinese and in English, no traceback
            assert len(says.strip().splitlines()) == 1


def test_pages_say_so_too_until_the_tables_are_there(tmp_path: Path) -> None:
    with installed(tmp_path) as bare:
        web = bare.start_web()
        said = until(bare.refuses, what="the web process answers")
        assert "anhuai migrate" in said
        bare.run("migrate")
        until(bare.answers, what="the same process serves pages")
        assert web.poll() is None


def test_a_database_that_lacks_one_step_is_said_too(site: Installation) -> None:
    site.python(
        "from django.db.migrations.recorder import MigrationRecorder as R\n"
        "from django.db import connection\n"
        "R(connection).record_unapplied('workforce', '0002_search')\n"
    )
    status, _out, says = site.tried("serve", "--port", str(site.port))
    assert (status, "1 步" in says) == (1, True), says


REFORM = """
from datetime import date
from anhuai.people.actions import register_person
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.places.actions import Part, confirm_reform, load_county, prepare_reform
from anhuai.places.rules import Kind
from anhuai.platform.acting import SYSTEM, Actor
load_county(SYSTEM, county="linze")
for name in "甲乙丙丁戊己":
    register_person(
        SYSTEM, facts=PersonFacts(name, "1", date(1950, 1, 1), hukou="620723102201"),
        home=Founding("620723102201", "一号"), on=date(2020, 1, 1))
first, second = (Actor("甲", account=n, holdings=SYSTEM.holdings) for n in (1, 2))
made = prepare_reform(first, kind=Kind.MERGE, units=["620723102"], parts=[Part("620723101")],
    on=date(2026, 3, 1), document="虚构")
confirm_reform(second, reform=made.pk, version=made.version)
"""
MOVED = (
    "from anhuai.places.models import Reform, Moved; from anhuai.people.models import Person\n"
    "print(Reform.objects.get().state, Moved.objects.count(),"
    " Person.objects.filter(division__startswith='620723102').count())"
)
HELD_OPEN = """
import sys, threading
from pathlib import Path
from anhuai.places.actions import executing
from anhuai.platform.jobs import worker
real = executing.move_all
def move_all(passage):
    count = real(passage)
    Path(sys.argv[1]).write_text(str(count))
    threading.Event().wait()
executing.move_all = move_all
worker.drain("first")
"""


def test_a_reform_killed_in_the_middle_leaves_nothing_half_and_is_done_by_the_next(site) -> None:
    import subprocess
    import sys

    site.python(REFORM)
    note = site.folder / "moved"
    worker = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{HELD_OPEN}", str(note)],
        env=site.env,
    )
    until(lambda: note.exists() and int(note.read_text() or 0) > 0, what="rows have moved")
    worker.kill()
    worker.wait()
    assert site.python(MOVED) == "confirmed 0 6", "nothing of it is there"
    site.start("work")
    until(lambda: site.python(MOVED).startswith("executed"), what="the next worker does it whole")
    state, moved, left = site.python(MOVED).split()
    assert (state, left) == ("executed", "0")
    assert int(moved) == 6 * (1 + 1 + 2 * 3 + 1), "person twice, six residence rows, household"

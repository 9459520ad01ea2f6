"""The key changes under a working site, the worker killed again and again: nothing lost or half."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installation import Installation, Template, installed, until

pytestmark = pytest.mark.kill

FILL = """
from datetime import date
from anhuai.people.models import Person
from anhuai.platform import clock
from anhuai.platform.sealing import seal, blind_index
now = clock.now()
Person.objects.bulk_create(
    Person(name="甲", pinyin="jia", search="", sex="1", born=date(1950, 1, 1),
        identity_sealed=seal(f"I{n}"), identity_index=blind_index(f"I{n}", of="identity"),
        phone_sealed=seal(f"P{n}"), phone_index=blind_index(f"P{n}", of="phone"),
        created_at=now, updated_at=now)
    for n in range(2000))
"""
HELD_OPEN = """
import sys, threading
from pathlib import Path
from anhuai.platform import sealed
from anhuai.platform.jobs import worker
sealed.BATCH, steps, real = 25, [], sealed.step
def step(place, *, after):
    done = real(place, after=after)
    steps.append(done.changed)
    if len([n for n in steps if n]) == 8:
        Path(sys.argv[1]).touch()
        threading.Event().wait()
    return done
sealed.step = step
worker.work()
"""
WRITER = """
import itertools, sys
from anhuai.people.models import Person
from anhuai.platform.sealing import blind_index, seal
note = open(sys.argv[1], "a", buffering=1)
keys = list(Person.objects.order_by("pk").values_list("pk", flat=True))
for n in itertools.count():
    key, phone = keys[n * 37 % len(keys)], f"N{n}"
    Person.objects.filter(pk=key).update(
        phone_sealed=seal(phone), phone_index=blind_index(phone, of="phone"))
    note.write(f"{key} {phone}\\n")
"""
WHOLE = """
import sys
from anhuai.people.models import Person
from anhuai.platform.sealing import blind_index, unseal, version_of
from anhuai.platform import keyring
said = dict(line.split() for line in open(sys.argv[1]))
own = keyring.ring().current.version
wrong = []
for n, one in enumerate(Person.objects.order_by("pk")):
    phone = unseal(one.phone_sealed)
    fits = unseal(one.identity_sealed) == f"I{n}" and phone == said.get(str(one.pk), f"P{n}")
    fits = fits or phone.startswith("N")  # the writer was ended before it could say so
    fits = fits and one.identity_index == blind_index(f"I{n}", of="identity")
    fits = fits and one.phone_index == blind_index(phone, of="phone")
    fits = fits and {version_of(one.identity_sealed), version_of(one.phone_sealed)} == {own}
    wrong += [] if fits else [one.pk]
print(len(said), wrong)
"""
CHANGED = """
from anhuai.platform.models import Resealing
one = Resealing.objects.filter(version=2).first()
print(one.changed if one else 0, bool(one and one.finished_at))
"""


def begun(site: Installation, code: str, *arguments: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{code}", *arguments],
        env=site.env, start_new_session=True,
    )  # fmt: skip
    site.started.append(process)
    return process


def test_killed_in_the_middle_with_writers_at_work_nothing_is_lost_and_nothing_half(
    tmp_path: Path, migrated: Template
) -> None:
    with installed(tmp_path, migrated, ANHUAI_LEASE="1.5") as site:
        site.python(FILL)
        note = site.folder / "written"
        writer = begun(site, WRITER, str(note))
        until(lambda: note.exists() and note.read_text().count("\n") > 20, what="it is written to")
        site.run("keys", "new", "--cipher", "AES")
        site.run("keys", "rotate")
        for life in range(3):
            held = site.folder / f"held{life}"
            worker = begun(site, HELD_OPEN, str(held))
            until(held.exists, what="rows are sealed anew and not yet committed")
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        assert site.python(CHANGED) == f"{3 * 7 * 25} False", "the cut off step left nothing"
        assert site.tried("keys", "retire", "1")[0] == 1, "rows still need the old key"
        site.start("work")
        until(lambda: site.python(CHANGED).endswith("True"), what="the next worker ends it")
        count = note.read_text().count("\n")
        until(lambda: note.read_text().count("\n") > count + 20, what="writing never stopped")
        os.killpg(writer.pid, signal.SIGKILL)
        writer.wait()
        site.run("keys", "retire", "1")
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{WHOLE}", str(note)],
            env=site.env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        written, wrong = done.stdout.split(maxsplit=1)
        assert (int(written) > 20, wrong.strip()) == (True, "[]")
        assert "条记录完整" in site.run("audit", "verify")

"""Killing the worker while it delivers: every change reaches the receiver, none is lost."""

import json
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.installation import Template, installed, until
from tests.peers import receiver

pytestmark = pytest.mark.kill

SET_UP = """
from datetime import date
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.jobs.following import enqueue_followers
from anhuai.platform.webhooks import registering
from anhuai.platform import reaching
enqueue_followers()
far = Account.objects.create(username="far", name="far")
RoleHolding.objects.create(account=far, role="api_client", division="62", since=date(2020, 1, 1))
registering.register_receiver(
    SYSTEM, account_id=far.pk, title="t", url={url!r}, wanted=["people.register_person"])
"""
CHANGES = """
from datetime import date
from anhuai.people import actions
from anhuai.people.rules.facts import Founding, PersonFacts
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Parameter
from anhuai.places.actions import load_county
from anhuai.platform import county
Parameter.objects.get_or_create(key="county.code", defaults={"value": "620723"})
county.forget()
load_county.__wrapped__(SYSTEM, county="linze")
for n, name in enumerate("子丑寅卯辰巳午未申酉戌亥"):
    facts = PersonFacts("甲" + name, "1", date(1950, 1, 1), hukou="620723101201")
    made = actions.register_person(
        SYSTEM, facts=facts, home=Founding("620723101201", "%d号" % n), on=date(2024, 1, 1))
    print(made.pk)
"""


def test_every_change_is_delivered_though_the_worker_is_killed_again_and_again(
    tmp_path: Path, migrated: Template
) -> None:
    go_on = threading.Event()
    with (
        receiver() as peer,
        installed(tmp_path, migrated, ANHUAI_LEASE="1", ANHUAI_OUTGOING_INSIDE="127.0.0.1") as site,
    ):

        def held(_got: object) -> tuple[int, dict[str, str], bytes]:
            # Every third delivery hangs, so that the kill hits one that was handed over.
            if len(peer.taken) % 3 == 0 and not go_on.is_set():
                go_on.wait(20)
            return 200, {}, b""

        peer.answer = held
        site.python(SET_UP.format(url=peer.url))
        keys = {int(line) for line in site.python(CHANGES).split()}
        assert len(keys) == 12
        for kill in range(1, 4):
            worker = site.start("work")
            until(lambda kill=kill: len(peer.taken) >= kill * 3, what="some are delivered")
            os.killpg(worker.pid, signal.SIGKILL)
            worker.wait()
        go_on.set()
        site.start("work")

        def came() -> set[int]:
            return {json.loads(got.body)["ids"][0] for got in peer.taken}

        until(lambda: came() == keys, what="every change is delivered")
        left = (
            "from anhuai.platform.models import Delivery as D\n"
            "print(D.objects.count(), D.objects.exclude(state='delivered').count())"
        )
        until(lambda: site.python(left) == "12 0", what="each is noted as delivered once")

"""The closing sentence of the desk, done: press SOS in the simulator, see it, let it escalate,
kill the server in the middle, find it still there."""

import json
import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE
from tests.installation import Installation, Template, free_port, installed, until

pytestmark = [pytest.mark.kill, pytest.mark.browser]
RELAY_KEY = "a-secret-of-its-own"
SETUP = f"""
from anhuai.places.actions import load_county
from anhuai.platform.acting import SYSTEM
from anhuai.platform.models import Parameter
from anhuai.response.actions import register
from tests.conftest import open_account
from tests.services.ordering import set_to
load_county(SYSTEM, county="linze")
Parameter.objects.update_or_create(key="county.code", defaults={{"value": "620723"}})
set_to("response.escalate_first", 20)
register(SYSTEM, ident="newcomer-1", kind="pendant", division="620723101201", secret="{RELAY_KEY}")
for name, role, place in (("newcomer", "duty_officer", "620723"),
                          ("village", "village_worker", "620723101201")):
    open_account(name, role, division=place)
"""
ESCALATED = """
from anhuai.cases.models import Entry
print(Entry.objects.filter(what="escalated").count())
"""
END = """
import json
from anhuai.cases.models import Case, Entry
from anhuai.cases.queries import is_whole
from anhuai.platform.notices.models import Notice
from anhuai.response.models import Timer
case = Case.objects.get()
entries = list(case.entries.order_by("pk"))
steps = [one.detail["step"] for one in entries if one.what == "escalated"]
print(json.dumps({
    "whole": is_whole(entries), "steps": steps, "state": case.state, "times": case.times,
    "waiting": Timer.objects.filter(state="waiting").count(),
    "village": Notice.objects.filter(account__username="village").count(),
}))
"""


@pytest.fixture
def site(tmp_path: Path, migrated: Template):
    with installed(tmp_path, migrated) as made:
        made.env["ANHUAI_INGRESS"] = f"http=127.0.0.1:{free_port()}"
        yield made


def signed_in(page: Page, site: Installation) -> None:
    page.goto(f"{site.url}/sign-in?next=/desk/")
    page.fill("#id_username", "newcomer")
    page.fill("#id_password", "correct horse battery")
    page.click("form.signin-form [type=submit]")
    page.wait_for_url(f"{site.url}/desk/")


def killed(site: Installation) -> None:
    """Every process at once, as when the power goes; until none is left."""
    for pid in site.processes():
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    until(lambda: not site.processes(), what="all are dead")


def test_a_newcomer_finds_the_call_again_after_the_server_was_killed(site: Installation) -> None:
    site.python(SETUP)
    site.serve()
    port = site.env["ANHUAI_INGRESS"].rpartition(":")[2]
    press = ("simulate", "http", "newcomer-1", "--secret", RELAY_KEY, "--port", port)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page()
        page.set_default_timeout(PATIENCE)
        signed_in(page, site)
        assert page.locator(".desk-line").count() == 0
        said = until(lambda: _pressed(site, press), what="the ingress acknowledges")
        assert "已确认写入" in said
        page.wait_for_selector(".desk-line")  # by itself: nobody reloads
        killed(site)  # in the middle: told once, the next step due in twenty seconds
        site.serve()
        until(lambda: int(site.python(ESCALATED)) >= 2, within=90, what="the second step")
        page.reload()
        page.click(".desk-line a")
        page.wait_for_selector("text=升级通知")
        page.click("#desk-panel form[action*='/acknowledge'] button")
        page.wait_for_load_state()
        browser.close()
    found = json.loads(site.python(END))
    assert found["whole"]
    assert found["steps"] == sorted(set(found["steps"])), "no step twice"
    assert found["steps"][:2] == [0, 1]
    assert found["village"] >= 1
    assert (found["state"], found["times"], found["waiting"]) == ("acknowledged", 1, 0)


def _pressed(site: Installation, press: tuple[str, ...]) -> str:
    status, out, _error = site.tried(*press)
    return out if status == 0 else ""

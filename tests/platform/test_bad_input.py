"""What an address, a clock or a stranger may say: each gets its sentence, and nothing breaks."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from tests.conftest import COUNTY

from anhuai.platform import audit, clock
from anhuai.platform.acting import SYSTEM
from anhuai.platform.jobs import worker
from anhuai.platform.models import AuditEntry, Job, Session

LISTS = (
    "/people/", "/people/circumstances", "/facilities/", "/facilities/organisations/",
    "/workforce/", "/civil/", "/civil/volunteers/", "/civil/teams/", "/places/", "/audit/",
    "/audit/sign-ins", "/jobs/", "/imports/", "/accounts/", "/keys/", "/departments/",
    "/parameters/", "/dictionaries/", "/plans/tasks/", "/plans/reports/", "/holidays/", "/search",
)  # fmt: skip
NAMES = (
    "q", "within", "division", "age_from", "age_to", "sex", "state", "status", "kind", "sort",
    "from", "to", "actor", "name", "year", "after", "limit", "page", "department", "plan",
    "circumstance", "on", "register", "whose", "outcome", "address",
)  # fmt: skip
ODD = (
    "9" * 40, "-1", "1000000", "0", "62072x", "ｘ", "\u202e倒写", "'; drop table x; --", "%00",
    "2026-02-30", "9999-12-31", "0001-01-01", "null", "[]", "x" * 5000, "%", "_", "\\",
)  # fmt: skip


@pytest.mark.parametrize("url", LISTS)
def test_no_address_breaks_a_list_or_makes_it_long(linze, signed_in, url: str) -> None:
    for role in ("county_officer", "county_administrator"):
        client = signed_in(role, division=COUNTY)
        for odd in ODD:
            query = "&".join(f"{name}={quote(odd)}" for name in NAMES)
            for asked in (query, f"after={quote(odd)}", f"sort={quote(odd)}", f"on={quote(odd)}"):
                seen = client.get(f"{url}?{asked}")
                assert seen.status_code in (200, 302, 403, 404), f"{url}?{asked[:200]}"
                # Settings are as many as rooms declare, not as many as somebody asks for.
                most = 200 if url == "/parameters/" else 120
                assert seen.content.count(b"<tr") < most, "a page stays a page"


def test_a_nul_byte_in_a_form_or_address_is_refused_with_a_sentence(linze, signed_in) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert officer.get("/people/?q=%00").status_code in (200, 400)
    sent = officer.post("/views/save", {"list": "/people/", "title": "a\x00b", "query": ""})
    assert sent.status_code in (200, 302, 400)


def test_a_clock_set_back_breaks_neither_the_trail_nor_sessions_nor_jobs(linze, signed_in) -> None:
    now = clock.now()
    client = signed_in("auditor", division=COUNTY)
    before = AuditEntry.objects.count()
    audit.append(SYSTEM, kind=audit.Kind.SESSION, name="audit_verified", detail={"says": "x"})
    with time_machine.travel(now - timedelta(hours=3), tick=False):
        audit.append(SYSTEM, kind=audit.Kind.SESSION, name="audit_verified", detail={"says": "y"})
        assert client.get("/audit/").status_code == 200, "the session goes on"
        held = Session.objects.get(account=client.account)
        assert held.expire_date <= now + timedelta(hours=12, minutes=1), "and lasts no longer"
        Job.objects.create(
            key="00000000-0000-0000-0000-00000000000b", task="test_bad_input.none", title="x",
            due_at=clock.now(), enqueued_at=clock.now(), status="READY",
            arguments={"args": [], "kwargs": {}},
        )  # fmt: skip
        assert worker.claim("w") is not None, "what is put in now is done now"
    assert audit.verify().broken_at is None
    said = AuditEntry.objects.filter(sequence__gt=before).order_by("sequence")
    assert [one.detail.get("says") for one in said][:2] == ["x", "y"], "in the order it happened"

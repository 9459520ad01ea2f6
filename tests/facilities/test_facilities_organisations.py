"""The organisations that run facilities: founding, correcting, ending, who sees which."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TODAY, TOWN, VILLAGE, open_account
from tests.facilities.conftest import SINCE, Opener
from tests.facilities.test_facilities_actions import refused

from anhuai.facilities import actions, queries
from anhuai.facilities.rules import BodyFacts, BodyKind, Status
from anhuai.platform.acting import SYSTEM, Actor, NotHere, Refused
from anhuai.platform.models import AuditEntry, Organisation, RoleHolding
from anhuai.platform.posting import Stale
from anhuai.platform.sheets.register import Row, registers

pytestmark = pytest.mark.django_db
MakeActor = Callable[..., Actor]
SignedIn = Callable[..., Client]
CODE = "52990000500000007L"


def found(by: Actor = SYSTEM, **more: Any) -> Organisation:
    facts = {"name": "夕阳红养老服务有限公司", "kind": BodyKind.PROVIDER, "division": TOWN,
             "since": SINCE} | more  # fmt: skip
    return actions.found_organisation(by, facts=BodyFacts(**facts))


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names(actor: Actor, **which: Any) -> set[str]:
    return {one.name for one in queries.organisations(actor, **which)}


def test_an_organisation_is_founded_with_its_credit_code_checked(linze: str) -> None:
    made = found(social_credit_code="５２990000500000007l")
    assert made.social_credit_code == CODE
    entry = AuditEntry.objects.get(name="facilities.found_organisation")
    assert entry.ids == [made.pk]
    wrong = [
        ({"social_credit_code": "12990000MA0000001H"}, ("checksum", "social_credit_code")),
        ({"social_credit_code": CODE, "name": "另一家"}, ("taken", "social_credit_code")),
        ({}, ("duplicate", "name")),
        ({"name": " "}, ("name", "name")),
        ({"division": "62"}, ("unknown", "division")),
        ({"since": date(2030, 1, 1)}, ("future", "since")),
    ]
    assert [refused(lambda more=more: found(**more)) for more, _ in wrong] == [
        said for _, said in wrong
    ]


def test_who_may_found_and_correct(linze: str, actor: MakeActor) -> None:
    clerk, far = actor("town_clerk", division=TOWN), actor("town_clerk", division=OTHER_TOWN)
    made = found(clerk)
    assert refused(lambda: found(clerk, division=OTHER_TOWN)) == ("beyond", "division")
    with pytest.raises(Refused):
        found(actor("institution_manager", organisation=made), name="自己")
    with pytest.raises(Refused):
        found(actor("leader", division=COUNTY), name="自己")
    again = BodyFacts(name="改名", kind=BodyKind.PROVIDER, division=TOWN, since=SINCE)
    with pytest.raises(NotHere):
        actions.edit_organisation(far, organisation=made.pk, version=1, facts=again)
    actions.edit_organisation(clerk, organisation=made.pk, version=1, facts=again)
    with pytest.raises(Stale):
        actions.edit_organisation(clerk, organisation=made.pk, version=1, facts=again)


def test_who_sees_which(opened: Opener, actor: MakeActor) -> None:
    own, far = found(name="本镇"), found(name="外镇", division=OTHER_TOWN)
    above = found(name="县级", division=COUNTY)
    elsewhere = Organisation.objects.create(
        kind="provider", name="外县", division="620724", since=SINCE
    )
    clerk = actor("town_clerk", division=TOWN)
    assert names(clerk) == {"本镇", "县级"}
    assert names(actor("institution_manager", organisation=far)) == {"外镇"}
    opened(name="甲", division=VILLAGE, operator=above.pk, by=clerk)
    made = opened(name="乙", division=OTHER_VILLAGE, operator=far.pk)
    assert queries.runs(clerk, [own.pk, far.pk, above.pk]) == {above.pk: 1}
    actions.set_operator(SYSTEM, facility=made.pk, operator=elsewhere.pk)
    assert names(actor("county_officer", division=COUNTY)) == {"本镇", "外镇", "县级", "外县"}


def test_an_organisation_ends_when_it_runs_nothing_and_comes_back(opened: Opener) -> None:
    body = found()
    home = opened(operator=body.pk)
    open_account("boss", "institution_manager", organisation=body)

    def end(on: date = TODAY, reason: str = "解散") -> object:
        return actions.end_organisation(SYSTEM, organisation=body.pk, on=on, reason=reason)

    assert refused(end) == ("running", "")
    actions.change_status(SYSTEM, facility=home.pk, status=Status.CLOSED, on=TODAY, reason="停办")
    assert refused(lambda: end(on=SINCE)) == ("too_early", "on")
    assert refused(lambda: end(reason=" ")) == ("reason", "reason")
    end()
    assert not RoleHolding.objects.filter(organisation=body, until=None).exists()
    assert names(SYSTEM) == set()
    assert names(SYSTEM, ended=True) == {body.name}
    assert refused(end)[0] == "too_early"
    actions.resume_organisation(SYSTEM, organisation=body.pk, reason="误登记")
    assert names(SYSTEM) == {body.name}
    again = actions.resume_organisation
    assert refused(lambda: again(SYSTEM, organisation=body.pk, reason="误登记"))[0] == "open"


def test_the_pages_found_list_and_show_one(linze: str, opened: Opener, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    assert "没有符合条件的单位" in text(officer.get("/facilities/organisations/"))
    data = {"name": "松鹤养老服务中心", "kind": "institution", "division": TOWN,
            "since": "2020-01-01", "social_credit_code": CODE, "token": uuid4()}  # fmt: skip
    first, second = (officer.post("/facilities/organisations/new", data) for _ in range(2))
    one = Organisation.objects.get()
    assert first.url == second.url == f"/facilities/organisations/{one.pk}/"
    bad = officer.post(
        "/facilities/organisations/new", data | {"token": uuid4(), "social_credit_code": "1"}
    )
    assert "统一社会信用代码应为 18 位" in text(bad)
    assert "松鹤养老服务中心" in text(officer.get("/facilities/new"))
    opened(operator=one.pk)
    page = text(officer.get(first.url))
    assert CODE in page
    assert "夕阳红养老院" in page
    for query, seen in [("q=松鹤", True), (f"q={CODE}", True), ("q=没有", False),
                        ("kind=provider", False), ("kind=x", True), ("state=ended", False),
                        ("after=broken", True), ("sort=-since", True)]:  # fmt: skip
        shown = text(officer.get(f"/facilities/organisations/?{query}"))
        assert ("松鹤养老服务中心" in shown) is seen, query
    sheet = officer.get("/sheets/organisations/export")
    rows = (
        CalamineWorkbook.from_filelike(BytesIO(b"".join(sheet.streaming_content)))
        .get_sheet_by_index(0)
        .to_python()
    )
    assert [row[0] for row in rows[1:]] == ["松鹤养老服务中心"]


def test_the_pages_of_one_keep_to_the_scope(linze: str, signed_in: SignedIn) -> None:
    one = found()
    url = f"/facilities/organisations/{one.pk}/"
    far = signed_in("town_clerk", division=OTHER_TOWN)
    assert [far.get(url + part).status_code for part in ("", "edit", "end")] == [404, 404, 404]
    leader = signed_in("leader", division=COUNTY)
    assert leader.get(url).status_code == 200
    assert leader.get(f"{url}edit").status_code == 403
    clerk = signed_in("town_clerk", division=TOWN)
    shown = clerk.get(f"{url}edit").context["form"].initial
    sent = {k: v for k, v in shown.items() if v not in (None, "")} | {"name": "新名"}
    assert clerk.post(f"{url}edit", sent | {"token": uuid4()}).status_code == 302
    assert clerk.post(f"{url}edit", sent | {"token": uuid4()}).status_code == 409
    ended = {"on": TODAY.isoformat(), "reason": "解散", "token": uuid4()}
    assert clerk.post(f"{url}end", ended).status_code == 302
    assert "撤销注销" in text(clerk.get(url))
    assert clerk.post(f"{url}end", {"reason": "误登记", "token": uuid4()}).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.until) == ("新名", None)


def test_an_auditor_sees_the_accounts_others_do_not(linze: str, signed_in: SignedIn) -> None:
    one = found()
    open_account("boss", "institution_manager", organisation=one)
    url = f"/facilities/organisations/{one.pk}/"
    assert "测试boss" in text(signed_in("auditor", division=COUNTY).get(url))
    assert "测试boss" not in text(signed_in("county_officer", division=COUNTY).get(url))


def test_a_workbook_founds_good_rows_and_says_what_is_wrong(linze: str, actor: MakeActor) -> None:
    officer = actor("county_officer", division=COUNTY)
    rows = [
        Row(2, {"name": "甲公司", "kind": "服务商", "division": TOWN, "since": "2020-01-01",
                "social_credit_code": CODE}),
        Row(3, {"name": "乙公司", "kind": "商号", "division": "", "since": "2020-13-01",
                "social_credit_code": ""}),
        Row(4, {"name": "丙公司", "kind": "部门", "division": TOWN, "since": "2020-01-01",
                "social_credit_code": CODE}),
    ]  # fmt: skip
    take = registers()["organisations"].take
    assert [bool(one.errors) for one in take(officer, rows, True)] == [False, True, True]
    assert not Organisation.objects.exists()
    outcomes = take(officer, rows, False)
    assert {column for column, _ in outcomes[1].errors} == {"kind", "division", "since"}
    assert outcomes[2].errors[0][0] == "social_credit_code"
    assert Organisation.objects.get().name == "甲公司"


def test_the_api_lists_organisations_in_scope(linze: str, signed_in: SignedIn) -> None:
    found(), found(name="外镇", division=OTHER_TOWN)
    clerk = signed_in("town_clerk", division=TOWN)
    items = clerk.get("/api/v1/organisations").json()["items"]
    assert [(one["name"], one["runs"]) for one in items] == [("夕阳红养老服务有限公司", 0)]

"""Each page through the client: who may open it, what it shows, what sending it does."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anhuai.benefits import actions
from anhuai.benefits.actions import Proposed
from anhuai.benefits.catalogue import BENEFITS
from anhuai.benefits.models import Application, Finding, StandardChange
from anhuai.benefits.rules.applying import Applying, Channel
from anhuai.benefits.rules.findings import FindingKind
from anhuai.kernel.months import Month
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import SYSTEM, Actor
from anhuai.platform.models import AuditEntry
from tests.benefits.conftest import Elder
from tests.conftest import COUNTY, OTHER_TOWN, TOWN

pytestmark = pytest.mark.django_db
SignedIn = Callable[..., Client]
ITEM = "old_age_allowance"
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def decided(officers: tuple[Actor, Actor, Actor], elder: Elder) -> int:
    """Somebody of 85, somebody who turned 80 this month, and a night."""
    _clerk, first, second = officers
    month = Month.of(clock.today())
    change = actions.propose_standard(
        first, proposed=Proposed(ITEM + "_amount", (month - 3).first, [None, 10000, 5000, 10000, 1],
                                 "临政发〔2025〕1号（虚构）"), reason="试",
    )  # fmt: skip
    actions.simulate(first, change=change.pk)
    actions.approve_standard(second, change=change.pk)
    old = elder(name="孙长寿", born=date(month.year - 85, 1, 5))
    elder(name="李新满", born=date(month.year - 80, month.month, 15))
    actions.redecide(SYSTEM, month=month.first, on=clock.today())
    return old


def test_lists_are_empty_and_say_so(linze: str, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for page, says in (
        ("applications/", "没有符合条件的申请"), ("owed", "没有符合条件的人"),
        ("findings/", "没有符合条件的线索"), ("?q=没有这个", "没有这个名称的待遇"),
        ("standards/?q=没有这个", "没有符合条件的标准"),
    ):  # fmt: skip
        assert says in text(officer.get(f"/benefits/{page}")), page


@pytest.mark.parametrize("code", BENEFITS)
def test_a_benefit_has_a_page_for_anybody(linze: str, code: str) -> None:
    anybody = Client()
    shown = text(anybody.get(f"/benefits/items/{code}/"))
    one = BENEFITS[code]
    for piece in (one.title, one.says, one.conditions[0].title, one.basis.confidence.label):
        assert piece in shown, piece
    assert one.title in text(anybody.get("/benefits/claims"))
    assert anybody.get("/benefits/items/nothing/").status_code == 404


def test_anybody_works_it_out_without_leaving_a_trace(decided: int) -> None:
    before = AuditEntry.objects.count()
    asked = {"born": "1940-01-01", "hukou_here": "1"}
    shown = text(Client().post(f"/benefits/items/{ITEM}/", asked))
    assert "50.00 元" in shown
    unknown = text(Client().post(f"/benefits/items/{ITEM}/", {"born": "1940-01-01"}))
    assert "无法判断" in unknown
    wrong = text(Client().post(f"/benefits/items/{ITEM}/", {"born": "2940-01-01"}))
    assert "出生日期不对" in wrong
    bad = {"born": "1980-01-01", "members": "2", "income_per_head": "三百"}
    assert "金额写法不对" in text(Client().post("/benefits/items/dibao/", bad))
    assert AuditEntry.objects.count() == before


def test_who_is_owed_what_and_why(decided: int, signed_in: SignedIn) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    assert "孙长寿" in text(clerk.get("/benefits/owed?q=长寿&sort=-amount"))
    assert "李新满" not in text(clerk.get("/benefits/owed?q=长寿"))
    shown = text(clerk.get(f"/benefits/why/{decided}/{ITEM}"))
    for piece in ("符合条件", "50.00 元", "户籍登记", "逐条理由"):
        assert piece in shown, piece
    earlier = text(clerk.get(f"/benefits/why/{decided}/{ITEM}?month=2023-07"))
    assert "无法判断" in earlier
    assert clerk.get(f"/benefits/why/{decided}/nothing").status_code == 404
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert "孙长寿" not in text(other.get("/benefits/owed"))
    assert other.get(f"/benefits/why/{decided}/{ITEM}").status_code == 404


def test_the_person_page_says_what_is_owed(decided: int, signed_in: SignedIn) -> None:
    shown = text(signed_in("town_clerk", division=TOWN).get(f"/people/{decided}/"))
    for piece in ("高龄津贴", "50.00", "为什么没有其他待遇"):
        assert piece in shown, piece
    family = text(signed_in("family", person=decided).get(f"/people/{decided}/"))
    assert "50.00" in family


def test_a_finding_is_handled_from_its_page(decided: int, signed_in: SignedIn) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    one = Finding.objects.get(kind=FindingKind.NEW)
    assert "李新满" in text(clerk.get("/benefits/findings/?kind=new&state=open"))
    assert "新符合条件" in text(clerk.get("/"))
    shown = text(clerk.get(f"/benefits/findings/{one.pk}/"))
    assert "尚未申请" in shown
    assert "帮助申请" in shown
    sent = {"version": "1", "state": "handled", "note": "已上门", "token": str(uuid4())}
    assert clerk.post(f"/benefits/findings/{one.pk}/handle", sent).status_code == 302
    one.refresh_from_db()
    assert one.note == "已上门"
    leader = signed_in("leader", division=COUNTY)
    assert leader.get(f"/benefits/findings/{one.pk}/handle").status_code == 403


def test_a_family_applies_online_and_sees_each_step(decided: int, signed_in: SignedIn) -> None:
    family = signed_in("family", person=decided)
    assert "孙长寿" in text(family.get("/benefits/applications/new"))
    page = f"/benefits/applications/new?person={decided}"
    assert "不用再提供" in text(family.get(page))
    sent = {"item": "dibao", "says": "看病花光积蓄", "token": str(uuid4())}
    assert "须同意" in text(family.post(page, sent))
    sent |= {"consents": "on", "token": str(uuid4())}
    assert family.post(page, sent).status_code == 302
    one = Application.objects.get()
    assert one.channel == "online"
    shown = text(family.get(f"/benefits/applications/{one.pk}/"))
    for piece in ("待受理", "撤回申请", "入户调查", "看病花光积蓄"):
        assert piece in shown, piece
    assert family.get(f"/benefits/applications/{one.pk}/accept").status_code == 403


def test_a_survey_keeps_its_photos_for_who_reaches_it(
    decided: int, signed_in: SignedIn, officers, settings, tmp_path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    applying = Applying(item="dibao", channel=Channel.FOUND)
    one = actions.apply(officers[0], person=decided, applying=applying, on=clock.today())
    clerk = signed_in("town_clerk", division=TOWN)
    page = f"/benefits/applications/{one.pk}/"
    today = clock.today().isoformat()
    for step, more in (
        ("accept", {}),
        ("survey", {"favourable": "1", "photos": [SimpleUploadedFile("院子.png", PNG)]}),
    ):
        sent = {
            "version": str(Application.objects.get().version), "on": today, "says": "属实",
            "token": str(uuid4()), **more,
        }  # fmt: skip
        assert clerk.post(f"{page}{step}", sent).status_code == 302, step
    shown = text(clerk.get(page))
    assert "院子.png" in shown
    assert "意见：同意" in shown
    file = one.steps.get(step="survey").photos.get().file_id
    assert clerk.get(f"{page}photos/{file}").getvalue() == PNG
    assert clerk.get(f"{page}photos/{file + 1}").status_code == 404
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get(f"{page}photos/{file}").status_code == 404
    wrong = {"version": "3", "on": today, "token": str(uuid4())}
    assert clerk.post(f"{page}accept", wrong).status_code == 404


def test_a_standard_is_proposed_looked_at_and_approved(decided: int, signed_in: SignedIn) -> None:
    first = signed_in("county_officer", division=COUNTY)
    second = signed_in("county_officer", division=COUNTY)
    page = f"/benefits/standards/{ITEM}_amount/"
    assert "虚构" in text(first.get(page))
    assert "50.00" in text(first.get(f"{page}propose"))
    sent = {
        "cell_1": "100", "cell_2": "60.5", "cell_3": "一百", "cell_4": "300",
        "since": clock.today().isoformat(), "document": "虚构文件", "reason": "提标",
        "token": str(uuid4()),
    }  # fmt: skip
    assert "金额写法不对" in text(first.post(f"{page}propose", sent))
    sent |= {"cell_3": "100", "token": str(uuid4())}
    assert first.post(f"{page}propose", sent).status_code == 302
    change = StandardChange.objects.latest("pk")
    at = f"/benefits/standards/changes/{change.pk}/"
    assert "正在后台测算" in text(second.get(at))
    actions.simulate(SYSTEM, change=change.pk)
    shown = text(second.get(at))
    for piece in ("增加的人", "孙长寿", "60.50", "按乡镇", "80-89"):
        assert piece in shown, piece
    told = {"note": "同意", "token": str(uuid4())}
    assert "另一位经办人" in text(first.post(f"{at}decide?what=approve", told))
    assert second.post(f"{at}decide?what=approve", told).status_code == 302
    change.refresh_from_db()
    assert change.state == "approved"
    assert "60.50" in text(first.get("/benefits/standards/"))


def test_a_rise_by_a_rate_is_proposed_for_several(decided: int, signed_in: SignedIn) -> None:
    first = signed_in("county_officer", division=COUNTY)
    sent = {
        "codes": [f"{ITEM}_amount", "dibao_standard"], "rate": "8",
        "since": clock.today().isoformat(), "document": "虚构文件", "reason": "提标",
        "token": str(uuid4()),
    }  # fmt: skip
    assert first.post("/benefits/standards/index", sent).status_code == 302
    rows = StandardChange.objects.filter(state="proposed").order_by("parameter")
    assert [row.cells for row in rows] == [[62316, 39852], [None, 10800, 5400, 10800, 1]]
    assert "待审批" in text(first.get("/benefits/standards/?state=waiting"))


def test_lists_go_out_as_workbooks(decided: int, signed_in: SignedIn) -> None:
    officer = signed_in("county_officer", division=COUNTY)
    for code in ("benefit-applications", "benefits-owed", "benefit-findings"):
        answer = officer.get(f"/sheets/{code}/export")
        assert answer.status_code in (200, 302), code


def test_the_api_says_the_same(decided: int, signed_in: SignedIn) -> None:
    clerk = signed_in("town_clerk", division=TOWN)
    (row,) = clerk.get(f"/api/v1/benefits/owed?item={ITEM}&within={TOWN}").json()["items"][:1]
    assert (row["name"], row["amount"]) == ("孙长寿", 5000)
    told = clerk.get(f"/api/v1/benefits/why/{decided}/{ITEM}").json()
    assert (told["outcome"], told["paid"]) == ("granted", 5000)
    assert clerk.get("/api/v1/benefits/findings?kind=new").json()["items"][0]["name"] == "李新满"
    assert clerk.get("/api/v1/benefits/applications").json() == {"items": [], "next": ""}
    assert any(one["code"] == ITEM for one in clerk.get("/api/v1/benefits").json())
    other = signed_in("town_clerk", division=OTHER_TOWN)
    assert other.get("/api/v1/benefits/owed").json()["items"] == []
    assert other.get(f"/api/v1/benefits/why/{decided}/{ITEM}").status_code == 404
    assert clerk.get(f"/api/v1/benefits/why/{decided}/{ITEM}?month=x").status_code in (400, 422)


def test_pages_of_the_room_keep_to_a_few_queries(
    decided: int, elder: Elder, signed_in: SignedIn, django_assert_max_num_queries
) -> None:
    elder(held=(Held("dibao", date(2024, 1, 1), kind="rural"),))
    clerk = signed_in("town_clerk", division=TOWN)
    for page in ("owed", "findings/", "applications/"):
        clerk.get(f"/benefits/{page}")
        with django_assert_max_num_queries(20):
            clerk.get(f"/benefits/{page}")

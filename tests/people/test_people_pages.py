"""Each page through the client: permission, scope, empty, full, double submit, stale edit."""

import uuid
from datetime import date

import pytest
from django.test import Client

from anhuai.people import actions, queries
from anhuai.people.models import Circumstance, Consent, Household, Kinship, Person
from anhuai.people.rules.circumstances import Held
from anhuai.platform import clock
from anhuai.platform.acting import Actor
from anhuai.platform.models import AuditEntry
from anhuai.platform.sealing import blind_index, seal
from tests.conftest import questions
from tests.people import small
from tests.people.conftest import Family

DAY = date(2024, 6, 1)
NEW = {
    "name": "周桂兰", "identity": "990000194001010022", "division": small.VILLAGE,
    "address": "二组 15 号", "on": "2024-06-01", "ethnicity": "01",
}  # fmt: skip


@pytest.fixture
def web(clerk: Actor) -> Client:
    return small.browser(clerk)


def body(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_the_empty_list_says_so(web: Client) -> None:
    assert "没有符合条件的人" in body(web, "/people/")


def test_the_list_finds_by_name_pinyin_number_and_phone(web: Client, officer: Actor) -> None:
    number = small.identity(date(1950, 3, 2), "2")
    small.register(officer, "周桂兰", identity=number, phone="13900000000")
    small.register(officer, "孙有福", date(1990, 1, 1), "1")
    for text in ("周桂兰", "桂兰", "zhougui", "zgl", number, number.lower(), "13900000000"):
        page = body(web, f"/people/?q={text}")
        assert "周桂兰" in page, text
        assert "孙有福" not in page, text
    assert number not in body(web, "/people/")


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("age_from=60", {"周桂兰"}), ("age_to=59", {"孙有福", "王朵朵"}), ("sex=1", {"孙有福"}),
        ("circumstance=living_alone", {"周桂兰"}), ("state=dead", {"李老汉"}),
        (f"division={small.NEXT_VILLAGE}", {"孙有福"}), ("age_from=x&age_to=9999", None),
        ("after=broken", None), ("sort=-born", None), ("state=nonsense", None),
    ],
)  # fmt: skip
def test_filters_restrict_and_nonsense_does_not(
    web: Client, officer: Actor, query: str, seen: set[str] | None
) -> None:
    elder = small.register(officer, "周桂兰")
    actions.set_circumstance(officer, persons=[elder], held=Held("living_alone", DAY))
    small.register(
        officer, "孙有福", date(1990, 1, 1), "1", village=small.NEXT_VILLAGE,
        hukou=small.NEXT_VILLAGE,
    )  # fmt: skip
    small.register(officer, "王朵朵", date(2020, 1, 1), "2")
    dead = small.register(officer, "李老汉", date(1940, 1, 1), "1")
    actions.record_death(officer, person=dead, died=DAY)
    page = body(web, f"/people/?{query}")
    if seen is not None:
        names = {"周桂兰", "孙有福", "王朵朵", "李老汉"}
        assert {name for name in names if name in page} == seen


def test_the_list_pages_by_key_without_loss(web: Client, officer: Actor) -> None:
    for at in range(60):
        small.register(officer, "周" + "一二三四五六"[at % 6] + "甲乙丙丁戊己庚辛壬癸"[at % 10])
    for sort in ("name", "-name", "born", "division", "-division"):
        seen: list[str] = []
        after = ""
        for _page in range(3):
            asked = queries.Asked()
            order = {"name": ["pinyin"], "-name": ["-pinyin"], "born": ["born"],
                     "division": ["division", "pinyin"],
                     "-division": ["-division", "-pinyin"]}[sort]  # fmt: skip
            window = queries.people(officer, asked=asked, on=DAY, order=order, after=after, size=25)
            seen += [row[0] for row in window.rows]
            after = window.next
            if not after:
                break
        assert len(seen) == len(set(seen)) == 60, sort


def test_the_person_page_shows_a_whole_life(web: Client, officer: Actor, family: Family) -> None:
    actions.set_circumstance(officer, persons=[family.girl], held=Held("migrant_child", DAY))
    actions.set_contact(officer, person=family.girl, name="赵大梅", phone="13900000001")
    page = body(web, f"/people/{family.girl}/")
    for part in (
        "王朵朵", "王大山", "赵小梅", "流动儿童", "赵大梅", "139****0001", "出生", "未满 14 周岁",
        "东河镇柳林村", "儿媳", "经过",
    ):  # fmt: skip
        assert part in page, part


def test_another_towns_person_is_a_404_on_record(officer: Actor, far_clerk: Actor) -> None:
    person = small.register(officer)
    client = small.browser(far_clerk)
    page = body(client, f"/people/{person}/", status=404)
    assert "周桂兰" not in page
    entry = AuditEntry.objects.filter(kind="refusal").latest("sequence")
    assert (entry.name, entry.subject, entry.account) == ("not_here", "person", far_clerk.account)
    for path in ("edit", "death", "move", "circumstances", "kin", "contacts", "reveal/identity"):
        assert client.get(f"/people/{person}/{path}").status_code == 404
    assert Person.objects.get(pk=person).version == queries.visible(officer).get(pk=person).version


def test_kin_outside_the_scope_is_named_but_not_linked(
    officer: Actor, clerk: Actor, family: Family
) -> None:
    actions.move_person(
        officer, person=family.son, on=DAY, hukou=small.FAR_VILLAGE,
        to=actions_founding(small.FAR_VILLAGE),
    )  # fmt: skip
    page = body(small.browser(clerk), f"/people/{family.girl}/")
    assert "王大山" in page
    assert f'href="/people/{family.son}/"' not in page


def actions_founding(village: str):
    from anhuai.people.rules.facts import Founding

    return Founding(village, "一组")


def test_a_file_is_opened_once_however_often_it_is_sent(web: Client, officer: Actor) -> None:
    data = {**NEW, "token": str(uuid.uuid4())}
    first = web.post("/people/new", data)
    second = web.post("/people/new", data)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"identity": "990000194001010023"}, "校验码不符"),
        ({"identity": "990000202102290032"}, "不是真实存在的日期"),
        ({"identity": "990000209901010019"}, "晚于"),
        ({"identity": "", "born": "2021-02-29", "sex": "2"}, "日期"),
        ({"identity": "", "born": "2099-01-01", "sex": "2"}, "还没有到"),
        ({"name": "周😀"}, "表情"),
        ({"sex": "1"}, "性别与身份证号"),
        ({"division": ""}, "请选择村（社区）"),
        ({"division": small.FAR_VILLAGE}, "选"),
        ({"on": "2099-01-01"}, "还没有到"),
        ({"head": "没有这人", "relation": "20"}, "没有找到"),
        ({"phone": "123"}, "电话号码不对"),
        ({"address": ""}, "请填写住址"),
    ],
)
def test_bad_input_gets_a_sentence_that_says_what_to_do(
    web: Client, officer: Actor, change: dict[str, str], sentence: str
) -> None:
    answer = web.post("/people/new", {**NEW, **change})
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Person.objects.exists()


def test_a_likely_duplicate_is_shown_before_anything_is_made(web: Client, officer: Actor) -> None:
    first = small.register(officer, "周桂兰", date(1940, 1, 1), "2")
    answer = web.post("/people/new", NEW)
    page = answer.content.decode()
    assert f'href="/people/{first}/"' in page
    assert 'name="confirm_distinct"' in page
    assert Person.objects.count() == 1
    assert web.post("/people/new", {**NEW, "confirm_distinct": "on"}).status_code == 302
    assert Person.objects.count() == 2


def test_a_known_number_leads_to_its_file(web: Client, officer: Actor) -> None:
    first = small.register(officer, "周桂兰", date(1940, 1, 1), "2", identity="990000194001010022")
    page = web.post("/people/new", {**NEW, "name": "周桂英"}).content.decode()
    assert "已经登记" in page
    assert f'href="/people/{first}/"' in page


def test_a_second_officer_is_told_that_the_record_changed(web: Client, officer: Actor) -> None:
    person = small.register(officer, "周桂兰")
    page = web.get(f"/people/{person}/edit")
    version = page.context["form"].initial["version"]
    form = {"name": "周桂英", "identity": page.context["form"].initial["identity"], "sex": "2",
            "born": "1950-03-02", "ethnicity": "01", "version": version}  # fmt: skip
    assert web.post(f"/people/{person}/edit", form).status_code == 302
    answer = web.post(f"/people/{person}/edit", {**form, "name": "周桂花"})
    assert answer.status_code == 409
    assert "刚被别人改过" in answer.content.decode()
    one = Person.objects.get(pk=person)
    assert one.name == "周桂英"
    assert one.identity_index


def test_editing_leaves_a_masked_number_as_it_is(web: Client, officer: Actor) -> None:
    person = small.register(officer, "周桂兰", phone="13900000000")
    before = Person.objects.get(pk=person)
    page = web.get(f"/people/{person}/edit").context["form"].initial
    form = {k: v for k, v in page.items() if v not in (None, "")} | {"name": "周桂芳"}
    assert web.post(f"/people/{person}/edit", form).status_code == 302
    after = Person.objects.get(pk=person)
    assert (after.identity_index, after.phone_index) == (before.identity_index, before.phone_index)
    assert after.name == "周桂芳"


@pytest.mark.parametrize("typed", ["", "10000012345", "100 0001 2345"])
def test_a_demo_number_survives_the_correction_of_something_else(
    web: Client, officer: Actor, typed: str
) -> None:
    person = small.register(officer, "周桂兰")
    invented = "10000012345"  # of the demo county: no form takes it as a new number
    index = blind_index(invented, of="phone")
    Person.objects.filter(pk=person).update(phone_sealed=seal(invented), phone_index=index)
    shown = web.get(f"/people/{person}/edit").context["form"].initial
    form = {k: v for k, v in shown.items() if v not in (None, "")} | {"hukou": small.NEXT_VILLAGE}
    answer = web.post(f"/people/{person}/edit", form | ({"phone": typed} if typed else {}))
    assert answer.status_code == 302, answer.context["form"].errors
    after = Person.objects.get(pk=person)
    assert (after.hukou, after.phone_index) == (small.NEXT_VILLAGE, index)
    another = form | {"phone": "10000099999", "version": str(after.version)}
    assert "phone" in web.post(f"/people/{person}/edit", another).context["form"].errors


def test_a_death_is_recorded_from_the_page_and_taken_back(
    web: Client, officer: Actor, family: Family
) -> None:
    page = body(web, f"/people/{family.grandfather}/death")
    assert "由配偶、成年子女等依次接任" in page
    url = f"/people/{family.grandfather}/death"
    answer = web.post(url, {"died": "2024-06-01"}, follow=True)
    assert "户主已变更为李秀英" in answer.content.decode()
    assert "撤销死亡登记" in body(web, f"/people/{family.grandfather}/")
    web.post(f"/people/{family.grandfather}/undo-death", {"reason": "登记错人"})
    assert Person.objects.get(pk=family.grandfather).died is None


def test_a_birth_a_move_and_a_new_head_from_the_pages(
    web: Client, officer: Actor, family: Family
) -> None:
    born = {"name": "王小宝", "sex": "1", "born": "2025-01-02", "father": str(family.son),
            "ethnicity": "01"}  # fmt: skip
    assert web.post(f"/people/{family.wife}/birth", born).status_code == 302
    assert Person.objects.filter(name="王小宝").exists()
    home = f"/people/households/{family.household}"
    version = Household.objects.get(pk=family.household).version
    head = {"head": str(family.son), "on": "2025-02-01", "version": version}
    assert web.post(f"{home}/head", head).status_code == 302
    assert web.post(f"{home}/head", {**head, "head": str(family.wife)}).status_code == 409
    move = {"what": "found", "division": small.NEXT_VILLAGE, "address": "三组", "on": "2025-03-01",
            "with_hukou": "on"}  # fmt: skip
    assert web.post(f"/people/{family.grandmother}/move", move).status_code == 302
    assert Person.objects.get(pk=family.grandmother).hukou == small.NEXT_VILLAGE
    whole = {"what": "leave", "on": "2025-04-01"}
    assert web.post(f"{home}/move", whole).status_code == 302
    assert "已注销" in body(web, f"{home}/")
    assert queries.consistency(officer, on=clock.today()) == []


def test_a_circumstance_is_chosen_recorded_and_ended(
    web: Client, officer: Actor, family: Family
) -> None:
    url = f"/people/{family.son}/circumstances"
    assert "最低生活保障" in body(web, url)
    page = body(web, f"{url}?code=dibao")
    assert "社会救助法" in page
    data = {"kind": "rural", "grade": "2", "since": "2024-06-01",
            "persons": [family.wife, family.girl]}  # fmt: skip
    assert web.post(f"{url}?code=dibao", data).status_code == 302
    rows = Circumstance.objects.filter(code="dibao", retracted_at=None)
    assert rows.count() == 3
    end = f"/people/circumstances/{rows.first().pk}/end"
    body(web, end)
    assert web.post(end, {"until": "2024-07-01", "whole_family": "on"}).status_code == 302
    assert not queries.with_circumstance(officer, code="dibao", on=clock.today()).exists()


def test_an_unverified_circumstance_is_shown_as_such(web: Client, officer: Actor) -> None:
    person = small.register(officer)
    actions.set_circumstance(officer, persons=[person], held=Held("bereaved_only_child", DAY))
    assert "未核实" in body(web, f"/people/{person}/")
    assert "未核实" in body(web, f"/people/{person}/circumstances?code=bereaved_only_child")
    assert "未核实" in body(web, "/people/circumstances")


def test_kin_contacts_and_consent_from_the_pages(
    web: Client, officer: Actor, family: Family
) -> None:
    kin = {"relation": "guardian_of", "relative": str(family.grandmother), "kind": "entrusted",
           "since": "2024-06-01"}  # fmt: skip
    assert web.post(f"/people/{family.girl}/kin", kin).status_code == 302
    assert "委托照护" in body(web, f"/people/{family.girl}/")
    row = Kinship.objects.get(relation="guardian_of")
    body(web, f"/people/kin/{row.pk}/end")
    assert web.post(f"/people/kin/{row.pk}/end", {"until": "2024-07-01"}).status_code == 302
    contact = {"name": "赵大梅", "phone": "13900000001", "order": "1"}
    assert web.post(f"/people/{family.girl}/contacts", contact).status_code == 302
    file = queries.person(officer, person=family.girl, on=clock.today())
    remove = f"/people/{family.girl}/contacts/{file.contacts[0].id}/remove"
    body(web, remove)
    assert web.post(remove).status_code == 302
    consent = {"purpose": "services", "given_by": str(family.wife), "on": "2024-06-01",
               "notice_version": "2026-1", "method": "paper"}  # fmt: skip
    page = body(web, f"/people/{family.girl}/consents")
    assert "李秀英" not in page.split("given_by")[1].split("</select>")[0]
    assert web.post(f"/people/{family.girl}/consents", consent).status_code == 302
    given = Consent.objects.get()
    withdraw = f"/people/consents/{given.pk}/withdraw"
    body(web, withdraw)
    assert web.post(withdraw, {"on": "2024-07-01"}).status_code == 302


def test_a_place_of_registration_is_named_or_coded(web: Client, officer: Actor) -> None:
    for at, (typed, kept) in enumerate(
        [("东河镇柳林村", small.VILLAGE), ("石桥村", small.FAR_VILLAGE), ("620723", "620723")]
    ):
        data = NEW | {"identity": "", "sex": "2", "born": f"194{at}-01-01", "hukou": typed}
        assert web.post("/people/new", data).status_code == 302
        assert Person.objects.latest("pk").hukou == kept
    wrong = NEW | {"identity": "", "sex": "2", "born": "1950-01-01", "hukou": "火星村"}
    assert "没有找到这个地方" in web.post("/people/new", wrong).content.decode()
    person = Person.objects.earliest("pk").pk
    shown = web.get(f"/people/{person}/edit").context["form"].initial["hukou"]
    assert shown == "东河镇柳林村"


def test_kin_is_found_by_name_when_only_one_has_it(
    web: Client, officer: Actor, family: Family
) -> None:
    small.register(officer, "孙有福", date(1945, 1, 1), "1")
    form = {"relation": "supporter_of", "who": "孙有福", "since": "2024-06-01"}
    assert web.post(f"/people/{family.girl}/kin", form).status_code == 302
    small.register(officer, "孙有福", date(1946, 1, 1), "1")
    answer = web.post(f"/people/{family.son}/kin", form)
    assert "几个人同名" in answer.content.decode()


def test_a_hidden_number_is_shown_for_a_reason(web: Client, officer: Actor) -> None:
    number = small.identity(date(1950, 3, 2), "2")
    person = small.register(officer, identity=number)
    url = f"/people/{person}/reveal/identity"
    assert number not in body(web, url)
    assert number not in web.post(url, {"reason": ""}).content.decode()
    shown = web.post(url, {"reason": "核对低保申请"})
    assert number in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    assert web.get(f"/people/{person}/reveal/everything").status_code == 404


def test_the_household_page_and_its_forms(web: Client, officer: Actor, family: Family) -> None:
    home = f"/people/households/{family.household}"
    page = body(web, f"{home}/")
    assert "王建国" in page
    for path in ("head", "move", "edit", "place"):
        body(web, f"{home}/{path}")
    version = Household.objects.get(pk=family.household).version
    assert web.post(f"{home}/edit", {"address": "一组 9 号", "version": version}).status_code == 302
    place = {"longitude": "100.2", "latitude": "39.1", "datum": "wgs84"}
    assert web.post(f"{home}/place", place).status_code == 302
    joined = web.get(f"/people/new?household={family.household}")
    assert "一组 9 号" in joined.content.decode()
    member = {"name": "王远", "identity": "990000194001010014", "relation": "73",
              "on": "2025-01-01", "ethnicity": "01"}  # fmt: skip
    assert web.post(f"/people/new?household={family.household}", member).status_code == 302
    assert small.home_of(Person.objects.get(name="王远").pk) == family.household


@pytest.mark.parametrize("role", ["leader", "auditor", "assessor"])
def test_a_reader_sees_no_button_and_opens_no_form(officer: Actor, role: str) -> None:
    person = small.register(officer)
    client = small.browser(small.holder(role, division=small.COUNTY))
    page = body(client, f"/people/{person}/")
    assert "登记死亡" not in page
    assert client.get(f"/people/{person}/death").status_code == 403
    assert client.get("/people/new").status_code == 403


def test_every_page_is_there_in_english(web: Client, officer: Actor, family: Family) -> None:
    from anhuai.platform.models import Account

    Account.objects.update(language="en")
    for url in (f"/people/{family.girl}/", "/people/", "/people/circumstances",
                f"/people/households/{family.household}/", "/people/new",
                f"/people/{family.girl}/kin"):  # fmt: skip
        body(web, url)


def test_the_api_gives_what_the_pages_show(web: Client, officer: Actor, family: Family) -> None:
    actions.set_circumstance(officer, persons=[family.girl], held=Held("migrant_child", DAY))
    listed = web.get("/api/v1/people?circumstance=migrant_child").json()
    assert [one["name"] for one in listed["items"]] == ["王朵朵"]
    assert listed["items"][0]["circumstances"] == [
        {"code": "migrant_child", "kind": "", "grade": ""}
    ]
    one = web.get(f"/api/v1/people/{family.girl}").json()
    assert one["identity"].startswith("990****")
    assert {kin["name"] for kin in one["kin"]} == {"王大山", "赵小梅"}
    assert web.get("/api/v1/people?after=broken").status_code == 422
    assert web.get("/api/v1/people/999999").status_code == 404


def test_the_api_pages_through_everybody_once(web: Client, officer: Actor) -> None:
    for _at in range(53):
        small.register(officer)
    first = web.get("/api/v1/people").json()
    second = web.get("/api/v1/people", {"after": first["next"]}).json()
    ids = [one["id"] for one in (*first["items"], *second["items"])]
    assert len(ids) == len(set(ids)) == 53


def test_a_persons_page_is_one_commit_on_the_trail(web: Client, officer: Actor) -> None:
    person = small.register(officer, "周桂兰")
    before = AuditEntry.objects.count()
    with questions() as asked:
        body(web, f"/people/{person}/")
    heads = [sql for sql in asked if "update platform_audithead" in sql]
    persons = [sql for sql in asked if f'"people_person"."id" = ({person})' in sql]
    assert len(heads) == 1
    assert len(persons) <= 2  # once by the file, once by all panels
    assert AuditEntry.objects.count() > before

"""Every page of a record can be had as an official PDF, and no paper shows what its page hides."""

import re
import zlib

import pytest
from django.test import Client

from anhuai.platform.models import AuditEntry
from anhuai.platform.papers.reading import Missing, sheet_of
from tests.conftest import COUNTY, OTHER_TOWN, OTHER_VILLAGE, TOWN
from tests.guards.strangers import Strangers, make_strangers
from tests.guards.test_leaks import addresses, content_of

ASKED = {"paper": "pdf", "purpose": "存档备查"}
RECORDS = {
    "people:person", "people:household", "people:change", "facilities:facility",
    "facilities:organisation", "workforce:worker", "workforce:course",
    "civil:organisation", "places:division",
    "places:reform", "plans:indicator", "plans:report", "plans:task", "plans:project",
    "plans:document", "plans:item", "plans:order", "plans:meeting", "plans:proposal",
    "platform:account", "platform:delivery", "platform:department", "platform:message",
    "platform:parameter", "portal:release", "childcare:nursery",
    "childcare:class", "childcare:application", "childcare:ranking", "childcare:child",
    "childcare:prices", "childcare:bill", "childcare:receipt", "childcare:subsidy",
    "childcare:subsidy_draft", "childcare:report", "childcare:inspections",
    "benefits:application", "benefits:finding", "benefits:standard", "benefits:standard_change",
    "benefits:why",
    "assessments:task", "assessments:report", "assessments:scale",
    "funds:entry", "funds:run", "funds:replay", "funds:closing", "funds:person_account",
    "desk:call", "desk:ticket", "desk:article", "desk:care_call", "desk:figures",
    "desk:video", "desk:warning", "desk:discharge",
    "services:visit", "services:order", "services:order_match",
    "services:statement", "services:statement_replay", "services:sample_redraw",
    "services:purchase_contract", "services:undertaker", "services:sponsorship",
    "services:meal_order", "services:meal_point", "services:meal_rounds",
    "services:mart",
    "services:adaptation", "services:bed", "services:carer_course",
    "services:help", "services:helper", "services:squad", "services:activity",
    "services:hours", "services:elder_course", "services:arrangement",
    "cases:case", "response:device", "response:search", "response:watch",
    "siting:scenario", "siting:project", "siting:demand",
    "facilities:filing", "placements:application", "placements:board", "placements:queue",
    "placements:stay", "placements:bill",
}  # fmt: skip


@pytest.fixture
def strangers(linze: str) -> Strangers:
    """People, facilities, workers of another town."""
    return make_strangers(OTHER_TOWN, OTHER_VILLAGE)


def characters(pdf: bytes) -> set[str]:
    """The characters a PDF draws, by the maps with which readers copy text out of it."""
    found: set[str] = set()
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            text = zlib.decompress(packed)
        except zlib.error:
            continue
        if b"begincmap" not in text:
            continue
        for section in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
            for code in re.findall(rb"<[0-9A-Fa-f]+>\s*<([0-9A-Fa-f]+)>", section):
                found |= set(bytes.fromhex(code.decode()).decode("utf-16-be"))
        for section in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
            for low, high, at in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", section):
                start = int(at, 16)
                found |= {chr(start + n) for n in range(int(high, 16) - int(low, 16) + 1)}
    return found


def heading(page: str) -> str:
    return sheet_of(page).title


def test_every_page_of_a_record_has_its_official_pdf(strangers: Strangers, signed_in) -> None:
    seen: set[str] = set()
    clients = [
        signed_in("county_officer", division=COUNTY),
        signed_in("county_administrator", division=COUNTY[:2]),
    ]
    for client in clients:
        for name, url in addresses(strangers):
            page = content_of(shown := client.get(url)).decode(errors="replace")
            if shown.status_code != 200 or 'class="detail"' not in page or name in seen:
                continue
            assert 'name="paper"' in page, f"{name} has no button for its PDF"
            paper = client.get(url, ASKED)
            body = content_of(paper)
            assert body.startswith(b"%PDF-"), name
            assert set(heading(page)) - {" ", "\u3000"} <= characters(body), name
            seen.add(name)
    assert seen == RECORDS


def test_a_clerk_of_another_town_gets_no_paper(strangers: Strangers, signed_in) -> None:
    clerk: Client = signed_in("town_clerk", division=TOWN)
    for name, url in addresses(strangers):
        page = clerk.get(url)
        paper = clerk.get(url, ASKED)
        if page.status_code != 200:
            assert paper.status_code == page.status_code, name
            assert not content_of(paper).startswith(b"%PDF-"), name


def test_printing_is_on_the_trail_with_its_purpose(strangers: Strangers, signed_in) -> None:
    officer: Client = signed_in("county_officer", division=COUNTY)
    person = strangers.keys["person_id"]
    officer.get(f"/people/{person}/", ASKED)
    entry = AuditEntry.objects.filter(name="platform.print").get()
    assert (entry.kind, entry.subject, entry.ids) == ("reading", "people:person", [person])
    assert entry.reason == "存档备查"


def test_without_a_purpose_nothing_is_printed(strangers: Strangers, signed_in) -> None:
    officer: Client = signed_in("county_officer", division=COUNTY)
    answer = officer.get(f"/people/{strangers.keys['person_id']}/", {"paper": "pdf"})
    assert answer.status_code == 400
    assert "用途" in answer.content.decode()
    assert not AuditEntry.objects.filter(name="platform.print").exists()


def test_paper_says_what_the_page_says_and_leaves_out_what_is_for_doing() -> None:
    page = """<h1>王秀英</h1><p class="badges"><span class="badge">女</span> <span>独居</span></p>
    <div class="detail"><dl><div><dt>身份证号</dt><dd>9900**********0022</dd></div></dl>
    <p><a href="/reveal"><svg></svg>查看完整身份证号</a></p>
    <h2>家庭</h2><table><thead>
    <tr><th>姓名</th><th class="num">年龄</th><th>操作</th></tr></thead>
    <tbody><tr><th><a href="/1">王一</a></th><td class="num">80</td>
    <td><a href="/end">结束<span class="visually-hidden"> 王一</span></a></td></tr></tbody></table>
    <form><p>不打印</p></form></div>"""
    sheet = sheet_of(page)
    assert (sheet.title, sheet.subtitle) == ("王秀英", "女 · 独居")
    assert [(b.kind, b.heads, b.rows) for b in sheet.blocks] == [
        ("facts", [], [["身份证号", "9900**********0022"]]),
        ("heading", [], [["家庭"]]),
        ("table", ["姓名", "年龄"], [["王一", "80"]]),
    ]
    assert sheet.blocks[-1].numbers == [False, True]


def test_a_page_without_a_record_has_no_paper() -> None:
    with pytest.raises(Missing):
        sheet_of("<h1>人员</h1><table></table>")

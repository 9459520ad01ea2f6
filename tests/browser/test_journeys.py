"""What people do in a day, from the first click to the last, in a real browser."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from anhuai.kernel.identity import make_citizen_id
from anhuai.platform import clock
from tests.browser.conftest import Site, Watch, sign_in

pytestmark = pytest.mark.browser
Seat = Callable[..., Page]
DRAWN = """() => {
  const drawn = [...document.querySelectorAll("[data-map] svg :is(path, text)")];
  const towns = [...document.querySelectorAll("[data-map] tbody th")];
  const called = new Set(towns.map((one) => one.textContent));
  const places = (is) => drawn.flatMap((one, place) => is(one) ? [place] : []);
  const names = places((one) => called.has(one.textContent));
  const points = places((one) => one.getAttribute("stroke") === "#fff");
  const box = (place) => drawn[place].getBoundingClientRect();
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return {
    names: names.length, points: points.length,
    covered: names.some((name) => points.some((at) => at > name && meet(box(at), box(name)))),
    meeting: names.some((name) => points.some((at) => meet(box(at), box(name)))),
  };
}"""

GOOD = make_citizen_id("990000", date(1951, 3, 4), 901)
WRONG = GOOD[:-1] + ("1" if GOOD[-1] != "1" else "2")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(text))


def send(page: Page, name: str) -> None:
    page.locator("main form.card").get_by_role("button", name=name).click()


def rows(page: Page, path: str) -> int:
    page.goto(path)
    return page.locator("#rows > tr").count()


def test_an_officer_finds_somebody_and_sees_the_number_for_a_reason(site: Site, seat: Seat) -> None:
    page, name = seat(), site.keys["elder_name"]
    sign_in(page, site.made.url, "officer")
    page.goto("/people/")
    page.get_by_label("查找").fill(name[:2])
    row = page.locator("#rows").get_by_role("link", name=name, exact=True)
    expect(row.first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.get_by_role("searchbox", name="搜索人员、机构、指标").fill(site.keys["elder_initials"])
    page.keyboard.press("Enter")
    page.locator(f"main a[href='/people/{site.keys['elder']}/']").first.click()
    heading(page, name)
    masked = page.locator("dl.facts").first.inner_text()
    assert re.search(r"\d{3,6}\*+", masked)
    page.get_by_role("link", name="查看完整身份证号").click()
    send(page, "查看")
    expect(page.locator(".field-errors").first).to_be_visible()
    page.get_by_label("查看原因").fill("核对高龄津贴申请")
    send(page, "查看")
    expect(page.locator("main .figure-value")).to_have_text(re.compile(r"^\d{17}[\dX]$"))


def test_a_wrong_number_is_said_beside_its_field_and_a_double_click_saves_once(
    site: Site, seat: Seat
) -> None:
    page = seat("huzhong-clerk")
    page.goto("/people/")
    page.get_by_role("link", name="新增人员").click()
    page.get_by_label("姓名").fill("试登记")
    page.get_by_label("身份证号").fill(WRONG)
    page.get_by_label("所在村（社区）").select_option(site.keys["village"])
    page.get_by_label("住址").fill("一组 1 号")
    send(page, "建档")
    wrong = page.get_by_label("身份证号")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    told = page.locator(f"#{wrong.get_attribute('id')}_error")
    expect(told).to_contain_text("校验")
    expect(page.get_by_label("姓名")).to_have_value("试登记")
    wrong.fill(GOOD)
    page.locator("main form.card").get_by_role("button", name="建档").dblclick()
    heading(page, "试登记")
    assert rows(page, "/people/?q=试登记") == 1


def test_when_the_head_dies_the_household_has_another(site: Site, seat: Seat) -> None:
    page = seat("officer")
    page.goto(site.address("/people/{head}/"))
    page.get_by_role("link", name="登记死亡").click()
    page.get_by_label("死亡日期").fill(f"{clock.today():%Y-%m}-01")
    send(page, "登记死亡")
    heading(page, site.keys["head_name"])
    page.goto(site.address("/people/households/{heads_home}/"))
    heads = page.locator("#members tbody tr", has=page.get_by_role("cell", name="户主", exact=True))
    expect(heads).to_have_count(1)
    expect(heads).not_to_contain_text(site.keys["head_name"])
    expect(page.locator("#former")).to_contain_text(site.keys["head_name"])


def test_the_second_of_two_officers_is_told_and_the_first_loses_nothing(
    site: Site, seat: Seat, watch: Watch
) -> None:
    watch.allows.add(409)
    path = site.address("/people/{elder}/edit")
    first, second = seat("officer"), seat("officer2")
    first.goto(path)
    second.goto(path)
    first.get_by_label("电话").fill("13900001234")
    send(first, "保存")
    heading(first, site.keys["elder_name"])
    second.get_by_label("电话").fill("13900009999")
    send(second, "保存")
    expect(second.locator("h1.error-title")).to_contain_text("刚被别人改过")
    second.get_by_role("link", name="返回").click()
    expect(second.get_by_label("电话")).to_have_value(re.compile("1234$"))


def test_from_the_board_to_the_people_behind_a_figure_and_back(site: Site, seat: Seat) -> None:
    page = seat("officer")
    page.goto(site.address("/plans/{plan}/"))
    board = page.url
    page.locator("#rows a[href*='/plans/indicators/nursing_bed_share/']").first.click()
    value = page.locator(".figure-value").inner_text()
    assert re.search(r"\d", value)
    page.locator("main").get_by_role("link", name=re.compile("名单$")).first.click()
    assert page.locator("#rows > tr").count() > 0
    page.locator("#rows a[href^='/facilities/']").first.click()
    heading(page, ".")
    page.go_back()
    page.get_by_role("link", name="返回指标").click()
    expect(page.locator(".figure-value")).to_have_text(value)
    page.go_back()
    page.go_back()
    page.go_back()
    assert page.url == board


def test_a_reported_figure_counts_when_a_second_person_confirms(site: Site, seat: Seat) -> None:
    first, second = seat("officer"), seat("officer2")
    first.goto(site.address("/plans/indicators/urn_graves/report?division={county}"))
    first.get_by_label("数值").fill("37.5")
    first.get_by_label("依据").fill("殡葬台账 2026 年第 3 页")
    send(first, "保存")
    expect(first.locator("main")).to_contain_text("待确认")
    expect(first.get_by_role("button", name="确认", exact=True)).to_have_count(0)
    second.goto("/plans/reports/?waiting=1")
    waiting = second.locator("#rows tr", has_text="37.5")
    waiting.locator("a[href^='/plans/reports/']").click()
    second.get_by_role("button", name="确认", exact=True).click()
    expect(second.locator("main")).to_contain_text("已确认")
    first.reload()
    expect(first.locator(".figure-value")).to_contain_text("37.5")


def workbook(path: Path, heads: list[str], filled: list[dict[str, str]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("数据")
        sheet.write_row(0, 0, heads)
        for line, row in enumerate(filled, start=1):
            sheet.write_row(line, 0, [row.get(head, "") for head in heads])
    return path


def first_sheet(path: Path) -> list[list[str]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def test_a_workbook_goes_in_and_its_bad_row_comes_back(
    site: Site, seat: Seat, tmp_path: Path
) -> None:
    page = seat("officer")
    page.goto("/people/")
    page.get_by_role("link", name="导入 Excel").click()
    with page.expect_download() as given:
        page.get_by_role("link", name="下载模板").click()
    given.value.save_as(tmp_path / "template.xlsx")
    heads = [str(cell).strip(" *") for cell in first_sheet(tmp_path / "template.xlsx")[0]]
    assert "姓名" in heads
    whole = {
        "姓名": "试导入", "证件号码": make_citizen_id("990000", date(1949, 5, 6), 903),
        "常住地": site.keys["village"], "住址": "二组 2 号", "与户主关系": "户主",
        "登记日期": "2026-01-01",
    }  # fmt: skip
    bad = {**whole, "姓名": "试错行", "证件号码": WRONG}
    page.get_by_label(re.compile("工作簿|Excel|文件")).set_input_files(
        workbook(tmp_path / "in.xlsx", heads, [whole, bad])
    )
    send(page, "上传并预览")
    expect(page.locator("main")).to_contain_text("可导入 1 行，有误 1 行")
    expect(page.locator("main tr", has_text="试错行")).to_contain_text("校验")
    page.get_by_role("button", name="导入 1 行").click()
    expect(page.locator("main")).to_contain_text("新增 1", timeout=30_000)
    with page.expect_download() as back:
        page.get_by_role("link", name="下载未导入的行").click()
    back.value.save_as(tmp_path / "back.xlsx")
    returned = first_sheet(tmp_path / "back.xlsx")
    assert [row for row in returned if "试错行" in row and "校验" in "".join(map(str, row))]
    assert not [row for row in returned if "试导入" in row]
    assert rows(page, "/people/?q=试导入") == 1


def test_the_whole_register_goes_out_as_a_job(seat: Seat, tmp_path: Path) -> None:
    page = seat("officer")
    page.goto("/people/")
    page.get_by_role("link", name="导出 Excel").click()
    with page.expect_download(timeout=60_000) as given:
        page.get_by_role("link", name="下载").click(timeout=60_000)
    given.value.save_as(tmp_path / "all.xlsx")
    assert len(first_sheet(tmp_path / "all.xlsx")) > 12_000


@pytest.mark.parametrize("by", ["touch", "keyboard"])
def test_on_a_phone_the_menu_opens_and_lists_are_cards(by: str, seat: Seat) -> None:
    page = seat("officer", phone=True)
    page.goto("/people/")
    entry = page.get_by_role("navigation", name="主菜单").get_by_role("link", name="机构设施")
    expect(entry).to_be_hidden()
    toggle = page.locator(".menu-toggle summary")
    if by == "touch":
        toggle.tap()
        entry.tap()
    else:
        toggle.focus()
        page.keyboard.press("Enter")
        expect(entry).to_be_visible()
        entry.focus()
        page.keyboard.press("Enter")
    heading(page, "机构设施")
    first = page.locator("#rows > tr").first
    tops = [cell.bounding_box() for cell in first.locator("td").all() if cell.is_visible()]
    lines = {round(box["y"]) for box in tops if box}
    assert len(lines) > 1, "a card has its cells below one another"


def test_language_and_large_letters_stay(site: Site, seat: Seat) -> None:
    page = seat()
    sign_in(page, site.made.url, "assessor")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("button[name=elder]").click()
    expect(page.locator("html.elder")).to_be_attached()
    again = seat()
    sign_in(again, site.made.url, "assessor")
    expect(again.locator("html.elder")).to_have_attribute("lang", "en")
    again.locator("button[name=language]").click()
    expect(again.locator("html.elder")).to_have_attribute("lang", "zh-Hans")


def test_everything_is_reached_by_keyboard(seat: Seat) -> None:
    page = seat("officer")
    page.goto("/people/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    for _press in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => !!document.activeElement.closest('#rows')"):
            break
    expect(page.locator("#rows a").first).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#search-box")).to_be_focused()


def test_another_towns_person_is_not_here(site: Site, seat: Seat, watch: Watch) -> None:
    watch.allows.add(404)
    page = seat("huzhong-clerk")
    answer = page.goto(site.address("/people/{stranger}/"))
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1.error-title")).to_have_text("没有找到您要的内容")
    page.get_by_role("link", name="回到首页").click()
    heading(page, "工作台")


def test_lists_and_forms_work_without_scripts(site: Site, seat: Seat) -> None:
    page = seat("officer", scripts=False)
    page.goto("/people/")
    page.locator("#filters").get_by_label("查找").fill("王")
    page.locator("#filters").get_by_role("button", name="查询").click()
    assert "q=" in page.url
    first = page.locator("#rows > tr").first.inner_text()
    page.get_by_role("link", name="继续加载").click()
    assert page.locator("#rows > tr").first.inner_text() != first
    page.goto(site.address("/people/households/{household}/edit"))
    page.get_by_label("住址").fill("三组 3 号")
    send(page, "保存")
    expect(page.locator("main")).to_contain_text("三组 3 号")


def test_the_towns_names_stand_above_the_points_of_the_map(site: Site, seat: Seat) -> None:
    page = seat()
    sign_in(page, site.made.url, "officer")
    page.goto("/facilities/map")
    page.locator("[data-map][data-drawn] svg text").first.wait_for()
    shown = page.evaluate(DRAWN)
    assert shown["names"] > 0
    assert shown["points"] > 0
    assert shown["meeting"]
    assert not shown["covered"]

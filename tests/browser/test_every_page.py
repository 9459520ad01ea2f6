"""Every page in the menus, and one of each kind behind them: sound, accessible, in both languages.

The menus are read from the pages' own declarations, so a new page is tested without a line here.
"""

import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

import anhuai.site.urls  # noqa: F401 - the views declare their menu entries
from anhuai.platform.pages import _MENU
from anhuai.platform.roles import ROLES
from tests.browser.conftest import Seats, Site

pytestmark = pytest.mark.browser
looked_at_once = pytest.mark.skipif(
    bool(os.environ.get("ANHUAI_DATABASE_URL")), reason="looked at on SQLite: docs/adr/0075"
)

USERS = {
    "officer": "county_officer", "leader": "leader", "huzhong-clerk": "town_clerk",
    "admin": "county_administrator", "auditor": "auditor", "manager": "institution_manager",
    "family": "family",
}  # fmt: skip
BEHIND = {
    "officer": (
        "/people/{person}/", "/people/{person}/edit", "/people/new", "/people/circumstances",
        "/people/{person}/circumstances", "/people/{person}/circumstances?code=living_alone",
        "/people/{person}/access", "/people/{person}/hold", "/purpose",
        "/people/{person}/reveal/identity", "/people/households/{household}/",
        "/siting/provision", "/siting/projects/", "/siting/projects/new", "/siting/projects/1/",
        "/siting/rooms/", "/siting/rooms/new", "/siting/demand", "/placements/findings",
        "/placements/bills/", "/placements/bills/1/", "/placements/bills/1/set-off",
        "/placements/stays/1/prepay", "/placements/stays/1/refund",
        "/facilities/map", "/facilities/new", "/facilities/{facility}/",
        "/facilities/{facility}/beds", "/workforce/new", "/workforce/{worker}/", "/workforce/gaps",
        "/workforce/service", "/workforce/heads", "/workforce/honours/",
        "/workforce/{worker}/honours",
        "/workforce/checks", "/workforce/{worker}/checks", "/workforce/{worker}/badge",
        "/workforce/courses/", "/workforce/courses/new", "/workforce/courses/1/",
        "/workforce/courses/2/invite", "/workforce/courses/2/results", "/civil/new",
        "/civil/{organisation}/", "/civil/volunteers/", "/civil/teams/", "/places/{county}/",
        "/places/{county}/figures/new", "/plans/{plan}/", "/plans/{plan}/findings",
        "/plans/{plan}/projects", "/plans/projects/{project}/", "/plans/projects/{project}/status",
        "/plans/indicators/nursing_bed_share/?plan={plan}",
        "/plans/indicators/elder_volunteers/who?plan={plan}&side=top",
        "/plans/indicators/pension_insurance/report?plan={plan}", "/plans/tasks/{task}/",
        "/plans/orders/{order}/", "/plans/orders/{order}/answer", "/plans/orders/new?task={task}",
        "/plans/meetings/{meeting}/", "/plans/meetings/new", "/plans/tasks/{task}/parts",
        "/plans/tasks/{task}/rate", "/plans/projects/{project}/funding",
        "/plans/projects/{project}/photos", "/plans/{plan}/causes", "/plans/{plan}/statistics",
        "/plans/proposals/new", "/plans/proposals/{proposal}/", "/plans/targets/{target}/cause",
        "/plans/documents/", "/plans/documents/new", "/plans/documents/{document}/",
        "/plans/documents/{document}/findings", "/plans/drafts/{draft}/",
        "/plans/drafts/{draft}/?kind=finding", "/plans/drafts/{draft}/add?kind=indicator",
        "/plans/drafts/{draft}/publish", "/plans/items/{item}/", "/plans/items/{item}/edit",
        "/plans/tasks/{task}/progress", "/plans/reports/{report}/", "/search?q=wang",
        "/sheets/people/import", "/people/?q=nobody", "/sessions/",
        "/second-factor/", "/password", "/delegations/", "/delegations/new",
        "/second-factor/codes/new", "/second-factor/passkeys/new", "/display", "/help/",
        "/help/?q=a", "/help/people/",
        "/funds/carry", "/placements/apply", "/placements/apply/{person}",
        "/placements/applications/1/",
        "/placements/homes", "/placements/beds/{home}/", "/placements/beds/{home}/queue",
        "/placements/beds/{home}/offer", "/placements/beds/{home}/admit",
        "/placements/beds/{home}/report", "/placements/beds/{home}/incident",
        "/placements/published/{home}/", "/placements/reports/", "/placements/incidents/",
        "/placements/stays/", "/placements/stays/1/", "/placements/stays/1/move",
        "/facilities/filings/1/", "/facilities/{home}/file",
        "/desk/video/", "/desk/video/{video}/",
        "/desk/calls/{call}/", "/desk/calls/log", "/desk/tickets/new", "/desk/tickets/{ticket}/",
        "/desk/knowledge/{article}/", "/desk/care/{round}/", "/desk/care/people/{care}/",
        "/desk/roster/plan", "/desk/drills/new", "/desk/weather/", "/desk/weather/new",
        "/desk/weather/1/", "/desk/discharges/", "/desk/discharges/1/",
        "/assessments/assigned", "/assessments/assign", "/assessments/records/",
        "/assessments/rates", "/assessments/scales/gbt42195_2022/", "/assessments/assessors/new",
        "/assessments/ask/{person}", "/assessments/records/1/", "/assessments/tasks/1/",
        "/childcare/nurseries/1/", "/childcare/classes/1/", "/childcare/applications/",
        "/childcare/applications/1/", "/childcare/children/", "/childcare/children/1/",
        "/childcare/children/1/pass", "/childcare/children/1/book", "/childcare/rankings/1/",
        "/childcare/rules/", "/childcare/rules/new", "/childcare/figures",
        "/childcare/nurseries/1/rank", "/childcare/nurseries/1/class",
        "/childcare/nurseries/1/prices/", "/childcare/nurseries/1/prices/new",
        "/childcare/nurseries/1/bills", "/childcare/nurseries/1/subsidy/",
        "/childcare/nurseries/1/year/", "/childcare/bills/", "/childcare/bills/1/",
        "/childcare/payments/1/", "/childcare/payments/1/invoice", "/childcare/subsidies/",
        "/childcare/subsidies/1/", "/childcare/reports/", "/childcare/reports/1/",
        "/childcare/classes/1/visitor", "/sheets/childcare-attendance/import",
        "/services/plan", "/services/visits/", "/services/visits/1/", "/services/rates",
        "/services/rates/unvisited", "/services/visitors/", "/services/visitors/new",
        "/services/phones/", "/services/targets/1/reassign",
        "/services/orders/", "/services/orders/1/", "/services/offerings/",
        "/services/offerings/new", "/services/care", "/services/orders/new/{person}",
        "/services/orders/1/match", "/services/arrangements/", "/services/arrangements/1/",
        "/services/arrangements/new/{person}",
        "/services/statements/1/", "/services/statements/1/lines", "/services/statements/1/unpaid",
        "/services/statements/1/replay", "/services/anomalies/", "/services/calls/",
        "/services/calls/redraw", "/services/purchase/contracts/", "/services/statements/settle",
        "/services/purchase/contracts/1/", "/services/purchase/contracts/new",
        "/services/purchase/undertakers/", "/services/purchase/undertakers/1/",
        "/services/purchase/undertakers/new", "/services/purchase/directory/",
        "/services/meals/", "/services/meals/orders/", "/services/meals/orders/1/",
        "/services/meals/figures", "/services/meals/hygiene", "/services/meals/points/new",
        "/services/meals/points/1/", "/services/meals/points/1/change",
        "/services/meals/points/1/sitting", "/services/meals/points/1/dish",
        "/services/meals/days/1/", "/services/meals/days/1/menu", "/services/meals/days/1/rounds/",
        "/services/meals/days/1/rounds/plan", "/services/meals/days/1/hygiene",
        "/services/meals/people/{person}/", "/services/meals/people/{person}/card",
        "/services/meals/people/{person}/standing", "/services/meals/people/{person}/diet",
        "/services/marts/", "/services/marts/new", "/services/marts/1/", "/services/marts/points/",
        "/services/marts/1/stock", "/services/marts/deeds/new",
        "/services/marts/people/{person}/award", "/services/marts/people/{person}/exchange",
        "/services/adaptations/candidates", "/services/adaptations/1/",
        "/services/adaptations/2/", "/services/contractors/", "/services/contractors/new",
        "/services/beds/", "/services/beds/1/", "/services/beds/new/{person}",
        "/services/family-carers/", "/services/family-carers/1/",
        "/services/family-carers/new/{person}",
        "/services/mutual/", "/services/mutual/1/", "/services/mutual/1/done",
        "/services/mutual/1/confirm", "/services/mutual/members/", "/services/mutual/members/new",
        "/services/mutual/members/1/", "/services/mutual/members/1/give",
        "/services/mutual/pairs/", "/services/mutual/pairs/1/end", "/services/mutual/teams/",
        "/services/mutual/teams/new", "/services/mutual/teams/1/",
        "/services/mutual/teams/1/join", "/services/mutual/bank", "/services/mutual/mine",
        "/services/activities/", "/services/activities/new", "/services/activities/1/",
        "/services/hours/new/1", "/services/hours/1/", "/services/school/",
        "/services/school/new", "/services/school/1/", "/services/school/participation",
        "/response/people/{person}/", "/response/fences/new", "/response/fences/map",
        "/response/people/{person}/fences/new", "/response/fences/1/edit",
    ),
    "parent": ("/childcare/mine/", "/childcare/applications/new"),
    "huzhong-clerk": ("/people/{townsman}/", "/plans/{plan}/"),
    "admin": (
        "/accounts/new", "/accounts/{account}/", "/accounts/{account}/leave",
        "/accounts/review/done", "/keys/new", "/screens/new",
    ),
    "manager": ("/facilities/1/", "/facilities/1/edit"),
    "": ("/portal/map/elderly/", "/portal/map/childcare/", "/sign-in",),
}  # fmt: skip

KINDS = {"resultTypes": ["violations"]}
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}, **KINDS,
}  # fmt: skip

# Texts people see or hear on an English page, without what says itself that it is Chinese.
SHOWN = """() => {
  const found = [document.title];
  const han = /[\\u3400-\\u9fff]/;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest("script, style, [lang|=zh], .who-mark")) continue;
    found.push(walker.currentNode.nodeValue);
  }
  for (const element of document.querySelectorAll("[aria-label], [placeholder], [title], [alt]"))
    for (const name of ["aria-label", "placeholder", "title", "alt"])
      found.push(element.getAttribute(name) ?? "");
  return found.filter((text) => han.test(text)).map((text) => text.trim());
}"""
HAN = re.compile("[\u3400-\u9fff]+")


def visits() -> Iterator[tuple[str, str]]:
    """Every page to open, with who opens it."""
    for user, role in USERS.items():
        for _menu, name, permit in _MENU:
            if permit in ROLES[role].permits:
                yield user, reverse(name)
    for user, paths in BEHIND.items():
        for path in paths:
            yield user, path


def named(chosen: list[tuple[str, str]]) -> pytest.MarkDecorator:
    names = [f"{user or 'nobody'}:{path}" for user, path in chosen]
    return pytest.mark.parametrize(("user", "path"), chosen, ids=names)


VISITS = list(dict.fromkeys(visits()))
for_everybody = named(VISITS)
once = named([(user, path) for path, user in {p: u for u, p in reversed(VISITS)}.items()])


# Every chart and map to be seen is drawn; the big screen draws those of the next screen later.
DRAWN = """() => ![...document.querySelectorAll(
  ":is([data-chart], [data-map]):not([data-drawn])")].some((one) => one.offsetParent)"""


def opened(page: Page, site: Site, path: str) -> None:
    answer = page.goto(site.address(path), wait_until="load")
    assert answer is not None
    assert answer.status == 200
    page.wait_for_function(DRAWN)


CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, **KINDS}


def violations(page: Page, rules: dict[str, Any] = RULES) -> list[str]:
    found: list[Any] = Axe().run(page, options=rules).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
        for one in found
        for node in one["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Pixels by which the page scrolls sideways."""
    width: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def worn(page: Page, face: str) -> None:
    """Wait until the sheet that the device now asks for has come, where the page offers it."""
    page.wait_for_function(
        """face => !document.body.dataset[face]
          || document.querySelector(`link[href="${document.body.dataset[face]}"]`)?.sheet""",
        arg=face,
    )


@looked_at_once
@for_everybody
def test_a_page_on_the_desk_is_sound_and_accessible(
    user: str, path: str, site: Site, glance: Callable[..., Page]
) -> None:
    page = glance(user)
    opened(page, site, path)
    assert not (found := violations(page)), "\n".join(found)
    assert too_wide(page) <= 0


@pytest.mark.skipif(
    not os.environ.get("ANHUAI_DATABASE_URL"), reason="looked at on SQLite with what it shows"
)
@for_everybody
def test_a_page_opens_on_the_other_database(user: str, path: str, site: Site, seats: Seats) -> None:
    answer = seats.kept(user, phone=False).request.get(site.address(path))
    assert answer.status == 200
    room = "/".join(site.address(path).split("?")[0].split("/")[:4])
    assert answer.url.startswith(room)  # a page may lead to its record

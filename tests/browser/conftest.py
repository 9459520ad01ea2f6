"""A real demo county behind a real server, and a browser that forgives nothing."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    expect,
    sync_playwright,
)

from anhuai.site.demo.accounts import PASSWORD
from tests.installation import Installation, installed

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN", "--disable-background-networking"]
CHROMIUM = os.environ.get("ANHUAI_CHROMIUM", "/usr/bin/chromium")
DESK = {"width": 1366, "height": 800}
PHONE = {"width": 390, "height": 844}
PATIENCE = 30_000  # ms until a machine busy with other tests has answered; nothing waits it out
expect.set_options(timeout=PATIENCE)

# Every demo account twice more: in English, and in large letters.
DOUBLES = """
from anhuai.platform.models import Account, RoleHolding
for first in list(Account.objects.all()):
    for ending, wants in (
        ("en", {"language": "en", "elder": False}), ("elder", {"elder": True}),
        ("large", {"elder": True, "elder_size": 30}),
    ):
        held = list(RoleHolding.objects.filter(account=first))
        first.pk, first.username = None, f"{first.username.split('.')[0]}.{ending}"
        first.language, first.elder, first.elder_size = "zh-hans", False, 18
        for key, value in wants.items():
            setattr(first, key, value)
        first.save()
        for one in held:
            one.pk, one.account = None, first
            one.save()
"""

# Every Chinese text that the records hold.
TEXTS = """
import json, re
from django.apps import apps
from django.db.models import CharField, TextField, JSONField
texts = set()
for model in apps.get_models():
    if not model.__module__.startswith("anhuai.") or model.__name__ == "Job":
        continue
    for column in model._meta.get_fields():
        if isinstance(column, (CharField, TextField, JSONField)):
            for value in model._default_manager.values_list(column.name, flat=True).distinct():
                whole = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
                texts.update(re.findall("[\\u3400-\\u9fff]+", whole))
print(json.dumps(sorted(texts)))
"""

# What the addresses of single records need.
KEYS = """
import json
from collections import Counter
from django.apps import apps
from anhuai.platform.models import Account
from anhuai.platform.searching import syllables
def first(label, **where):
    return apps.get_model(label).objects.filter(**where).order_by("pk")[0].pk
home = apps.get_model("people.Household").objects.filter(until=None).order_by("pk")
people = apps.get_model("people.Person").objects.filter(died=None, left=None)
people = people.exclude(household=None)
initials = lambda name: "".join(sound[0] for sound in syllables(name))
shared = Counter(initials(name) for name in people.values_list("name", flat=True))
elders = people.filter(born__lt="1960-01-01").order_by("pk")
elder = min(elders, key=lambda one: shared[initials(one.name)])
towns = {
    account.username: account.holdings.get().division
    for account in Account.objects.filter(holdings__role="town_clerk", username__endswith="-clerk")
}
others = [town for user, town in sorted(towns.items()) if user != "huzhong-clerk"]
grown = people.filter(born__lt="1995-01-01")
headed = next(
    one.head for one in home.filter(kind="family").order_by("-pk").select_related("head")
    if grown.filter(household=one).exclude(pk=one.head_id).exists()
)
print(json.dumps({
    "elder": elder.pk,
    "elder_name": elder.name,
    "elder_initials": initials(elder.name),
    "stranger": people.filter(division__startswith=others[0][:9]).order_by("pk")[0].pk,
    "head": headed.pk,
    "head_name": headed.name,
    "heads_home": headed.household_id,
    "village": next(d for d in people.filter(division__startswith=towns["huzhong-clerk"][:9])
                    .order_by("pk").values_list("division", flat=True)),
    "townsman": people.filter(division__startswith=towns["huzhong-clerk"][:9])[0].pk,
    "person": first("people.Person", died=None, left=None, household__isnull=False),
    "household": home[0].pk,
    "facility": first("facilities.Facility"),
    "home": apps.get_model("placements.Stay").objects.order_by("pk")[0].facility_id,
    "worker": first("workforce.Worker"),
    "call": first("desk.Call"),
    "video": first("desk.VideoCall"),
    "ticket": first("desk.Ticket"),
    "article": first("desk.Article"),
    "round": first("desk.CareRound"),
    "care": first("desk.CareCall", state="waiting"),
    "organisation": first("civil.SocialOrganisation"),
    "project": first("plans.Project"),
    "report": first("plans.Report"),
    "task": first("plans.Task"),
    "order": first("plans.SupervisionOrder"),
    "meeting": first("plans.Meeting"),
    "proposal": first("plans.FundingProposal"),
    "target": first("plans.Target"),
    "document": first("plans.PlanDocument"),
    "draft": first("plans.DraftPlan"),
    "item": first("plans.DraftItem"),
    "account": Account.objects.get(username="officer").pk,
}))
"""


@dataclass
class Watch:
    """What went wrong on a page; `allows` names answers that the test itself provokes."""

    allows: set[int] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        page.on("pageerror", self.failed)
        page.on("console", self.heard)
        page.on("response", self.answered)

    def off(self, page: Page) -> None:
        page.remove_listener("pageerror", self.failed)
        page.remove_listener("console", self.heard)
        page.remove_listener("response", self.answered)

    def failed(self, error: object) -> None:
        self.faults.append(f"script: {error}")

    def heard(self, message: ConsoleMessage) -> None:
        # A failed answer is judged with its status in `answered`.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.allows:
            self.faults.append(f"{response.status} {response.url}")


@dataclass
class Site:
    """The installation as people reach it: signed in, at a desk or with a phone."""

    made: Installation
    keys: dict[str, Any]
    signed_in: dict[str, Any] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)

    def address(self, path: str) -> str:
        return self.made.url + path.format(**self.keys)

    def not_on_record(self, words: set[str]) -> set[str]:
        """Which of these Chinese words are in no record, so that they are the product's own."""
        if words - self.texts:  # read again: other tests write
            self.texts = set(json.loads(self.made.python(TEXTS)))
        return words - self.texts

    def state_of(self, browser: Browser, user: str) -> Any:
        """The cookies of a signed-in account, signed in once."""
        if user not in self.signed_in:
            context = browser.new_context()
            sign_in(context.new_page(), self.made.url, user)
            self.signed_in[user] = context.storage_state()
            context.close()
        return self.signed_in[user]


def sign_in(page: Page, url: str, user: str) -> None:
    page.goto(f"{url}/sign-in")
    page.fill("#id_username", user)
    page.fill("#id_password", PASSWORD)
    page.click("form.signin-form [type=submit]")
    page.wait_for_url(f"{url}/")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Huzhong, the small demo county, served by the real server and worker."""
    folder: Path = tmp_path_factory.mktemp("county")
    with installed(folder, ANHUAI_DEMO="1", DJANGO_ALLOW_ASYNC_UNSAFE="") as made:
        made.run("migrate")
        made.run("demo", "--county", "huzhong")
        keys = json.loads(made.python(DOUBLES + KEYS))
        made.serve()
        yield Site(made, {**keys, "county": "232764", "plan": "huzhong-2025"})


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium; closed after each file, for its event loop bars others from the database."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Console errors, script errors, content-security violations, failed answers fail the test."""
    watching = Watch()
    yield watching
    assert not watching.faults, watching.faults


@dataclass
class Seats:
    """Browsers that people sit down before; `shared` ones serve every test of a file."""

    site: Site
    browser: Browser
    shared: dict[tuple[str, bool], BrowserContext] = field(default_factory=dict)
    pages: dict[tuple[str, bool], Page] = field(default_factory=dict)

    def fresh(self, user: str, *, phone: bool, scripts: bool = True) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.site.made.url, locale="zh-CN", viewport=PHONE if phone else DESK,
            has_touch=phone, is_mobile=phone, java_script_enabled=scripts, accept_downloads=True,
            reduced_motion="reduce",
            storage_state=self.site.state_of(self.browser, user) if user else None,
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        return context

    def kept(self, user: str, *, phone: bool) -> BrowserContext:
        if (user, phone) not in self.shared:
            self.shared[user, phone] = self.fresh(user, phone=phone)
        return self.shared[user, phone]

    def page(self, user: str, *, phone: bool) -> Page:
        """The one page of a kept browser: a new one costs more than what it shows."""
        kept = self.pages.get((user, phone))
        if kept is None or kept.is_closed():
            kept = self.pages[user, phone] = self.kept(user, phone=phone).new_page()
        return kept


@pytest.fixture(scope="module")
def seats(site: Site, browser: Browser) -> Iterator[Seats]:
    """The browsers of one file's tests."""
    held = Seats(site, browser)
    yield held
    for context in held.shared.values():
        context.close()


@pytest.fixture
def seat(seats: Seats, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Sit somebody down before a fresh browser: seat("officer"), seat("family", phone=True)."""
    opened: list[BrowserContext] = []

    def sit(user: str = "", *, phone: bool = False, scripts: bool = True) -> Page:
        context = seats.fresh(user, phone=phone, scripts=scripts)
        opened.append(context)
        page = context.new_page()
        watch.on(page)
        return page

    yield sit
    for context in opened:
        context.close()


@pytest.fixture
def glance(seats: Seats, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Look at pages in a browser that is kept: for looking only, never for doing."""
    opened: list[Page] = []

    def look(user: str = "", *, phone: bool = False) -> Page:
        page = seats.page(user, phone=phone)
        opened.append(page)
        watch.on(page)
        return page

    yield look
    for page in opened:
        watch.off(page)
        page.emulate_media(color_scheme="light", contrast="no-preference")
        page.goto("about:blank")

"""A video call between real browsers: each sees the others' frames, whoever refused is not seen.

Every person sits before a Chromium of their own, with a made camera (a moving picture and a beep).
"""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, PATIENCE, PHONE, Site, Watch, sign_in

pytestmark = pytest.mark.browser
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
CASE = """
from anhuai.cases.models import Case
print(Case.objects.filter(kind="alarm", closed_at=None, person__isnull=False).order_by("-pk")[0].pk)
"""
# How many pictures of the others were decoded, and whether their clocks move.
SEEN = """async () => {
  const videos = [...document.querySelectorAll("[data-others] video")];
  return videos.map((one) => [one.currentTime, one.getVideoPlaybackQuality().totalVideoFrames]);
}"""
FLOWS = """(count) => {
  const videos = [...document.querySelectorAll("[data-others] video")];
  return videos.length === count && videos.every((one) =>
    one.currentTime > 0.3 && one.getVideoPlaybackQuality().totalVideoFrames > 5);
}"""


class People:
    """Browsers that people sit before, each a program of its own."""

    def __init__(self, site: Site, watch: Watch, stack: ExitStack) -> None:
        self.site, self.watch, self.stack = site, watch, stack
        self.play = stack.enter_context(sync_playwright())

    def sit(self, user: str = "", *, camera: bool = True) -> Page:
        opened: Browser = self.play.chromium.launch(
            executable_path=CHROMIUM, args=[*ARGUMENTS, *(CAMERA if camera else [])]
        )
        self.stack.callback(opened.close)
        context: BrowserContext = opened.new_context(
            base_url=self.site.made.url, locale="zh-CN",
            **({} if user else {"viewport": PHONE, "is_mobile": True, "has_touch": True}),
        )  # fmt: skip
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if user:
            sign_in(page, self.site.made.url, user)
        self.watch.on(page)
        return page


@pytest.fixture
def people(site: Site, watch: Watch) -> Iterator[People]:
    with ExitStack() as stack:
        yield People(site, watch, stack)


def begun(site: Site, page: Page) -> int:
    """The officer opens a case on the board, begins a video call and goes in."""
    case = int(site.made.python(CASE))
    page.goto(f"/desk/?case={case}")
    page.click("form[action$='/video'] button")
    page.wait_for_url("**/desk/video/*/")
    page.click("form[action$='/join'] button")
    page.wait_for_selector("[data-state=waiting]")
    return case


def link_for(page: Page, name: str, role: str = "family") -> str:
    """The officer makes a link, in a second window as one would, and goes back."""
    other = page.context.new_page()
    other.goto(page.url + "invite")
    other.check(f"input[name=role][value={role}]")
    other.fill("input[name=name]", name)
    other.click("main form [type=submit], main form button.btn-primary")
    link = other.inner_text("#link")
    other.close()
    return link


def flows(page: Page, count: int) -> None:
    page.wait_for_function(FLOWS, arg=count)
    assert page.get_attribute("#video-room", "data-state") == "linked"


def moved(page: Page) -> None:
    """The pictures go on: their clocks and counts are further than a moment before."""
    before: Any = page.evaluate(SEEN)
    page.wait_for_function(
        """(before) => [...document.querySelectorAll("[data-others] video")].every((one, n) =>
             one.currentTime > before[n][0]
             && one.getVideoPlaybackQuality().totalVideoFrames > before[n][1])""",
        arg=before,
    )


def timeline(site: Site, case: int) -> list[str]:
    code = f"""
from anhuai.cases.models import Entry
print("|".join(Entry.objects.filter(case={case}, what="video").order_by("pk")
      .values_list("says", flat=True)))
"""
    return site.made.python(code).split("|")


def test_officer_elder_and_daughter_see_each_other_and_a_stranger_does_not(
    site: Site, people: People
) -> None:
    officer = people.sit("duty")
    case = begun(site, officer)
    first = link_for(officer, "张奶奶", "elder")
    elder = people.sit()
    elder.goto(first)
    assert elder.evaluate("document.documentElement.classList.contains('elder')")
    button = elder.locator("button.video-yes")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 96
    assert not elder.evaluate("!!document.querySelector('video')")  # no camera before the answer
    button.click()
    flows(officer, 1)
    flows(elder, 1)
    # A third comes in; nobody has to do anything.
    daughter = people.sit()
    daughter.goto(link_for(officer, "女儿"))
    daughter.click("button.video-yes")
    for page in (officer, elder, daughter):
        flows(page, 2)
        moved(page)
    # The used link leads a stranger nowhere.
    people.watch.allows.add(404)
    stranger = people.sit()
    stranger.goto(first)
    assert stranger.locator("video, button.video-yes").count() == 0
    # The elder reloads the page and is there again; hangs up, and the others go on.
    elder.reload()
    flows(elder, 2)
    flows(daughter, 2)
    elder.click("button.video-yes")
    officer.wait_for_function(FLOWS, arg=1)
    moved(officer)
    officer.click("form[action$='/end'] button")
    daughter.wait_for_selector("[data-state=over]")
    said = timeline(site, case)
    assert said[0] == "发起视频通话"
    assert said[-1].startswith("视频结束，参加：")
    assert said[-1].endswith("、张奶奶、女儿")


def test_who_refuses_is_not_seen_and_the_officer_learns_it(site: Site, people: People) -> None:
    officer = people.sit("duty")
    case = begun(site, officer)
    guest = people.sit()
    guest.goto(link_for(officer, "不愿视频的人"))
    guest.click("button.video-no")
    guest.wait_for_selector("text=没有打开摄像头")
    assert timeline(site, case)[-1] == "不同意视频，摄像头未开启"
    officer.reload()
    officer.wait_for_selector("#seats >> text=不同意视频")
    assert officer.evaluate(SEEN) == []
    officer.click("form[action$='/end'] button")


def test_without_a_camera_one_still_sees_the_other(site: Site, people: People) -> None:
    officer = people.sit("duty", camera=False)
    case = int(site.made.python(CASE))
    officer.goto(f"/desk/?case={case}")
    officer.click("form[action$='/video'] button")
    officer.wait_for_url("**/desk/video/*/")
    officer.click("form[action$='/join'] button")
    officer.wait_for_selector("text=打不开摄像头")
    elder = people.sit()
    elder.goto(link_for(officer, "张奶奶", "elder"))
    elder.click("button.video-yes")
    officer.wait_for_function(FLOWS, arg=1)
    officer.click("form[action$='/end'] button")

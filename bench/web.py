"""What pages cost: weight and use on a village's network, CPU a request, search, boards, imports.

python bench/web.py [--county linze] [--persons 1000000] [--quick]
Makes an installation of its own in a scratch folder, fills it with the demo county and measures it
from outside, through its real processes; on PostgreSQL where ANHUAI_DATABASE_URL names a server.
--persons copies the county until there are so many and looks at all of them together; --quick takes
2,000 imported rows and fewer requests. The village's network is 400 kbit/s, 300 ms, CPU ÷ 4, empty
cache. The last line is one JSON object; a figure not measured is null.
"""

import argparse
import gzip
import html
import json
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from urllib.parse import quote, urlsplit

import xlsxwriter
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.installation import Installation, installed, until  # noqa: E402

from anhuai.kernel.identity import make_citizen_id  # noqa: E402

PASSWORD = "anhuai-demo-2026"
PAGES = {"list": "/people/", "places": "/places/", "signin": "/sign-in", "plans": "/plans/"}
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN", "--disable-background-networking"]
NAMES = "建国秀英桂兰玉梅志强海燕春花"
Figures = dict[str, float | None]


def cookies(browser: Browser, url: str, user: str) -> list[dict[str, object]]:
    """Sign in and return the session."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.fill("#id_username", user)
    page.fill("#id_password", PASSWORD)
    page.click("form.signin-form button[type=submit]")
    page.wait_for_url(f"{url}/")
    return [dict(cookie) for cookie in context.cookies()]


def load(browser: Browser, url: str, held: list[dict[str, object]]) -> tuple[float, float]:
    """KB over the wire and seconds until the page can be used."""
    context = browser.new_context(locale="zh-CN")
    context.add_cookies(held)  # type: ignore[arg-type]
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", SLOW)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    received = []
    devtools.on("Network.loadingFinished", lambda e: received.append(e["encodedDataLength"]))
    began = time.monotonic()
    page.goto(url, wait_until="domcontentloaded")
    usable = time.monotonic() - began
    page.wait_for_load_state("networkidle")
    context.close()
    return sum(received) / 1024, usable


def cpu(pids: list[int], mark: bytes) -> float:
    """CPU seconds used so far by those processes whose command line holds the mark."""
    total = 0.0
    for pid in pids:
        folder = Path(f"/proc/{pid}")
        if mark in (folder / "cmdline").read_bytes():
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


_lines = local()


def fetch(url: str, held: list[dict[str, object]]) -> tuple[float, bytes]:
    """Milliseconds one caller waits for a page on a connection that stays open, and the page."""
    asked = urlsplit(url)
    if getattr(_lines, "to", None) != asked.netloc:
        _lines.to, _lines.open = asked.netloc, HTTPConnection(asked.netloc, timeout=60)
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in held)
    began = time.perf_counter()
    _lines.open.request("GET", asked._replace(scheme="", netloc="").geturl(), headers={
        "Cookie": cookies, "Accept-Encoding": "gzip",
    })  # fmt: skip
    reply = _lines.open.getresponse()
    body = reply.read()
    waited = (time.perf_counter() - began) * 1000
    if reply.status != 200:
        raise SystemExit(f"{url} answered {reply.status}")
    return waited, gzip.decompress(body) if reply.headers["Content-Encoding"] == "gzip" else body


def served(
    site: Installation, path: str, held: list[dict[str, object]], times: int
) -> tuple[float, float]:
    """CPU ms of the web's processes a request, and p95 ms of one caller."""
    url, pids = site.url + path, site.processes()
    fetch(url, held)
    before = cpu(pids, b"granian")
    walls = sorted(fetch(url, held)[0] for _ in range(times))
    used = (cpu(pids, b"granian") - before) * 1000 / times
    return round(used, 1), round(walls[int(times * 0.95)], 1)


def under_load(url: str, held: list[dict[str, object]], *, rate: int, seconds: int) -> float:
    """p95 ms at a steady rate, each counted from when it was due: a queue is not forgiven."""
    began = time.perf_counter() + 0.5

    def one(number: int) -> float:
        due = began + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        fetch(url, held)
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(32) as callers:
        walls = sorted(callers.map(one, range(rate * seconds)))
    return round(walls[int(len(walls) * 0.95)], 1)


def page_after(url: str, held: list[dict[str, object]], pages: int) -> str:
    """Return the address of a later page, reached by its links."""
    path = "/people/"
    for _ in range(pages):
        found = re.search(rb'href="(/people/\?after=[^"]+)"', fetch(url + path, held)[1])
        if found is None:
            raise SystemExit("the list ends too soon")
        path = html.unescape(found[1].decode())
    return path


def workbook(path: Path, rows: int, villages: list[str]) -> None:
    """Write a workbook of invented families of three in all villages, 15 cells a person."""
    heads = ["姓名", "证件号码", "性别", "出生日期", "民族", "电话", "户籍地代码", "户口性质",
             "常住地", "住址", "与户主关系", "户主证件号码", "登记日期", "婚姻状况",
             "文化程度"]  # fmt: skip
    kin = (("户主", 1, 1, "初婚"), ("妻", 2, 2, "初婚"), ("子", 30, 1, "未婚"))
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, heads)
    head = ""
    for place in range(rows):
        relation, years, sex, marital = kin[place % 3]
        family = place // 3
        born = date(1940 + years, 1, 1) + timedelta(days=family % 7000)
        village = villages[family % len(villages)]
        number = make_citizen_id("990000", born, 2 * (family // 7000) + 700 + sex)
        head = number if relation == "户主" else head
        name = "王李张刘陈"[family % 5] + NAMES[place % 14] + NAMES[family // 14 % 14]
        sheet.write_row(place + 1, 0, [
            name, number, "男女"[sex - 1], born.isoformat(), "汉族", "", village, "农业户口",
            village, f"一组 {family + 1} 号", relation, "" if relation == "户主" else head,
            "2026-01-01", marital, "初中",
        ])  # fmt: skip
    book.close()


def imported(site: Installation, rows: int, villages: list[str]) -> tuple[float, float]:
    """Seconds and worker's CPU seconds from the job's start to its end."""
    path = site.folder / "people.xlsx"
    workbook(path, rows, villages)
    before = cpu(site.processes(), b"work")
    run = site.python(
        "from anhuai.platform.models import Account\n"
        "from anhuai.platform.requests import actor_of\n"
        "from anhuai.platform.sheets import importing\n"
        "from anhuai.platform.sheets.register import registers\n"
        "actor = actor_of(Account.objects.get(username='officer'))\n"
        f"kept = importing.upload(actor, registers()['people'], open({str(path)!r}, 'rb'),"
        " name='people.xlsx')\n"
        "print(importing.start(actor, kept).pk)"
    )
    ask = (
        "from anhuai.platform.models import Import\n"
        f"run = Import.objects.select_related('job').get(pk={run})\n"
        "ended = run.finished_at and (run.finished_at - run.job.started_at).total_seconds()\n"
        "print(run.status, run.added, run.refused, ended or 0)"
    )
    said = until(
        lambda: (text := site.python(ask)).startswith(("done", "failed")) and text,
        within=600, what="the import ends",
    )  # fmt: skip
    status, added, refused, seconds = said.split()
    if (status, int(added), int(refused)) != ("done", rows, 0):
        raise SystemExit(f"the import did not take every row: {said}")
    return round(float(seconds), 1), round(cpu(site.processes(), b"work") - before, 1)


def pages(site: Installation, figures: Figures, *, times: int) -> None:
    """Measure what is read."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        held = cookies(browser, site.url, "officer")
        for name, path in PAGES.items():
            weight, usable = load(browser, site.url + path, [] if name == "signin" else held)
            figures[f"{name}_kb"], figures[f"{name}_usable_s"] = round(weight, 1), round(usable, 2)
        browser.close()
    own = "from anhuai.plans.models import Plan\nprint(Plan.objects.order_by('pk')[0].code)"
    board = f"/plans/{site.python(own)}/"
    figures["board_first_ms"] = round(fetch(site.url + board, held)[0])
    figures["board_cpu_ms"], figures["board_p95_ms"] = served(site, board, held, times // 4)
    figures["list_cpu_ms"], _ = served(site, "/people/", held, times)
    later = page_after(site.url, held, 99)
    figures["list_100th_cpu_ms"], _ = served(site, later, held, times)
    for name, path in (("list_p95_ms", "/people/"), ("list_100th_p95_ms", later)):
        figures[name] = under_load(site.url + path, held, rate=50, seconds=max(times // 40, 2))
    person = site.python(
        "from anhuai.people.models import Person\n"
        "print(Person.objects.filter(died=None).order_by('pk')[500].pk)"
    )
    figures["detail_cpu_ms"], _ = served(site, f"/people/{person}/", held, times)
    search = f"/people/?q={quote('王秀')}"
    figures["search_cpu_ms"], figures["search_ms"] = served(site, search, held, times)


def grown(site: Installation, figures: Figures, persons: int) -> None:
    """Copy the county until there are so many persons, and let the officer look at all of them."""
    began = time.monotonic()
    there = site.python(
        f"import sys\nsys.path.insert(0, {str(ROOT / 'bench')!r})\n"
        "from population import grow\n"
        "from anhuai.platform.models import RoleHolding\n"
        f"print(grow({persons}))\n"
        "holding = RoleHolding.objects.get(account__username='officer')\n"
        "holding.division = holding.division[:4]\n"
        "holding.save()"
    )
    figures["persons"] = int(there)
    figures["grown_s"] = round(time.monotonic() - began, 1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--county", default="linze")
    parser.add_argument("--persons", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    figures: Figures = {"import_50k_s": None, "import_50k_cpu_s": None}
    with tempfile.TemporaryDirectory() as scratch, installed(
        Path(scratch), ANHUAI_DEMO="1"
    ) as site:  # fmt: skip
        began = time.monotonic()
        site.run("demo", "--county", given.county)
        figures["demo_s"] = round(time.monotonic() - began, 1)
        began = time.monotonic()
        site.run("work", "--once")  # 24 months of snapshots, first so that they disturb no figure
        figures["snapshots_24_months_s"] = round(time.monotonic() - began, 1)
        if given.persons:
            grown(site, figures, given.persons)
        site.serve()
        pages(site, figures, times=40 if given.quick else 400)
        villages = site.python(
            "from anhuai.people.models import Household\n"
            "from anhuai.platform import county\n"
            "homes = Household.objects.filter(until=None, division__startswith=county.code())\n"
            "print(*homes.order_by('division').values_list('division', flat=True).distinct())"
        ).split()
        rows = 2_000 if given.quick else 50_000
        took = imported(site, rows, villages)
        if not given.quick:
            figures["import_50k_s"], figures["import_50k_cpu_s"] = took
        figures["import_ms_a_row"] = round(took[0] * 1000 / rows, 3)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

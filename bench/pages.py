"""What pages weigh and when they can be used on a village's network: 400 kbit/s, 300 ms, CPU ÷ 4.

python bench/pages.py [--url http://127.0.0.1:8000] [--user officer] [--quick]
Needs a running demo county (python3 run.py demo) and Chromium. First load, empty cache. CPU per
request is read from the server's processes where it runs here. The last line is one JSON object.
"""

import argparse
import json
import os
import shutil
import time
from pathlib import Path
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, sync_playwright

PASSWORD = "anhuai-demo-2026"
PAGES = {"list": "/people/", "places": "/places/", "signin": "/sign-in", "board": "/plans/"}
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--lang=zh-CN", "--disable-background-networking"]


def cookies(browser: Browser, url: str, user: str) -> list[dict[str, object]]:
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
    return sum(received) / 1000, usable


def cpu_of_servers() -> float:
    """CPU seconds used so far by the granian processes of this machine."""
    total = 0.0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = path.read_text()
            command = (path.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if b"granian" in command:
            fields = text.rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def served(url: str, held: list[dict[str, object]], times: int) -> tuple[float, float]:
    """CPU ms a request and p95 wall ms of one caller."""
    headers = {"Cookie": "; ".join(f"{c['name']}={c['value']}" for c in held)}
    walls = []
    before = cpu_of_servers()
    for _ in range(times):
        began = time.perf_counter()
        with urlopen(Request(url, headers=headers)) as reply:
            reply.read()
        walls.append((time.perf_counter() - began) * 1000)
    cpu = (cpu_of_servers() - before) * 1000 / times
    return cpu, sorted(walls)[int(times * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--user", default="officer")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    figures: dict[str, float | None] = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        held = cookies(browser, given.url, given.user)
        for name, path in PAGES.items():
            weight, usable = load(browser, given.url + path, [] if name == "signin" else held)
            figures[f"{name}_kb"] = round(weight, 1)
            figures[f"{name}_usable_s"] = round(usable, 2)
            print(f"{path}: {weight:.1f} KB, usable after {usable:.2f} s", flush=True)
        browser.close()
    times = 100 if given.quick else 400
    figures["list_cpu_ms"], figures["list_p95_ms"] = (
        round(figure, 1) for figure in served(f"{given.url}/people/", held, times)
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""How long a newcomer waits: clone to first page (cold), again (warm), and the demo county alone.

python bench/setup.py [--quick]    --quick: warm start only, in this checkout
Uses whatever package caches the machine has; PIP_NO_CACHE_DIR=1 UV_NO_CACHE=1 empties them.
The last line is one JSON object; a figure not measured is null.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def first_page(folder: Path, county: str) -> float:
    """Seconds from the command to the first sign-in page, then everything ended."""
    port = free_port()
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "run.py", "demo", "--county", county, "--port", str(port)],
        cwd=folder, env={k: v for k, v in os.environ.items() if not k.startswith("ANHUAI_")},
    )  # fmt: skip
    try:
        while True:
            if process.poll() is not None:
                raise SystemExit(f"run.py demo ended with {process.returncode}")
            try:
                with urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5) as page:
                    if page.status == 200:
                        return time.monotonic() - began
            except (URLError, OSError):
                time.sleep(0.02)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--county", default="linze")
    given = parser.parse_args()
    figures: dict[str, float | None] = {"cold_s": None, "warm_s": None}
    if given.quick:
        first_page(ROOT, given.county)
        figures["warm_s"] = round(first_page(ROOT, given.county), 2)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            clone = Path(scratch) / "anhuai"
            subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
            figures["cold_s"] = round(first_page(clone, given.county), 1)
            figures["warm_s"] = round(min(first_page(clone, given.county) for _ in range(3)), 2)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""安怀 Anhuai: one file, standard library only.

python3 run.py demo [--county linze|huzhong|litong] [--port 8000]   set up, start the demo county
python3 run.py test [pytest arguments]                              set up, run every test
python3 run.py check                                                lint, types, scans, guards

Each step is skipped while its inputs have not changed since it last succeeded.
"""

import argparse
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"
LOCKS = ROOT / "locks"
FRONTEND = ROOT / "frontend"
SOURCE = ROOT / "src" / "anhuai"
DEMO = ROOT / "data" / "demo"
# Compiled modules are kept whatever the shell says: every process starts in a third of the time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def run(*command: str | Path, **options: object) -> None:
    """Run a command and say how long it took; stop with its own output when it fails."""
    began = time.monotonic()
    options.setdefault("cwd", ROOT)
    done = subprocess.run([str(part) for part in command], check=False, **options)  # type: ignore[call-overload]
    shown = " ".join(
        Path(str(part)).name if Path(str(part)).is_absolute() else str(part) for part in command
    )
    if done.returncode:
        sys.exit(f"没有成功（{done.returncode}）：{shown[:160]}")
    print(f"  [{time.monotonic() - began:5.1f} s] {shown[:90]}", flush=True)


def files_of(inputs: Iterable[Path]) -> Iterable[Path]:
    """Yield every input file, folders in order of name; what tools leave behind does not count."""
    for given in inputs:
        found = [given] if given.is_file() else sorted(given.rglob("*"))
        yield from (f for f in found if f.is_file() and "__pycache__" not in f.parts)


def step(name: str, inputs: Iterable[Path], work: Callable[[], None], *needs: Path) -> None:
    """Do a step unless its stamp says that its inputs are unchanged and its results are there."""
    digest = hashlib.sha256()
    for path in files_of(inputs):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    stamp = VENV / f".done-{name}"
    fresh = stamp.exists() and stamp.read_text() == digest.hexdigest()
    if fresh and all(path.exists() for path in needs):
        return
    stamp.unlink(missing_ok=True)
    work()
    stamp.write_text(digest.hexdigest())


def make_venv() -> None:
    """Make the virtual environment, with Debian's missing venv package installed where we may."""
    if PYTHON.exists():
        return
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        apt_install("python3-venv", why="建立 Python 虚拟环境")
    run(sys.executable, "-m", "venv", VENV)


def apt_install(*packages: str, why: str) -> None:
    """Install Debian packages as root, or say clearly what to install."""
    may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may:
        sys.exit(f"{why}需要系统软件包：{' '.join(packages)}。请用管理员权限安装后再试。")
    quiet = {"stdout": subprocess.DEVNULL}
    run("apt-get", "update", "-qq", **quiet)
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages, **quiet)


def install(lock: Path) -> None:
    """Install one hashed lock with uv, or with pip where only pip knows the way to packages."""
    env = {"UV_SYSTEM_CERTS": "1", **os.environ}
    options = ["--require-hashes", "-r", str(lock), "--python", str(PYTHON)]
    quick = [str(BIN / "uv"), "pip", "install", "-q", *options]
    if subprocess.run(quick, cwd=ROOT, env=env, check=False, stderr=subprocess.DEVNULL).returncode:
        run(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check",
            "--require-hashes", "-r", lock)  # fmt: skip


def python_side(*, dev: bool, then: Callable[[], None] | None) -> None:
    """Install the Python packages, the `anhuai` command and the compiled wording."""
    lock = LOCKS / ("requirements-dev.lock" if dev else "requirements.lock")
    step("dev" if dev else "run", [lock], lambda: install(lock))
    step("command", [Path(__file__)], link_package, BIN / "anhuai")
    wording = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/*.po"))
    step("wording", wording, lambda: run(PYTHON, "-m", "anhuai", "wording"),
         *(path.with_suffix(".mo") for path in wording))  # fmt: skip
    if then is not None:
        then()


def link_package() -> None:
    """Let the environment's Python find src/ and give it the `anhuai` command."""
    site = subprocess.run(
        [PYTHON, "-c", "import site; print(site.getsitepackages()[0])"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    Path(site, "anhuai.pth").write_text(f"{ROOT / 'src'}\n")
    script = BIN / "anhuai"
    script.write_text(
        f"#!{PYTHON}\nimport sys\nfrom anhuai.site.cli import main\n"
        'if __name__ == "__main__":\n    sys.exit(main())\n'  # a spawned helper imports this file
    )
    script.chmod(0o755)


def node_side() -> None:
    """Install the front end's packages and build it; Node from a wheel where npm is missing."""
    if not shutil.which("npm"):
        step("node", [LOCKS / "node.lock"], lambda: install(LOCKS / "node.lock"))
    path = os.pathsep.join([os.environ.get("PATH", ""), str(BIN)])
    env = {**os.environ, "PATH": path}
    npm, node = shutil.which("npm", path=path), shutil.which("node", path=path)
    if npm is None or node is None:
        sys.exit("找不到 npm：请检查网络后重试，或自行安装 Node.js。")
    quiet = ["--no-audit", "--no-fund", "--silent"]
    step("npm", [FRONTEND / "package-lock.json"],
         lambda: run(npm, "ci", *quiet, cwd=FRONTEND, env=env),
         FRONTEND / "node_modules")  # fmt: skip
    texts = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]
    inputs = [FRONTEND / "src", FRONTEND / "build.mjs", *sorted(texts)]
    step("build", inputs, lambda: run(node, "build.mjs", cwd=FRONTEND, env=env),
         FRONTEND / "dist" / "manifest.json")  # fmt: skip


def set_up(*, dev: bool, then: Callable[[], None] | None = None) -> None:
    """Make everything ready; Python, with what follows from it, and Node go side by side."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls us with less deserves a sentence
        sys.exit("需要 Python 3.11 或更高版本。")
    make_venv()
    step("uv", [LOCKS / "bootstrap.lock"], lambda: run(
        PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes",
        "-r", LOCKS / "bootstrap.lock"), BIN / "uv")  # fmt: skip
    with ThreadPoolExecutor() as pool:
        both = [pool.submit(python_side, dev=dev, then=then), pool.submit(node_side)]
        for side in both:
            side.result()


def browser() -> str:
    """Return the path of a Chromium, installed with a Chinese font where we may."""
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        apt_install("chromium", "fonts-noto-cjk", why="浏览器测试")
        found = shutil.which("chromium")
    return found or sys.exit("没有 Chromium，浏览器测试无法进行。")


DOORS = (
    "mqtt=127.0.0.1:1883,jt808=127.0.0.1:1808,watch=127.0.0.1:1809,http=127.0.0.1:1880,"
    "coap=127.0.0.1:5683"
)


def demo(arguments: list[str]) -> None:
    """Set up and start the demo county; Ctrl-C ends it."""
    parser = argparse.ArgumentParser(prog="run.py demo")
    parser.add_argument("--county", default="linze", choices=["linze", "huzhong", "litong"])
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args(arguments)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", given.port))
        except OSError:
            sys.exit(
                f"端口 {given.port} 已被占用，请换一个：python3 run.py demo --port {given.port + 1}"
            )
    home = DEMO / given.county
    env = {**os.environ, "ANHUAI_DATA": str(home), "ANHUAI_DEMO": "1"}
    env.setdefault("ANHUAI_INGRESS", DOORS)
    set_up(dev=False, then=lambda: fill_demo(home, given.county, env))
    greeting = home / "sign-ins.txt"
    serve = [
        str(PYTHON),
        "-m",
        "anhuai",
        "serve",
        "--port",
        str(given.port),
        "--greeting",
        str(greeting),
    ]
    os.chdir(ROOT)
    os.execve(PYTHON, serve, env)  # noqa: S606


def fill_demo(home: Path, county: str, env: dict[str, str]) -> None:
    """Build the demo county anew when the generator, its data or the tables changed."""
    folders = ("models*", "migrations", "catalogue")
    tables = sorted(path for folder in folders for path in SOURCE.glob(f"*/{folder}"))
    inputs = [SOURCE / "site" / "demo", SOURCE / "counties", *tables]

    def fill() -> None:
        shutil.rmtree(home, ignore_errors=True)
        run(PYTHON, "-m", "anhuai", "demo", "--county", county, "--if-empty", env=env)

    step(f"demo-{county}", inputs, fill, home / "sign-ins.txt")


def test(arguments: list[str]) -> None:
    """Set up with the test tools and run every test."""
    set_up(dev=True)
    env = {**os.environ, "ANHUAI_CHROMIUM": browser()}
    parallel = (
        []
        if any(a.startswith("-n") for a in arguments)
        else ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
    )
    command = [str(PYTHON), "-m", "pytest", "-q", "-p", "no:cacheprovider", *parallel, *arguments]
    sys.exit(subprocess.run(command, cwd=ROOT, env=env, check=False).returncode)


def check(arguments: list[str]) -> None:
    """Lint, types, scans, import contracts, guards: what CI does first.

    `--no-guards` leaves the guards to the whole test run that follows.
    """
    set_up(dev=True)
    run(BIN / "ruff", "check", ".")
    run(BIN / "ruff", "format", "--check", "--quiet", ".")
    run(BIN / "mypy")
    run(PYTHON, ROOT / "scan.py", BIN, VENV / ".clean-files.json")
    run(BIN / "lint-imports", "--no-cache", stdout=subprocess.DEVNULL)
    path = os.pathsep.join([os.environ.get("PATH", ""), str(BIN)])
    npm = shutil.which("npm", path=path)
    run(str(npm), "run", "--silent", "check", cwd=FRONTEND, env={**os.environ, "PATH": path})
    if "--no-guards" not in arguments:
        run(PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/guards")


def main() -> None:
    """Run the verb that was asked for."""
    verbs = {"demo": demo, "test": test, "check": check}
    if len(sys.argv) < 2 or sys.argv[1] not in verbs:
        sys.exit(__doc__)
    verbs[sys.argv[1]](sys.argv[2:])


if __name__ == "__main__":
    main()

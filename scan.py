"""Known vulnerabilities of what we install, and secrets that slipped into the repository.

Standard library only; run.py calls it with the project's tools. A vulnerability or a secret fails;
a service that does not answer is said plainly and fails nothing.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
LOCKS = ROOT / "locks"
ALLOWED = LOCKS / "allowed.toml"
BASELINE = LOCKS / "secrets.baseline.json"
_UNSCANNED = (".po", ".png", ".svg", ".css", ".html", ".lock", ".typ")
_GENERATED = ("locks/", "frontend/package-lock.json", "docs/generated/", "src/anhuai/counties/")
_SECONDS = 12


class Found(Exception):
    """Something that must be put right before this may go out."""


def allowed(path: Path = ALLOWED, *, on: date) -> set[str]:
    """Return the vulnerabilities let through on a day; raises `Found` for one past its day."""
    ids = set()
    for one in tomllib.loads(path.read_text(encoding="utf-8")).get("vulnerability", []):
        if one["until"] < on:
            raise Found(f"{one['id']}: 允许期已于 {one['until']} 结束（{one['reason']}）")
        ids.add(one["id"])
    return ids


def vulnerabilities(told: dict[str, Any], known: set[str]) -> tuple[list[str], int, int]:
    """Return what an audit found and is not allowed, how many were scanned and how many not."""
    found, scanned, skipped = [], 0, 0
    for one in told["dependencies"]:
        if "skip_reason" in one:
            skipped += 1
            continue
        scanned += 1
        for bad in one["vulns"]:
            if not known & {bad["id"], *bad.get("aliases", [])}:
                fixed = "、".join(bad.get("fix_versions", [])) or "尚无修复版本"
                found.append(f"{one['name']} {one['version']}: {bad['id']} → {fixed}")
    return found, scanned, skipped


def dependencies(audit: Path, *, on: date) -> str:
    """Ask the vulnerability service about every locked package; return what to say."""
    known = allowed(on=on)
    command = [
        str(audit), "-r", str(LOCKS / "requirements.lock"), "--disable-pip", "--require-hashes",
        "--no-deps", "--progress-spinner", "off", "-f", "json", "--timeout", "5",
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
        told = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return "依赖漏洞：没有扫描（漏洞库连不上）"
    found, scanned, skipped = vulnerabilities(told, known)
    if found:
        raise Found("依赖有已知漏洞：\n  " + "\n  ".join(found))
    if not scanned:
        return f"依赖漏洞：没有扫描（漏洞库没有回答，{skipped} 个包）"
    left = f"，{skipped} 个没有扫描" if skipped else ""
    return f"依赖漏洞：{scanned} 个包没有已知漏洞{left}"


def texts(root: Path = ROOT) -> list[Path]:
    """Return the tracked files that a secret may hide in."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],  # noqa: S607
        cwd=root, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return [
        root / name
        for name in listed
        if not name.endswith(_UNSCANNED) and not name.startswith(_GENERATED)
        and (root / name).is_file()
    ]  # fmt: skip


def secrets(hook: Path, cache: Path, files: list[Path], root: Path = ROOT) -> str:
    """Look for secrets in what changed since it was last found clean; return what to say."""
    rules = hashlib.sha256(BASELINE.read_bytes()).hexdigest()
    clean = set(json.loads(cache.read_text())) if cache.exists() else set()
    marks = {path: _mark(path, rules, root) for path in files}
    todo = [path for path in files if marks[path] not in clean]
    half = (len(todo) + 1) // 2
    with tempfile.TemporaryDirectory() as scratch:
        running = [
            _looking(hook, Path(scratch) / str(n), part, root)
            for n, part in enumerate((todo[:half], todo[half:]))
            if part
        ]
        said = [process.communicate()[0] for process in running]
    if any(process.returncode == 1 for process in running):
        raise Found("可能有密钥或密码进了仓库：\n" + "\n".join(said))
    if any(process.returncode not in (0, 3) for process in running):
        raise Found("密钥扫描没有完成：\n" + "\n".join(said))
    cache.write_text(json.dumps(sorted(marks.values())))
    return f"密钥扫描：{len(files)} 个文件，其中 {len(todo)} 个有变化"


def _mark(path: Path, rules: str, root: Path) -> str:
    named = f"{rules}\0{path.relative_to(root)}\0".encode()
    return hashlib.sha256(named + path.read_bytes()).hexdigest()


def _looking(hook: Path, baseline: Path, files: list[Path], root: Path) -> "subprocess.Popen[str]":
    shutil.copy(BASELINE, baseline)  # the hook rewrites its baseline when lines move
    names = [str(path.relative_to(root)) for path in files]
    return subprocess.Popen(  # noqa: S603
        [str(hook), "--baseline", str(baseline), *names],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def main(tools: Path, cache: Path) -> int:
    """Scan both; returns the exit status."""
    try:
        print(f"  {secrets(tools / 'detect-secrets-hook', cache, texts())}")
        print(f"  {dependencies(tools / 'pip-audit', on=datetime.now(UTC).date())}")
    except Found as found:
        print(found, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))

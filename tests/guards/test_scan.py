"""The scans of `run.py check` can fail: a planted secret, a known vulnerability, an old excuse."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import scan

HOOK = Path(shutil.which("detect-secrets-hook", path=str(Path(sys.executable).parent)) or "")
TODAY = date(2026, 11, 22)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "clean.py").write_text("x = 1\n")
    return tmp_path


def test_a_planted_secret_fails_and_stays_failing(repository: Path) -> None:
    cache = repository / ".cache.json"
    planted = repository / "planted.py"
    planted.write_text("aws = '" + "AKIA" + "IOSFODNN7QXAMPLE" + "'\n")
    for _again in range(2):
        with pytest.raises(scan.Found, match=r"planted\.py"):
            scan.secrets(HOOK, cache, scan.texts(repository), repository)
    planted.unlink()
    assert "2 个有变化" in scan.secrets(
        HOOK, cache, [*scan.texts(repository), repository / ".git" / "HEAD"], repository
    )
    assert "0 个有变化" in scan.secrets(HOOK, cache, [repository / "clean.py"], repository)


def audited(**one: object) -> dict[str, object]:
    return {"dependencies": [{"name": "django", "version": "5.2.0", **one}]}


def test_a_known_vulnerability_fails_unless_it_is_allowed() -> None:
    bad = audited(vulns=[{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["5.2.1"]}])
    assert scan.vulnerabilities(bad, set()) == (["django 5.2.0: PYSEC-1 → 5.2.1"], 1, 0)
    assert scan.vulnerabilities(bad, {"CVE-1"}) == ([], 1, 0)
    assert scan.vulnerabilities(audited(skip_reason="not found"), set()) == ([], 0, 1)


def script(folder: Path, says: str) -> Path:
    made = folder / "audit"
    made.write_text(f"#!/bin/sh\n{says}\n")
    made.chmod(0o755)
    return made


def test_what_the_service_says_is_what_the_scan_says(tmp_path: Path) -> None:
    bad = json.dumps(audited(vulns=[{"id": "PYSEC-1"}]))
    with pytest.raises(scan.Found, match="PYSEC-1"):
        scan.dependencies(script(tmp_path, f"echo '{bad}'; exit 1"), on=TODAY)
    away = script(tmp_path, "echo no network >&2; exit 1")
    assert "没有扫描" in scan.dependencies(away, on=TODAY)
    skipped = json.dumps(audited(skip_reason="not found"))
    assert "没有扫描" in scan.dependencies(script(tmp_path, f"echo '{skipped}'"), on=TODAY)
    assert "没有扫描" in scan.dependencies(tmp_path / "absent", on=TODAY)
    good = json.dumps(audited(vulns=[]))
    assert "1 个包没有已知漏洞" in scan.dependencies(script(tmp_path, f"echo '{good}'"), on=TODAY)


def test_an_excuse_has_a_reason_and_ends(tmp_path: Path) -> None:
    path = tmp_path / "allowed.toml"
    path.write_text('[[vulnerability]]\nid = "PYSEC-1"\nreason = "r"\nuntil = 2026-11-22\n')
    assert scan.allowed(path, on=TODAY) == {"PYSEC-1"}
    with pytest.raises(scan.Found, match="PYSEC-1"):
        scan.allowed(path, on=date(2026, 11, 23))
    path.write_text('[[vulnerability]]\nid = "PYSEC-1"\n')
    with pytest.raises(KeyError):
        scan.allowed(path, on=TODAY)
    assert scan.allowed(on=TODAY) == set()

"""The files for systemd and compose are well formed; the runbook names every check and metric."""

import inspect
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from anhuai.platform.watching import health, metrics

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda p: p.name)
def test_a_unit_is_understood_by_systemd(unit: Path, tmp_path: Path) -> None:
    for (
        each
    ) in UNITS:  # a timer names its service; programs that stand elsewhere are no matter here
        text = each.read_text().replace("/opt/anhuai/.venv/bin/anhuai", "/bin/true")
        (tmp_path / each.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    ours = [line for line in done.stderr.splitlines() if "anhuai-" in line]
    wrong = [line for line in ours if re.search(r"Unknown|Failed to parse|Invalid|Missing", line)]
    assert wrong == []


def test_the_compose_file_names_its_services_and_waits_for_what_they_need() -> None:
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = told["services"]
    assert set(services) == {
        "database", "migrate", "web", "worker", "ingress", "escalator", "sensing", "watchdog",
    }  # fmt: skip
    for name, service in services.items():
        assert ("image" in service) != ("build" in service), name
        for needed in service.get("depends_on", {}):
            assert needed in services
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in told["volumes"]
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"], "TLS stands in front"


def test_the_runbook_knows_every_metric_it_alarms_on_and_every_check_is_in_it() -> None:
    text = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    source = inspect.getsource(metrics)
    for name in set(re.findall(r"anhuai_[a-z_]+", text)):
        assert name.removesuffix("_total") in source, name
    for title in re.findall(r'title[,\w ]* = _\("(.+?)"\)', inspect.getsource(health)):
        assert title in text or title in ("后台任务进程",), title

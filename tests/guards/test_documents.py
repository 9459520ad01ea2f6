"""What the documentation says is what the code does: generated pages fresh, guides that run."""

import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest

from anhuai.site import documents

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guide").glob("*.md"))
CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("name", documents.DOCUMENTS)
def test_generated_documents_are_fresh(name: str) -> None:
    written = (documents.FOLDER / name).read_text(encoding="utf-8")
    assert written == documents.DOCUMENTS[name](), "run: anhuai docs"


@pytest.mark.parametrize("guide", GUIDES, ids=lambda p: p.stem)
def test_the_code_in_a_guide_runs(guide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from anhuai.platform import (
        audit,
        dictionaries,
        finding,
        live,
        pages,
        panels,
        parameters,
        placed,
        pointing,
        screens,
    )
    from anhuai.platform.jobs import recurring
    from anhuai.platform.sheets import register

    for module, name in (
        (panels, "_PANELS"), (finding, "_FINDERS"), (recurring, "_RECURRING"), (pages, "_MENU"),
        (placed, "_PLACED"), (pointing, "_POINTS"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, [])
    monkeypatch.setattr(screens, "_TILES", {})
    monkeypatch.setattr(register, "_DECLARED", {})
    monkeypatch.setattr(parameters, "_SETTINGS", {})
    monkeypatch.setattr(live, "_TOPICS", {})
    monkeypatch.setattr(dictionaries, "_DICTIONARIES", {})
    monkeypatch.setattr(audit, "_TITLES", {})
    blocks = CODE.findall(guide.read_text(encoding="utf-8"))
    assert blocks, "a guide shows the file one writes"
    for block in blocks:
        made: dict[str, Any] = {"__name__": f"guide_{guide.stem.replace('-', '_')}"}
        exec(compile(block, str(guide), "exec"), made)
        definition = made.get("definition")
        assert definition is None or is_dataclass(definition)


def test_there_is_a_guide_for_every_extension_point() -> None:
    assert {g.stem for g in GUIDES} == {
        "add-a-benefit", "add-a-procedure",
        "add-a-check",
        "add-a-circumstance", "add-a-facility-kind", "add-a-job", "add-a-mark", "add-a-page",
        "add-a-notice", "add-a-panel", "add-a-post", "add-a-workbook", "add-a-county",
        "add-an-indicator", "add-what-moves", "add-a-parameter", "add-a-dictionary",
        "add-a-table-of-people", "receive-webhooks", "pay-what-is-due",
        "add-a-tile", "add-a-live-topic",
        "add-a-retention-rule", "add-what-points", "add-a-scale", "add-a-device-type",
    }  # fmt: skip


def test_the_readme_names_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 run.py demo" in text
    assert "python3 run.py test" in text

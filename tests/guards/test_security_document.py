"""What docs/security.md points to is there: every test, page, file; numbers once and in order."""

import ast
import re
from pathlib import Path

from django.urls import Resolver404, resolve

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("| ") and not line.startswith(("| no.", "| area"))
]
TESTS = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PAGES = re.compile(r"page `(/[^`]*)`")
FILES = re.compile(r"`((?:src|locks|docs)/[^`]+|run\.py|pyproject\.toml)`")
LINKS = re.compile(r"\]\(([^)]+)\)")
STATES = {"met", "partly", "no", "n/a"}


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_it_names_is_there() -> None:
    named = TESTS.findall(TEXT)
    assert len(named) > 100
    known = {path: functions(ROOT / path) for path, _name in named}
    missing = sorted(f"{path}::{name}" for path, name in named if name not in known[path])
    assert not missing


def test_every_page_file_and_document_it_names_is_there() -> None:
    for url in PAGES.findall(TEXT):
        try:
            resolve(url)
        except Resolver404:
            raise AssertionError(f"no page at {url}") from None
    for name in FILES.findall(TEXT):
        assert (ROOT / name).exists(), name
    for link in LINKS.findall(TEXT):
        assert (ROOT / "docs" / link).exists(), link


def test_every_line_has_a_state_and_what_shows_it_and_every_number_stands_once() -> None:
    numbers = [row[0] for row in ROWS if row[0][0].isdigit()]
    assert len(numbers) == len(set(numbers)) > 250
    assert numbers == sorted(numbers, key=lambda n: [int(part) for part in n.split(".")])
    for row in ROWS:
        assert row[2] in STATES, row
        assert row[3], row


def test_the_summary_counts_what_stands_below() -> None:
    states = [row[2] for row in ROWS if row[0][0].isdigit()]
    told = [int(n) for n in re.search(r"(\d+) lines: (\d+) met, (\d+) partly, (\d+) not, (\d+)",
                                      TEXT).groups()]  # fmt: skip
    assert told == [len(states), *(states.count(s) for s in ("met", "partly", "no", "n/a"))]

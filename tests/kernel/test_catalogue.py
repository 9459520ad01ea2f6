"""The loader: one definition a file."""

import sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from anhuai.kernel.catalogue import CatalogueError, load


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of a fresh package, in the directory `tmp_path` / that name."""
    name = f"catalogue_{uuid5(NAMESPACE_URL, str(tmp_path)).hex}"
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return name


def write(tmp_path: Path, package: str, **files: str) -> None:
    for code, text in files.items():
        (tmp_path / package / f"{code}.py").write_text(text)


def test_every_file_is_a_definition_named_by_its_file(tmp_path: Path, package: str) -> None:
    write(tmp_path, package, meal="definition = 'M'", bath="definition = 'B'", zoo="definition=''")
    found = load(package, str)
    assert list(found.items()) == [("bath", "B"), ("meal", "M"), ("zoo", "")]


def test_the_catalogue_cannot_be_changed(tmp_path: Path, package: str) -> None:
    write(tmp_path, package, meal="definition = 'M'")
    with pytest.raises(TypeError):
        load(package, str)["meal"] = "N"  # type: ignore[index]


def test_an_empty_package_is_an_empty_catalogue(package: str) -> None:
    assert dict(load(package, str)) == {}


def test_packages_inside_are_not_entered(tmp_path: Path, package: str) -> None:
    (tmp_path / package / "inner").mkdir()
    (tmp_path / package / "inner" / "__init__.py").write_text("definition = 1")
    assert dict(load(package, str)) == {}


def test_a_file_without_a_definition_is_named(tmp_path: Path, package: str) -> None:
    write(tmp_path, package, meal="other = 1")
    with pytest.raises(CatalogueError, match=r"\.meal must say `definition = str"):
        load(package, str)


def test_a_definition_of_another_kind_is_named(tmp_path: Path, package: str) -> None:
    write(tmp_path, package, meal="definition = 1")
    with pytest.raises(CatalogueError, match=r"\.meal: definition must be a str, not a int"):
        load(package, str)


def test_a_fault_inside_a_file_is_not_hidden(tmp_path: Path, package: str) -> None:
    write(tmp_path, package, meal="import sys\nsys.no_such_thing\n")
    with pytest.raises(AttributeError, match="no_such_thing"):
        load(package, str)


def test_a_module_is_no_catalogue() -> None:
    with pytest.raises(CatalogueError, match="package"):
        load("anhuai.kernel.catalogue", str)

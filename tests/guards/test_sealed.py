"""A sealed value stands where a change of key finds it, and nowhere else."""

import ast
from collections.abc import Iterator

from django.apps import apps
from django.db.models import BinaryField

from anhuai.platform import sealed
from tests.guards.test_house import SOURCES, named

# Who seals for somebody else to keep, or for nobody: the adapter of the factors, a secret shown
# once from the session, the demo county's second process, the probe of the health page.
KEEPERS = {"second_factor.py", "seals.py", "sealed.py", "sealing.py", "health.py",
           "keys.py", "screens.py", "webhooks.py"}  # fmt: skip
INDEXING = {"blind_index", "blind_indexes"}
OPEN = {"siting.Network.data"}  # roads, packed: nobody's personal data
HELPERS = {"actions/register.py:_phone"}  # returns what becomes phone_sealed


def test_every_column_of_bytes_is_a_sealed_one_that_a_change_of_key_finds() -> None:
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, BinaryField)
    }
    known = {
        f"{place.label}.{column}" for place in sealed.places() for column, _index in place.columns
    }
    assert found - OPEN == known, "name it …_sealed (its index …_index beside it)"
    assert len(known) >= 5


def test_every_blind_index_is_of_a_column_that_is_written_anew() -> None:
    stems = {
        sealed.stem(column) for place in sealed.places() for column, index in place.columns if index
    }
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name.endswith("_index") and model.__module__.startswith("anhuai.")
    }
    kept = {f"{p.label}.{index}" for p in sealed.places() for _column, index in p.columns if index}
    assert columns == kept
    for path in SOURCES:
        for node in calls(ast.parse(path.read_text(encoding="utf-8")), INDEXING):
            of = next(word.value for word in node.keywords if word.arg == "of")
            if isinstance(of, ast.Constant):
                assert of.value in {
                    *stems,
                    "backup",
                    "anchor",
                    "visit-code",
                    "hours-certificate",
                }, f"{named(path)}: {of.value}"


def calls(tree: ast.AST, names: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def test_what_is_sealed_goes_into_a_sealed_column() -> None:
    for path in SOURCES:
        if path.name in KEEPERS:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kept = {id(node) for node in ast.walk(tree) for node in _into_columns(node)}
        for function in (n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)):
            if f"{path.parent.name}/{path.name}:{function.name}" in HELPERS:
                kept |= {id(n) for n in ast.walk(function)}
        for node in calls(tree, {"seal"}):
            where = f"{named(path)}:{node.lineno}"
            assert id(node) in kept or "demo" in path.parts, (
                f"{where} is kept where nobody finds it"
            )


def _into_columns(node: ast.AST) -> Iterator[ast.AST]:
    """What is given to a keyword, a key or an attribute that is called …_sealed."""
    if isinstance(node, ast.keyword) and (node.arg or "").endswith("_sealed"):
        yield node.value
    if isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and str(key.value).endswith("_sealed"):
                yield value
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr.endswith("_sealed"):
                yield node.value

"""A catalogue is a package whose every module defines one thing, named by its file."""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TypeVar

D = TypeVar("D")


class CatalogueError(TypeError):
    """A package that is no catalogue, or a file in it that breaks the rule; for developers."""


def load(package: str, kind: type[D]) -> Mapping[str, D]:
    """Return the `definition` of every module in `package`, keyed and ordered by file name.

    The mapping is read-only. Packages inside are not entered. Raises `CatalogueError` for a module
    without a `definition` or with one of another kind; a module's own errors pass through.
    """
    root = import_module(package)
    if not hasattr(root, "__path__"):
        raise CatalogueError(f"{package} is a single module; a catalogue is a package")
    codes = sorted(module.name for module in iter_modules(root.__path__) if not module.ispkg)
    return MappingProxyType({code: _definition(f"{package}.{code}", kind) for code in codes})


def _definition(module: str, kind: type[D]) -> D:
    try:
        definition = import_module(module).definition
    except AttributeError as error:
        if error.name != "definition":
            raise
        raise CatalogueError(f"{module} must say `definition = {kind.__name__}(…)`") from None
    if not isinstance(definition, kind):
        found = type(definition).__name__
        raise CatalogueError(f"{module}: definition must be a {kind.__name__}, not a {found}")
    return definition

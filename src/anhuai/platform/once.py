"""What one page asks several times is answered once: its panels all begin with the same person."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_KEPT: ContextVar[dict[Hashable, Any] | None] = ContextVar("kept", default=None)


@contextmanager
def kept() -> Iterator[None]:
    """Keep answers while a page that only reads is drawn, and forget them with it."""
    token = _KEPT.set({})
    try:
        yield
    finally:
        _KEPT.reset(token)


def asked(key: Hashable, find: Callable[[], T]) -> T:
    """Return the answer kept under `key`, or find it; outside such a page it is always found."""
    answers = _KEPT.get()
    if answers is None:
        return find()
    if key not in answers:
        answers[key] = find()
    found: T = answers[key]
    return found

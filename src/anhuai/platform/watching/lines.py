"""Log lines: JSON, one a line, with the request's id and the actor's account number.

No personal data gets in, by construction: of an error its type and the places in the code are
written and never its message, of other libraries' lines the words and never what was put into
them; and whatever still looks like an identity, phone or account number is struck out.
"""

import logging
import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

OURS = "anhuai"
_KEPT = frozenset({"method", "route", "status", "ms", "db_ms", "queries", "task", "attempt", "job"})
_NUMBERS = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?!\d)")
_context: ContextVar[dict[str, object] | None] = ContextVar("line", default=None)


@contextmanager
def within(**about: object) -> Iterator[dict[str, object]]:
    """Give every line written inside these facts: a request's or a job's id."""
    held = {**(_context.get() or {}), **about}
    token = _context.set(held)
    try:
        yield held
    finally:
        _context.reset(token)


def struck(text: str) -> str:
    """Return a text with everything that looks like a personal number struck out."""
    return _NUMBERS.sub("•••", text)


class Line(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what a library put into its words is left out."""
        ours = record.name.startswith(OURS)
        event: MutableMapping[str, Any] = {
            "at": self._at(record), "level": record.levelname.lower(), "logger": record.name,
            "event": struck(record.getMessage() if ours else str(record.msg)),
            **(_context.get() or {}),
            **{key: value for key, value in vars(record).items() if key in _KEPT},
        }  # fmt: skip
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = list(self._errors(record.exc_info))
        return self._render(event)

    @staticmethod
    def _at(record: logging.LogRecord) -> str:
        from datetime import UTC, datetime

        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    def _errors(self, about: Any) -> Iterator[dict[str, object]]:
        for one in self._transformer(about):
            places = [f"{f['filename']}:{f['lineno']} {f['name']}" for f in one["frames"]]
            yield {"type": one["exc_type"], "where": places[-12:]}

    @cached_property
    def _transformer(self) -> Any:
        from structlog.tracebacks import ExceptionDictTransformer  # here: off every start

        return ExceptionDictTransformer(show_locals=False, max_frames=40)

    @cached_property
    def _renderer(self) -> Any:
        from structlog.processors import JSONRenderer  # here: off every start

        return JSONRenderer(ensure_ascii=False, sort_keys=False, default=str)

    def _render(self, event: MutableMapping[str, Any]) -> str:
        line: str = self._renderer(None, "", event)
        return line

"""The one error for input that cannot be used."""

from collections.abc import Iterator
from contextlib import contextmanager


class Unfit(ValueError):  # reads as the sentence it carries
    """Input that cannot be used, with a sentence that tells its author what to do.

    The sentences never repeat personal data, so they may be shown, logged and written to workbooks.
    Read-only, but no frozen dataclass: Python itself must set the traceback of an error in flight.
    `field` names the input it concerns, "" the whole.
    """

    def __init__(self, code: str, message: str, message_en: str, *, field: str = "") -> None:
        super().__init__(code, message, message_en)
        self._code, self._message, self._message_en = code, message, message_en
        self._field = field

    @property
    def code(self) -> str:
        """The stable name of what is wrong, for programs; each subclass lists its own."""
        return self._code

    @property
    def message(self) -> str:
        """What is wrong and what to do, in Chinese."""
        return self._message

    @property
    def message_en(self) -> str:
        """What is wrong and what to do, in English."""
        return self._message_en

    @property
    def field(self) -> str:
        """The input it concerns, "" when it is the whole."""
        return self._field

    def __str__(self) -> str:
        return self._message


@contextmanager
def concerning(field: str) -> Iterator[None]:
    """Name the field of any `Unfit` raised inside that does not name one itself."""
    try:
        yield
    except Unfit as error:
        if not error.field:
            error._field = field
        raise

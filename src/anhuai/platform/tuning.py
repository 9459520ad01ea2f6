"""What helps the database with much work: to know how full its tables are, and room."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_SAMPLED = 1000  # rows looked at of an index: enough to choose by, and a county takes 0.1 s
_PAGES = 16_000  # 64 MB written ahead before SQLite copies them into the file


def take_stock() -> None:
    """Let the database count how its tables are filled; without, it chooses an index blindly."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"pragma analysis_limit = {_SAMPLED}")
        cursor.execute("analyze")


@contextmanager
def roomy(megabytes: int = 64) -> Iterator[None]:
    """Let SQLite hold a load in memory and write it through seldom, not page by page."""
    if connection.vendor != "sqlite":
        yield
        return
    wanted = {"cache_size": -1000 * megabytes, "wal_autocheckpoint": _PAGES}
    with connection.cursor() as cursor:
        before = {name: cursor.execute(f"pragma {name}").fetchone()[0] for name in wanted}
        for name, value in wanted.items():
            cursor.execute(f"pragma {name} = {value}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for name, value in before.items():
                cursor.execute(f"pragma {name} = {value}")

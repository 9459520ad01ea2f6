"""Tasks for the kill tests: they leave a line when they begin and one when they end."""

import os
import time
from pathlib import Path

from django_tasks import task


@task()
def slow(path: str, line: str) -> str:
    """Write that it began, wait until told to go on, write that it ended."""
    note = Path(path)
    with note.open("a") as out:
        out.write(f"began {line} {os.getpid()}\n")
    while not note.with_suffix(".go").exists():
        time.sleep(0.01)
    with note.open("a") as out:
        out.write(f"ended {line}\n")
    return line

"""The pass as machine code: compiled once, loaded without the compiler, never a stale one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from anhuai.benefits.engine.native import Native

TEXT = """
from numba import njit

@njit(nogil=True, cache=CACHED, error_model="numpy")
def run(numbers, table, times, out):
    for k in range(len(numbers)):
        out[k] = numbers[k] * times + table[k, 1]
"""
ALONE = """
import sys
from pathlib import Path
import numpy as np
from anhuai.benefits.engine.native import Native
def never():
    raise SystemExit("compiled again")
text, folder = Path(sys.argv[1]).read_text(), Path(sys.argv[2])
out = np.zeros(3, np.int64)
Native(text, folder, never)(np.arange(3, dtype=np.int16), np.ones((3, 2), np.uint64), 5, out)
print(out.tolist(), "numba" in sys.modules)
"""


def never() -> Callable[..., None]:
    raise AssertionError("it needs nothing of numba")


def called(text: str, folder: Path, kind: type[np.signedinteger] = np.int16) -> list[int]:
    out = np.zeros(3, np.int64)
    Native(text, folder, never)(np.arange(3, dtype=kind), np.ones((3, 2), np.uint64), 5, out)
    return [int(one) for one in out]


def test_compiled_once_and_loaded_without_numba(tmp_path: Path) -> None:
    folder, text = tmp_path / "kept", tmp_path / "text"
    text.write_text(TEXT)
    assert called(TEXT, folder) == [1, 6, 11]
    (kept,) = folder.iterdir()
    written = kept.stat().st_mtime_ns
    made = subprocess.run(
        [sys.executable, "-c", ALONE, text, folder], capture_output=True, text=True, check=True
    )
    assert made.stdout.split("]") == ["[1, 6, 11", " False\n"]
    assert [one.stat().st_mtime_ns for one in folder.iterdir()] == [written]


def test_another_program_or_other_types_are_another_file(tmp_path: Path) -> None:
    assert called(TEXT, tmp_path) == [1, 6, 11]
    assert called(TEXT.replace("* times", "- times"), tmp_path) == [-4, -3, -2]
    assert called(TEXT, tmp_path, np.int32) == [1, 6, 11]
    assert len(list(tmp_path.iterdir())) == 3


def test_an_array_with_gaps_is_refused(tmp_path: Path) -> None:
    out = np.zeros(6, np.int64)[::2]
    with pytest.raises(ValueError, match="contiguous"):
        Native(TEXT, tmp_path, never)(
            np.arange(3, dtype=np.int16), np.ones((3, 2), np.uint64), 5, out
        )

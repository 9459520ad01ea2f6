"""The rehearsed drill: a demo county backed up, stood up again elsewhere, and compared.

python bench/backup.py [--county linze] [--quick]    --quick: the small county
On PostgreSQL where ANHUAI_DATABASE_URL names a server. The last line is one JSON object.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.installation import installed  # noqa: E402

COUNTED = (
    "from django.apps import apps\n"
    "print(sorted((m._meta.label, m.objects.count()) for m in apps.get_models()"
    " if m._meta.label != 'django_tasks'))"
)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--county", default="linze")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    county = "huzhong" if given.quick else given.county
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / name for name in ("own", "other")]
        for folder in folders:
            folder.mkdir()
        with installed(folders[0], ANHUAI_DEMO="1") as own, installed(folders[1]) as other:
            own.run("demo", "--county", county)
            file = folders[0] / "county.backup"
            began = time.monotonic()
            print(own.run("backup", str(file), "--with-keys").strip())
            backed = time.monotonic()
            print(other.run("restore", str(file)).strip())
            restored = time.monotonic()
            same = own.python(COUNTED) == other.python(COUNTED)
    figures = {
        "county": county, "backup_s": round(backed - began, 1),
        "restore_s": round(restored - backed, 1), "same": same,
    }  # fmt: skip
    print(json.dumps(figures))
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()

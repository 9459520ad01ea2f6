"""Settings for tests: fixed keys, quick hashing, files in a scratch folder."""

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.mkdtemp(prefix="anhuai-test-"))
os.environ.setdefault("ANHUAI_DATA", str(SCRATCH))

from anhuai.site.settings import *  # noqa: E402, F403
from anhuai.site.settings import DATABASES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"].pop("init_command", None)
    DATABASES["default"]["TEST"] = {"NAME": None}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
ANHUAI_LIMITS = {"api": 0, "costly": 0}
ANHUAI_PURPOSE = False  # asked for in its own tests
MEDIA_ROOT = SCRATCH / "files"

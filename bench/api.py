"""The whole API under schemathesis for longer: python bench/api.py [--examples 500] [--quick]

Runs tests/platform/test_api_schema.py with more examples an operation; the last line is JSON.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", type=int, default=500)
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    examples = 30 if given.quick else given.examples
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider",
         "tests/platform/test_api_schema.py"],
        cwd=ROOT, env={**os.environ, "ANHUAI_API_EXAMPLES": str(examples)}, check=False,
    )  # fmt: skip
    print(
        json.dumps(
            {
                "examples": examples, "broken": bool(done.returncode),
                "seconds": round(time.perf_counter() - began, 1),
            }
        )
    )  # fmt: skip
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())

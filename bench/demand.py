"""How far the cohort-component projection is off for the nation, whose later years are known.

python bench/demand.py [--quick]

China of one year of the United Nations' table is carried on to another and held against the
table. With the deaths of the same edition (2019) the error is the method's own; with those of 2022
it is mostly the difference of the editions. The last line is one JSON object: relative errors.
"""

import argparse
import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings_test")
CHECKS = ((2000, 2010), (2000, 2020), (2010, 2020))


def main() -> None:
    """Print every check's errors, and the JSON line."""
    argparse.ArgumentParser(description=__doc__).add_argument("--quick", action="store_true")
    import django

    django.setup()
    from anhuai.siting.engine.demand import projected
    from anhuai.siting.queries import backcast, demography

    said = {}
    for edition in ("2019", "2022"):
        for since, until in CHECKS:
            found = backcast(since, until, edition=edition)
            line = {band: round(error, 5) for band, (_ours, _theirs, error) in found.items()}
            print(f"{since} → {until}, deaths {edition}: {line}")
            said[f"{since}_{until}_{edition}"] = line
    begun = time.process_time()
    steps = [demography.step_of(year, "medium") for year in range(2026, 2035)]
    projected(demography.china(2020).repeat(200, axis=0), steps)
    said["towns_200_ms"] = round((time.process_time() - begun) * 1000, 2)
    print(json.dumps(said))


if __name__ == "__main__":
    main()

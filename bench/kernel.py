"""What the plain checks cost: 500,000 identity numbers parsed.

python bench/kernel.py [--quick]    --quick: 50,000. The last line is one JSON object.
"""

import argparse
import json
import time
from datetime import date, timedelta

from anhuai.kernel.identity import make_citizen_id, parse_citizen_id


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    count = 50_000 if parser.parse_args().quick else 500_000
    first, today = date(1926, 1, 1), date(2026, 11, 1)
    numbers = [
        make_citizen_id("990000", first + timedelta(days=at % 36_000), at // 36_000 * 2)
        for at in range(count)
    ]
    began = time.process_time()
    for number in numbers:
        parse_citizen_id(number, on=today)
    print(json.dumps({"numbers": count, "cpu_s": round(time.process_time() - began, 2)}))


if __name__ == "__main__":
    main()

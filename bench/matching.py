"""How long it takes to find the people of an office's list among a million, and how well.

python bench/matching.py [--quick] [--persons 1000000] [--rows 50000]
Invented people from a fixed seed; a list is drawn from them with the noise real lists have (ID
numbers missing or wrong, lunar and partial births, homophones, traditional characters, other
phones) and one in five rows is of somebody not on record. The truth is known, so the last line, one
JSON object, says seconds, peak MB, precision of what was taken as certain, recall of what was found
at all, and how many rows an officer has to look at.
"""

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from anhuai.people.engine.linking import Record, link  # noqa: E402
from anhuai.people.rules.delivered import folded, from_lunar  # noqa: E402
from anhuai.people.rules.matching import Standing, Thresholds, level_in, standing_of  # noqa: E402
from anhuai.platform.searching import pinyin  # noqa: E402

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
    "程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN = (
    "秀英桂兰玉梅凤莲芳珍建国志强明军伟东海生文华平永红春花金银山川林森福寿康宁德义礼信仁爱勇刚毅"
    "淑贞香菊美丽娟娜敏静洁霞艳云燕雪晴雨露天佑子轩浩宇欣怡梓涵思源佳琪俊杰博文雅婷"
)
SOUNDS = dict(zip("英兰梅珍华平红志明伟军文敏静金", "瑛岚玫真桦萍洪智铭玮钧雯闽靖今", strict=True))
OLD = dict(zip("刘张陈华兰国凤东", "劉張陳華蘭國鳳東", strict=True))
PER_VILLAGE, PER_HOME, FIRST = 650, 3, date(1925, 1, 1)


def weighted(chance: random.Random, text: str, skew: float) -> str:
    return text[min(int(len(text) * chance.random() ** skew), len(text) - 1)]


def person(chance: random.Random, key: int) -> Record:
    """An invented person; who live together share a family name more often than not."""
    home = key // PER_HOME
    family = random.Random(home)
    surname = weighted(family if chance.random() < 0.6 else chance, SURNAMES, 1.6)
    given = weighted(chance, GIVEN, 1.4) + (
        weighted(chance, GIVEN, 1.4) if chance.random() < 0.85 else ""
    )
    born = FIRST + timedelta(days=int(chance.random() ** 0.8 * 36_800))
    if chance.random() < 0.02:
        born = date(born.year, 1, 1)  # unknown days become new year's day in real registers
    number = home * PER_HOME // PER_VILLAGE
    village = f"990001{100 + number // 20:03d}{200 + number % 20:03d}"
    identity = f"i{key}" if chance.random() < 0.97 else ""
    phone = f"p{home}" if chance.random() < 0.7 else ""
    name, house = surname + given, f"{home % 9 + 1}-{home % 70 + 1}"
    return Record(
        key, name, pinyin(name), chance.choice("12"), f"{born:%Y%m%d}", "", "", village, house,
        identity, phone, "", home,
    )  # fmt: skip


def register(persons: int) -> Iterator[Record]:
    chance = random.Random(1)
    return (person(chance, key) for key in range(persons))


def noisy(chance: random.Random, one: Record, kin: str) -> Record:
    """The same person as another office wrote it."""
    name = one.name
    if chance.random() < 0.03:
        name = "".join(SOUNDS.get(c, c) for c in name)
    elif chance.random() < 0.02 and len(name) > 2:
        name = name[:2] + chance.choice(GIVEN)
    elif chance.random() < 0.05:
        name = folded("".join(OLD.get(c, c) for c in name))
    born, lunar, partial = misread(chance, one.born)
    identity = one.identity if chance.random() < 0.75 else ""
    if identity and chance.random() < 0.01:
        identity = f"i{chance.randrange(10**6)}"
    phone = chance.choices([one.phone, "", f"q{chance.randrange(10**9)}"], [0.6, 0.2, 0.2])[0]
    village, house = one.village, one.house
    if chance.random() < 0.15:
        village = house = ""
    elif chance.random() < 0.1:
        house = f"{chance.randrange(1, 99)}"
    named = kin if chance.random() < 0.5 else ""
    return one._replace(
        name=name, pinyin=pinyin(name), born=born, lunar=lunar, partial=partial, identity=identity,
        phone=phone, village=village, house=house, kin=named, household=None,
    )  # fmt: skip


def misread(chance: random.Random, born: str) -> tuple[str, str, str]:
    """A date of birth with a slip of the pen, in the lunar calendar, or cut short."""
    which = chance.random()
    if which < 0.05:
        at = chance.choice([2, 3, 5, 7])
        born = born[:at] + chance.choice("0123456789") + born[at + 1 :]
    elif which < 0.07 and int(born[6:]) <= 12:
        born = born[:4] + born[6:] + born[4:6]
    elif which < 0.12:
        return "", "", born[: chance.choice([4, 6])]
    elif which < 0.15:
        return as_lunar(born)
    return born, lunar_of(born), ""


def lunar_of(born: str) -> str:
    found = from_lunar(int(born[:4]), int(born[4:6]), int(born[6:]))
    return f"{found:%Y%m%d}" if found else ""


def as_lunar(born: str) -> tuple[str, str, str]:
    """The day as the lunar calendar calls it: the month that begins last before it."""
    day = date(int(born[:4]), int(born[4:6]), int(born[6:]))
    for year, month in [(day.year, m) for m in range(12, 0, -1)] + [
        (day.year - 1, m) for m in (12, 11)
    ]:
        first = from_lunar(year, month, 1)
        if first and first <= day and (day - first).days < 30:
            return f"{year:04d}{month:02d}{(day - first).days + 1:02d}", born, ""
    return born, lunar_of(born), ""


def drawn(persons: int, rows: int) -> tuple[list[Record], dict[int, int]]:
    """A list and the truth: which person each row is, for those on record."""
    chance, truth, made = random.Random(2), {}, []
    on_record = int(rows * 0.8)
    wanted = set(chance.sample(range(persons), on_record))
    before: Record | None = None
    for one in register(persons):
        if one.unique_id in wanted:
            kin = before.name if before and before.household == one.household else ""
            made.append((one.unique_id, noisy(chance, one, kin)))
        before = one
    strangers = random.Random(3)
    for key in range(rows - on_record):
        one = person(strangers, chance.randrange(persons))
        made.append((None, noisy(chance, one._replace(identity=f"x{key}", phone=f"y{key}"), "")))
    chance.shuffle(made)
    for row, (key, _one) in enumerate(made):
        if key is not None:
            truth[row] = key
    return [one._replace(unique_id=row) for row, (_key, one) in enumerate(made)], truth


def main() -> None:
    """Link a generated list and print how long it took and how right it was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="60,000 persons, 5,000 rows")
    parser.add_argument("--persons", type=int, default=None)
    parser.add_argument("--rows", type=int, default=None)
    given = parser.parse_args()
    persons = given.persons or (60_000 if given.quick else 1_000_000)
    rows = given.rows or (5_000 if given.quick else 50_000)
    delivered, truth = drawn(persons, rows)
    made = time.monotonic()
    thresholds = Thresholds()
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        said = link(
            delivered, register(persons), review=thresholds.review, folder=Path(folder) / "link",
            tell=lambda told: print(f"{time.monotonic() - made:6.1f} s  step {told.step}"),
        )  # fmt: skip
        for candidates in said:
            found[candidates[0].row] = candidates
    seconds = time.monotonic() - made
    standings = {row: standing_of(found.get(row, []), thresholds) for row in range(rows)}
    certain = [row for row, one in standings.items() if one is Standing.CERTAIN]
    right = sum(truth.get(row) == _taken(found[row]) for row in certain)
    seen = sum(truth[row] in {one.person for one in found.get(row, [])} for row in truth)
    figures = {
        "persons": persons, "rows": rows, "seconds": round(seconds, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "precision": round(right / max(len(certain), 1), 5), "recall": round(seen / len(truth), 4),
        **{str(k): n for k, n in Counter(standings.values()).items()},
        "certain_share": round(right / len(truth), 4),
    }  # fmt: skip
    print(json.dumps(figures))


def _taken(candidates: list) -> int:
    numbered = [c for c in candidates if level_in(c.parts, "identity") == "same"]
    return max(numbered or candidates, key=lambda c: c.weight).person


if __name__ == "__main__":
    main()

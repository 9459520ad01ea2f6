"""The nine rules in our language, and the command that decides a file with reasons.

python -m bench.benefit_peers.ours IN FOLDER MONTHS CACHE
"""

import resource
import sys
from datetime import date
from pathlib import Path

from bench.benefit_peers import shared

from anhuai.benefits.rules import (
    Benefit,
    Book,
    Choices,
    Condition,
    Kind,
    Parameter,
    Relation,
    Stack,
    StackingTable,
    Type,
    cases,
    code,
    every,
    fact,
    largest,
    lit,
    money,
    month,
    share,
    some,
    total,
)
from anhuai.benefits.rules.decide import Terms
from anhuai.benefits.rules.expressions import MEMBERS
from anhuai.benefits.rules.facts import ABILITY, DISABILITY_GRADE, Fact, From, declare_fact
from anhuai.benefits.rules.kinds import BOOL, MONEY
from anhuai.benefits.rules.parameters import Given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.money import Rounding
from anhuai.kernel.months import Month

INVENTED = Basis(document="", confidence=Confidence.D, note="基准测试中的假定值")
ORPHAN = Choices("bench_orphan", tuple((str(n), str(n), str(n)) for n in range(4)))
HARDSHIP = Choices(
    "bench_hardship", tuple((n, n, n) for n in ("none", "edge", "dibao")), ordered=True
)
for _name, _type, _most in (
    ("bench_assets", MONEY, 2 * 10**9), ("bench_no_supporter", BOOL, 1),
    ("bench_orphan", Type(Kind.CODE, choices=ORPHAN), 3),
):  # fmt: skip
    declare_fact(Fact(code=_name, title=_name, title_en=_name, type=_type, source=From.DECLARED,
                      most=_most))  # fmt: skip

KEYS = {
    "service": (HARDSHIP, ABILITY), "nursing": (ABILITY,), "care": (DISABILITY_GRADE,),
    "tekun": (ABILITY,), "orphan": (ORPHAN,),
}  # fmt: skip
P = {
    name: Parameter(code=f"bench_{name}", title=name, title_en=name, keys=KEYS.get(name, ()),
                    most=10_000_000)
    for name in shared.VALUES
}  # fmt: skip
ZONED = {"std", "cap", "old80", "old90", "old100", "living", "child", "care"}


def flat(value):
    """Return a table's cells in order."""
    return tuple(x for row in value for x in flat(row)) if isinstance(value, list) else (value,)


def given():
    """Return every value as decided."""
    for name, dated in shared.VALUES.items():
        for since, value in dated.items():
            for at, place in enumerate(shared.ZONES if name in ZONED else ("",)):
                cells = flat(value[at] if name in ZONED else value)
                yield Given(parameter=f"bench_{name}", place=place, since=Month(*since),
                            known=date(2024, 1, 1), cells=cells, basis=INVENTED)  # fmt: skip


age, grade = fact("age"), fact("disability_grade")
std, cap = P["std"].value, P["cap"].value
income, assets = total(fact("income_month")), total(fact("bench_assets"))
within = assets <= cap * MEMBERS
hardship = cases(
    (within & (income < std * MEMBERS), code(HARDSHIP, "dibao")),
    (within & (income * 2 <= std * MEMBERS * 3), code(HARDSHIP, "edge")),
    otherwise=code(HARDSHIP, "none"),
)
severe = (grade >= "2") | (grade.is_("3") & fact("disability_mental"))
one = lit(1, "persons")


def benefit(amount, **tests):
    """Return a benefit of these conditions, hukou first."""
    every_test = {"hukou": fact("hukou_here"), **tests}
    return Benefit(
        title="基准", title_en="bench", says="基准。", says_en="Bench.", basis=INVENTED,
        since=Month(2020, 1), amount=amount,
        conditions=tuple(
            Condition(code=name, test=test, title=name, title_en=name, fails=name, fails_en=name)
            for name, test in every_test.items()
        ),
    )  # fmt: skip


BENEFITS = {
    "old_age": benefit(
        cases((age >= 100, P["old100"].value), (age >= 90, P["old90"].value),
              (age >= 80, P["old80"].value)), age=age >= 80,
    ),
    "service": benefit(P["service"].of(hardship, fact("ability")), age=age >= 60),
    "nursing": benefit(P["nursing"].of(fact("ability")), age=age >= 60, poor=hardship >= "edge"),
    "living": benefit(
        P["living"].value, grade=grade >= "4",
        poor=some(hardship.is_("dibao"), every(hardship.is_("edge"), grade >= "2")),
    ),
    "care": benefit(P["care"].of(grade), severe=severe, injury=~fact("work_injury_care")),
    "tekun": benefit(
        share(std, 13, 10, Rounding.DOWN) + P["tekun"].of(fact("ability")),
        alone=fact("bench_no_supporter"), unable=some(age >= 60, age < 16, severe),
        income=fact("income_month") <= std, assets=fact("bench_assets") <= cap,
    ),
    "orphan": benefit(P["orphan"].of(fact("bench_orphan")), age=age < 18,
                      orphan=fact("bench_orphan").is_not("0")),
    "dibao": benefit(
        largest(share(std * MEMBERS - income, one, MEMBERS, Rounding.DOWN), money(1)),
        poor=hardship.is_("dibao"),
    ),
    "child": benefit(P["child"].value, age=fact("age_months") < 36,
                     born=fact("born_month") >= month(2022, 1)),
}  # fmt: skip
PAIRS = (
    ("exclude", "tekun", "living"), ("exclude", "orphan", "living"), ("exclude", "tekun", "nursing"),
    ("exclude", "tekun", "care"), ("higher_of", "tekun", "orphan"), ("higher_of", "tekun", "dibao"),
    ("higher_of", "orphan", "dibao"), ("higher_of", "care", "nursing"),
)  # fmt: skip
TABLE = StackingTable(
    title="基准", title_en="bench",
    rules=tuple(Stack(relation=Relation(r), first=a, second=b, basis=INVENTED) for r, a, b in PAIRS),
)  # fmt: skip
TERMS = Terms(
    benefits=BENEFITS, book=Book(tuple(P.values()), tuple(given())), tables=(TABLE,),
    known=date(2026, 1, 1),
)  # fmt: skip


def months(count):
    """Return the months asked for."""
    return tuple(Month(*one) for one in shared.months(count))


def main():
    """Decide a file."""
    import pyarrow as pa

    from anhuai.benefits.engine.files import decide_file

    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    decide_file(TERMS, months(int(sys.argv[3])), Path(sys.argv[1]), Path(sys.argv[2]),
                places=shared.ZONES, facts_unknown=(), cache=Path(sys.argv[4]))  # fmt: skip
    status = Path("/proc/self/status").read_text()
    anonymous = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{peak} {anonymous.split()[1]}")


if __name__ == "__main__":
    main()

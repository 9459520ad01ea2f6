"""户籍 in the target and 常住 in the baseline."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity
from anhuai.plans.rules.drafts import Place, Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """A target on registered people whose plan knows only residents, or the other way round."""
    for draft in reading.drafts:
        for one in draft.indicators:
            for own, other in (("户籍", "常住"), ("常住", "户籍")):
                at = reading.text.find(other, draft.start, draft.end)
                if (
                    own in one.name
                    and at >= 0
                    and reading.text.count(own, draft.start, draft.end) <= len(one.mentions) + 1
                ):
                    yield Conflict(
                        places=(
                            one.place,
                            Place(max(draft.start, at - 30), min(draft.end, at + 12)),
                        ),
                        arithmetic=(
                            f"“{one.name}”按{own}人口，现状数据按{other}人口，两者不能直接比较"
                        ),
                        question=(
                            f"“{one.name}”的分母是{own}还是{other}老年人？{own}口径的现状是多少？"
                        ),
                    )


definition = Check(
    title="户籍与常住口径混用",
    title_en="Registered and resident people mixed",
    says="目标按户籍（或常住）人口，现状只给另一种口径",
    says_en=(
            "The target counts registered people (or residents) while the baseline gives only "
            "the other"
        ),
    severity=Severity.MEDIUM,
    find=find,
    examples=(
        Sample((
                "某县养老规划\n一、基础\n60岁以上老年人23701人，占常住人口的16%。\n二、"
                "目标\n到2025年，每千名户籍老年人拥有养老床位达到60张。\n三、主要任务\n1.建设。"
                "推进。"
            ), 1),
        Sample((
                "某县养老规划\n一、基础\n60岁以上老年人23701人，占常住人口的16%。\n二、"
                "目标\n到2025年，每千名老年人拥有养老床位达到60张。\n三、主要任务\n1.建设。"
                "推进。"
            ), 0),
    ),
)  # fmt: skip

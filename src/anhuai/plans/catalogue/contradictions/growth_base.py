"""Growth rates computed on the wrong base."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Growth, Reading

TOLERANCE = 0.6  # percentage points: what rounding to whole percents may cost


def find(reading: Reading) -> Iterator[Conflict]:
    """Compare each stated rate with (last − first) ÷ first."""
    for draft in reading.drafts:
        for one in draft.growths:
            if one.first and one.last and abs(_true(one) - one.percent) > TOLERANCE:
                yield _conflict(one)


def _true(one: Growth) -> float:
    return 100 * (one.last - one.first) / one.first


def _conflict(one: Growth) -> Conflict:
    first, last, said = number(one.first), number(one.last), number(one.percent)
    on_end = 100 * (one.last - one.first) / one.last
    why = (
        f"，{said}% 是以期末值 {last} 为分母算出的"
        if abs(on_end - one.percent) <= TOLERANCE
        else ""
    )
    return Conflict(
        places=(one.place,),
        arithmetic=(
            f"{one.subject}：（{last}−{first}）÷{first}＝{_true(one):.1f}%，文件写 {said}%{why}"
        ),
        question=(
            f"“{one.subject}”由 {first} 到 {last}，增幅应为 {_true(one):.1f}%，是否更正 {said}%？"
        ),
    )


definition = Check(
    title="增幅算错基数",
    title_en="Growth computed on the wrong base",
    says="增幅等于期末减期初再除以期初；以期末为分母的增幅偏小",
    says_en=(
            "Growth is the change divided by the first value; dividing by the last makes it "
            "too small"
        ),
    severity=Severity.HIGH,
    find=find,
    examples=(
        Sample((
                "某县养老规划\n一、发展基础\n养老床位由2015年的908张增加到1279张，增长29%。"
                "\n二、重点任务\n1.建设。推进建设。"
            ), 1),
        Sample((
                "某县养老规划\n一、发展基础\n养老床位由2015年的908张增加到1279张，增长40.9%。"
                "\n二、重点任务\n1.建设。推进建设。"
            ), 0),
        Sample((
                "某县养老规划\n一、发展基础\n城市低保、农村低保标准分别由2016年的5016元、"
                "2880元提高到2020年的6924元、4428元，分别增长38.04%、53.75%。\n二、"
                "重点任务\n1.建设。推进建设。"
            ), 0),
    ),
)  # fmt: skip

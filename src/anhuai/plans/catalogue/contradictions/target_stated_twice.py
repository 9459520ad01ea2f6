"""One promise stated twice with different figures or years."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Indicator, Place, Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Every mention of an indicator that says something else than its first statement."""
    for draft in reading.drafts:
        for one in draft.indicators:
            others = [mention for mention in one.mentions if mention.conflicts]
            if others:
                yield _conflict(
                    one,
                    [(m.value, m.deadline) for m in others],
                    (one.place, *(m.place for m in others)),
                )


def _conflict(
    one: Indicator, others: list[tuple[float | None, str | None]], places: tuple[Place, ...]
) -> Conflict:
    values = {value for value, _ in others if value != one.value}
    if values:
        said = "、".join(f"{number(value)}{one.unit}" for value in sorted(values, key=str))
        arithmetic = f"{one.name}：一处为 {number(one.value)}{one.unit}，另一处为 {said}"
    else:
        years = "、".join(sorted({due for _, due in others if due and due != one.deadline}))
        arithmetic = f"{one.name}：一处期限为 {one.deadline}，另一处为 {years}"
    return Conflict(
        places=places, arithmetic=arithmetic, question=f"“{one.name}”以哪一处为准？",
        severity=None if values else Severity.MEDIUM,
    )  # fmt: skip


definition = Check(
    title="同一指标前后不一",
    title_en="The same target stated differently",
    says="同一指标在不同章节的数值或期限不同；两处都保留，请印发机关明确",
    says_en=(
            "The same target has other values or deadlines elsewhere; both stay until the "
            "issuer says"
        ),
    severity=Severity.HIGH,
    find=find,
    examples=(
        Sample((
                "某县社区规划\n一、发展目标\n到2025年底，农村社区综合信息平台覆盖率达到80%。"
                "\n二、主要任务\n1.建设平台。农村社区综合信息平台覆盖率达到70%。"
            ), 1),
        Sample((
                "某县社区规划\n一、发展目标\n到2025年底，农村社区综合信息平台覆盖率达到80%。"
                "\n二、主要任务\n1.建设平台。农村社区综合信息平台覆盖率达到80%。"
            ), 0),
    ),
)  # fmt: skip

"""The parts of MZ/T 039-2013, how each is graded, and the table that joins the grades."""

from collections.abc import Mapping
from typing import Final

from anhuai.assessments.rules.barthel import adl
from anhuai.assessments.rules.barthel import grade as adl_grade
from anhuai.assessments.rules.common import item
from anhuai.assessments.rules.scales import Finding, Item, Part, Points
from anhuai.kernel.confidence import Basis, Confidence

WORDS: Final = Basis(document="", confidence=Confidence.C, note="档位说法为通行表述，原表未见到。")


def _steps(code: str, title: str, title_en: str, *says: tuple[str, str]) -> Item:
    return item(
        code, title, title_en, *((n, zh, en) for n, (zh, en) in enumerate(says)), basis=WORDS
    )


_LESS: Final = (
    ("正常", "Normal"), ("稍差", "Slightly reduced"), ("明显下降", "Clearly reduced"),
    ("严重下降", "Severely reduced"), ("丧失", "Lost"),
)  # fmt: skip

PARTS: Final = (
    adl(grooming="修饰", grooming_en="Grooming", toileting="如厕"),
    Part(
        code="mind",
        title="精神状态",
        title_en="Mental state",
        items=(
            _steps("cognition", "认知功能", "Cognition", ("正常", "Normal"),
                   ("认知可疑缺损", "Doubtful"), ("认知缺损或已确诊痴呆", "Impaired")),
            _steps("aggression", "攻击行为", "Aggression", ("没有", "None"),
                   ("每月有几次", "Some a month"), ("每周有几次或更多", "Weekly or more")),
            _steps("depression", "抑郁症状", "Depression", ("没有", "None"),
                   ("情绪低落、不爱说话", "Low mood"), ("有自杀念头或行为", "Suicidal")),
        ),
    ),
    Part(
        code="perception",
        title="感知觉与沟通",
        title_en="Perception and communication",
        items=(
            _steps("consciousness", "意识水平", "Consciousness", ("清醒", "Alert"),
                   ("嗜睡", "Drowsy"), ("昏睡", "Stupor"), ("昏迷", "Coma")),
            _steps("vision", "视力", "Vision", *_LESS),
            _steps("hearing", "听力", "Hearing", *_LESS),
            _steps("communication", "沟通交流", "Communication", ("无困难", "No difficulty"),
                   ("能表达、理解，但要多一点时间", "Needs time"),
                   ("要经常重复或说得简单", "Needs repetition"),
                   ("不能表达或理解", "Cannot")),
        ),
    ),
    Part(
        code="participation",
        title="社会参与",
        title_en="Participation",
        items=(
            _steps("living", "生活能力", "Living", *_LESS),
            _steps("working", "工作能力", "Working", *_LESS),
            _steps("orientation", "时间/空间定向", "Time and place", *_LESS),
            _steps("persons", "人物定向", "Persons", *_LESS),
            _steps("social", "社会交往能力", "Social contact", *_LESS),
        ),
    ),
)  # fmt: skip


def _sum(part: Part, points: Points) -> int:
    return sum(points[one.code] for one in part.items)


def grade_adl(points: Points) -> int:
    """Grade daily living: 100, 65–95, 45–60, 40 and less."""
    return adl_grade(_sum(PARTS[0], points))


def grade_mind(points: Points) -> int:
    """Grade the mental state: 0, 1, 2–3, 4–6."""
    total = _sum(PARTS[1], points)
    return 3 if total >= 4 else min(total, 2)


def grade_perception(points: Points) -> int:
    """Grade perception by its worst: consciousness, sight or hearing, communication."""
    senses = max(points["vision"], points["hearing"])
    awake = {0: 0, 1: 2}.get(points["consciousness"], 3)
    return max(awake, max(senses - 1, 0), points["communication"])


def grade_participation(points: Points) -> int:
    """Grade participation: 0–2, 3–7, 8–13, 14–20."""
    total = _sum(PARTS[3], points)
    return sum(total >= low for low in (3, 8, 14))


OVERLAP: Final = Finding(
    "rows_overlap",
    "等级表有两行都适用于这一组合，取较重的一级（未核实），请复核。",
    "Two rows of the table fit these grades; the worse is taken (unverified): check.",
)
GAP: Final = Finding(
    "row_missing", "等级表没有一行适用于这一组合", "No row of the table fits these grades"
)


def combine(grades: Mapping[str, int]) -> tuple[int | None, tuple[Finding, ...]]:
    """Return the level by the standard's table; None where no row of it fits.

    Where two rows fit, the worse is taken and a warning says so: which was meant is not known (D).
    """
    daily = grades["adl"]
    others = (grades["mind"], grades["perception"], grades["participation"])
    rows = (_is_intact(daily, others), _is_mild(daily, others), _is_moderate(daily, others),
            _is_severe(daily, others))  # fmt: skip
    fitting = [level for level, fits in enumerate(rows) if fits]
    if not fitting:
        return None, (GAP,)
    return fitting[-1], (OVERLAP,) if len(fitting) > 1 else ()


Others = tuple[int, int, int]


def _is_intact(daily: int, others: Others) -> bool:
    return daily == 0 and others[:2] == (0, 0) and others[2] <= 1


def _is_mild(daily: int, others: Others) -> bool:
    if daily == 0:
        return others[0] >= 1 or others[1] >= 1 or others[2] == 2
    return daily == 1 and min(others) <= 1


def _is_moderate(daily: int, others: Others) -> bool:
    if daily == 1:
        return others == (2, 2, 2) or 3 in others
    between = sum(1 <= one <= 2 for one in others)
    return daily == 2 and between in (1, 2) and 3 not in others


def _is_severe(daily: int, others: Others) -> bool:
    return daily == 3 or (daily == 2 and (others == (2, 2, 2) or 3 in others))

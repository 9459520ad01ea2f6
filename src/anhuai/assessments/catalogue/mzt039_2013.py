"""MZ/T 039-2013 老年人能力评估: the older standard, still in old files."""

from anhuai.assessments.rules import mzt039
from anhuai.assessments.rules.annex import Diagnosis, Health, Problem, Risk
from anhuai.assessments.rules.common import mental_illness, repeated_events
from anhuai.assessments.rules.judging import has_coma
from anhuai.assessments.rules.scales import Adjustment, Example, Level, Scale
from anhuai.assessments.rules.scoring import by_grades
from anhuai.kernel.confidence import Basis, Confidence

DOCUMENT = Basis(
    document="老年人能力评估", article="MZ/T 039-2013",
    confidence=Confidence.B, note="已由 GB/T 42195-2022 取代，旧档案仍在用。",
)  # fmt: skip

definition = Scale(
    scale_id="MZT039-2013",
    version="2013",
    title="老年人能力评估（MZ/T 039-2013）",
    title_en="Ability assessment of older people (MZ/T 039-2013)",
    short="MZ/T 039-2013",
    short_en="MZ/T 039-2013",
    says="四个方面各自分级（0–3，越高越重），按规则表合并为四级，不相加。",
    says_en="Four parts graded 0 to 3, joined by a table into four levels, never summed.",
    parts=mzt039.PARTS,
    levels=(
        Level(0, "intact", "能力完好", "Intact"),
        Level(1, "mild", "轻度失能", "Mild"),
        Level(2, "moderate", "中度失能", "Moderate"),
        Level(3, "severe", "重度失能", "Severe"),
    ),
    score=by_grades(
        mzt039.PARTS,
        {
            "adl": mzt039.grade_adl,
            "mind": mzt039.grade_mind,
            "perception": mzt039.grade_perception,
            "participation": mzt039.grade_participation,
        },
        mzt039.combine,
    ),
    adjustments=(
        Adjustment(
            code="coma", title="昏迷，直接定为重度失能", title_en="Coma: severe",
            applies=has_coma, to=3, basis=DOCUMENT,
        ),
        mental_illness(DOCUMENT),
        repeated_events(DOCUMENT),
    ),
    every_months=6,
    every_basis=DOCUMENT,
    asks_health=True,
    basis=DOCUMENT,
    notes=(
        "与 GB/T 42195-2022 没有官方换算关系，不得换算，应重新评估。",
        "规则表有重叠和空缺：重叠取较重一级（未核实），空缺不给等级。",
    ),
    examples=(
        Example(says="各方面都好", score_level=0, final_level=0),
        Example(says="社会参与 2 分仍为 0 级", points={"living": 2}, score_level=0, final_level=0),
        Example(says="社会参与 3 分（1 级）仍为能力完好", points={"living": 3}, score_level=0,
                final_level=0),
        Example(says="社会参与 8 分（2 级）为轻度", points={"living": 4, "working": 4},
                score_level=1, final_level=1),
        Example(says="认知可疑（1 级）为轻度", points={"cognition": 1}, score_level=1,
                final_level=1),
        Example(says="日常活动 95 分，其余完好为轻度", points={"bathing": 0}, score_level=1,
                final_level=1),
        Example(says="日常活动 1 级，认知攻击抑郁 4 分（3 级），两行都适用",
                points={"bathing": 0, "cognition": 2, "aggression": 2}, score_level=2,
                final_level=2, warned=("rows_overlap",)),
        Example(says="日常活动 60 分，精神 1 级为中度",
                points={"walking": 0, "transfer": 0, "stairs": 0, "cognition": 1},
                score_level=2, final_level=2),
        Example(says="日常活动 60 分，其余完好：表里没有这一行",
                points={"walking": 0, "transfer": 0, "stairs": 0}, score_level=None,
                final_level=None),
        Example(says="日常活动 40 分为重度",
                points={"walking": 0, "transfer": 0, "stairs": 0, "eating": 0, "dressing": 0},
                score_level=3, final_level=3),
        Example(says="昏迷直接定为重度", points={"consciousness": 3},
                health=Health(problems=frozenset({str(Problem.COMA)})), score_level=1,
                final_level=3),
        Example(says="确诊痴呆加一级",
                health=Health(diagnoses=frozenset({str(Diagnosis.DEMENTIA)})), score_level=0,
                final_level=1),
        Example(says="30 天内跌倒 2 次加一级", health=Health(risks={str(Risk.FALL): 2}),
                score_level=0, final_level=1),
    ),
)  # fmt: skip

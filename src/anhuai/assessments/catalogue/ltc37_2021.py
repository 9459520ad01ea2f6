"""长期护理失能等级评估标准（试行）医保办发〔2021〕37号: the long-term-care insurance's scale."""

from anhuai.assessments.rules import ltc37
from anhuai.assessments.rules.scales import Example, Level, Scale
from anhuai.assessments.rules.scoring import by_grades
from anhuai.kernel.confidence import Basis, Confidence

DOCUMENT = Basis(
    document="长期护理失能等级评估标准（试行）", article="医保办发〔2021〕37号",
    confidence=Confidence.B,
    note="三部分 17 项、合并办法和六个等级为转引；各项分值和合并表未见原文。",
)  # fmt: skip

definition = Scale(
    scale_id="LTC-37-2021",
    version="2021",
    title="长期护理失能等级评估（医保，试行）",
    title_en="Disability grading for long-term-care insurance (trial)",
    short="医保失能等级",
    short_en="LTC insurance",
    says="日常生活、认知、感知觉与沟通 17 项，三部分分级后查表得六个等级。",
    says_en="17 items in three parts, graded and joined by a table into six levels.",
    parts=ltc37.PARTS,
    levels=(
        Level(0, "normal", "基本正常", "Basically normal"),
        Level(1, "mild", "轻度失能", "Mild"),
        Level(2, "moderate", "中度失能", "Moderate"),
        Level(3, "severe_1", "重度失能Ⅰ级", "Severe I"),
        Level(4, "severe_2", "重度失能Ⅱ级", "Severe II"),
        Level(5, "severe_3", "重度失能Ⅲ级", "Severe III"),
    ),
    score=by_grades(
        ltc37.PARTS,
        {
            "adl": ltc37.grade_adl,
            "cognition": ltc37.grade_cognition,
            "perception": ltc37.grade_perception,
        },
        ltc37.combine,
    ),
    every_basis=Basis(document="", confidence=Confidence.D, note="间隔由医保部门规定，未见原文。"),
    basis=DOCUMENT,
    notes=(
        "各项分值和合并表为通行说法，原表未见到（未核实），不作为发放待遇的唯一依据。",
        "与民政评估结果鼓励互认，不自动换算。",
    ),
    examples=(
        Example(says="各项都好", total=128, score_level=0, final_level=0),
        Example(says="日常活动 95 分", points={"bathing": 0}, score_level=1, final_level=1),
        Example(says="认知 15 分（1 级），日常活动满分", points={"time": 3}, score_level=0,
                final_level=0),
        Example(says="认知 3 分（2 级），日常活动满分",
                points={"time": 3, "persons": 0, "places": 0, "memory": 0}, score_level=1,
                final_level=1),
        Example(says="日常活动 60 分，其余完好",
                points={"walking": 0, "transfer": 0, "stairs": 0}, score_level=2, final_level=2),
        Example(says="全部 0 分", total=0, score_level=5, final_level=5),
        Example(says="日常活动 0 分，认知和感知觉完好",
                points=dict.fromkeys(ltc37.ADL_CODES, 0), score_level=3, final_level=3),
    ),
)  # fmt: skip

"""GB/T 42195-2022 老年人能力评估规范: 26 items, 90 points, levels 0 to 4."""

from dataclasses import replace
from datetime import date

from anhuai.assessments.rules import gbt42195 as items
from anhuai.assessments.rules.annex import Diagnosis, Health, Problem, Risk
from anhuai.assessments.rules.common import has, is_zero, mental_illness, repeated_events
from anhuai.assessments.rules.judging import has_coma
from anhuai.assessments.rules.scales import (
    Adjustment,
    Check,
    Example,
    Finding,
    Level,
    Scale,
    Settings,
)
from anhuai.assessments.rules.scoring import by_total
from anhuai.kernel.confidence import Basis, Confidence

DOCUMENT = Basis(
    document="老年人能力评估规范",
    article="GB/T 42195-2022",
    date=date(2022, 12, 30),
    confidence=Confidence.B,
)
ANNEX_C = replace(DOCUMENT, article="GB/T 42195-2022 附录 C.4")
DEMENTIA = Health(diagnoses=frozenset({str(Diagnosis.DEMENTIA)}))


def _events(*kinds: Risk) -> Health:
    return Health(risks={str(kind): kinds.count(kind) for kind in kinds})


definition = Scale(
    scale_id="GBT42195-2022",
    version="2022",
    title="老年人能力评估（GB/T 42195-2022）",
    title_en="Ability assessment of older people (GB/T 42195-2022)",
    short="GB/T 42195-2022",
    short_en="GB/T 42195-2022",
    says="自理、运动、精神、感知觉与社会参与 26 项，满分 90 分，得分越高能力越好。",
    says_en="26 items of self-care, mobility, mind, perception and participation; 90 points; "
    "higher is more able.",
    parts=items.PARTS,
    levels=(
        Level(0, "intact", "能力完好", "Intact"),
        Level(1, "mild", "能力轻度受损（轻度失能）", "Mildly impaired"),
        Level(2, "moderate", "能力中度受损（中度失能）", "Moderately impaired"),
        Level(3, "severe", "能力重度受损（重度失能）", "Severely impaired"),
        Level(4, "complete", "能力完全丧失（完全失能）", "Ability lost"),
    ),
    score=by_total(items.PARTS, ((90, 0), (66, 1), (46, 2), (30, 3), (0, 4))),
    adjustments=(
        Adjustment(
            code="coma",
            title="昏迷，直接定为能力完全丧失",
            title_en="Coma: ability lost",
            applies=has_coma,
            to=4,
            basis=replace(
                ANNEX_C, note="有一份转录在 B.3.9 旁注“重度”，系 MZ/T 039 遗留；以附录 C 为准。"
            ),
        ),
        mental_illness(ANNEX_C),
        repeated_events(ANNEX_C),
    ),
    checks=(
        Check(
            Finding(
                "coma_awake",
                "勾选了昏迷，但意识水平（B.3.9）不是 0 分，请核对。",
                "Coma is marked, but consciousness (B.3.9) is not 0: check.",
            ),
            lambda points, health: has(Problem.COMA, health)
            and not is_zero("consciousness", points),
        ),
        Check(
            Finding(
                "feeding_tube_eats",
                "勾选了鼻饲管，但进食（B.1.1）不是 0 分，请核对。",
                "A feeding tube is marked, but eating (B.1.1) is not 0: check.",
            ),
            lambda points, health: has(Problem.FEEDING_TUBE, health)
            and not is_zero("eating", points),
        ),
        Check(
            Finding(
                "catheter_controls",
                "勾选了导尿管，但小便控制（B.1.6）不是 0 分，请核对。",
                "A catheter is marked, but bladder control (B.1.6) is not 0: check.",
            ),
            lambda points, health: has(Problem.CATHETER, health)
            and not is_zero("bladder_control", points),
        ),
        Check(
            Finding(
                "stairs_without_walking",
                "平地行走（B.2.3）为 0 分，上下楼梯（B.2.4）却有得分，请核对。",
                "Walking (B.2.3) is 0, but stairs (B.2.4) are not: check.",
            ),
            lambda points, _health: is_zero("level_walking", points) and points["stairs"] > 0,
        ),
    ),
    every_months=12,
    every_basis=Basis(
        document="", confidence=Confidence.D, note="原文间隔未见到，默认 12 个月，由县里设定。"
    ),
    in_force=date(2022, 12, 30),
    called_for=("disabled_elder", "cognitive_impairment"),
    asks_health=True,
    basis=DOCUMENT,
    notes=(
        "调整项 2、3 同时出现时加一级还是两级，资料没有说明（未核实）；默认至多一级，参数可改。",
        "昏迷与昏睡在 B.3.9 都是 0 分，昏迷须在附录 A.5 单独勾选。",
        "B.1.7 得 3 分的频次，一份转录作“每天少于 1 次”，与 2 分重叠；按“每周少于 1 次”（未核实）",
    ),
    examples=(
        Example(says="满分", total=90, score_level=0, final_level=0, warned=()),
        *(
            Example(says=f"{total} 分", total=total, score_level=level, final_level=level)
            for total, level in (
                (89, 1), (66, 1), (65, 2), (46, 2), (45, 3), (30, 3), (29, 4), (0, 4),
            )
        ),
        Example(says="满分但确诊痴呆", total=90, health=DEMENTIA, score_level=0, final_level=1),
        Example(
            says="66 分，30 天内跌倒 1 次、噎食 1 次", total=66,
            health=_events(Risk.FALL, Risk.CHOKING), score_level=1, final_level=2,
        ),
        Example(
            says="66 分，30 天内只跌倒 1 次", total=66, health=_events(Risk.FALL),
            score_level=1, final_level=1,
        ),
        Example(
            says="29 分，痴呆并跌倒 3 次，不再加重", total=29,
            health=replace(DEMENTIA, risks={"fall": 3}), score_level=4, final_level=4,
        ),
        Example(
            says="80 分但昏迷：定为完全丧失，并提示矛盾", total=80,
            health=Health(problems=frozenset({str(Problem.COMA)})),
            score_level=1, final_level=4, warned=("coma_awake",),
        ),
        Example(
            says="50 分，痴呆并跌倒 2 次，默认只加一级", total=50,
            health=replace(DEMENTIA, risks={"fall": 2}), score_level=2, final_level=3,
        ),
        Example(
            says="50 分，痴呆并跌倒 2 次，县里设为可累加", total=50,
            health=replace(DEMENTIA, risks={"fall": 2}), settings=Settings(is_cumulative=True),
            score_level=2, final_level=4,
        ),
        Example(
            says="带鼻饲管和导尿管却得满分，提示两处矛盾", total=90,
            health=Health(
                problems=frozenset({str(Problem.FEEDING_TUBE), str(Problem.CATHETER)})
            ),
            score_level=0, final_level=0, warned=("feeding_tube_eats", "catheter_controls"),
        ),
        Example(
            says="不能行走却能上下楼梯，提示可疑", points={"level_walking": 0},
            score_level=1, final_level=1, warned=("stairs_without_walking",),
        ),
    ),
)  # fmt: skip

"""Annex A of GB/T 42195-2022: diagnoses, care-risk events of 30 days, health problems."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from anhuai.facilities.rules import Titled
from anhuai.kernel.unfit import Unfit

MOST_EVENTS = 99


class Diagnosis(Titled):
    """A diagnosis of A.4, by its ICD-10 range where it has one."""

    HYPERTENSION = "i10_i15", "高血压病 I10–I15", "Hypertension I10–I15"
    CORONARY = "i25", "冠心病 I25", "Coronary disease I25"
    DIABETES = "e10_e14", "糖尿病 E10–E14", "Diabetes E10–E14"
    PNEUMONIA = "j12_j18", "肺炎 J12–J18", "Pneumonia J12–J18"
    COPD = "j44", "慢性阻塞性肺疾病 J44", "COPD J44"
    HAEMORRHAGE = "i60_i62", "脑出血 I60–I62", "Cerebral haemorrhage I60–I62"
    INFARCTION = "i63", "脑梗塞 I63", "Cerebral infarction I63"
    URINARY = "urinary", "尿路感染（30 天内）", "Urinary infection (30 days)"
    PARKINSON = "g20_g22", "帕金森综合征 G20–G22", "Parkinson G20–G22"
    RENAL = "n18_n19", "慢性肾衰竭 N18–N19", "Renal failure N18–N19"
    CIRRHOSIS = "k74", "肝硬化 K74", "Cirrhosis K74"
    DIGESTIVE = "k20_k31", "消化性疾病 K20–K31", "Digestive disease K20–K31"
    TUMOUR = "c00_d48", "肿瘤 C00–D48", "Tumour C00–D48"
    AMPUTATION = "amputation", "截肢（6 个月内）", "Amputation (6 months)"
    FRACTURE = "m84", "骨折 M84（3 个月内）", "Fracture M84 (3 months)"
    EPILEPSY = "g40", "癫痫 G40", "Epilepsy G40"
    HYPOTHYROID = "e01_e03", "甲状腺功能减退 E01–E03", "Hypothyroidism E01–E03"
    CATARACT = "h25_h26", "白内障 H25–H26", "Cataract H25–H26"
    GLAUCOMA = "h40_h42", "青光眼 H40–H42", "Glaucoma H40–H42"
    OSTEOPOROSIS = "m80_m82", "骨质疏松 M80–M82", "Osteoporosis M80–M82"
    DEMENTIA = "f00_f03", "痴呆 F00–F03（已确诊）", "Dementia F00–F03 (confirmed)"
    MENTAL = (
        "f04_f99",
        "其他精神和行为障碍 F04–F99（精神科医师确诊）",
        "Other mental disorder F04–F99 (by a psychiatrist)",
    )
    OTHER = "other", "其他疾病", "Other"


class Risk(Titled):
    """A care-risk event, counted over the last 30 days (A.4)."""

    FALL = "fall", "跌倒", "Fall"
    WANDERING = "wandering", "走失", "Wandering"
    CHOKING = "choking", "噎食", "Choking"
    SUICIDE = "suicide", "自杀", "Suicide attempt"
    SELF_HARM = "self_harm", "自伤", "Self-harm"
    OTHER = "other", "其他", "Other"


class Problem(Titled):
    """A health problem of A.5 that a level or a check looks at, or that carers must know."""

    COMA = "coma", "昏迷", "Coma"
    FEEDING_TUBE = "feeding_tube", "鼻饲管（胃管）", "Feeding tube"
    CATHETER = "catheter", "导尿管", "Urinary catheter"
    TRACHEOSTOMY = "tracheostomy", "气管切开", "Tracheostomy"
    STOMA = "stoma", "造瘘（造口）", "Stoma"
    VENTILATOR = "ventilator", "无创呼吸机", "Non-invasive ventilator"
    DIALYSIS = "dialysis", "透析", "Dialysis"
    PRESSURE_INJURY = "pressure_injury", "压力性损伤（压疮）", "Pressure injury"
    WOUND = "wound", "皮肤伤口", "Wound"
    JOINTS = "joints", "关节活动受限", "Limited joints"
    PAIN = "pain", "疼痛", "Pain"
    TEETH = "teeth", "牙齿缺失", "Missing teeth"
    DYSPHAGIA = "dysphagia", "吞咽困难", "Dysphagia"
    LOW_WEIGHT = "low_weight", "体重过低（营养不良）", "Low weight"
    AIRWAY = "airway", "清理呼吸道无效", "Airway clearance"


class BadHealth(Unfit):
    """Facts of annex A that cannot be recorded; codes: diagnosis, risk, problem."""


@dataclass(frozen=True, slots=True)
class Health:
    """What annex A says of a person: codes of the three lists, and events counted over 30 days."""

    diagnoses: frozenset[str] = frozenset()
    risks: Mapping[str, int] = field(default_factory=dict)
    problems: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for code, given, known in (
            ("diagnosis", self.diagnoses, Diagnosis),
            ("problem", self.problems, Problem),
            ("risk", set(self.risks), Risk),
        ):
            strange = sorted(set(given) - {str(one) for one in known})
            if strange:
                raise BadHealth(
                    code, "疾病、风险事件或健康问题有不认识的代码，请从列表中选择。",
                    "A diagnosis, event or problem is not on the list: choose from it.", field=code,
                )  # fmt: skip
        if not all(0 <= count <= MOST_EVENTS for count in self.risks.values()):
            raise BadHealth(
                "risk", f"近 30 天事件次数应为 0 到 {MOST_EVENTS}。",
                f"Events in 30 days: 0 to {MOST_EVENTS}.", field="risk",
            )  # fmt: skip

    @property
    def events(self) -> int:
        """How many care-risk events there were, over all kinds."""
        return sum(self.risks.values())

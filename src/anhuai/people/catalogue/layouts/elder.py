"""The basic facts of an older person: annex A of GB/T 42195-2022."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.layouts import Held, Kind, Layout, LayoutField

F = LayoutField
SEX = {"1": "男", "2": "女", "0": "未知", "9": "未说明"}
EDUCATION = {
    "illiterate": "文盲", "primary": "小学", "junior": "初中", "senior": "高中/技校/中专",
    "tertiary": "大专及以上", "unknown": "不详",
}  # fmt: skip
LIVING = {"alone": "独居"}  # of eight choices (multi) the one a record here states

definition = Layout(
    title="老年人基本信息表",
    title_en="Older person: basic facts sheet",
    says=("按 GB/T 42195-2022 附录 A 整理；评估和健康内容不在人员档案里，导出为空。"),
    says_en=(
        "After annex A of GB/T 42195-2022; assessments and health "
        "facts are not in the file and are left empty."
    ),
    basis=Basis(
        document="GB/T 42195-2022 老年人能力评估规范",
        confidence=Confidence.A,
        note=("字段见附录 A（standards/01 §1.9）；表头用词在核对系统模板前以附录为准。"),
    ),
    fields=(
        F("number", "评估编号", "A.1 assessment number"),
        F("base_date", "评估基准日期", "A.1 base date", Kind.DATE),
        F("reason", "评估原因", "A.1 reason"),
        F("name", "姓名", "A.2 name", Kind.TEXT, Held.BOTH, required=True),
        F("sex", "性别", "A.2 sex", Kind.CODE, Held.OUT, SEX),
        F("born", "出生日期", "A.2 birth date", Kind.DATE, Held.OUT),
        F("height_weight", "身高/体重", "A.2 height/weight"),
        F("ethnicity", "民族", "A.2 ethnicity", Kind.TEXT, Held.BOTH),
        F("religion", "宗教信仰", "A.2 religion"),
        F("identity", "公民身份号码", "A.2 ID number", Kind.TEXT, Held.BOTH, required=True),
        F("education", "文化程度", "A.2 education", Kind.CODE, Held.BOTH, EDUCATION),
        F("living", "居住情况", "A.2 living arrangement", Kind.CODE, Held.OUT, LIVING),
        F("marital", "婚姻状况", "A.2 marital", Kind.TEXT, Held.BOTH),
        F("payment", "医疗费用支付方式", "A.2 medical payment"),
        F("income", "经济来源", "A.2 income source"),
        F("informant", "信息提供者姓名", "A.3 name"),
        F("informant_relation", "信息提供者与老年人的关系", "A.3 relation"),
        F("contact_name", "联系人姓名", "A.3 contact name", Kind.TEXT, Held.BOTH),
        F("contact_phone", "联系人电话", "A.3 phone", Kind.TEXT, Held.BOTH),
        F("diseases", "疾病诊断", "A.4 diagnosis codes"),
        F("medicines", "用药情况", "A.4 medicines"),
        F("risk_events", "近 30 天内照护风险事件", "A.4 risk events"),
        F("pressure_injury", "压力性损伤", "A.5 pressure injury"),
        F("joints", "关节活动度", "A.5 joint mobility"),
        F("wounds", "伤口情况", "A.5 wounds"),
        F("special_care", "特殊护理情况", "A.5 special care"),
        F("pain", "疼痛感", "A.5 pain"),
        F("teeth", "牙齿缺失情况", "A.5 teeth loss"),
        F("denture", "义齿佩戴情况", "A.5 denture"),
        F("dysphagia", "吞咽困难的情形和症状", "A.5 dysphagia signs"),
        F("low_bmi", "体重指数过低", "A.5 low BMI"),
        F("airway", "清理呼吸道无效", "A.5 airway clearance"),
        F("coma", "昏迷", "A.5 coma"),
        F("other", "其他", "A.5 other"),
    ),
)

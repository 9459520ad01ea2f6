"""The file of a left-behind child, one child one file."""

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.layouts import Held, Kind, Layout, LayoutField

F = LayoutField
YES_NO = {"1": "是", "0": "否"}
SEX = {"1": "男", "2": "女", "0": "未知", "9": "未说明"}
REASONS = {
    "both_out": "父母双方外出", "one_out": "一方外出另一方无监护能力",
    "both_incapable": "父母双方均无监护能力",
}  # fmt: skip

definition = Layout(
    title="农村留守儿童信息表",
    title_en="Left-behind child sheet",
    says=("按一人一档的字段整理；照护、就学、健康和走访内容尚未登记，导出为空。"),
    says_en=(
        "After the fields of one child one file; care, school, health and "
        "visits are not on record yet and are left empty."
    ),
    basis=Basis(
        document="农村留守儿童一人一档",
        confidence=Confidence.B,
        note=(
            "字段出自二手资料（standards/06 §3），身"
            "份和家庭部分为 C 级；表头和代码须以全国系统模板核对。"
        ),
    ),
    fields=(
        F("name", "姓名", "name", Kind.TEXT, Held.BOTH, required=True),
        F("identity", "公民身份号码", "ID", Kind.TEXT, Held.BOTH, required=True),
        F("sex", "性别", "sex", Kind.CODE, Held.OUT, SEX),
        F("born", "出生日期", "birth", Kind.DATE, Held.OUT),
        F("ethnicity", "民族", "ethnicity", Kind.TEXT, Held.BOTH),
        F("hukou", "户籍地代码", "hukou", Kind.TEXT, Held.BOTH),
        F("address", "现居住地", "present address", Kind.TEXT, Held.OUT),
        F("photo", "照片", "photo"),
        F("father", "父亲姓名", "parents", Kind.TEXT, Held.OUT),
        F("father_status", "父亲状况", "parents: alive/away"),
        F("father_where", "父亲外出地", "parents: where"),
        F("father_return", "父亲返乡时间", "parents: return"),
        F("father_contact", "父亲联系方式", "parents: contact"),
        F("mother", "母亲姓名", "parents", Kind.TEXT, Held.OUT),
        F("mother_status", "母亲状况", "parents: alive/away"),
        F("mother_where", "母亲外出地", "parents: where"),
        F("mother_return", "母亲返乡时间", "parents: return"),
        F("mother_contact", "母亲联系方式", "parents: contact"),
        F("guardian", "监护人姓名", "guardian", Kind.TEXT, Held.OUT),
        F("guardian_relation", "监护人与儿童关系", "relation"),
        F("guardian_ability", "监护能力", "ability"),
        F("income", "家庭收入来源", "income"),
        F("dibao", "是否低保家庭", "dibao", Kind.FLAG, Held.OUT, YES_NO),
        F("entrusted", "受委托照护人", "entrusted person"),
        F("agreement", "委托照护协议", "agreement file"),
        F("entrusted_dates", "委托照护起止", "dates"),
        F("notice", "是否告知学校和村（居）", "school/village notice"),
        F("school", "就读学校", "school"),
        F("grade", "年级", "grade"),
        F("boarding", "是否寄宿", "boarding"),
        F("attendance", "就学情况", "attendance"),
        F(
            "health",
            "健康状况",
            "health: healthy / fair-weak / serious / chronic / disability / other",
        ),
        F("certificate", "残疾等级", "disability certificate", Kind.TEXT, Held.OUT),
        F("vaccination", "预防接种", "vaccination"),
        F("carer", "实际照护人", "real carer: grandparents / relatives-friends / none"),
        F("care_state", "监护照护情况", "state good/fair/poor"),
        F(
            "reason",
            "留守原因",
            "both out / one out + other incapable / both incapable",
            Kind.CODE,
            Held.BOTH,
            REASONS,
        ),
        F("aid", "享受救助项目", "11 kinds received"),
        F("risk_grade", "风险等级", "risk: grade"),
        F("risk_date", "风险评估日期", "risk: date"),
        F("risk_by", "风险评估人", "risk: who"),
        F("risk_reason", "风险评估理由", "risk: reason"),
        F("visits", "走访记录", "visits"),
        F("incidents", "事件报告", "incidents"),
        F("plan", "帮扶方案", "plan"),
    ),
)

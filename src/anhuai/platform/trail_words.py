"""The audit trail in words: what a key of an entry's content means, and what its value is called.

The trail keeps codes, so that it says the same for ever; its page says words. A guard finds a key
or a subject without one.
"""

from collections.abc import Mapping
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from anhuai.platform import dictionaries, parameters
from anhuai.platform.accounts import name_of
from anhuai.platform.words import title_of

Text = str | Promise

SUBJECTS: Mapping[str, Text] = {
    "account": _("账号"), "api_key": _("接口密钥"), "certificate": _("证书"), "county": _("县"),
    "delegation": _("委托代办"), "department": _("部门"), "dictionary_entry": _("字典条目"),
    "division": _("地区"), "facility": _("机构"), "figure": _("统计数"), "household": _("户"),
    "licence": _("证照"), "mark": _("标识"), "milestone": _("里程碑"), "organisation": _("单位"),
    "parameter_change": _("参数修改"), "person": _("人员"), "plan": _("规划"), "post": _("岗位"),
    "project": _("项目"), "reform": _("区划调整"), "report": _("填报"), "role_holding": _("角色"),
    "saved_view": _("视图"), "second_factor": _("双重验证"), "session": _("登录会话"),
    "social_organisation": _("社会组织"), "special_day": _("放假调休日"), "spending": _("支出"),
    "task": _("任务"), "training": _("培训"), "volunteer": _("志愿者"),
    "volunteer_team": _("志愿服务队"), "worker": _("从业人员"), "works": _("工程"),
    "announcement": _("公告"), "arrangement": _("服务安排"),
    "delivery": _("推送"), "file_change": _("合并或拆分"),
    "first_day": _("第一天清单"), "hold": _("依法保留"), "key": _("加密密钥"),
    "list_row": _("外单位名单的行"), "message": _("外发消息"), "notice": _("通知"),
    "office_list": _("外单位名单"), "receiver": _("推送接收方"), "release": _("开放数据的发布"),
    "retention": _("保存期限"),
    "retention_proposal": _("到期清理提议"), "screen_link": _("大屏链接"),
    "application": _("待遇申请"), "benefit_finding": _("待遇线索"), "benefit_run": _("待遇核定"),
    "standard_change": _("标准调整"),
    "assessment": _("能力评估"), "assessment_task": _("待评估"), "assessor": _("评估员"),
    "signature": _("签名"), "scale": _("量表"),
    "voucher": _("消费券和时长"), "institution_due": _("机构补贴"),
    "order": _("服务订单"), "offering": _("服务报价"), "order_piece": _("订单凭证"),
    "visit": _("探访"), "visitor": _("探访人员"),
    "work_shift": _("班次"), "worker_away": _("请假"), "carer": _("上门账号"),
    "day_plan": _("当日路线"),
    "help_member": _("互助成员"), "help_team": _("互助队"), "help_pair": _("结对"),
    "help_task": _("互助"), "activity": _("活动"), "hours_certificate": _("服务时长证明"),
    "time_lapse": _("到期时间"), "school_site": _("教学点"), "school_term": _("学期"),
    "elder_course": _("老年课程"),
    "visit_plan": _("探访计划"), "phone": _("手机"), "proof": _("探访凭证"),
    "adaptation": _("适老化改造"), "adaptation_photo": _("改造照片"),
    "contractor": _("改造施工单位"), "family_bed": _("家庭养老床位"),
    "carer_course": _("家庭照护培训"),
    "claim": _("追缴"), "closing_certificate": _("停发证明"), "entry": _("记账"),
    "grant": _("待遇"), "pay_run": _("发放批次"), "payment": _("发放记录"),
    "course": _("培训班"), "honour": _("荣誉"),
    "case": _("个案"), "errand": _("出动"), "device": _("设备"), "timer": _("升级步骤"),
    "command": _("设备指令"), "fence": _("安全范围"), "search": _("寻人"),
    "article": _("知识条目"), "call": _("通话"), "care_call": _("关爱电话对象"),
    "weather_warning": _("天气预警"), "discharge": _("出院通知"),
    "care_round": _("关爱电话"), "drill": _("演练"), "extension": _("座席话机"),
    "handover": _("交班记录"), "shift": _("值班"), "ticket": _("热线工单"),
    "helper_skill": _("出动人员技能"),
    "video_call": _("视频通话"), "video_seat": _("视频参加人"),
    "plan_document": _("规划文件"), "draft_item": _("规划草稿条目"),
    "supervision_order": _("督办单"), "meeting": _("会议"), "decision": _("议定事项"),
    "funding_proposal": _("资金建议"), "target_cause": _("未达目标的原因"),
    "task_rating": _("任务自评"), "funding": _("投资计划"), "photo": _("照片"),
    "nursery": _("托育机构"), "nursery_class": _("托育班级"), "duty": _("在班"),
    "childcare_application": _("托位申请"), "childcare_rule": _("托位录取规则"),
    "childcare_ranking": _("托位排序"), "childcare_offer": _("托位录取"),
    "childcare_enrolment": _("在托"), "childcare_booking": _("托育预约"),
    "childcare_pick_up": _("接送人"), "childcare_attendance": _("入园离园"),
    "childcare_check": _("晨检午检"), "childcare_incident": _("托育事件"),
    "childcare_price": _("托育收费标准"), "childcare_bill": _("托育账单"),
    "childcare_payment": _("托育费收据"), "childcare_invoice": _("托育费税务发票"),
    "childcare_subsidy": _("普惠托位补助"), "childcare_report": _("托育年度报告"),
    "childcare_inspection": _("托育机构检查"),
    "placement": _("入住申请"), "placement_offer": _("床位通知"), "stay": _("入住记录"),
    "bill": _("入住账单"), "custody_balance": _("存管账户余额"),
    "bed_report": _("床位日报"), "incident": _("突发事件"), "filing": _("备案"),
    "anomaly": _("订单疑点"), "call_back": _("抽查回访"), "directory_entry": _("购买目录"),
    "purchase_contract": _("购买合同"), "sample_draw": _("回访抽取"), "statement": _("结算单"),
    "statement_dispute": _("结算异议"), "undertaker": _("承接主体"),
    "meal_point": _("助餐点"), "meal_day": _("供餐"), "meal_order": _("用餐"),
    "meal_round": _("送餐路线"), "dish": _("菜品"), "diet_need": _("饮食禁忌"),
    "standing_order": _("长期订餐"), "hygiene_record": _("食品安全记录"),
    "sponsorship": _("订单出资账户"), "sponsored": _("受助人"),
    "mart": _("爱心超市"), "goods": _("物品"), "deed": _("积分事项"),
    "point_entry": _("积分流水"), "point_account": _("积分账户"),
    "network": _("道路"), "measurement": _("可达性计算"), "scenario": _("选址方案"),
    "housing_project": _("新建居住项目"), "community_room": _("社区服务用房"),
}  # fmt: skip

KEYS: Mapping[str, Text] = {
    "restocks": _("放回货架"), "sponsorship": _("订单出资账户"), "sponsored": _("受助人"),
    "monthly": _("每月金额"), "certificate": _("证书"), "is_genuine": _("是否属实"),
    "seen_on": _("核验日期"),
    "arranged": _("服务安排"), "arrangement": _("服务安排"),
    **SUBJECTS,
    "balance": _("存管账户余额"),
    "listed": _("列入清单"), "period": _("期间"), "score": _("自评得分"), "year": _("年份"),
    "line": _("资金建议行"),
    "formula": _("分配办法"),
    "total": _("总额"),
    "approved": _("是否同意"),
    "rating": _("评分"), "verified": _("核验得分"),
    "reply_by": _("回复期限"),
    "care": _("托育方式"),
    "closes": _("关门（时）"),
    "places": _("托位"),
    "enrolment": _("在托"),
    "booking": _("托育预约"),
    "ends": _("结束（时）"),
    "group": _("班型"),
    "ranking": _("托位排序"),
    "guardian": _("监护人"),
    "by_code": _("是否扫码"),
    "vaccination": _("预防接种证查验"),
    "mode": _("同等条件"),
    "pick_up": _("接送人"),
    "starts": _("入托日期"),
    "part": _("时段"),
    "attendance": _("入园离园"),
    "wanted_from": _("希望入托日期"),
    "seen": _("结果"),
    "day": _("日期"),
    "seed": _("摇号种子"),
    "nurseries": _("托育机构"),
    "begins": _("开始（时）"),
    "offer": _("录取通知"),
    "opens": _("开门（时）"),
    "service": _("服务项目"), "through": _("来源"),
    "asked_on": _("查询日期"), "check": _("记录查询"), "workers": _("参训人员"),
    "room": _("用房"), "subject": _("服务类别"), "pace": _("步行速度"),
    "accepted": _("是否采纳"), "account_id": _("账号"), "amount": _("金额"),
    "borrower": _("代办人的账号"), "by_password": _("是否用密码"), "change_id": _("参数修改"),
    "circumstance": _("情形"), "code": _("代码"), "completed": _("完成日期"),
    "consent": _("同意书"), "contact": _("联系人"), "datum": _("坐标系"), "deadline": _("期限"),
    "definition": _("口径"), "delegation_id": _("委托代办"), "department_id": _("部门"),
    "detail": _("详情"), "dictionary": _("字典"), "died": _("死亡日期"), "document": _("依据文件"),
    "due": _("到期日期"), "elder": _("大字版"), "elder_size": _("大字字号（磅）"),
    "entry_id": _("字典条目"), "factor": _("双重验证"), "factor_id": _("双重验证"),
    "father": _("父亲"), "field": _("项目名称"), "filters": _("筛选条件"), "first": _("第一天"),
    "given_by": _("同意人"), "grade": _("等级"), "handle": _("登录会话"), "head": _("户主"),
    "held": _("情形"), "holding_id": _("角色"), "holdings": _("角色"), "hukou": _("户籍地"),
    "is_active": _("启用"), "is_working": _("上班"), "key": _("键"), "key_id": _("接口密钥"),
    "kind": _("类型"), "kinship": _("亲属关系"), "language": _("语言"), "last": _("最后一天"),
    "leader_id": _("负责人"), "list": _("列表"), "locked": _("是否锁定"), "measure": _("指标"),
    "mother": _("母亲"), "name": _("名称"), "on": _("日期"), "operator": _("运营单位"),
    "order": _("排序"), "path": _("页面或文件"), "permit": _("权限"), "persons": _("人员"),
    "progress": _("进度"), "purpose": _("用途"), "reached": _("是否达到"), "relation": _("关系"),
    "relative": _("亲属"), "replaces": _("替换"), "rows": _("行数"), "says": _("结论"),
    "since": _("起"), "source": _("来源"), "status": _("状态"), "successor": _("并入"),
    "team": _("志愿服务队"), "text": _("搜索内容"), "title": _("名称"), "units": _("地区"),
    "until": _("止"), "username": _("账号"), "value": _("值"), "version": _("版本"),
    "way": _("方式"), "whole_family": _("全家"), "why": _("原因"), "wrong": _("是否登记错误"),
    "back": _("恢复"), "item": _("事项"), "channel": _("来源"), "advice": _("乡镇意见"),
    "objected": _("有无异议"), "month": _("月份"), "state": _("状态"), "per_mille": _("增幅（‰）"),
    "accepts": _("是否采纳"), "announcement_id": _("公告"), "away": _("是否收起"),
    "certain": _("确定的分值"), "change": _("合并或拆分"), "delivery_id": _("推送"),
    "gone": _("并入的档案"), "hold_id": _("依法保留"),
    "kept": _("保留的档案"), "link_id": _("大屏链接"),
    "message_id": _("外发消息"), "months": _("月数"),
    "notice_id": _("通知"), "pair": _("疑似同一人"),
    "proposal": _("到期清理提议"), "receiver_id": _("推送接收方"), "review": _("送复核的分值"),
    "agrees": _("是否同意"), "seat_id": _("视频参加人"), "video_id": _("视频通话"),
    "article_id": _("知识条目"), "call_id": _("通话"), "care_id": _("关爱电话对象"),
    "warning_id": _("天气预警"), "discharge_id": _("出院通知"),
    "serial": _("编号"),
    "drill_id": _("演练"), "handover_id": _("交班记录"), "level": _("层级"),
    "place": _("地区"), "round_id": _("关爱电话"), "severity": _("级别"),
    "shift_id": _("值班"), "skill_id": _("出动人员技能"), "helper": _("出动人员"),
    "skill": _("技能"), "step": _("升级步骤"), "ticket_id": _("热线工单"),
    "outcome": _("处置结果"), "case_id": _("个案"), "errand_id": _("出动"),
    "to": _("去向"), "move": _("处置动作"), "ident": _("设备编号"),
    "rule": _("遥测规则"), "limit": _("限值"), "off_until": _("停用到"), "codes": _("问题"),
    "role": _("角色"), "take": _("采用的内容"), "theme": _("配色"), "verdict": _("判断"),
    "tasks": _("待评估"), "lead": _("主评估员"), "second": _("副评估员"),
    "planned_on": _("计划日期"), "background": _("专业背景"), "reason_kind": _("评估原因"),
    "batch": _("发放批次"), "layout": _("文件格式"), "pocket": _("个人额度账户"),
    "pot": _("资金账户"), "run": _("发放批次"), "scheme": _("待遇"),
    "application": _("申请"), "label": _("床号"),
    "ending": _("离院原因"), "draft": _("规划草稿"), "other": _("并入这一条的是"),
    "what": _("处理方式"), "fund": _("资金来源"),
    "target": _("探访名单"), "count": _("条数"),
    "contract": _("购买合同"), "dispute": _("结算异议"), "harmless": _("是否正常"),
    "number": _("编号"), "result": _("结果"),
    "point": _("助餐点"), "weekdays": _("供餐日"), "serving": _("供餐"), "need": _("饮食禁忌"),
    "wish": _("用餐方式"), "rhythm": _("长期订餐"), "standing": _("长期订餐"),
    "couriers": _("送餐员"), "holder": _("积分账户"), "points": _("积分"),
    "bed": _("家庭养老床位"), "carer": _("照护家属"), "checked": _("服务或检查"),
    "found": _("勘察结果"), "stage": _("拍照时点"), "taught": _("培训内容"),
    "member": _("互助成员"), "minutes": _("分钟"), "began": _("开始时间"), "how": _("确认方式"),
    "came": _("是否到课"),
    "charge": _("计费方式"), "fee": _("保育费"), "meal": _("伙食费"), "inclusive": _("普惠价"),
    "subsidy": _("普惠托位补助"), "inspection": _("检查"),
}  # fmt: skip

_PLACES = frozenset({"division", "units", "hukou"})
_VALUES: Mapping[tuple[str, str], Text] = {
    ("language", "zh-hans"): _("中文"), ("language", "en"): _("英文"),
    ("way", "password"): _("密码"), ("way", "passkey"): _("通行密钥"),
}  # fmt: skip


def subject_of(subject: str) -> str:
    """Return what a kind of record is called."""
    return str(SUBJECTS.get(subject, subject))


def worded(detail: Mapping[str, object]) -> str:
    """Return an entry's content in words; empty values are left out."""
    return "；".join(
        f"{KEYS.get(key, key)}：{_value(key, value)}"
        for key, value in detail.items()
        if value not in ("", None)
    )


def _value(key: str, value: object) -> str:
    if isinstance(value, bool):
        return said("是") if value else said("否")
    if isinstance(value, list):
        return "、".join(_value(key, one) for one in value)
    if isinstance(value, dict):
        return "、".join(f"{KEYS.get(k, k)} {_value(str(k), v)}" for k, v in value.items())
    return _word(key, str(value))


def _word(key: str, text: str) -> str:
    if key in _PLACES:
        return name_of(text)
    if (key, text) in _VALUES:
        return str(_VALUES[key, text])
    if text in parameters.declared():
        return str(parameters.declared()[text].title)
    entry = _entries().get(text)
    return text if entry is None else title_of(entry)


@cache
def _entries() -> Mapping[str, dictionaries.Entry]:
    """Return what every code that is a word means; numbers mean something else in each list."""
    return {
        entry.code: entry
        for one in dictionaries.declared().values()
        for entry in one.entries()
        if not entry.code.isdecimal()
    }

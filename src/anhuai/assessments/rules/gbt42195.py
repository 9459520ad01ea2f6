"""The 26 items of GB/T 42195-2022 annex B, in plain words of our own."""

from typing import Final

from anhuai.assessments.rules.common import G5, item
from anhuai.assessments.rules.scales import Item, Part
from anhuai.kernel.confidence import Basis, Confidence


def _g5(clause: str, code: str, title: str, title_en: str, hint: str = "", en: str = "") -> Item:
    return Item(
        code=code, clause=clause, title=title, title_en=title_en, options=G5, hint=hint, hint_en=en
    )


SELF_CARE: Final = Part(
    code="self_care",
    title="自理能力",
    title_en="Self-care",
    items=(
        item(
            "eating", "进食", "Eating",
            (4, "自己吃，不呛咳", "Alone, no choking"),
            (3, "要人指导提醒，或自己用辅具吃，不呛咳", "With prompting or an aid, no choking"),
            (2, "少量动手帮忙，或偶尔呛咳（每月至少 1 次）",
             "Small help, or chokes at least monthly"),
            (1, "大量动手帮忙，或经常呛咳（每周至少 1 次）",
             "Large help, or chokes at least weekly"),
            (0, "完全靠别人喂，或吞咽困难，或留置胃管", "Fed by others, dysphagia, or a tube"),
            clause="B.1.1",
        ),
        _g5("B.1.2", "grooming", "修饰", "Grooming", "洗脸、刷牙、梳头、刮脸、剪指甲",
            "Face, teeth, hair, shave, nails"),
        _g5("B.1.3", "bathing", "洗澡", "Bathing", "清洗和擦干身体", "Wash and dry"),
        _g5("B.1.4", "upper_dressing", "穿/脱上衣", "Upper dressing"),
        _g5("B.1.5", "lower_dressing", "穿/脱裤子和鞋袜", "Lower dressing"),
        item(
            "bladder_control", "小便控制", "Bladder control",
            (4, "白天夜里都正常", "Normal day and night"),
            (3, "白天正常，夜里尿频或控制不好，或自己会用尿垫",
             "Day fine, night poor, or own pads"),
            (2, "白天大多能控制，偶尔漏尿（每天不到 1 次，每周超过 1 次），或用尿垫要少量帮忙",
             "Occasional leaks (<1 a day, >1 a week), or small help"),
            (1, "白天大多不能控制（每天至少 1 次，但不是完全失禁），或用尿垫要大量帮忙",
             "At least daily, not total, or large help"),
            (0, "完全失禁，或留置导尿管", "Incontinent, or a catheter"),
            clause="B.1.6",
        ),
        item(
            "bowel_control", "大便控制", "Bowel control",
            (4, "正常", "Normal"),
            (3, "有时便秘或失禁（每周不到 1 次），或自己会用辅具",
             "Sometimes (<1 a week), or own aids"),
            (2, "经常便秘或失禁（每天不到 1 次，每周超过 1 次），或要少量帮忙",
             "Often (<1 a day, >1 a week), or small help"),
            (1, "大多数时候控制不了（每天至少 1 次，但不是完全失禁），或要大量帮忙",
             "Mostly (at least daily), or large help"),
            (0, "严重便秘或完全失禁，靠别人处理", "Severe or total, relies on others"),
            clause="B.1.7",
            basis=Basis(
                document="", confidence=Confidence.D,
                note="得 3 分的频次两份转录不一致，取“每周不到 1 次”。",
            ),
        ),
        _g5("B.1.8", "toileting", "如厕", "Toileting", "解衣、清洁、整理衣裤",
            "Undress, clean, dress"),
    ),
)  # fmt: skip

MOBILITY: Final = Part(
    code="mobility",
    title="基础运动能力",
    title_en="Basic mobility",
    items=(
        _g5("B.2.1", "bed_mobility", "床上体位转移", "Moving in bed"),
        _g5("B.2.2", "bed_chair_transfer", "床椅转移", "Bed to chair"),
        item(
            "level_walking", "平地行走", "Walking on the level",
            (4, "自己走约 50 米，没有摔倒风险", "About 50 m alone, no fall risk"),
            (3, "能走约 50 米，但有摔倒风险、要人看护或用辅具", "About 50 m with risk or an aid"),
            (2, "要人少量搀扶", "Small support"),
            (1, "要人大量搀扶", "Large support"),
            (0, "不能行走", "Cannot walk"),
            clause="B.2.3",
        ),
        item(
            "stairs", "上下楼梯", "Stairs",
            (3, "自己连续上下 10–15 级", "Alone"),
            (2, "有人指导提醒就能上下", "With prompting"),
            (1, "要人帮忙，但主要靠自己", "Needs help, mostly self"),
            (0, "主要或完全靠别人，或不能上下", "Mainly or fully by others"),
            clause="B.2.4", hint="连续上下 10–15 个台阶", hint_en="10–15 steps in a row",
        ),
    ),
)  # fmt: skip

MIND: Final = Part(
    code="mind",
    title="精神状态",
    title_en="Mental state",
    items=(
        item(
            "time_orientation", "时间定向", "Orientation in time",
            (4, "年、月清楚，日期相差不超过 1 天", "Year and month right, date within a day"),
            (3, "年、月清楚或大致清楚，日期相差 2 天及以上", "Date off by two days or more"),
            (2, "只知道上半年、下半年或季节", "Knows half-year or season"),
            (1, "只知道上午、下午或白天、黑夜", "Knows part of the day"),
            (0, "没有时间概念", "None"),
            clause="B.3.1",
        ),
        item(
            "place_orientation", "空间定向", "Orientation in place",
            (4, "能在日常范围内单独外出", "Goes out alone nearby"),
            (3, "不能单独外出，但准确知道住址", "Not alone, knows the exact address"),
            (2, "知道大部分住址信息", "Knows much of it"),
            (1, "只知道很少的住址信息", "Knows little"),
            (0, "完全不知道", "None"),
            clause="B.3.2",
        ),
        item(
            "person_orientation", "人物定向", "Orientation in persons",
            (4, "认得长期同住的人，知道关系", "Knows housemates and relation"),
            (3, "认得大部分", "Most"),
            (2, "认得一部分", "Some"),
            (1, "只认得自己或极少数人", "Self or very few"),
            (0, "谁都不认得", "Nobody"),
            clause="B.3.3",
        ),
        item(
            "memory", "记忆", "Memory",
            (4, "近期、远期都清楚", "Intact"),
            (3, "轻度：3 个词，5 分钟后只记得 0–1 个", "Mild: recalls 0–1 of 3 words"),
            (2, "中度：不记得上一顿吃了什么", "Moderate: forgets the last meal"),
            (1, "重度：不记得老朋友", "Severe: forgets old friends"),
            (0, "完全记不住", "None"),
            clause="B.3.4",
        ),
        item(
            "comprehension", "理解能力", "Comprehension",
            (4, "能正常理解别人的话", "Normal"),
            (3, "要多一点时间才能理解", "Needs more time"),
            (2, "要经常重复或说得简单", "Often repeated or simplified"),
            (1, "要大量帮助才能理解", "Needs much help"),
            (0, "完全不能理解", "None"),
            clause="B.3.5",
        ),
        item(
            "expression", "表达能力", "Expression",
            (4, "能正常表达", "Normal"),
            (3, "要多一点时间才能表达", "Needs more time"),
            (2, "要经常重复或说得简单", "Often repeated or simplified"),
            (1, "要大量帮助才能表达", "Needs much help"),
            (0, "完全不能表达", "None"),
            clause="B.3.6",
        ),
        item(
            "aggression", "攻击行为", "Aggression",
            (1, "没有", "None"),
            (0, "近一个月有过打人、骂人等行为", "In the last month, of body or word"),
            clause="B.3.7",
        ),
        item(
            "depression", "抑郁症状", "Depression",
            (1, "没有", "None"),
            (0, "近一个月情绪低落", "Low mood in the last month"),
            clause="B.3.8",
        ),
        item(
            "consciousness", "意识水平", "Consciousness",
            (2, "清醒", "Alert"),
            (1, "嗜睡或意识模糊", "Drowsy or confused"),
            (0, "昏睡或昏迷", "Stupor or coma"),
            clause="B.3.9", hint="昏迷须在“健康问题”里另外勾选", hint_en="Mark a coma separately",
        ),
    ),
)  # fmt: skip

PARTICIPATION: Final = Part(
    code="participation",
    title="感知觉与社会参与",
    title_en="Perception and participation",
    items=(
        item(
            "vision", "视力", "Vision",
            (2, "正常", "Normal"),
            (1, "只能看清大字，或视力有限但能辨认物体", "Large print or objects only"),
            (0, "只能辨别光、颜色、形状，或失明", "Light and shapes only, or blind"),
            clause="B.4.1", hint="按戴上最合适的眼镜算", hint_en="Best corrected",
        ),
        item(
            "hearing", "听力", "Hearing",
            (2, "正常", "Normal"),
            (1, "轻声或 2 米外听不清，要安静或大声", "Misses soft speech or beyond 2 m"),
            (0, "大声也只能听到一部分，或完全听不见", "Partial even when loud, or deaf"),
            clause="B.4.2", hint="按平时戴的助听器算", hint_en="With the usual aid",
        ),
        item(
            "daily_affairs", "执行日常事务", "Daily affairs",
            (4, "自己能做", "Alone"),
            (3, "要人看着或提醒", "Supervision"),
            (2, "要人少量帮忙", "Small help"),
            (1, "要人大量帮忙", "Large help"),
            (0, "完全靠别人", "Fully dependent"),
            clause="B.4.3", hint="洗小件衣服、小额购物、吃药",
            hint_en="Laundry, small shopping, medicines",
        ),
        item(
            "transport", "使用交通工具外出", "Transport",
            (3, "能自己骑车或乘公交", "Bike or public transport alone"),
            (2, "只能自己打车", "Taxi alone only"),
            (1, "有人陪才能乘公交", "Public transport if accompanied"),
            (0, "只能在人帮助下乘出租车或私家车，或不能外出", "Car with help only, or not at all"),
            clause="B.4.4",
        ),
        item(
            "social_interaction", "社会交往能力", "Social interaction",
            (4, "适应良好", "Adapts well"),
            (3, "简单环境能适应，初次接触难发现问题", "Fits simple settings"),
            (2, "少与人来往，被动接触，容易受骗", "Withdrawn, easily deceived"),
            (1, "勉强接触，说话不清楚", "Barely makes contact"),
            (0, "不能与人交往", "None"),
            clause="B.4.5",
        ),
    ),
)  # fmt: skip

PARTS: Final = (SELF_CARE, MOBILITY, MIND, PARTICIPATION)

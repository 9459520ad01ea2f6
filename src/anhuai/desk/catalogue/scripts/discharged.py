"""出院随访: after the hospital."""

from anhuai.desk.rules.caring import Choice, Question, Script
from anhuai.kernel.confidence import Basis, Confidence

definition = Script(
    title="出院随访",
    title_en="After the hospital",
    opening="您好，这里是 12349，您刚出院，打电话问问恢复得怎么样。",
    opening_en="This is 12349; you have just left hospital and we ask how you are.",
    questions=(
        Question(
            "health",
            "今天身体怎么样？",
            "How are you today?",
            (
                Choice("good", "好", "Well"),
                Choice("unwell", "有些不舒服", "Somewhat unwell", 3),
                Choice("bad", "很难受", "Very ill", 1),
            ),
        ),
        Question(
            "medicine",
            "出院带的药在按时吃吗？",
            "Taking the medicine from the hospital?",
            (
                Choice("yes", "按时", "Yes"),
                Choice("unclear", "不清楚怎么吃", "Unsure how", 3),
                Choice("no", "没有吃", "No", 2),
            ),
        ),
        Question(
            "carer",
            "家里有人照看吗？",
            "Is somebody there to look after you?",
            (
                Choice("yes", "有", "Yes"),
                Choice("no", "没有", "No", 3),
            ),
        ),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品约定的话术，由县修改，未核"),
    examples=(
        ({"health": "good", "medicine": "yes", "carer": "yes"}, 0),
        ({"health": "unwell", "medicine": "no", "carer": "no"}, 2),
    ),
)

"""日常问候: everyday greeting."""

from anhuai.desk.rules.caring import Choice, Question, Script
from anhuai.kernel.confidence import Basis, Confidence

definition = Script(
    title="日常问候",
    title_en="Everyday greeting",
    opening="您好，这里是 12349 养老服务热线，打电话来问候您。",
    opening_en="This is the 12349 care line, calling to ask how you are.",
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
            "meals",
            "这两天吃饭正常吗？",
            "Have you been eating?",
            (
                Choice("yes", "正常", "Yes"),
                Choice("less", "吃得少", "Less than usual"),
                Choice("none", "没吃上饭", "No meals", 2),
            ),
        ),
        Question(
            "needs",
            "需要有人上门吗？",
            "Should somebody come?",
            (
                Choice("no", "不需要", "No"),
                Choice("later", "过几天来看看", "Some time"),
                Choice("now", "现在就需要", "Now", 2),
            ),
        ),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品约定的话术，由县修改，未核"),
    examples=(
        ({"health": "good", "meals": "yes", "needs": "no"}, 0),
        ({"health": "bad", "meals": "yes", "needs": "now"}, 1),
        ({"health": "unwell", "meals": "less", "needs": "later"}, 3),
    ),
)

"""低温问候: cold-wave call."""

from anhuai.desk.rules.caring import Choice, Question, Script
from anhuai.kernel.confidence import Basis, Confidence

definition = Script(
    title="低温问候",
    title_en="Cold-wave call",
    opening="您好，这里是 12349，这几天降温，打电话问问您。",
    opening_en="This is 12349; it is getting very cold and we ask how you are.",
    questions=(
        Question(
            "heating",
            "屋里暖和吗，炉子或暖气都好用吗？",
            "Is it warm indoors, does the stove or heating work?",
            (
                Choice("fine", "暖和", "Warm"),
                Choice("stove", "烧炉子，没有装一氧化碳报警器", "A stove, no CO alarm", 3),
                Choice("cold", "冷，没有取暖", "Cold, no heating", 2),
            ),
        ),
        Question(
            "symptoms",
            "有没有头晕、胸闷、恶心？",
            "Dizzy, tight in the chest, sick?",
            (
                Choice("no", "没有", "No"),
                Choice("some", "有一点", "A little", 2),
                Choice("yes", "很明显", "Clearly", 1),
            ),
        ),
        Question(
            "needs",
            "柴煤、棉衣、吃的够不够，需要有人上门吗？",
            "Fuel, clothes, food enough; should somebody come?",
            (
                Choice("no", "不需要", "No"),
                Choice("later", "过几天来看看", "Some time"),
                Choice("now", "现在就需要", "Now", 2),
            ),
        ),
    ),
    basis=Basis(document="", confidence=Confidence.C, note="产品约定的话术，由县修改，未核"),
    examples=(
        ({"heating": "fine", "symptoms": "no", "needs": "no"}, 0),
        ({"heating": "stove", "symptoms": "no", "needs": "no"}, 3),
        ({"heating": "cold", "symptoms": "yes", "needs": "now"}, 1),
    ),
)

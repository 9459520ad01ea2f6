"""高温问候: heat-wave call."""

from anhuai.desk.rules.caring import Choice, Question, Script
from anhuai.kernel.confidence import Basis, Confidence

definition = Script(
    title="高温问候",
    title_en="Heat-wave call",
    opening="您好，这里是 12349，这几天高温，打电话问问您。",
    opening_en="This is 12349; it is very hot these days and we ask how you are.",
    questions=(
        Question(
            "cooling",
            "屋里热吗，有风扇或空调吗？",
            "Is it hot indoors, have you a fan?",
            (
                Choice("fine", "不热，有降温", "Cool enough"),
                Choice("hot", "热，没有降温", "Hot, no cooling", 2),
            ),
        ),
        Question(
            "symptoms",
            "有没有头晕、恶心、出不来汗？",
            "Dizzy, sick, no sweat?",
            (
                Choice("no", "没有", "No"),
                Choice("some", "有一点", "A little", 2),
                Choice("yes", "很明显", "Clearly", 1),
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
        ({"cooling": "fine", "symptoms": "no", "needs": "no"}, 0),
        ({"cooling": "hot", "symptoms": "some", "needs": "no"}, 2),
        ({"cooling": "fine", "symptoms": "yes", "needs": "no"}, 1),
    ),
)

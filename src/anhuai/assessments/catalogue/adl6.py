"""Six activities of daily living, as older subsidy rules use them."""

from anhuai.assessments.rules.common import CAN
from anhuai.assessments.rules.scales import Example, Item, Level, Part, Scale
from anhuai.assessments.rules.scoring import by_failures
from anhuai.kernel.confidence import Basis, Confidence

PARTS = (
    Part(
        code="adl",
        title="日常生活活动",
        title_en="Daily living",
        items=(
            Item(code="eating", title="吃饭", title_en="Eating", options=CAN),
            Item(code="dressing", title="穿衣", title_en="Dressing", options=CAN),
            Item(code="transfer", title="上下床", title_en="Transfer", options=CAN),
            Item(code="toileting", title="上厕所", title_en="Toileting", options=CAN),
            Item(code="walking", title="室内走动", title_en="Walking indoors", options=CAN),
            Item(code="bathing", title="洗澡", title_en="Bathing", options=CAN),
        ),
    ),
)

definition = Scale(
    scale_id="ADL-6-INTL",
    version="6",
    title="日常生活活动六项（ADL-6）",
    title_en="Six activities of daily living (ADL-6)",
    short="ADL-6",
    short_en="ADL-6",
    says="一至两项做不到为轻度，三至四项为中度，五至六项为重度失能。",
    says_en="One or two failed: mild; three or four: moderate; five or six: severe.",
    parts=PARTS,
    levels=(
        Level(0, "intact", "能够自理", "Able"),
        Level(1, "mild", "轻度失能", "Mild"),
        Level(2, "moderate", "中度失能", "Moderate"),
        Level(3, "severe", "重度失能", "Severe"),
    ),
    score=by_failures(PARTS, ((5, 3), (3, 2), (1, 1), (0, 0))),
    every_basis=Basis(document="", confidence=Confidence.D, note="间隔由采用它的文件规定。"),
    basis=Basis(
        document="",
        confidence=Confidence.C,
        note="较早的补贴文件采用，没有见到文件名；新评估应使用 GB/T 42195-2022。",
    ),
    examples=(
        Example(says="都能做到", total=6, score_level=0, final_level=0),
        Example(says="一项做不到", total=5, score_level=1, final_level=1),
        Example(says="两项做不到", total=4, score_level=1, final_level=1),
        Example(says="三项做不到", total=3, score_level=2, final_level=2),
        Example(says="四项做不到", total=2, score_level=2, final_level=2),
        Example(says="五项做不到", total=1, score_level=3, final_level=3),
        Example(says="六项都做不到", total=0, score_level=3, final_level=3),
    ),
)

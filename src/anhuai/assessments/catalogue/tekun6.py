"""特困人员生活自理能力: six activities, able, partly or fully unable."""

from anhuai.assessments.rules.common import CAN
from anhuai.assessments.rules.scales import Example, Item, Level, Part, Scale
from anhuai.assessments.rules.scoring import by_failures
from anhuai.kernel.confidence import Basis, Confidence

PARTS = (
    Part(
        code="self_care",
        title="生活自理能力",
        title_en="Self-care",
        items=(
            Item(code="eating", title="自主吃饭", title_en="Eating", options=CAN),
            Item(code="dressing", title="自主穿脱衣服", title_en="Dressing", options=CAN),
            Item(code="bed", title="自主上下床", title_en="In and out of bed", options=CAN),
            Item(code="toileting", title="自主如厕", title_en="Toileting", options=CAN),
            Item(code="walking", title="室内自主行走", title_en="Walking indoors", options=CAN),
            Item(code="bathing", title="自主洗澡", title_en="Bathing", options=CAN),
        ),
    ),
)

definition = Scale(
    scale_id="TEKUN-6",
    version="2021",
    title="特困人员生活自理能力评估",
    title_en="Self-care of tekun persons",
    short="特困自理能力",
    short_en="Tekun self-care",
    says="六项都能做到为具备生活自理能力，一至三项做不到为部分丧失，四项及以上做不到为完全丧失。",
    says_en="All six: able; one to three failed: partly unable; four or more: fully unable.",
    parts=PARTS,
    levels=(
        Level(0, "able", "具备生活自理能力（全自理）", "Able"),
        Level(1, "partial", "部分丧失生活自理能力（半护理）", "Partly unable"),
        Level(2, "full", "完全丧失生活自理能力（全护理）", "Fully unable"),
    ),
    score=by_failures(PARTS, ((4, 2), (1, 1), (0, 0))),
    every_basis=Basis(
        document="",
        confidence=Confidence.D,
        note="原文没有定期间隔；变化报告后 10 个工作日内重评。",
    ),
    called_for=("tekun",),
    within_workdays=10,
    basis=Basis(
        document="特困人员认定办法",
        article="民发〔2021〕43号",
        confidence=Confidence.B,
        note="据省级文本转引。",
    ),
    notes=("生活自理能力发生变化并报告的，10 个工作日内重新评估。",),
    examples=(
        Example(says="六项都能", total=6, score_level=0, final_level=0),
        Example(says="一项不能", total=5, score_level=1, final_level=1),
        Example(says="三项不能", total=3, score_level=1, final_level=1),
        Example(says="四项不能", total=2, score_level=2, final_level=2),
        Example(says="六项都不能", total=0, score_level=2, final_level=2),
    ),
)

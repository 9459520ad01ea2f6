"""Beds that stay below the national floor even when every project is done."""

from collections.abc import Iterator

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.plans.catalogue.contradictions.beds_against_target import _beds as beds_now
from anhuai.plans.catalogue.contradictions.beds_against_target import _elders as elders_of
from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Reading

FLOOR = 40  # beds a thousand elders, GB 50437-2007 (2018)


def find(reading: Reading) -> Iterator[Conflict]:
    """Beds now plus the projects' beds per thousand elders, against the floor."""
    elders = elders_of(reading)
    if elders is None:
        return
    for draft in reading.drafts:
        now = beds_now(reading, draft)
        added = sum(p.beds or 0 for p in draft.projects)
        if now is None or not added:
            continue
        rate = 1000 * (now[0] + added) / elders[0]
        if rate < FLOOR:
            yield Conflict(
                places=(now[1], elders[1], *(p.place for p in draft.projects if p.beds)),
                arithmetic=(
                    f"（现有 {number(now[0])} ＋ 项目 {added}）张 ÷ {number(elders[0])} 人 "
                    f"＝ 每千人 {rate:.1f} 张，低于国家规范 {FLOOR} 张"
                ),
                question="床位缺口如何补足？原有床位是否保留？",
            )


_BODY = (
    "某区方案\n一、基本情况\n全区60岁及以上老年人3164人，共有养老床位22张。\n二、"
    "目标\n推进。\n三、主要任务\n1.建设。新建区公办养老服务中心，建筑面积4909平方米，"
    "设置床位{}张。\n"
)
definition = Check(
    title="建成后床位仍低于国家规范",
    title_en="Beds stay below the national floor",
    says="现有加项目床位折算每千名老年人不足40张",
    says_en="Beds now and of the projects make fewer than 40 a thousand elders",
    severity=Severity.MEDIUM,
    find=find,
    basis=Basis(document="GB 50437-2007（2018年局部修订）", confidence=Confidence.B),
    examples=(Sample(_BODY.format(100), 1), Sample(_BODY.format(200), 0)),
)

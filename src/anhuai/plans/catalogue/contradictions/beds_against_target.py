"""Projects that would overshoot or miss the target of beds per thousand."""

from collections.abc import Iterator

from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Draft, Indicator, Place, Reading

FAR = 0.15  # a plan within 15% of its target is taken as fitting it


def find(reading: Reading) -> Iterator[Conflict]:
    """Beds now and beds of the projects, per thousand elders, against the target."""
    for draft in reading.drafts:
        target = next(
            (i for i in draft.indicators if "千" in i.unit and i.unit.startswith("张") and i.value),
            None,
        )
        elders = _elders(reading)
        projects = [p for p in draft.projects if p.beds]
        if target is None or elders is None or not projects:
            continue
        now = _beds(reading, draft)
        added = sum(p.beds or 0 for p in projects)
        total = (now[0] if now else 0) + added
        rate = 1000 * total / elders[0]
        if abs(rate - (target.value or 0)) > FAR * (target.value or 1):
            yield _conflict(target, elders, now, [(p.beds or 0, p.place) for p in projects], rate)


def _elders(reading: Reading) -> tuple[float, Place] | None:
    return next(
        (
            (one.value, one.place)
            for draft in reading.drafts
            for one in draft.baselines
            if one.unit == "人" and "60岁" in one.subject and one.value > 100
        ),
        None,
    )


def _beds(reading: Reading, own: Draft) -> tuple[float, Place] | None:
    """The beds a plan says it has: its own figure first, then another plan's of the document."""
    for draft in (own, *reading.drafts):
        found = [
            one
            for one in draft.baselines
            if one.unit == "张" and "床位" in one.subject and "每千" not in one.subject
        ]
        if found:
            best = max(found, key=lambda one: one.value)
            return best.value, best.place
    return None


def _conflict(
    target: Indicator, elders: tuple[float, Place], now: tuple[float, Place] | None,
    added: list[tuple[int, Place]], rate: float,
) -> Conflict:  # fmt: skip
    sums = "＋".join(str(beds) for beds, _ in added)
    total = sum(beds for beds, _ in added)
    need = (target.value or 0) * elders[0] / 1000
    have = f"现有 {number(now[0])} 张，" if now else "未写现有床位，"
    return Conflict(
        places=(target.place, elders[1], *([now[1]] if now else []), added[0][1]),
        arithmetic=f"目标每千人 {number(target.value)} 张 × {number(elders[0])} 人 ＝ {need:.0f} "
        f"张；{have}项目床位 {sums}＝{total} 张，"
        f"建成后每千人 {rate:.1f} 张，{'高于' if rate > (target.value or 0) else '低于'}目标",
        question="项目是新增床位还是改造原有床位？床位目标与项目规模以哪个为准？",
    )


_LIST = (
    "附件\n序号\t项目名称\t建设性质\t建设内容\t总投资（万元）"
    "\n1\t中心敬老院建设\t新建\t新增养老床位{}张。\t100\n"
)
_BODY = (
    "某县养老规划\n一、基础\n全县60岁以上老年人10000人，共有养老床位400张。\n二、"
    "目标\n到2025年，每千名老年人拥有养老床位达到60张。\n三、主要任务\n1.建设。推进。\n"
)
definition = Check(
    title="项目床位与床位目标不匹配",
    title_en="Project beds do not fit the bed target",
    says="现有床位加项目床位，按老年人口折算每千人床位，与目标相差超过15%",
    says_en=(
        "Beds now plus beds of the projects, per thousand elders, are over 15% away from the target"
    ),
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_BODY + _LIST.format(900), 1), Sample(_BODY + _LIST.format(200), 0)),
)

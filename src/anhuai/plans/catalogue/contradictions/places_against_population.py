"""Childcare places that do not fit the target per thousand people."""

from collections.abc import Iterator

from anhuai.plans.catalogue.contradictions.area_gap import _population as population
from anhuai.plans.rules.checking import Check, Conflict, Sample, Severity, number
from anhuai.plans.rules.drafts import Reading


def find(reading: Reading) -> Iterator[Conflict]:
    """Multiply the target by the people and compare with the places to be set up."""
    people = population(reading)
    for draft in reading.drafts:
        rate = next(
            (i for i in draft.indicators if "托位" in i.name and "千" in i.unit and i.value), None
        )
        counted = [i for i in draft.indicators if "托位" in i.name and i.unit == "个" and i.value]
        places = next((i for i in counted if "增" not in i.name), None)  # added is not all
        if rate is None or places is None or people is None:
            continue
        need = (rate.value or 0) * people[0] / 1000
        if abs((places.value or 0) - need) > 0.15 * need:
            own = 1000 * (places.value or 0) / people[0]
            yield Conflict(
                places=(rate.place, places.place, people[1]),
                arithmetic=(
                    f"每千人 {number(rate.value)} 个 × {people[0]:.0f} 人 ＝ {need:.0f} "
                    f"个托位，文件另写 {number(places.value)} 个，合每千人 {own:.2f} 个"
                ),
                question="托位数与每千人口托位数以哪个为准？",
            )


_BODY = (
    "某区方案\n一、基本情况\n全区60岁及以上老年人3164人，占总人口的26%。\n二、"
    "目标\n到2025年，每千人口拥有3岁以下婴幼儿托位数达到4.5个。\n三、主要任务\n1.托育。"
    "到2025年，设置托位{}个。\n"
)
definition = Check(
    title="托位数与千人托位数不符",
    title_en="Places do not fit places per thousand",
    says="设置托位数与每千人口托位目标按人口折算相差超过15%",
    says_en="Places to be set up are over 15% away from the target per thousand times the people",
    severity=Severity.MEDIUM,
    find=find,
    examples=(Sample(_BODY.format(75), 1), Sample(_BODY.format(54), 0)),
)

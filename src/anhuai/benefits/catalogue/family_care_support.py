"""家庭养老支持服务: item 8 of the national list; training for who cares for a disabled elder."""

from datetime import date

from anhuai.benefits.catalogue.parts import (
    ASSESSED,
    ELDER,
    LEVEL,
    LIST_SINCE,
    RESIDENT,
    SCALE,
    listed,
    preset,
    unverified,
)
from anhuai.benefits.rules import (
    Benefit,
    Condition,
    Example,
    Form,
    Kind,
    Parameter,
    Period,
    Place,
    Type,
    fact,
)
from anhuai.kernel.months import Month

level = Parameter(
    code="family_care_level", title="家庭照护培训对应的最低失能等级",
    title_en="Level from which family carers are trained", type=LEVEL,
)  # fmt: skip
trainings = Parameter(
    code="family_care_trainings", title="家庭照护者每年培训次数",
    title_en="Trainings a year for a family carer", type=Type(Kind.INT, "times"), most=52,
)  # fmt: skip
_ONCE = {"family_care_trainings": 1}
_PERSON = {"born": date(1950, 1, 1), "lives_here": True, "has_family_carer": True}

definition = Benefit(
    title="家庭养老支持服务",
    title_en="Support for family carers",
    says="为居家照护失能老年人的家庭成员提供照护技能培训，符合条件的按规定给予培训补贴。",
    says_en="Training in care for relatives who care for a disabled elder at home.",
    basis=listed(8),
    form=Form.SERVICE,
    place=Place.RESIDENCE,
    period=Period.YEARLY,
    group="elder_home",
    since=LIST_SINCE,
    conditions=(
        RESIDENT,
        ELDER,
        ASSESSED,
        SCALE,
        Condition(
            code="level", test=fact("ability") >= level.value,
            title="失能等级达到当地门槛", title_en="The level reaches the local threshold",
            fails="失能等级未达到当地门槛", fails_en="The level is below the threshold",
            clause="国家基本养老服务清单第 8 项",
        ),
        Condition(
            code="home", test=~fact("in_institution"),
            title="居家生活", title_en="Lives at home",
            fails="已入住养老机构", fails_en="Lives in an institution",
        ),
        Condition(
            code="carer", test=fact("has_family_carer"),
            title="由家庭成员照护", title_en="Cared for by family",
            fails="没有家庭成员照护", fails_en="Not cared for by family",
        ),
    ),
    amount=trainings.value,
    values=(preset(level, "2", LIST_SINCE, unverified("“失能”对应的等级未见规定，由县确定")),),
    examples=(
        Example(
            says="由护理员照护", month=Month(2026, 6),
            person={**_PERSON, "ability": "3", "has_family_carer": False}, values=_ONCE,
            refused="carer",
        ),
        Example(
            says="中度失能、子女照护", month=Month(2026, 6), person={**_PERSON, "ability": "2"},
            values=_ONCE, gives=1,
        ),
        Example(
            says="轻度失能", month=Month(2026, 6), person={**_PERSON, "ability": "1"},
            values=_ONCE, refused="level",
        ),
        Example(
            says="已入住机构", month=Month(2026, 6),
            person={**_PERSON, "ability": "4", "in_institution": True}, values=_ONCE,
            refused="home",
        ),
        Example(
            says="没有评估也没有失能情形", month=Month(2026, 6), person=_PERSON, values=_ONCE,
            refused="assessed",
        ),
        Example(
            says="只有旧标准的评估", month=Month(2026, 6),
            person={**_PERSON, "ability_mzt039": "2"}, values=_ONCE, unknown="scale",
        ),
        Example(
            says="县里尚未规定次数", month=Month(2026, 6), person={**_PERSON, "ability": "3"},
            unknown="amount",
        ),
    ),
)  # fmt: skip

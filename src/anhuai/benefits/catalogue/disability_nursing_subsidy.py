"""重度残疾人护理补贴: a monthly subsidy for severely disabled persons who need long-term care."""

from datetime import date

from anhuai.benefits.catalogue.disability_living_subsidy import STATE
from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact
from anhuai.benefits.rules.facts import DISABILITY_GRADE
from anhuai.benefits.rules.kinds import BOOL
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

amount = Parameter(
    code="disability_nursing_amount", title="重度残疾人护理补贴标准（每月）",
    title_en="Nursing subsidy a month", keys=(DISABILITY_GRADE,),
)  # fmt: skip
to_mental = Parameter(
    code="disability_nursing_to_mental", title="护理补贴扩大到三、四级智力、精神残疾人",
    title_en="Extended to intellectual and mental disability of grades 3 and 4", type=BOOL,
)  # fmt: skip
injury_excludes = Parameter(
    code="disability_nursing_injury", title="领取工伤生活护理费的不享受护理补贴",
    title_en="Not beside work-injury care fees", type=BOOL,
)  # fmt: skip

all_severe = Parameter(
    code="disability_nursing_all_severe", title="一、二级残疾人不问照护需要一律享受护理补贴",
    title_en="All of grades 1 and 2, whether in need of care or not", type=BOOL,
)  # fmt: skip

grade = fact("disability_grade")
GANSU = Basis(document="甘肃省残疾人两项补贴办法", confidence=Confidence.B)
_AMOUNT = {"disability_nursing_amount": {"1": 12000, "2": 10000, "3": 6000, "4": 6000}}
_PERSON = {"hukou_here": True, "needs_care_6_months": True}

definition = Benefit(
    title="重度残疾人护理补贴",
    title_en="Nursing subsidy for the severely disabled",
    says="残疾等级为一级、二级且需要长期照护的残疾人按月领取；各地可扩大到三、四级智力、精神残疾人。",
    says_en="Monthly, for grades 1 and 2 in need of long-term care; a county may extend it.",
    basis=STATE,
    group="disability",
    since=Month(2016, 1),
    conditions=(
        Condition(
            code="hukou", test=fact("hukou_here"),
            title="具有本地户籍", title_en="Registered here (hukou)",
            fails="户籍不在本地", fails_en="Not registered here",
        ),
        Condition(
            code="severe",
            test=(grade >= "2")
            | (
                grade.one_of("3", "4")
                & (fact("disability_intellectual") | fact("disability_mental"))
                & to_mental.value
            ),
            title="残疾等级为一级、二级或属于当地扩大范围", title_en="Grade 1 or 2, or as extended",
            fails="残疾等级不在范围内", fails_en="The grade is not covered",
            clause="国发〔2015〕52号",
        ),
        Condition(
            code="care",
            test=fact("needs_care_6_months") | ((grade >= "2") & all_severe.value),
            title="需要长期照护六个月以上，或当地不问照护需要",
            title_en="Needs care for six months, or need is not asked here",
            fails="不需要长期照护", fails_en="Needs no long-term care",
            clause="国发〔2015〕52号",
        ),
        Condition(
            code="work_injury", test=~(fact("work_injury_care") & injury_excludes.value),
            title="未领取工伤生活护理费，或当地不限制", title_en="Draws no work-injury care fees",
            fails="已领取工伤生活护理费", fails_en="Draws work-injury care fees",
        ),
    ),
    amount=amount.of(grade),
    values=(
        given(to_mental, value=False, since=Month(2016, 1), known=date(2016, 1, 1), basis=STATE),
        given(all_severe, value=False, since=Month(2016, 1), known=date(2016, 1, 1), basis=STATE),
        given(
            injury_excludes, value=False, since=Month(2016, 1), known=date(2016, 1, 1),
            basis=Basis(document="", confidence=Confidence.D, note="全国文件未见此限制，由省确定"),
        ),
        given(
            injury_excludes, value=True, since=Month(2016, 1), known=date(2016, 1, 1), place="62",
            basis=GANSU,
        ),
    ),
    examples=(
        Example(
            says="一级残疾", month=Month(2026, 6), person={**_PERSON, "disability_grade": "1"},
            values=_AMOUNT, gives=12000,
        ),
        Example(
            says="三级精神残疾，县已扩大", month=Month(2026, 6),
            person={**_PERSON, "disability_grade": "3", "disability_mental": True},
            values={**_AMOUNT, "disability_nursing_to_mental": True}, gives=6000,
        ),
        Example(
            says="三级肢体残疾", month=Month(2026, 6), person={**_PERSON, "disability_grade": "3"},
            values=_AMOUNT, refused="severe",
        ),
        Example(
            says="是否需要照护未登记", month=Month(2026, 6),
            person={"hukou_here": True, "disability_grade": "2"}, values=_AMOUNT, unknown="care",
        ),
        Example(
            says="当地扩大到全部一、二级", month=Month(2026, 6),
            person={"hukou_here": True, "disability_grade": "2"},
            values={**_AMOUNT, "disability_nursing_all_severe": True}, gives=10000,
        ),
        Example(
            says="其他省份不限制工伤生活护理费", month=Month(2026, 6), place="420102",
            person={**_PERSON, "disability_grade": "1", "work_injury_care": True},
            values=_AMOUNT, gives=12000,
        ),
        Example(
            says="县里尚未规定标准", month=Month(2026, 6),
            person={**_PERSON, "disability_grade": "1"}, unknown="amount",
        ),
        Example(
            says="甘肃：领取工伤生活护理费", month=Month(2026, 6), place="620723",
            person={**_PERSON, "disability_grade": "1", "work_injury_care": True},
            values=_AMOUNT, refused="work_injury",
        ),
    ),
)  # fmt: skip

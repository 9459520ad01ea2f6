"""困难残疾人生活补贴: a monthly subsidy for disabled persons in dibao families."""

from datetime import date

from anhuai.benefits.rules import Benefit, Condition, Example, Parameter, fact, some
from anhuai.benefits.rules.kinds import BOOL
from anhuai.benefits.rules.parameters import given
from anhuai.kernel.confidence import Basis, Confidence
from anhuai.kernel.months import Month

STATE = Basis(
    document="国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见（国发〔2015〕52号）",
    date=date(2015, 9, 22), confidence=Confidence.B,
)  # fmt: skip
amount = Parameter(
    code="disability_living_amount", title="困难残疾人生活补贴标准（每月）",
    title_en="Living subsidy a month",
)  # fmt: skip
to_edge = Parameter(
    code="disability_living_to_edge", title="生活补贴扩大到低保边缘家庭",
    title_en="Extended to dibao-edge families", type=BOOL,
)  # fmt: skip
to_other = Parameter(
    code="disability_living_to_other", title="生活补贴扩大到其他困难残疾人",
    title_en="Extended to others in hardship", type=BOOL,
)  # fmt: skip
injury_excludes = Parameter(
    code="disability_living_injury", title="领取工伤生活护理费的不享受生活补贴",
    title_en="Not beside work-injury care fees", type=BOOL,
)  # fmt: skip

_AMOUNT = {"disability_living_amount": 11000}
_PERSON = {"hukou_here": True, "disability_grade": "3"}

definition = Benefit(
    title="困难残疾人生活补贴",
    title_en="Living subsidy for disabled persons in hardship",
    says="持有残疾人证的低保家庭成员按月领取；各地可扩大到低保边缘家庭和其他困难残疾人。",
    says_en="Monthly, for certified disabled persons in dibao families; a county may extend it.",
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
            code="certificate", test=fact("disability_grade") >= "4",
            title="持有残疾人证", title_en="Holds a disability certificate",
            fails="没有残疾人证", fails_en="Holds no disability certificate",
        ),
        Condition(
            code="hardship",
            test=some(
                fact("dibao"),
                fact("dibao_individual"),
                fact("edge") & to_edge.value,
                (fact("other_low_income") | fact("rigid_expenditure")) & to_other.value,
            ),
            title="属于低保或当地规定的困难家庭", title_en="In a dibao or otherwise covered family",
            fails="不属于低保或当地规定的困难家庭", fails_en="Not in a covered family",
            clause="国发〔2015〕52号",
        ),
        Condition(
            code="work_injury", test=~(fact("work_injury_care") & injury_excludes.value),
            title="未领取工伤生活护理费，或当地不限制", title_en="Draws no work-injury care fees",
            fails="已领取工伤生活护理费", fails_en="Draws work-injury care fees",
        ),
    ),
    amount=amount.value,
    values=(
        given(to_edge, value=False, since=Month(2016, 1), known=date(2016, 1, 1), basis=STATE),
        given(to_other, value=False, since=Month(2016, 1), known=date(2016, 1, 1), basis=STATE),
        given(
            injury_excludes, value=False, since=Month(2016, 1), known=date(2016, 1, 1),
            basis=Basis(document="", confidence=Confidence.D, note="全国文件未见此限制，由省确定"),
        ),
        given(
            injury_excludes, value=True, since=Month(2016, 1), known=date(2016, 1, 1), place="62",
            basis=Basis(document="甘肃省残疾人两项补贴办法", confidence=Confidence.B),
        ),
    ),
    examples=(
        Example(
            says="低保家庭的三级残疾人", month=Month(2026, 6), person={**_PERSON, "dibao": True},
            values=_AMOUNT, gives=11000,
        ),
        Example(
            says="低保边缘家庭，县未扩大", month=Month(2026, 6), person={**_PERSON, "edge": True},
            values=_AMOUNT, refused="hardship",
        ),
        Example(
            says="低保边缘家庭，县已扩大", month=Month(2026, 6), person={**_PERSON, "edge": True},
            values={**_AMOUNT, "disability_living_to_edge": True}, gives=11000,
        ),
        Example(
            says="单人保按低保对待", month=Month(2026, 6),
            person={**_PERSON, "edge": True, "dibao_individual": True}, values=_AMOUNT,
            gives=11000,
        ),
        Example(
            says="甘肃：领取工伤生活护理费", month=Month(2026, 6), place="620723",
            person={**_PERSON, "dibao": True, "work_injury_care": True}, values=_AMOUNT,
            refused="work_injury",
        ),
        Example(
            says="当月去世仍发", month=Month(2026, 6),
            person={**_PERSON, "dibao": True, "died": date(2026, 6, 1)}, values=_AMOUNT,
            gives=11000,
        ),
        Example(
            says="县里尚未规定标准", month=Month(2026, 6), person={**_PERSON, "dibao": True},
            unknown="amount",
        ),
        Example(
            says="无残疾人证", month=Month(2026, 6), person={"hukou_here": True, "dibao": True},
            values=_AMOUNT, refused="certificate",
        ),
    ),
)  # fmt: skip

"""职工基本养老保险: item 1 of the national list, paid by social insurance."""

from anhuai.benefits.catalogue.parts import LIST_SINCE, listed
from anhuai.benefits.rules import Benefit, Condition, Example, Form, Place, fact, known
from anhuai.kernel.months import Month

_PERSON = {"employee_pension": True, "employee_pension_month": 310_000}

definition = Benefit(
    title="职工基本养老保险待遇",
    title_en="Employee pension",
    says="达到法定退休年龄并参保的人员按月领取养老金，由社会保险机构发放。",
    says_en="The monthly pension of insured employees, paid by the social insurance office.",
    basis=listed(1),
    form=Form.ELSEWHERE,
    place=Place.RESIDENCE,
    group="pension",
    since=LIST_SINCE,
    conditions=(
        Condition(
            code="compared", test=known(fact("employee_pension")),
            title="已与社会保险登记比对", title_en="Compared with the social insurance register",
            fails="社会保险登记尚未比对，无从得知", fails_en="Not yet compared, so not known",
        ),
        Condition(
            code="draws", test=fact("employee_pension"),
            title="社会保险登记为职工养老金领取人", title_en="Registered as drawing it",
            fails="没有领取职工养老金", fails_en="Draws no employee pension",
            clause="国家基本养老服务清单第 1 项",
        ),
    ),
    amount=fact("employee_pension_month"),
    examples=(
        Example(says="按社保登记的金额", month=Month(2026, 6), person=_PERSON, gives=310_000),
        Example(
            says="没有领取", month=Month(2026, 6), person={"employee_pension": False},
            refused="draws",
        ),
        Example(says="社保登记尚未比对", month=Month(2026, 6), refused="compared"),
        Example(
            says="领取但金额未比对", month=Month(2026, 6), person={"employee_pension": True},
            unknown="amount",
        ),
    ),
)  # fmt: skip

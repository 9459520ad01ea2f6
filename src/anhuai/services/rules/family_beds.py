"""Family care beds: who may have one, what its contract and care plan say, how days are counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from anhuai.facilities.rules import Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.money import Fen
from anhuai.kernel.unfit import Unfit
from anhuai.services.rules.checks import Answer, Check

SERVICE: Final = "home_care_bed"
"""The service a facility offers that keeps family care beds (facilities' catalogue)."""
SCALE: Final = "gbt42195_2022"
"""The scale whose level decides; levels of others are never converted."""
MOST_TIMES: Final = 200


class BadBed(Unfit):
    """A step of a family care bed that cannot be taken; `code` names what is wrong."""


class BedState(Titled):
    """How a family care bed stands."""

    APPLIED = "applied", "待入户评估", "Home to be surveyed"
    REFUSED = "refused", "不符合条件", "Not eligible"
    ELIGIBLE = "eligible", "待签约", "To be signed"
    ACTIVE = "active", "在床", "Running"
    SUSPENDED = "suspended", "暂停", "Suspended"
    ENDED = "ended", "已撤床", "Ended"


RUNNING: Final = (BedState.ACTIVE, BedState.SUSPENDED)
OPEN: Final = (BedState.APPLIED, BedState.ELIGIBLE, *RUNNING)


class Away(Titled):
    """Why a bed is suspended."""

    HOSPITAL = "hospital", "住院", "In hospital"
    RESPITE = "respite", "喘息服务（短期入住机构）", "Respite in an institution"
    VISITING = "visiting", "外出探亲", "With relatives elsewhere"
    OTHER = "other", "其他", "Other"


class Leaving(Titled):
    """Why a bed ended."""

    DIED = "died", "本人去世", "Died"
    INSTITUTION = "institution", "入住机构", "Entered an institution"
    RECOVERED = "recovered", "能力好转，不再需要", "Recovered"
    MOVED = "moved", "迁出服务区域", "Moved away"
    WITHDRAWN = "withdrawn", "本人（家属）退出", "Withdrawn"
    PROVIDER = "provider", "服务机构停止服务", "The provider stopped"
    EXPIRED = "expired", "协议到期不续", "The contract ended"


class CheckKind(Titled):
    """Whether care was given at the bed, or the bed was checked."""

    VISIT = "visit", "上门服务", "Care visit"
    MONTHLY = "monthly", "每月检查", "Monthly check"


class DeviceKind(Titled):
    """A device a bed needs; which one stands there is on the person's page."""

    SOS = "sos", "一键呼叫", "Call button"
    BED_SENSOR = "bed_sensor", "离床（睡眠）监测", "Bed sensor"
    FALL = "fall", "跌倒报警", "Fall detector"
    SMOKE = "smoke", "烟雾（燃气）报警", "Smoke or gas alarm"
    LOCATOR = "locator", "防走失定位", "Locator"


class Course(Titled):
    """How a course of a family carer ended."""

    PASSED = "passed", "合格", "Passed"
    ATTENDED = "attended", "参加，未考核", "Attended"
    FAILED = "failed", "不合格", "Failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CareItem:
    """A kind of care given at a bed."""

    title: str
    title_en: str
    basis: Basis
    examples: tuple[tuple[int, bool], ...]
    """Levels of ability, and whether the plan of one at it is asked about this care."""
    least_level: int = 0
    service: str = ""
    """Which service a care plan orders for it (catalogue/care); none: it is no order."""

    def suits(self, level: int) -> bool:
        """Whether a plan for somebody at a level is asked about this care."""
        return level >= self.least_level


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may not have a bed: a code, and the sentence in both languages."""

    code: str
    says: str
    says_en: str


def grounds(
    *, age: int, level: int | None, least_level: int, answers: Mapping[str, str],
    questions: Mapping[str, Check],
) -> list[Ground]:  # fmt: skip
    """Return everything that stands against a bed; [] where somebody may have one.

    `level` is what holds on the scale, None for none. A question of the survey without an answer
    stands against it as much as one answered badly: nobody is signed whose home was not seen.
    """
    found: list[Ground] = []
    if age < 60:
        found.append(Ground("age", "未满 60 周岁", "Under 60"))
    if level is None:
        found.append(Ground("assessed", "没有有效的能力评估", "No valid assessment of ability"))
    elif level < least_level:
        found.append(Ground(
            "level", f"能力等级 {level} 级，低于本县规定的 {least_level} 级",
            f"Level {level} is below the county's threshold of {least_level}",
        ))  # fmt: skip
    for code, question in questions.items():
        given = answers.get(code, "")
        if not given:
            found.append(Ground(
                f"survey.{code}", f"没有填写“{question.title}”",
                f"“{question.title_en}” was not answered",
            ))  # fmt: skip
            continue
        answer = question.answer(given)
        if answer.severity == 1:
            found.append(Ground(
                f"survey.{code}", f"{question.title}：{answer.title}",
                f"{question.title_en}: {answer.title_en}",
            ))  # fmt: skip
    return found


def to_mend(answers: Mapping[str, str], questions: Mapping[str, Check]) -> list[tuple[str, Answer]]:
    """Return what the survey found that must be mended before the bed begins."""
    return [
        (code, answer)
        for code, given in answers.items()
        if code in questions and (answer := questions[code].answer(given)).severity == 2
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says; the monthly fee in fen."""

    number: str
    signed_on: date
    since: date
    last: date
    fee: Fen
    signer: str
    emergency: str


def check_terms(terms: Terms, *, surveyed: date, today: date, months: int) -> None:
    """Refuse a contract that cannot be: its days, its length; raises `BadBed`."""
    if len(terms.number.strip()) < 2:
        raise BadBed("number", "请填写协议编号。", "Enter the contract's number.", field="number")
    if not terms.signer.strip():
        raise BadBed("signer", "请填写签约人姓名。", "Enter who signed.", field="signer")
    if terms.signed_on > today or terms.signed_on < surveyed:
        raise BadBed(
            "signed", f"签订日期应在入户评估（{surveyed}）之后，且不晚于今天。",
            f"It is signed after the survey ({surveyed}) and not in the future.",
            field="signed_on",
        )  # fmt: skip
    if terms.since < terms.signed_on or terms.last < terms.since:
        raise BadBed(
            "days", "服务应从签订之日或以后开始，结束日期不早于开始日期。",
            "The service begins on or after the signing and ends after it began.", field="last",
        )  # fmt: skip
    if terms.last > terms.since + timedelta(days=31 * months):
        raise BadBed(
            "long", f"协议最长 {months} 个月，到期须重新评估后续签。",
            f"A contract lasts {months} months at most; then the home is assessed anew.",
            field="last",
        )  # fmt: skip
    if terms.fee < 0:
        raise BadBed("fee", "费用不能小于 0。", "The fee cannot be negative.", field="fee")


def check_plan(care: Mapping[str, int], items: Mapping[str, CareItem]) -> None:
    """Refuse a care plan that promises nothing, or what is not on the list; raises `BadBed`."""
    if not any(care.values()):
        raise BadBed(
            "plan", "请至少填写一项服务每月几次。", "Say how many times a month for one service."
        )
    for code, times in care.items():
        if code not in items or not 0 <= times <= MOST_TIMES:
            raise BadBed(
                "plan", f"每月次数应为 0 到 {MOST_TIMES}。", f"0 to {MOST_TIMES} times a month.",
                field=f"care_{code}",
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Days [since, until); `until` None while it lasts."""

    since: date
    until: date | None


def days_in(spans: Iterable[Span], *, year: int, on: date) -> int:
    """Return how many days of a year up to and with `on` lie in spans that do not overlap."""
    first, end = date(year, 1, 1), min(date(year + 1, 1, 1), on + timedelta(days=1))
    return sum(max(0, (min(one.until or end, end) - max(one.since, first)).days) for one in spans)


def respite_left(spans: Iterable[Span], *, wanted: Span, granted: int) -> list[tuple[int, int]]:
    """Return, by year, how many days are left when what is wanted is taken; below 0: too many."""
    if wanted.until is None or wanted.until <= wanted.since:
        raise BadBed(
            "days", "喘息服务须写明起止日期。", "Respite has a first and a last day.", field="last"
        )
    end = wanted.until - timedelta(days=1)
    every = [*spans, wanted]
    return [
        (year, granted - days_in(every, year=year, on=date(year, 12, 31)))
        for year in range(wanted.since.year, end.year + 1)
    ]


def next_check(last: date | None, since: date, *, days: int) -> date:
    """Return the last day of the next monthly check."""
    return max(last or since, since) + timedelta(days=days)

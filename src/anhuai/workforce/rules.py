"""What posts, certificates and trainings are, and how a certificate stands on a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from anhuai.facilities.rules import Group, Titled
from anhuai.kernel.confidence import Basis
from anhuai.kernel.divisions import Level


class At(Titled):
    """What a post is held at."""

    FACILITY = "facility", "机构", "Facility"
    DIVISION = "division", "地区", "Division"
    EITHER = "either", "机构或地区", "Facility or division"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostKind:
    """A kind of post: where it is held, and which certificates entitle to it.

    `certificates` empty means that none is asked for. `one_a` is the level of division that has one
    such post. `examples` pairs the kinds of valid certificates held with whether they entitle.
    """

    title: str
    title_en: str
    at: At
    groups: tuple[Group, ...] = ()
    certificates: tuple[str, ...] = ()
    one_a: Level | None = None
    checks_offences: bool = False
    basis: Basis
    examples: tuple[tuple[tuple[str, ...], bool], ...]

    def entitled(self, held: Collection[str]) -> bool:
        """Whether valid certificates of these kinds entitle to the post."""
        return not self.certificates or any(code in held for code in self.certificates)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateKind:
    """A kind of certificate; `grades` empty means it has none.

    `examples` pairs a grade with whether it is one of the certificate's.
    """

    title: str
    title_en: str
    grades: tuple[tuple[str, str, str], ...] = ()
    basis: Basis
    examples: tuple[tuple[str, bool], ...]

    def fits(self, grade: str) -> bool:
        """Whether a certificate of the kind has this grade; "" where it is not known."""
        return not grade or any(code == grade for code, _, _ in self.grades)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingKind:
    """A kind of training; `every_months` is how often it is due again, None once.

    `examples` pairs the months since the last one with whether it is due.
    """

    title: str
    title_en: str
    every_months: int | None = None
    basis: Basis
    examples: tuple[tuple[int, bool], ...]

    def is_due(self, months_since: int) -> bool:
        """Whether the training is due again so many full months after the last."""
        return self.every_months is not None and months_since >= self.every_months


class CertificateState(Titled):
    """How a worker's certificates stand for a post on a day."""

    NOT_NEEDED = "not_needed", "无需证书", "None needed"
    VALID = "valid", "持证", "Certified"
    EXPIRING = "expiring", "90 天内到期", "Expires within 90 days"
    EXPIRED = "expired", "证书过期", "Expired"
    MISSING = "missing", "未持证", "Not certified"


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate held: its kind and validity [since, until)."""

    kind: str
    since: date
    until: date | None
    is_verified: bool = False


class VerifiedHow(Titled):
    """How an identity or a certificate was verified."""

    ORIGINAL = "original", "查验原件", "Original seen"
    ISSUER = "issuer", "向发证机关核实", "Asked of the issuer"
    ONLINE = "online", "网上查询核验", "Looked up online"


def certificate_state(post: PostKind, held: Collection[Held], *, on: date) -> CertificateState:
    """Return how certificates stand for a post on a day; the best of several counts."""
    if not post.certificates:
        return CertificateState.NOT_NEEDED
    fitting = [one for one in held if one.kind in post.certificates and one.since <= on]
    if not fitting:
        return CertificateState.MISSING
    if any(one.until is None or one.until > on + timedelta(days=90) for one in fitting):
        return CertificateState.VALID
    if any(one.until is not None and one.until > on for one in fitting):
        return CertificateState.EXPIRING
    return CertificateState.EXPIRED


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerFacts:
    """What is written down about a worker; `person` links to the register of people."""

    name: str
    sex: str = "9"
    born: date | None = None
    phone: str = ""
    person: int | None = None


class CheckState(Titled):
    """How a worker's record check stands: on hiring and every year (minors law, art. 62, 130)."""

    CLEAR = "clear", "已查询，可以从业", "Checked, may work"
    DUE = "due", "已满一年，应再查询", "A year old, check again"
    MISSING = "missing", "从未查询", "Never checked"
    BARRED = "barred", "有违法犯罪记录，不得从业", "Has a record, may not work"


def check_state(asked_on: date | None, *, is_clear: bool, on: date) -> CheckState:
    """Return how the latest answer stands on a day; a bar stays until a clear answer."""
    if asked_on is None:
        return CheckState.MISSING
    if not is_clear:
        return CheckState.BARRED
    return CheckState.DUE if on >= year_after(asked_on) else CheckState.CLEAR


def year_after(day: date) -> date:
    """Return the day a year later; of the 29th of February the 1st of March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def year_before(day: date) -> date:
    """Return the day a year earlier; of the 29th of February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


class CourseState(Titled):
    """Where a course stands."""

    PLANNED = "planned", "计划中", "Planned"
    HELD = "held", "已举办", "Held"
    CANCELLED = "cancelled", "已取消", "Called off"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseFacts:
    """What is planned: a training of a kind on a day; `pass_mark` of 100 where there is an exam."""

    kind: str
    title: str
    division: str
    planned_on: date
    days: int = 1
    seats: int | None = None
    pass_mark: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """How it went for one worker: present or not, and the mark where there was an exam."""

    worker: int
    attended: bool
    mark: int | None = None

    def has_passed(self, pass_mark: int | None) -> bool:
        """Whether the training counts for the worker."""
        if not self.attended:
            return False
        return pass_mark is None or (self.mark is not None and self.mark >= pass_mark)


class HonourLevel(Titled):
    """Who honours a worker."""

    NATIONAL = "national", "国家级", "National"
    PROVINCE = "province", "省级", "Provincial"
    CITY = "city", "市级", "Prefecture"
    COUNTY = "county", "县级", "County"
    UNIT = "unit", "单位", "Employer"


class RetrainState(Titled):
    """How a recurring training stands."""

    NEVER = "never", "从未参加", "Never trained"
    OVERDUE = "overdue", "已超期", "Overdue"
    SOON = "soon", "90 天内到期", "Due within 90 days"
    DONE = "done", "有效", "In force"


def months_after(day: date, months: int) -> date:
    """Return the day so many months later, the month's last where it has no such day."""
    at = day.month - 1 + months
    year, month = day.year + at // 12, at % 12 + 1
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (first_of_next - timedelta(days=1)).day))


def retrain_state(last: date | None, every_months: int, *, on: date) -> RetrainState:
    """Return how a training that is due every so many months stands on a day."""
    if last is None:
        return RetrainState.NEVER
    due = months_after(last, every_months)
    if on >= due:
        return RetrainState.OVERDUE
    return RetrainState.SOON if due <= on + timedelta(days=90) else RetrainState.DONE


def years_served(spans: Collection[tuple[date, date | None]], *, on: date) -> int:
    """Return the full years of posts up to a day: what overlaps counts once, gaps do not count."""
    months, reached = 0, date.min
    for since, until in sorted(spans, key=lambda span: span[0]):
        begin, end = max(since, reached), min(until or on, on)
        if begin < end:
            whole = (end.year - begin.year) * 12 + end.month - begin.month
            months += whole - (end.day < begin.day)
            reached = end
    return months // 12


def step_amount(years: int, steps: Collection[tuple[int, int]]) -> int:
    """Return the amount of the highest step reached; a step of 0 years is none."""
    reached = [(at, amount) for at, amount in steps if 0 < at <= years]
    return max(reached)[1] if reached else 0

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

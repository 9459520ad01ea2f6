"""Where somebody is missing: places without their post, papers out of date, checks due."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from anhuai.facilities import queries as facilities
from anhuai.facilities.rules import Group
from anhuai.people import queries as people
from anhuai.places import queries as places
from anhuai.platform import county
from anhuai.platform.acting import Actor, in_subtree
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.queries.checks import checked_posts, latest_checks
from anhuai.workforce.queries.posts import READ, certificates_of, posts, posts_within
from anhuai.workforce.queries.standing import trained_on_the_job
from anhuai.workforce.rules import (
    CertificateState,
    CheckState,
    certificate_state,
    check_state,
    year_before,
)

ELDER = 60  # 老年人: of 60 years and more (law on the rights of the elderly, art. 2)


@dataclass(frozen=True, slots=True)
class Missing:
    """A post of which each place of a level has one, and the places without it."""

    kind: str
    needed: int
    places: Sequence[str]
    """Codes of the places without."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing in an area on a day; figures, no names of persons."""

    missing: Sequence[Missing]
    certificates: Mapping[str, Mapping[CertificateState, int]]
    """By kind of post, of those that ask for a certificate."""
    checks: Mapping[CheckState, int]
    social_workers: int
    elders: int
    beds: int
    carers: int
    left: int
    """Posts of care workers that ended in the twelve months before."""
    trained: int
    """Care workers in post who completed an on-the-job training in the twelve months before."""

    @property
    def on_the_job(self) -> float | None:
        """Share of the care workers trained on the job in a year, in per cent."""
        return 100 * self.trained / self.carers if self.carers else None

    @property
    def turnover(self) -> float | None:
        """Posts ended in a year ÷ (held now + ended), in per cent; None where there are none."""
        whole = self.carers + self.left
        return 100 * self.left / whole if whole else None


def gaps(actor: Actor, *, on: date, division: str = "") -> Gaps:
    """Return what is missing in the actor's area, or in a part of it, on a day."""
    area = division or county.code()
    ended = posts_within(actor, on=on).filter(
        in_subtree("place", area), kind="care_worker", until__gt=year_before(on), until__lte=on,
    )  # fmt: skip
    return Gaps(
        missing=[_missing(actor, kind, on, area) for kind in _one_each()],
        certificates=_certificates(actor, on, area),
        checks=_checks(actor, on, area),
        social_workers=posts(actor, on=on, kinds=["social_worker"], division=area).count(),
        elders=people.residents(actor, on=on, min_age=ELDER, division=area).count(),
        beds=facilities.beds(
            actor, on=on, group=Group.ELDERLY_RESIDENTIAL, division=area
        ).count(),
        carers=posts(actor, on=on, kinds=["care_worker"], division=area).count(),
        left=ended.count(),
        trained=trained_on_the_job(actor, since=year_before(on), on=on, division=area),
    )  # fmt: skip


def _one_each() -> list[str]:
    return [kind for kind, post in POSTS.items() if post.one_a is not None]


def _missing(actor: Actor, kind: str, on: date, division: str) -> Missing:
    every = places.choices(actor, on=on, permit=READ, level=POSTS[kind].one_a, within=division)
    filled = set(posts(actor, on=on, kinds=[kind]).values_list("division", flat=True))
    return Missing(kind, len(every), [code for code, _name in every if code not in filled])


def _certificates(actor: Actor, on: date, division: str) -> dict[str, Counter[CertificateState]]:
    asking = [code for code, post in POSTS.items() if post.certificates]
    rows = list(
        posts(actor, on=on, kinds=asking, division=division).values_list("kind", "worker_id")
    )
    held = certificates_of({worker for _kind, worker in rows})
    found: dict[str, Counter[CertificateState]] = {}
    for kind, worker in rows:
        state = certificate_state(POSTS[kind], held[worker], on=on)
        found.setdefault(kind, Counter())[state] += 1
    return found


def _checks(actor: Actor, on: date, division: str) -> Counter[CheckState]:
    held = checked_posts(actor, on=on, division=division)
    workers = set(held.values_list("worker_id", flat=True))
    known = latest_checks(workers)
    answers = [known.get(worker, (None, False)) for worker in workers]
    return Counter(check_state(day, is_clear=clear, on=on) for day, clear in answers)

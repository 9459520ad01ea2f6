"""Who holds which post on a day, certified or not, trained or not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, Unpack

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from anhuai.facilities import queries as facilities
from anhuai.facilities.catalogue import kinds_of
from anhuai.facilities.rules import Group
from anhuai.people import queries as people
from anhuai.places.queries import path_of
from anhuai.platform.acting import Actor, NotHere, in_subtree, reading
from anhuai.platform.listing import Window, window
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import unseal
from anhuai.platform.searching import matching
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.models import Certificate, Post, RecordCheck, Training, Worker
from anhuai.workforce.queries.verified import not_found_false, verified_of
from anhuai.workforce.rules import Held

READ = Permit.WORKFORCE_READ
FOUND_LIMIT = 2000


class WhichPosts(TypedDict, total=False):
    """How posts are chosen; what is left out does not restrict."""

    kinds: Collection[str]
    division: str | None
    at_facility: bool | None
    facility: int | None
    groups: Collection[Group | str]
    """Wings of the facilities where the posts are held."""
    certified: bool | None
    """Whether a valid certificate that the post asks for is held on the day."""
    trained_since: date | None
    trainings: Collection[str]
    """Kinds of training that count for `trained_since`; all where left out."""


def in_force(on: date) -> Q:
    """Return the condition that a dated row holds on a day and was not retracted."""
    return Q(since__lte=on, retracted_at=None) & (Q(until=None) | Q(until__gt=on))


def reach(actor: Actor, permit: Permit = READ) -> Q:
    """Return the condition that a post lies in the actor's divisions or organisations."""
    own = actor.scope(permit).within("division") & Q(facility=None)
    there = facilities.reach(actor, permit, "facility__", place="site")
    return own | (there & Q(facility__isnull=False))


def posts_within(actor: Actor, permit: Permit = READ, *, on: date | None = None) -> QuerySet[Post]:
    """Return the posts ever held that the permit reaches, with their division as `place`.

    With `on`, facilities as the divisions were that day.
    """
    site = facilities.stood_at(on) if on else F("facility__division")
    rows = Post.objects.annotate(site=site).filter(reach(actor, permit), retracted_at=None)
    return rows.annotate(place=Coalesce(F("site"), F("division")))


def _chosen(rows: QuerySet[Post], on: date, which: WhichPosts) -> QuerySet[Post]:
    if which.get("kinds"):
        rows = rows.filter(kind__in=sorted(which["kinds"]))
    if division := which.get("division"):
        rows = rows.filter(
            Q(in_subtree("site", division), facility__isnull=False)
            | Q(in_subtree("division", division), facility=None)
        )
    if which.get("at_facility") is not None:
        rows = rows.filter(facility__isnull=not which["at_facility"])
    if which.get("facility"):
        rows = rows.filter(facility=which["facility"])
    if which.get("groups"):
        kinds = sorted(code for group in which["groups"] for code in kinds_of(group))
        rows = rows.filter(facility__kind__in=kinds)
    return _qualified(rows, on, which)


def _qualified(rows: QuerySet[Post], on: date, which: WhichPosts) -> QuerySet[Post]:
    certified = which.get("certified")
    if certified is not None:
        rows = rows.filter(holds_certificate(on) if certified else ~holds_certificate(on))
    since = which.get("trained_since")
    if since is not None:
        done = Training.objects.filter(
            worker=OuterRef("worker"), retracted_at=None, completed__gte=since, completed__lte=on
        )
        if which.get("trainings"):
            done = done.filter(kind__in=sorted(which["trainings"]))
        rows = rows.filter(Exists(done))
    return rows


def holds_certificate(on: date) -> Q:
    """Return the condition that a post's worker holds what the post asks for on a day.

    What was found not to be genuine counts for nothing.
    """
    condition = Q(kind__in=sorted(code for code, post in POSTS.items() if not post.certificates))
    for code, post in POSTS.items():
        if post.certificates:
            valid = Certificate.objects.filter(
                in_force(on), worker=OuterRef("worker"), kind__in=post.certificates
            )
            condition |= Q(Exists(not_found_false(valid)), kind=code)
    return condition


def posts(actor: Actor, *, on: date, **which: Unpack[WhichPosts]) -> QuerySet[Post]:
    """Return the posts held on a day; division in `place`."""
    return _chosen(posts_within(actor, on=on).filter(in_force(on)), on, which)


def begun(
    actor: Actor,
    *,
    since: date,
    until: date,
    inducted: Collection[str] = (),
    **which: Unpack[WhichPosts],
) -> QuerySet[Post]:
    """Return the posts that began in [since, until); division in `place`.

    `inducted` keeps those whose worker had completed a training of one of these kinds by the
    first day.
    """
    last = date.fromordinal(until.toordinal() - 1)
    rows = posts_within(actor, on=last).filter(since__gte=since, since__lt=until)
    if inducted:
        before = Training.objects.filter(
            worker=OuterRef("worker"), retracted_at=None, kind__in=sorted(inducted),
            completed__lte=OuterRef("since"),
        )  # fmt: skip
        rows = rows.filter(Exists(before))
    return _chosen(rows, last, which)


def workers(actor: Actor, *, on: date, **which: Unpack[WhichPosts]) -> QuerySet[Worker]:
    """Return each worker who holds such a post on a day once."""
    held = posts(actor, on=on, **which).filter(worker=OuterRef("pk"))
    return Worker.objects.filter(Exists(held))


def trainings(
    actor: Actor,
    *,
    since: date,
    until: date,
    trainings: Collection[str] = (),
    post_kinds: Collection[str] = (),
    division: str | None = None,
) -> QuerySet[Training]:
    """Return trainings completed in [since, until) by workers within scope; division in `place`.

    A row is one person-time (人次); count distinct `worker` for persons.
    """
    chosen = WhichPosts(kinds=post_kinds, division=division)
    last = date.fromordinal(until.toordinal() - 1)
    held: QuerySet[Any] = _chosen(posts_within(actor, on=last), until, chosen).filter(
        worker=OuterRef("worker")
    )
    rows = Training.objects.filter(
        Exists(held), completed__gte=since, completed__lt=until, retracted_at=None
    )
    if trainings:
        rows = rows.filter(kind__in=sorted(trainings))
    return rows.annotate(place=Subquery(held.order_by("-since").values_list("place")[:1]))


ROW = (
    "pk", "worker_id", "worker__name", "worker__sex", "kind", "place", "facility_id",
    "facility__name", "since",
)  # fmt: skip


@reading(
    permit=READ,
    title=_("查看从业人员名单"),
    subject="worker",
    ids=lambda page: sorted({row[1] for row in page.rows}),
)
def page(
    actor: Actor,
    *,
    on: date,
    q: str = "",
    order: Sequence[str] = ("worker__pinyin",),
    after: str = "",
    **which: Unpack[WhichPosts],
) -> Window:
    """Return one page of posts held on a day, each a row of `ROW`."""
    return window(listed(actor, on=on, q=q, **which), fields=ROW, order=order, after=after)


def listed(actor: Actor, *, on: date, q: str = "", **which: Unpack[WhichPosts]) -> QuerySet[Post]:
    """Return the posts held on a day whose worker's name matches."""
    rows = posts(actor, on=on, **which)
    if not q:
        return rows
    names = matching(Worker.objects.all(), q).values_list("pk", flat=True)[:FOUND_LIMIT]
    return rows.filter(worker__in=list(names))


@reading(
    permit=READ,
    title=_("查看机构员工"),
    subject="worker",
    ids=lambda rows: sorted({row[1] for row in rows}),
)
def of_facility(actor: Actor, facility_id: int, *, on: date) -> list[tuple[Any, ...]]:
    """Return the posts held at a facility on a day, each a row of `ROW`."""
    rows = posts(actor, on=on, facility=facility_id)
    return list(rows.order_by("kind", "worker__pinyin", "pk").values_list(*ROW))


@reading(
    permit=READ,
    title=_("查看机构注销时的员工"),
    subject="worker",
    ids=lambda rows: sorted({row[1] for row in rows}),
)
def left_on(actor: Actor, facility_id: int, *, on: date) -> list[tuple[Any, ...]]:
    """Return the posts at a facility that ended on a day, each a row of `ROW`."""
    rows = posts_within(actor).filter(facility=facility_id, until=on)
    return list(rows.order_by("kind", "worker__pinyin", "pk").values_list(*ROW))


@reading(
    permit=READ,
    title=_("查看单位员工"),
    subject="worker",
    ids=lambda rows: sorted({row[1] for row in rows}),
)
def of_organisation(actor: Actor, organisation: int, *, on: date) -> list[tuple[Any, ...]]:
    """Return the posts within scope at the facilities an organisation runs, each a row of `ROW`."""
    rows = posts(actor, on=on).filter(facility__operator=organisation)
    return list(rows.order_by("facility__pinyin", "kind", "worker__pinyin", "pk").values_list(*ROW))


def certificates_of(worker_ids: Collection[int]) -> Mapping[int, list[Held]]:
    """Return the certificates of workers whose ids a scoped query has given.

    Those that were verified and found not to be genuine are none.
    """
    found: dict[int, list[Held]] = {key: [] for key in worker_ids}
    verified = verified_of(worker_ids)
    rows = Certificate.objects.filter(worker__in=worker_ids, retracted_at=None)
    for pk, key, kind, since, until in rows.values_list(
        "pk", "worker_id", "kind", "since", "until"
    ):
        looked = verified.get((key, pk))
        if looked is None or looked.is_genuine:
            found[key].append(Held(kind, since, until, looked is not None))
    return found


@dataclass(frozen=True, slots=True)
class Detail:
    """One worker whole; posts, certificates and trainings newest first."""

    worker: Worker
    phone: str
    person: int | None
    """The worker's file in the register, where the actor reaches it."""
    posts: Sequence[Post]
    certificates: Sequence[Certificate]
    trainings: Sequence[Training]
    checks: Sequence[RecordCheck]


def worker(actor: Actor, worker_id: int, *, permit: Permit = READ) -> Worker:
    """Return a worker with a post, now or once, in the permit's scope, or raise `NotHere`."""
    held = posts_within(actor, permit).filter(worker=OuterRef("pk"))
    found = Worker.objects.filter(Exists(held), pk=worker_id).first()
    if found is None:
        raise NotHere("worker", worker_id)
    return found


@reading(
    permit=READ, title=_("查看从业人员档案"), subject="worker", ids=lambda found: [found.worker.pk]
)
def detail(actor: Actor, worker_id: int) -> Detail:
    """Return one worker whole, posts within scope only, or raise `NotHere`."""
    found = worker(actor, worker_id)
    own = {"worker": found, "retracted_at": None}
    return Detail(
        worker=found,
        phone=unseal(found.phone_sealed),
        person=_reached(actor, found.person_id),
        posts=list(
            posts_within(actor).filter(worker=found).select_related("facility").order_by("-since")
        ),
        certificates=list(Certificate.objects.filter(**own).order_by("-since", "-pk")),
        trainings=list(Training.objects.filter(**own).order_by("-completed", "-pk")),
        checks=list(RecordCheck.objects.filter(**own).order_by("-asked_on", "-pk")),
    )


def _reached(actor: Actor, person: int | None) -> int | None:
    seen = people.visible(actor).filter(pk=person) if person is not None else None
    return person if seen is not None and seen.exists() else None


def post(actor: Actor, post_id: int, *, permit: Permit = READ) -> Post:
    """Return one post in the permit's scope, or raise `NotHere`."""
    found = (
        posts_within(actor, permit).select_related("worker", "facility").filter(pk=post_id).first()
    )
    if found is None:
        raise NotHere("post", post_id)
    return found


@reading(
    permit=READ,
    title=_("选择参训人员"),
    subject="worker",
    ids=lambda rows: sorted({row[0] for row in rows}),
)
def choices(
    actor: Actor, *, on: date, limit: int, **which: Unpack[WhichPosts]
) -> list[tuple[int, str]]:
    """Return (id, name and place) of workers with a post on a day, for a form's list."""
    rows: QuerySet[Any] = posts(actor, on=on, **which)
    rows = rows.order_by("worker__pinyin", "worker", "pk")
    seen: dict[int, str] = {}
    for key, name, facility, place in rows.values_list(
        "worker", "worker__name", "facility__name", "place"
    )[: 2 * limit]:
        if len(seen) < limit:
            seen.setdefault(key, f"{name}（{facility or path_of(place)}）")
    return list(seen.items())

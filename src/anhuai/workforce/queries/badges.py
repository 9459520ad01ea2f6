"""Badges: the one in force of a worker, and what its code shows to whoever scans it."""

import hashlib
from dataclasses import dataclass
from datetime import date

from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.models import Badge, Post
from anhuai.workforce.queries.checks import is_barred
from anhuai.workforce.queries.posts import certificates_of, in_force
from anhuai.workforce.queries.verified import verified_of
from anhuai.workforce.rules import CertificateState, certificate_state


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """What a badge shows: the name that stands on it, and each post held on the day."""

    name: str
    issued_on: date
    posts: tuple[tuple[str, str, CertificateState], ...]
    """(code of the post, facility or "", how certificates stand)."""
    identity_on: date | None = None
    """When an office verified that the person is who the badge says; None for never."""
    is_verified: bool = False
    """Whether every certificate the posts ask for was verified."""


def digest_of_badge(code: str) -> str:
    """Return what is kept of a badge's code."""
    return hashlib.sha256(code.encode()).hexdigest()


def badge_of(worker: int) -> Badge | None:
    """Return the badge in force of a worker whose id a scoped query has given."""
    return Badge.objects.filter(worker=worker, withdrawn_at=None).first()


def badge_by(code: str, *, on: date) -> ShownBadge | None:
    """Return what the badge with this code shows on a day; None where none is in force."""
    found = Badge.objects.filter(digest=digest_of_badge(code), withdrawn_at=None)
    one = found.select_related("worker").first()
    if one is None:
        return None
    held = certificates_of([one.worker_id])[one.worker_id]
    rows = Post.objects.filter(in_force(on), worker=one.worker_id).order_by("since", "pk")
    posts = tuple(
        (kind, facility or "", certificate_state(POSTS[kind], held, on=on))
        for kind, facility in rows.values_list("kind", "facility__name") if kind in POSTS
    )  # fmt: skip
    looked = verified_of([one.worker_id]).get((one.worker_id, 0))
    if is_barred(one.worker_id) or (looked is not None and not looked.is_genuine):
        return None
    needed = {kind for kind, _facility, state in posts if state is CertificateState.VALID}
    seen = {
        kind for kind in needed
        if any(x.is_verified and x.kind in POSTS[kind].certificates for x in held)
    }  # fmt: skip
    return ShownBadge(
        one.worker.name, one.issued_on, posts, looked.seen_on if looked else None,
        bool(needed) and seen == needed,
    )  # fmt: skip

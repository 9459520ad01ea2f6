"""Badges with a code that anybody may scan to see whether the worker is genuine."""

import secrets
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.workforce import queries
from anhuai.workforce.actions.register import MANAGE, BadPost
from anhuai.workforce.models import Badge, Worker


@dataclass(frozen=True, slots=True)
class Issued:
    """A new badge: the code is shown once and printed; only its digest is kept."""

    pk: int
    code: str


@action(permit=MANAGE, title=_("制发工作证"), logs=("worker",), subject="worker")
def issue_badge(actor: Actor, *, worker: int) -> Issued:
    """Issue a badge to who holds a post today; the one before is void from now on."""
    found = queries.worker(actor, worker, permit=MANAGE)
    today = clock.today()
    held = queries.posts_within(actor, MANAGE, on=today).filter(
        queries.in_force(today), worker=found
    )
    if not held.exists():
        raise BadPost(
            "no_post", "此人没有在岗的岗位，不能制发工作证。", "The person holds no post now.",
        )  # fmt: skip
    Worker.objects.select_for_update().get(pk=worker)  # two officers at once: one after the other
    Badge.objects.filter(worker=found, withdrawn_at=None).update(withdrawn_at=clock.now())
    code = secrets.token_urlsafe(16)
    made = Badge.objects.create(
        worker=found, digest=queries.digest_of_badge(code), issued_on=today,
        issued_by=actor.name[:64],
    )  # fmt: skip
    return Issued(made.pk, code)


@action(permit=MANAGE, title=_("收回工作证"), logs=("worker",), subject="worker")
def withdraw_badge(actor: Actor, *, worker: int) -> Badge:
    """Let a worker's badge be void from now on: lost, or no longer needed."""
    queries.worker(actor, worker, permit=MANAGE)
    found = Badge.objects.select_for_update().filter(worker=worker, withdrawn_at=None).first()
    if found is None:
        raise NotHere("badge", worker)
    found.withdrawn_at = clock.now()
    found.save(update_fields=["withdrawn_at"])
    return found

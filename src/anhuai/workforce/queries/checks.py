"""Record checks of who works with children: how each stands, and who is due."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.platform.acting import Actor, reading
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.models import Post, RecordCheck
from anhuai.workforce.queries.posts import READ, posts
from anhuai.workforce.rules import CheckState, check_state

CHECKED = frozenset(code for code, post in POSTS.items() if post.checks_offences)
CHECK_ROW = ("worker_id", "worker__name", "kind", "place", "facility__name", "since")
LIMIT = 2000


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One post with children, and how its holder's check stands."""

    worker: int
    name: str
    kind: str
    place: str
    facility: str
    since: date
    state: CheckState
    asked_on: date | None


def checked_posts(actor: Actor, *, on: date, division: str | None = None) -> QuerySet[Post]:
    """Return the posts held on a day whose holders' records must be checked."""
    return posts(actor, on=on, kinds=CHECKED, division=division)


def latest_checks(worker_ids: Collection[int]) -> Mapping[int, tuple[date, bool]]:
    """Return (asked on, is clear) of the latest check of workers a scoped query has given."""
    rows = RecordCheck.objects.filter(worker__in=worker_ids, retracted_at=None)
    found = rows.order_by("asked_on", "pk").values_list("worker_id", "asked_on", "is_clear")
    return {worker: (asked_on, is_clear) for worker, asked_on, is_clear in found}


def is_barred(worker: int) -> bool:
    """Whether the latest check of a worker says that the person may not work with children."""
    known = latest_checks([worker]).get(worker)
    return known is not None and not known[1]


@reading(
    permit=READ, title=_("查看违法犯罪记录查询情况"), subject="worker",
    ids=lambda rows: sorted({row.worker for row in rows}),
)  # fmt: skip
def checks_page(
    actor: Actor, *, on: date, state: CheckState | None = None, division: str | None = None
) -> list[CheckRow]:
    """Return posts with children, who needs a check first, at most `LIMIT`."""
    rows = list(
        checked_posts(actor, on=on, division=division)
        .order_by("worker__pinyin", "pk").values_list(*CHECK_ROW)
    )  # fmt: skip
    known = latest_checks({row[0] for row in rows})
    found = []
    for worker, name, kind, place, facility, since in rows:
        asked_on, is_clear = known.get(worker, (None, False))
        stands = check_state(asked_on, is_clear=is_clear, on=on)
        found.append(CheckRow(worker, name, kind, place, facility or "", since, stands, asked_on))
    urgent = [CheckState.BARRED, CheckState.MISSING, CheckState.DUE, CheckState.CLEAR]
    chosen = [one for one in found if state in (None, one.state)]
    return sorted(chosen, key=lambda one: urgent.index(one.state))[:LIMIT]

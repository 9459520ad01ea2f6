"""Who works at the nurseries: posts of the workforce, certificates, the yearly record check."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from anhuai.childcare.queries.reach import READ, nurseries
from anhuai.platform.acting import Actor, reading
from anhuai.workforce import queries as workforce
from anhuai.workforce.catalogue import POSTS
from anhuai.workforce.rules import (
    CertificateState,
    CheckState,
    certificate_state,
    check_state,
    year_after,
)

_ROW = ("facility_id", "facility__name", "worker_id", "worker__name", "kind", "since")


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One post at a nursery; `check` is None where the post asks for none, `due` the next day."""

    nursery: int
    home: str
    worker: int
    name: str
    kind: str
    since: date
    certificate: CertificateState
    check: CheckState | None
    asked_on: date | None
    due: date | None


@reading(
    permit=READ, title=_("查看托育机构员工"), subject="worker",
    ids=lambda rows: sorted({one.worker for one in rows}),
)  # fmt: skip
def staff(
    actor: Actor, *, on: date, nursery: int | None = None, pressing: bool = False
) -> list[StaffRow]:
    """Return the posts held at the nurseries in scope, by nursery and name.

    `pressing` keeps those whose record check is missing, due again or bars them.
    """
    actor.require(workforce.READ)
    homes = nurseries(actor)
    homes = homes if nursery is None else homes.filter(pk=nursery)
    known = dict(homes.values_list("facility", "pk"))
    rows = workforce.posts(actor, on=on, at_facility=True).filter(facility__in=known)
    held = list(rows.order_by("facility__pinyin", "worker__pinyin", "pk").values_list(*_ROW))
    workers = {row[2] for row in held}
    checks, papers = workforce.latest_checks(workers), workforce.certificates_of(workers)
    found = []
    for facility, home, worker, name, kind, since in held:
        state, asked_on = _check(kind, checks.get(worker), on)
        found.append(StaffRow(
            known[facility], home, worker, name, kind, since,
            certificate_state(POSTS[kind], papers[worker], on=on), state, asked_on,
            year_after(asked_on) if state is not None and asked_on else None,
        ))  # fmt: skip
    wanted = (CheckState.MISSING, CheckState.DUE, CheckState.BARRED)
    return [one for one in found if not pressing or one.check in wanted]


def _check(
    kind: str, known: tuple[date, bool] | None, on: date
) -> tuple[CheckState | None, date | None]:
    if not POSTS[kind].checks_offences:
        return None, None
    asked_on, is_clear = known or (None, False)
    return check_state(asked_on, is_clear=is_clear, on=on), asked_on

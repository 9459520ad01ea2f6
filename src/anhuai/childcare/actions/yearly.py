"""A nursery's report of a year: submitted with figures frozen, accepted or returned."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from anhuai.childcare import queries
from anhuai.childcare.models import YearReport
from anhuai.childcare.queries.inspected import told_of
from anhuai.childcare.queries.yearly import reports, year_figures
from anhuai.childcare.rules import BadChildcare
from anhuai.childcare.rules.yearly import ReportState
from anhuai.kernel.text import normalise, refuse_turned
from anhuai.platform import clock, county
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale

MANAGE, RANK = Permit.CHILDCARE_MANAGE, Permit.CHILDCARE_RANK


@action(
    permit=MANAGE, title=_("报送托育年度报告"), logs=("nursery", "year"),
    subject="childcare_report",
)  # fmt: skip
def submit_report(
    actor: Actor, *, nursery: int, year: int, says: str, inspections: int = 0
) -> YearReport:
    """Submit a nursery's report of a year: figures from the records, the rest as it says.

    A returned report is submitted again in the same row; one submitted or accepted stands. Raises
    `BadChildcare` for a year that has not come to its last month.
    """
    home = queries.nursery(actor, nursery, permit=MANAGE, lock=True)
    today = clock.today()
    if not 2020 <= year <= today.year or today < date(year, 12, 1):
        raise BadChildcare(
            "year", "年度报告在当年 12 月 1 日以后报送，请核对年份。",
            "A year is reported from 1 December of it.", field="year",
        )  # fmt: skip
    said = normalise(refuse_turned(says))[:1000]
    if len(said) < 4 or not 0 <= inspections <= 999:
        raise BadChildcare(
            "says", "请写一段全年工作情况，接受检查次数填 0 到 999。",
            "Say how the year went; inspections from 0 to 999.", field="says",
        )  # fmt: skip
    values = {
        "state": ReportState.SUBMITTED, "told": {"says": said, "inspections": inspections},
        "figures": year_figures(home, year=year, on=min(today, date(year, 12, 31))),
        "submitted_at": clock.now(), "submitted_by": actor.name[:64],
    }  # fmt: skip
    row = YearReport.objects.select_for_update().filter(nursery=home, year=year).first()
    if row is None:
        try:
            with transaction.atomic():
                return YearReport.objects.create(nursery=home, year=year, **values)
        except IntegrityError as clash:
            raise _sent() from clash
    if row.state != ReportState.RETURNED:
        raise _sent()
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    return row


def _sent() -> BadChildcare:
    return BadChildcare(
        "sent", "这一年的报告已经报送；要改，请县里先退回。",
        "This year is reported already: the county may return it.",
    )  # fmt: skip


@action(
    permit=RANK, title=_("受理托育年度报告"), logs=("report", "accepts"),
    subject="childcare_report",
)  # fmt: skip
def decide_report(
    actor: Actor, *, report: int, version: int, accepts: bool, reason: str = ""
) -> YearReport:
    """Accept a submitted report for the county, or return it saying why.

    Where its number of inspections is not the records', accepting it says what was found.
    """
    county.require_whole(actor, RANK)
    row = reports(actor, permit=RANK).select_for_update(of=("self",)).filter(pk=report).first()
    if row is None:
        raise NotHere("childcare_report", report)
    if row.version != version or row.state != ReportState.SUBMITTED:
        raise Stale("childcare_report", report)
    said = normalise(refuse_turned(reason))[:200]
    if not accepts and not said:
        raise BadChildcare("reason", "请填写退回原因。", "Say why.", field="reason")
    if accepts and not said and told_of(row).differs:
        raise BadChildcare(
            "differs", "自报的检查次数与登记的不一致，请写明核实情况，或者退回。",
            "It reports another number of inspections than is on record: say what was found.",
            field="reason",
        )  # fmt: skip
    row.state = ReportState.ACCEPTED if accepts else ReportState.RETURNED
    row.reason, row.version = said, row.version + 1
    row.decided_at, row.decided_by = clock.now(), actor.name[:64]
    row.save()
    return row

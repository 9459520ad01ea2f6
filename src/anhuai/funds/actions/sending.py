"""The pay file out, always the same bytes, and the bank's answer in, whole or not at all."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from tempfile import TemporaryFile

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.funds.actions.approving import advance
from anhuai.funds.actions.posting import moves_between, sums_of, write
from anhuai.funds.actions.runs import BadRun
from anhuai.funds.catalogue import LAYOUTS
from anhuai.funds.models import Payment, ResultFile, Run
from anhuai.funds.queries.runs import run as found_run
from anhuai.funds.rules.books import Book, EntryKind
from anhuai.funds.rules.files import Answer, Paying, batch_number, judged, written
from anhuai.funds.rules.fingerprints import fingerprint
from anhuai.kernel.money import Fen
from anhuai.platform import clock
from anhuai.platform.acting import Actor, action
from anhuai.platform.permits import Permit
from anhuai.platform.posting import Stale
from anhuai.platform.sealing import unseal
from anhuai.platform.sheets import writing

MANAGE = Permit.FUNDS_MANAGE
_ROWS = 5_000  # named in one statement


@dataclass(frozen=True, slots=True)
class PayFile:
    """A run's file for the bank; `pk` is the run's."""

    pk: int
    name: str
    body: bytes
    digest: str


@action(permit=MANAGE, title=_("生成发放文件"), logs=("run", "layout"), subject="pay_run")
def make_file(actor: Actor, *, run: int, version: int, layout: str = "") -> PayFile:
    """Return the pay file of an approved run; from the first time on it stays the same bytes.

    The first call fixes layout and digest and marks the run as sent; later calls give the same
    file. Raises `BadRun` for a run not approved, or whose file would no longer be the same.
    """
    found = found_run(actor, run, permit=MANAGE)
    if found.state not in ("approved", "sent", "settled"):
        raise BadRun(
            "state", "批次还没有审批通过，不能生成发放文件。",
            "The run is not approved yet: there is no file.",
        )  # fmt: skip
    code = found.layout or layout
    if code not in LAYOUTS:
        raise BadRun("layout", "请选择发放文件的格式。", "Choose a layout.", field="layout")
    body = written(LAYOUTS[code], batch_number(found.pk), _paying(found))
    digest = fingerprint(body)
    if found.state == "approved":
        found = advance(found, version=version, to="sent", layout=code, file_digest=digest)
    elif digest != found.file_digest:
        raise BadRun(
            "changed",
            "重新生成的文件与已发送的不一致，可能有人直接改动了数据库。请立即联系管理员。",
            "The file would differ from the one that was sent: somebody changed the database.",
        )  # fmt: skip
    return PayFile(found.pk, f"{batch_number(found.pk)}-{found.title}.csv", body, digest)


def _in_file(run: Run) -> "QuerySet[Payment]":
    return Payment.objects.filter(run=run).exclude(account_sealed=b"").order_by("number")


def _paying(run: Run) -> Iterator[Paying]:
    month = f"{run.month:%Y-%m}"
    for one in _in_file(run):
        yield Paying(
            one.number, one.holder, unseal(one.account_sealed), one.bank, Fen(one.amount),
            one.title, month,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking an answer did; `is_new` is False for a file that was taken before."""

    pk: int
    paid: int
    returned: int
    is_new: bool


@action(permit=MANAGE, title=_("导入银行回盘"), logs=("run",), subject="pay_run")
def take_result(
    actor: Actor,
    *,
    run: int,
    name: str,
    digest: str,
    rows: Sequence[tuple[int, Mapping[str, str]]],
) -> Taken:
    """Take the bank's answer to a sent run: every row or none; the same file again changes nothing.

    `rows` are (row in the file, cells by field of the layout), `digest` is of the file's bytes.
    What was paid is posted, what came back stays promised until it is paid again. Raises
    `BadResult` with the rows and reasons.
    """
    found = found_run(actor, run, permit=MANAGE)
    again = ResultFile.objects.filter(run=found, digest=digest).first()
    if again is not None:
        return Taken(found.pk, again.paid, again.returned, is_new=False)
    if found.state not in ("sent", "settled"):
        raise BadRun(
            "state", "批次还没有生成发放文件，不能导入回盘。",
            "The run has no file yet: there can be no answer.",
        )  # fmt: skip
    layout = LAYOUTS[found.layout]
    expected = {one.number: one for one in _paying(found)}
    answers = judged(layout, batch_number(found.pk), expected, rows)
    if found.state == "settled":
        return _repeated(found, answers)
    return _settle(actor, found, answers, name=name, digest=digest)


def _repeated(run: Run, answers: Sequence[Answer]) -> Taken:
    """Accept a second file that says the same; raise `BadRun` for one that says otherwise."""
    said = {one.number: one.is_paid for one in answers}
    kept = {
        number: state == "paid" for number, state in _in_file(run).values_list("number", "state")
    }
    if said != kept:
        raise BadRun(
            "settled",
            "本批次已按此前的回盘入账，这份文件的结果不同，未入账。个别退汇请在名册中逐笔登记。",
            "The run is settled by an earlier answer and this file says otherwise: not taken.",
        )  # fmt: skip
    paid = sum(said.values())
    return Taken(run.pk, paid, len(said) - paid, is_new=False)


def _settle(actor: Actor, run: Run, answers: Sequence[Answer], *, name: str, digest: str) -> Taken:
    run = advance(run, version=run.version, to="settled")
    paid = sum(one.is_paid for one in answers)
    try:
        with transaction.atomic():
            ResultFile.objects.create(
                run=run, digest=digest, name=name[:160], paid=paid, returned=len(answers) - paid,
                at=clock.now(), by=actor.name[:64],
            )  # fmt: skip
    except IntegrityError as clash:
        raise Stale("pay_run", run.pk) from clash
    _answer(run, answers)
    days = [one.on for one in answers if one.on and one.is_paid]
    done = _in_file(run).filter(state="paid")
    moves = moves_between(sums_of(done), Book.COMMITMENT, Book.PAYMENT)
    if moves:
        write(
            actor, kind=EntryKind.PAYMENT, key=f"run:{run.pk}:payment",
            on=max(days, default=clock.today()), run=run, moves=moves,
            says=f"{run.title}：银行回盘，成功 {paid} 笔、退汇 {len(answers) - paid} 笔",
        )  # fmt: skip
    return Taken(run.pk, paid, len(answers) - paid, is_new=True)


def _answer(run: Run, answers: Sequence[Answer]) -> None:
    """Write what became of each payment: rows of one fate at once, serials one by one."""
    today = clock.today()
    fates: dict[tuple[bool, str, date], list[int]] = {}
    for one in answers:
        fates.setdefault((one.is_paid, one.why, one.on or today), []).append(one.number)
    for (is_paid, why, on), numbers in fates.items():
        state = "paid" if is_paid else "returned"
        for at in range(0, len(numbers), _ROWS):
            _in_file(run).filter(number__in=numbers[at : at + _ROWS]).update(
                state=state, why=why, settled_on=on
            )
    serials = {one.number: one.serial for one in answers if one.serial}
    if serials:
        rows = [row for row in _in_file(run) if row.number in serials]
        for row in rows:
            row.serial = serials[row.number]
        Payment.objects.bulk_update(rows, ["serial"], batch_size=500)


def as_workbook(made: PayFile) -> bytes:
    """Return the rows of a pay file as a workbook for checking by eye; every cell is text."""
    run = Run.objects.get(pk=made.pk)
    text = made.body.decode(LAYOUTS[run.layout].encoding)
    rows = list(csv.reader(io.StringIO(text), delimiter=LAYOUTS[run.layout].separator))
    with TemporaryFile() as out:
        writing.export(rows[0], rows[1:], out)
        out.seek(0)
        return out.read()

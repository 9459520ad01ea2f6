"""Whether the platform is ready and well: one check a thing, each with what to do about it."""

import os
import platform as machine
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from anhuai.platform import clock, holidays
from anhuai.platform.models import AuditEntry, Job, Parameter, WorkerBeat
from anhuai.platform.sealing import seal, unseal
from anhuai.platform.watching import prepared

GOOD, WARN, BAD = "good", "warn", "bad"
SILENT = timedelta(seconds=60)
OLD_BACKUP = timedelta(hours=26)
LATE = timedelta(minutes=10)
SKEW = timedelta(seconds=2)
LEAST_FREE = 500 * 1024 * 1024
BACKUP = "backup.last"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: how it stands, what was found, and what to do where it is not well.

    `holds_up` says that a load balancer must not send requests while it is bad.
    """

    code: str
    title: str
    state: str
    says: str
    todo: str = ""
    holds_up: bool = False


def _database() -> Check:
    title = _("数据库")
    todo = _("检查数据库是否在运行、地址和密码是否正确；网页会自动恢复。")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return Check("database", title, BAD, _("连不上"), todo, holds_up=True)
    return Check("database", title, GOOD, _described(), holds_up=True)


def _described() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()), version()")
            size, said = cursor.fetchone()
            return f"{' '.join(said.split()[:2])} · {size / 1e6:,.0f} MB"
        cursor.execute("SELECT sqlite_version()")
        (said,) = cursor.fetchone()
    path = Path(str(connection.settings_dict["NAME"]))
    size = path.stat().st_size if path.exists() else 0
    return f"SQLite {said} · {size / 1e6:,.0f} MB"


def _migrations() -> Check:
    title = _("数据库结构")
    if says := prepared.lacking():
        return Check("migrations", title, BAD, says, _("运行 anhuai migrate。"), holds_up=True)
    return Check("migrations", title, GOOD, _("与程序一致"), holds_up=True)


def _disk() -> Check:
    usage = shutil.disk_usage(settings.DATA)
    says = _("可用 %(free)s GB，共 %(total)s GB") % {
        "free": f"{usage.free / 1e9:,.1f}", "total": f"{usage.total / 1e9:,.0f}",
    }  # fmt: skip
    state = BAD if usage.free < LEAST_FREE else WARN if usage.free < usage.total * 0.1 else GOOD
    todo = _("清理磁盘或扩容；空间不足时不能上传、导入和备份。")
    return Check("disk", _("磁盘"), state, says, "" if state == GOOD else todo, holds_up=True)


def _keys() -> Check:
    title, probe = _("密钥"), "anhuai"
    try:
        is_well = unseal(seal(probe)) == probe and Path(settings.ANHUAI_KEYS_FILE).is_file()
    except (OSError, ValueError):
        is_well = False
    if is_well:
        return Check("keys", title, GOOD, _("可以封存和解封"), holds_up=True)
    return Check(
        "keys", title, BAD, _("读不到密钥文件"),
        _("把密钥文件放回原处（ANHUAI_KEYS_FILE），否则身份证号等无法读取。"), holds_up=True,
    )  # fmt: skip


def last_beat() -> datetime | None:
    """Return when a worker was last heard."""
    return WorkerBeat.objects.order_by("-at").values_list("at", flat=True).first()


def _worker() -> Check:
    title, at = _("后台任务进程"), last_beat()
    todo = _("启动后台任务进程：anhuai work，或 systemctl start anhuai-worker。")
    if at is None:
        return Check("worker", title, WARN, _("还没有运行过"), todo)
    silent = clock.now() - at
    state = GOOD if silent < SILENT else BAD
    return Check("worker", title, state, _ago(silent), "" if state == GOOD else todo)


def _ago(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("不到一分钟前")
    if minutes < 120:
        return _("%(count)s 分钟前") % {"count": minutes}
    return _("%(count)s 小时前") % {"count": minutes // 60}


_READY: tuple[Callable[[], Check], ...] = (_database, _migrations, _disk, _keys, _worker)


def readiness() -> list[Check]:
    """Return whether requests can be served: database, its structure, disk, keys, worker."""
    first = _database()
    if first.state == BAD:
        return [first]  # the others would only wait for the same database
    return [first, *(check() for check in _READY[1:])]


def _versions() -> Check:
    said = []
    for name in ("django", "granian", "duckdb"):
        try:
            said.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    says = f"anhuai {settings.ANHUAI_VERSION} · Python {machine.python_version()} · "
    return Check("versions", _("版本"), GOOD, says + " · ".join(said))


def _queue() -> Check:
    now = clock.now()
    waiting = Job.objects.filter(finished_at=None, due_at__lte=now)
    oldest = waiting.order_by("due_at").values_list("due_at", flat=True).first()
    late = oldest is not None and now - oldest > LATE
    says = _("%(count)s 个任务在排队或运行") % {"count": waiting.count()}
    todo = _("有任务等了超过 10 分钟：看“任务”列表，检查后台任务进程是否在运行。")
    return Check("queue", _("任务队列"), WARN if late else GOOD, says, todo if late else "")


def last_backup() -> datetime | None:
    """Return when the last backup was made: by the command's own note, or the newest file."""
    found = []
    note = Parameter.objects.filter(key=BACKUP).values_list("value", flat=True).first()
    if isinstance(note, dict) and "at" in note:
        found.append(datetime.fromisoformat(note["at"]))
    folder = os.environ.get("ANHUAI_BACKUPS", "")
    if folder and Path(folder).is_dir():
        local = timezone.get_current_timezone()
        files = [path for path in Path(folder).iterdir() if path.is_file()]
        found += [datetime.fromtimestamp(path.stat().st_mtime, tz=local) for path in files]
    return max(found, default=None)


def _backup() -> Check:
    title, at = _("备份"), last_backup()
    todo = _("运行 anhuai backup，并检查每日备份的定时器；备份要放在另一台机器上。")
    if at is None:
        return Check("backup", title, WARN, _("没有备份记录"), todo)
    old = clock.now() - at > OLD_BACKUP
    return Check("backup", title, BAD if old else GOOD, _ago(clock.now() - at), todo if old else "")


def _audit() -> Check:
    title = _("审计记录核验")
    proof = AuditEntry.objects.filter(name="audit_verified").order_by("-sequence").first()
    todo = _("运行 anhuai audit verify；记录被改动时立即保留现场并报告。")
    if proof is None:
        return Check("audit", title, WARN, _("还没有核验过"), todo)
    state = GOOD if str(proof.detail.get("says", "")).endswith("完整") else BAD
    if state == GOOD and clock.now() - proof.at > OLD_BACKUP:
        state = WARN
    says = f"{proof.detail.get('says', '')} · {_ago(clock.now() - proof.at)}"
    return Check("audit", title, state, says, "" if state == GOOD else todo)


def _clock() -> Check:
    title = _("时钟")
    if connection.vendor != "postgresql":
        newest = AuditEntry.objects.order_by("-sequence").values_list("at", flat=True).first()
        back = newest is not None and newest - clock.now() > SKEW
        says = _("比最后一条审计记录早") if back else _("与数据库同一台机器")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        back = abs(there - clock.now()) > SKEW
        says = _("与数据库相差 %(seconds)s 秒") % {
            "seconds": f"{abs((there - clock.now()).total_seconds()):.1f}"
        }
    todo = _("校准服务器时间（chrony 或 ntpd），登录、租约和一次性验证码都依赖它。")
    return Check("clock", title, BAD if back else GOOD, says, todo if back else "")


def _holidays() -> Check:
    years = holidays.missing(clock.today())
    if not years:
        return Check("holidays", _("工作日历"), GOOD, _("已录入"))
    says = _("%(year)s 年的放假调休安排还没有录入，期限暂按周一至周五计算。") % {"year": years[0]}
    return Check("holidays", _("工作日历"), WARN, says, _("在“工作日历”里录入。"))


def _failures() -> Check:
    since = clock.now() - timedelta(days=1)
    failed = Job.objects.filter(status="FAILED", finished_at__gte=since).count()
    says = _("最近 24 小时有 %(count)s 个任务失败") % {"count": failed}
    todo = _("在“任务”列表里筛选“失败”，看原因后重新提交。")
    return Check(
        "failures", _("失败的任务"), WARN if failed else GOOD, says, todo if failed else ""
    )


def all_checks() -> Iterator[Check]:
    """Yield everything the status page shows."""
    yield _versions()
    found = readiness()
    yield from found
    if found[0].state != BAD:
        for check in (_queue, _failures, _backup, _audit, _clock, _holidays):
            yield check()

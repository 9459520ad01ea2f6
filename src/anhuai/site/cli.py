"""The `anhuai` command: set up, serve, work, verify, fill the demo county."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anhuai.site.backups import Report

from anhuai.site.supervisor import UNPREPARED


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anhuai.site.settings")
    given = _parser().parse_args(arguments)
    if given.command == "serve":
        from anhuai.site.supervisor import supervise

        return supervise(
            host=given.host, port=given.port, greeting=given.greeting, web_only=given.web_only
        )
    if given.command == "ingress":
        from anhuai.response.engine.main import main as ingress

        return ingress()
    if given.command == "simulate":
        from anhuai.response.engine.simulator import run as simulate

        return simulate(given)
    if given.command == "simulate-calls":
        from anhuai.desk.engine.simulator import run as simulate_calls

        return simulate_calls(given)
    if given.command == "wording":
        return _wording(missing=given.missing)
    import django

    django.setup()
    status: int = given.run(given)
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="anhuai", description="安怀：县级一老一小公共服务平台")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="网页与后台任务一起运行")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--greeting", type=Path, default=None, help="可打开后显示的文字")
    serve.add_argument("--web-only", action="store_true", help="不带后台任务")
    work = commands.add_parser("work", help="只运行后台任务")
    work.add_argument("--once", action="store_true", help="做完到期任务就结束")
    work.add_argument("--supervised", action="store_true", help=argparse.SUPPRESS)
    work.set_defaults(run=_work)
    commands.add_parser("ingress", help="接入设备：MQTT、JT/T 808、手表文本、HTTP、CoAP")
    _add_simulate(commands)
    _add_telephony(commands)
    escalate = commands.add_parser("escalate", help="呼叫立案与升级")
    escalate.set_defaults(run=_escalate)
    sense = commands.add_parser("sense", help="判断遥测：限值、该有而没有的活动、安全范围")
    sense.set_defaults(run=_sense)
    watchdog = commands.add_parser("watchdog", help="看门狗：各进程是否活着，自检呼叫是否走通")
    watchdog.set_defaults(run=_watchdog)
    commands.add_parser("migrate", help="建立或升级数据库").set_defaults(run=_migrate)
    upgrade = commands.add_parser("upgrade", help="升级数据库：先备份，再逐步升级并计时")
    upgrade.add_argument("--rehearse", action="store_true", help="只在副本上排练，不改动数据库")
    upgrade.add_argument("--backup", type=Path, default=None, help="升级前备份到这个文件")
    upgrade.add_argument("--without-backup", action="store_true", help="已另行备份")
    upgrade.set_defaults(run=_upgrade)
    wording = commands.add_parser("wording", help="编译英文词条")
    wording.add_argument("--missing", action="store_true", help="列出还没有英文的文字")
    commands.add_parser("docs", help="重写 docs/generated").set_defaults(run=_docs)
    divisions = commands.add_parser("divisions", help="区划名录")
    divisions.add_argument("what", choices=["load"])
    divisions.add_argument("file", type=Path, help="CSV：code,name[,level,code_system,…]")
    divisions.add_argument("--since", type=date.fromisoformat, default=None, help="自哪天起有")
    divisions.set_defaults(run=_divisions)
    audit = commands.add_parser("audit", help="审计记录")
    audit.add_argument("what", choices=["verify", "anchor"])
    audit.add_argument("--against", type=Path, default=None, help="verify：与存在别处的锚点核对")
    audit.set_defaults(run=_audit)
    demo = commands.add_parser("demo", help="建立演示县")
    demo.add_argument("--county", default="linze", choices=["linze", "huzhong", "litong"])
    demo.add_argument("--on", type=date.fromisoformat, default=None, help="数据截至日期")
    demo.add_argument("--if-empty", action="store_true", help="已有数据时不做任何事")
    demo.set_defaults(run=_demo)
    _add_operations(commands)
    return parser


def _add_simulate(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    simulate = commands.add_parser("simulate", help="模拟一台设备，用真实协议发一次")
    simulate.add_argument("protocol", choices=["mqtt", "jt808", "watch", "http", "coap"])
    simulate.add_argument("ident", help="设备编号")
    simulate.add_argument("--secret", default="", help="设备密钥；手表文本协议没有")
    simulate.add_argument("--kind", default="sos", help="报警或遥测的类型")
    simulate.add_argument("--host", default="127.0.0.1")
    simulate.add_argument("--port", type=int, default=None)
    simulate.add_argument("--late", type=int, default=0, help="补报：多少秒以前按下的")
    simulate.add_argument("--times", type=int, default=1, help="同一次重复发几遍")


def _add_telephony(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    telephony = commands.add_parser("telephony", help="接话务交换机：来电弹屏、拨出（ANHUAI_AMI）")
    telephony.set_defaults(run=_telephony)
    calls = commands.add_parser("simulate-calls", help="模拟话务交换机，供培训：真实 AMI 协议")
    calls.add_argument("--host", default="127.0.0.1")
    calls.add_argument("--port", type=int, default=None)
    calls.add_argument("--user", default="anhuai", help="AMI 用户名")
    calls.add_argument("--secret", default="anhuai-training", help="AMI 密码")
    calls.add_argument("--script", type=Path, default=None, help="每行：几秒后 电话 等待几秒")
    calls.add_argument("--phones", nargs="+", default=["13000000001"], help="没有脚本时来电的号码")
    calls.add_argument("--calls", type=int, default=20, help="没有脚本时来电的次数")
    calls.add_argument("--every", type=float, default=20.0, help="平均隔几秒来一次电话")
    calls.add_argument("--seed", type=int, default=1)


def _telephony(_given: argparse.Namespace) -> int:
    from anhuai.desk.jobs import telephony

    return telephony() if _prepared() else UNPREPARED


def _prepared() -> bool:
    from anhuai.platform.watching import prepared

    if says := prepared.lacking():
        print(says, file=sys.stderr)
    return not says


def _escalate(_given: argparse.Namespace) -> int:
    from anhuai.response.jobs import escalate

    return escalate() if _prepared() else UNPREPARED


def _sense(_given: argparse.Namespace) -> int:
    from anhuai.response.jobs import sense

    return sense() if _prepared() else UNPREPARED


def _watchdog(_given: argparse.Namespace) -> int:
    from anhuai.response.jobs import watch

    return watch() if _prepared() else UNPREPARED


def _add_operations(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="备份数据库和文件到一个文件")
    backup.add_argument("file", type=Path)
    backup.add_argument("--with-keys", action="store_true", help="连同密钥；这样的备份要锁好")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="从备份恢复到空的安装")
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)
    manage = commands.add_parser("manage", help="Django 管理命令")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    manage.set_defaults(run=_manage)
    keys = commands.add_parser("keys", help="密钥：查看、生成、启用、销毁")
    keys.add_argument("what", choices=["list", "new", "rotate", "retire"])
    keys.add_argument("version", type=int, nargs="?", default=None, help="第几版")
    keys.add_argument("--cipher", default=None, choices=["SM4", "AES"], help="new：用哪种算法")
    keys.set_defaults(run=_keys)


def _wording(*, missing: bool) -> int:
    from anhuai.site import wording

    if not missing:
        print(f"{wording.compile_all()} 个英文词条文件")
        return 0
    lacking = wording.missing()
    for path, line, _context, text in lacking:
        print(f"{path.relative_to(wording.ROOMS)}:{line}: {text}")
    return 1 if lacking else 0


def _work(given: argparse.Namespace) -> int:
    from anhuai.platform.jobs import worker
    from anhuai.platform.watching import prepared

    if says := prepared.lacking():
        print(says, file=sys.stderr)
        # The supervisor must tell this from a crash, which it answers with a restart.
        return UNPREPARED if given.supervised else 1
    from django.conf import settings

    from anhuai.platform.watching import metrics, traces

    metrics.share(settings.DATA / "metrics")
    traces.start("anhuai-worker")
    if given.once:
        print(f"完成 {worker.drain()} 个任务")
    else:
        worker.work()
    return 0


def _migrate(_given: argparse.Namespace) -> int:
    from anhuai.site import founding

    founding.migrate()
    return _build_wall()


def _build_wall() -> int:
    from django.db import DatabaseError

    from anhuai.platform import wall

    try:
        wall.build()
    except DatabaseError as refused:
        print(
            f"数据库已升级，但行级安全没有建立：{refused}请让数据库管理员运行 "
            f"CREATE ROLE {wall.ROLE} NOLOGIN; GRANT {wall.ROLE} TO 本系统用户; 再运行一次 "
            "anhuai migrate。不用行级安全时请设 ANHUAI_WALL=0。",
            file=sys.stderr,
        )
        return 1
    return 0


def _upgrade(given: argparse.Namespace) -> int:
    from anhuai.site import backups, upgrades

    if given.rehearse:
        lines = upgrades.rehearse()
        print("\n".join(lines))
        return 0 if lines[-1].startswith("排练成功") else 1
    if given.backup is not None:
        if _told("已备份", lambda: backups.back_up(given.backup)):
            return 1
    elif not given.without_backup:
        print("请先排练（--rehearse），再用 --backup 文件 备份并升级。", file=sys.stderr)
        return 2
    count = 0
    for step in upgrades.apply_due():
        print(step.said(), flush=True)
        count += 1
    print(f"共 {count} 步" if count else "数据库结构已是最新")
    return _build_wall()


def _audit(given: argparse.Namespace) -> int:
    from anhuai.platform import anchors, audit

    if given.what == "anchor":
        print(anchors.line_of(anchors.now()))
        return 0
    verdict = audit.verify()
    print(verdict.says)
    if verdict.broken_at is None and given.against:
        verdict = anchors.check(given.against.read_text(encoding="utf-8").splitlines())
        print(verdict.says)
    return 0 if verdict.broken_at is None else 1


def _divisions(given: argparse.Namespace) -> int:
    from anhuai.kernel.unfit import Unfit
    from anhuai.places.actions import load_divisions
    from anhuai.platform.acting import SYSTEM

    since = {} if given.since is None else {"since": given.since}
    try:
        taken = load_divisions(SYSTEM, path=given.file, **since)
    except (OSError, UnicodeDecodeError) as error:
        print(f"读不了 {given.file}：{error}")
        return 2
    except Unfit as error:
        print(error.message)
        return 2
    for line, says in taken.errors:
        print(f"第 {line} 行：{says}")
    told = f"（先列出 {len(taken.errors)} 条）" if taken.refused > len(taken.errors) else ""
    print(
        f"共 {taken.rows:,} 行：新增 {taken.added:,}，已有 {taken.known:,}，"
        f"有误 {taken.refused:,}{told}"
    )
    return 1 if taken.refused else 0


def _docs(_given: argparse.Namespace) -> int:
    from anhuai.site import documents

    print("、".join(documents.write_all()) or "都是最新的")
    return 0


def _demo(given: argparse.Namespace) -> int:
    from anhuai.platform import clock
    from anhuai.site.demo import build
    from anhuai.site.demo.guarding import NotEmpty

    _migrate(given)
    try:
        for line in build(given.county, on=given.on or clock.today(), if_empty=given.if_empty):
            print(line, flush=True)
    except NotEmpty as refused:
        print(refused)
        return 1
    return 0


def _backup(given: argparse.Namespace) -> int:
    from anhuai.site import backups

    return _told("已备份", lambda: backups.back_up(given.file, with_keys=given.with_keys))


def _restore(given: argparse.Namespace) -> int:
    from anhuai.site import backups

    return _told("已恢复", lambda: backups.restore(given.file))


def _keys(given: argparse.Namespace) -> int:
    from anhuai.site import keys

    return keys.run(given.what, version=given.version, cipher=given.cipher)


def _told(done: str, work: "Callable[[], Report]") -> int:
    import sqlite3

    from django.db import DatabaseError

    from anhuai.kernel.unfit import Unfit
    from anhuai.platform.views import failures

    try:
        made = work()
    except Unfit as refused:
        print(refused.message, file=sys.stderr)
        return 1
    except (OSError, DatabaseError, sqlite3.Error) as error:
        full = failures.is_full(error)
        says = "磁盘已满，没有写下任何文件。请清理磁盘，或写到别的磁盘上。"
        print(says if full else f"没有成功：{error}", file=sys.stderr)
        return 1
    print(
        f"{done}：审计记录 {made.entries:,} 条，文件 {made.files:,} 个，"
        f"{made.size / 1e6:,.1f} MB，用时 {made.seconds:.1f} 秒"
    )
    return 0


def _manage(given: argparse.Namespace) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["anhuai manage", *given.rest])
    return 0


if __name__ == "__main__":
    sys.exit(main())

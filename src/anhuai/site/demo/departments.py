"""The county's departments in the demo: the bureaus that stand behind the officers' roles."""

from datetime import date
from typing import Final

from anhuai.platform import departments
from anhuai.platform.acting import Actor
from anhuai.platform.models import Account

_TREE: Final = (
    ("XZF", "县人民政府", ""),
    ("MZ", "民政局", "XZF"),
    ("MZ-YL", "养老服务股", "MZ"),
    ("MZ-ET", "儿童福利股", "MZ"),
    ("WJ", "卫生健康局", "XZF"),
    ("WJ-TY", "托育服务股", "WJ"),
    ("RS", "人力资源和社会保障局", "XZF"),
    ("CZ", "财政局", "XZF"),
    ("JY", "教育局", "XZF"),
    ("ZJ", "住房和城乡建设局", "XZF"),
    ("ZR", "自然资源局", "XZF"),
    ("FG", "发展和改革局", "XZF"),
    ("YB", "医疗保障局", "XZF"),
)
_LED: Final = (("XZF", "leader"), ("MZ", "officer"), ("WJ", "officer2"))


def found(actor: Actor, *, since: date) -> int:
    """Found the usual bureaus of a county and their leaders; return how many."""
    keys: dict[str, int] = {}
    for order, (code, name, parent) in enumerate(_TREE, 1):
        made = departments.found_department(
            actor, code=code, name=name, parent=keys.get(parent), order=order * 10, since=since
        )
        keys[code] = made.pk
    for code, username in _LED:
        account = Account.objects.get(username=username)
        departments.appoint_leader(
            actor, department_id=keys[code], account_id=account.pk, since=since
        )
    return len(keys)

"""Whether a demo county may be built on a database: only where there are no people yet."""

from datetime import date
from typing import Final

from django.apps import apps

MARK: Final = "demo"
"""The parameter that marks a demo database and says of which county and day."""


class NotEmpty(RuntimeError):
    """The database holds people: a demo county is only built on an empty one."""


def found_there(county: str, *, on: date, if_empty: bool) -> str:
    """Return why there is nothing to do, "" for an empty database.

    The tables are asked for by name: importing the rooms takes longer than the answer. Raises
    `NotEmpty` for people who are not this very demo, unless `if_empty` leaves them alone.
    """
    if not apps.get_model("people", "Person").objects.exists():
        return ""
    parameters = apps.get_model("platform", "Parameter").objects.filter(key=MARK)
    marked = parameters.values_list("value", flat=True).first()
    if if_empty or marked == {"county": county, "on": on.isoformat()}:
        return f"已有数据，未改动（{marked['county'] if marked else '非演示库'}）"
    if marked:
        raise NotEmpty(
            f"数据库里已是 {marked['county']} {marked['on']} 的演示数据；"
            "要换县或换日期，请先删除数据库（SQLite：data/anhuai.sqlite3）再运行。"
        )
    raise NotEmpty("数据库里已有人员数据，不是演示库，拒绝写入演示数据。")

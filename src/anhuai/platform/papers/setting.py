"""A sheet set as an official document by typst: A4, red head, seal line, numbered pages."""

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from anhuai.platform import clock, county
from anhuai.platform.acting import Actor
from anhuai.platform.papers.reading import Sheet
from anhuai.platform.words import is_english

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "platform" / "paper.typ"
# The first that the machine has: what Chinese offices install, then free fonts, then the one
# that the front end's build brings along (frontend/build.mjs).
TEXT = (
    "FangSong", "STFangsong", "FangSong_GB2312", "Noto Serif CJK SC", "Noto Serif SC",
    "Source Han Serif SC", "SimSun", "Noto Sans CJK SC", "Noto Sans SC",
)  # fmt: skip
HEAD = (
    "FZXiaoBiaoSong-B05S", "SimHei", "STHeiti", "Noto Sans CJK SC", "Noto Sans SC",
    "Source Han Sans SC", "Noto Serif CJK SC",
)  # fmt: skip


class NoFont(RuntimeError):
    """The machine has no font with Chinese characters."""


@lru_cache(maxsize=1)
def fonts() -> "typst.Fonts":
    """Return the machine's fonts and the ones built along; read once, for it takes a while."""
    import typst

    built = settings.FRONTEND / "fonts"
    return typst.Fonts(font_paths=[str(built)] if built.is_dir() else [])


def fonts_had(wanted: tuple[str, ...]) -> list[str]:
    """Return those of the wanted fonts that the machine has, in order; raises `NoFont`."""
    families = set(fonts().families())
    found = [name for name in wanted if name in families]
    if not found:
        raise NoFont
    return found


def set_sheet(sheet: Sheet, actor: Actor, *, purpose: str) -> bytes:
    """Return a sheet as PDF, with its office, date, printer and purpose; raises `NoFont`."""
    import typst

    now = timezone.localtime(clock.now())
    data = {
        "lang": "en" if is_english() else "zh",
        "text_fonts": fonts_had(TEXT),
        "head_fonts": fonts_had(HEAD),
        "office": office_of(actor),
        "title": sheet.title,
        "subtitle": sheet.subtitle,
        "blocks": [
            {"kind": b.kind, "rows": b.rows, "heads": b.heads, "numbers": b.numbers}
            for b in sheet.blocks
        ],
        "none": _("没有可显示的内容。"),
        "day": _day(),
        "seal": _("（盖章）"),
        "foot": _("用途：%(purpose)s　打印人：%(name)s　打印时间：%(at)s") % {
            "purpose": purpose, "name": actor.name, "at": f"{now:%Y-%m-%d %H:%M}",
        },
        "warning": _("内部资料，可能含有个人信息：只按用途使用，妥善保管，用后销毁。"),
        "page": _("第 %(at)s 页，共 %(all)s 页"),
    }  # fmt: skip
    made: bytes = typst.compile(
        TEMPLATE, format="pdf", font_paths=fonts(), sys_inputs={"data": json.dumps(data)}
    )
    return made


def office_of(actor: Actor) -> str:
    """Return the office in whose name an actor prints: the county's, with its department."""
    department = next((h.department for h in actor.holdings if h.department), "")
    name = county.name(english=is_english())
    if is_english():
        return f"{name} {department}".strip() if department else _("%s公共服务平台") % name
    return name + department if department else _("%s公共服务平台") % name


def _day() -> str:
    today = clock.today()
    if is_english():
        return f"{today:%Y-%m-%d}"
    return f"{today.year}年{today.month}月{today.day}日"

"""Documentation written by the code itself: `anhuai docs`; a test holds it fresh."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from django.utils import translation

from anhuai.facilities.catalogue import KINDS as FACILITIES
from anhuai.facilities.catalogue import MARKS, SERVICES
from anhuai.kernel.confidence import Basis
from anhuai.people.catalogue import KINDS as CIRCUMSTANCES
from anhuai.platform import audit
from anhuai.platform.jobs.recurring import declared
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES
from anhuai.workforce.catalogue import CERTIFICATES, POSTS, TRAININGS

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "generated"
_NOTE = "<!-- Written by `anhuai docs`; change the definitions, not this file. -->\n"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(cell.replace('|', '／') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _basis(basis: Basis) -> str:
    named = basis.citation or basis.note
    return f"{named} · {basis.confidence} {basis.confidence.label}"


def permits() -> str:
    """Return who holds which permit."""
    rows = [
        (
            f"{role.title} `{role.code}`",
            role.held_at.value,
            role.says,
            "、".join(sorted(role.permits)),
        )
        for role in ROLES.values()
    ]
    everyone = "、".join(sorted(Permit))
    return (
        f"{_NOTE}# 角色与权限\n\n"
        + _table(("角色", "绑定在", "用途", "权限"), rows)
        + f"\n全部权限：{everyone}\n"
    )


def trail() -> str:
    """Return what the audit trail's page calls every kind of entry."""
    import_module("anhuai.site.urls")  # whoever declares a page declares its actions and readings
    rows = []
    for name, title in sorted(one for one in audit.titles().items() if one[1]):
        with translation.override("zh-hans"):
            chinese = str(title)
        with translation.override("en"):
            rows.append((chinese, str(title), f"`{name}`"))
    return f"{_NOTE}# 审计记录里的操作\n\n" + _table(("操作", "English", "代码"), rows)


def jobs() -> str:
    """Return the recurring jobs."""
    rows = [
        (
            one.title,
            "每月 1 日" if one.monthly else "每天",
            f"{one.at:%H:%M}",
            f"`{one.task.module_path}`",
        )
        for one in sorted(declared(), key=lambda one: one.task.module_path)
    ]
    return f"{_NOTE}# 定时任务\n\n" + _table(("任务", "周期", "时间", "代码"), rows)


def circumstances() -> str:
    """Return every circumstance of a person with its basis."""
    rows = [
        (
            f"{one.title} `{code}`", one.title_en, one.says,
            "、".join(choice.title for choice in one.kinds),
            "、".join(choice.title for choice in one.grades), _basis(one.basis),
        )
        for code, one in CIRCUMSTANCES.items()
    ]  # fmt: skip
    return f"{_NOTE}# 人员情形\n\n" + _table(
        ("情形", "English", "含义", "种类", "等级", "依据"), rows
    )


def facilities() -> str:
    """Return facility kinds, marks and services with their bases."""
    parts = [f"{_NOTE}# 机构设施目录\n"]
    for title, catalogue in (("类型", FACILITIES), ("标识", MARKS), ("服务", SERVICES)):
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def workforce() -> str:
    """Return posts, certificates and trainings with their bases."""
    parts = [f"{_NOTE}# 人员队伍目录\n"]
    for title, catalogue in (("岗位", POSTS), ("证书", CERTIFICATES), ("培训", TRAININGS)):
        parts.append(f"\n## {title}\n\n{_named(catalogue)}")
    return "".join(parts)


def _named(catalogue: Mapping[str, object]) -> str:
    rows = []
    for code, one in catalogue.items():
        basis = getattr(one, "basis", None)
        rows.append(
            (
                f"{getattr(one, 'title')} `{code}`",  # noqa: B009 - definitions of several kinds
                str(getattr(one, "title_en", "")),
                _basis(basis) if isinstance(basis, Basis) else "",
            )
        )
    return _table(("名称", "English", "依据"), rows)


def indicators() -> str:
    """Return every indicator with what it is computed from or who reports it."""
    text: str = import_module("anhuai.plans.rules").indicators_markdown()
    return text


def notices() -> str:
    """Return every message with its words: what is registered with an SMS provider."""
    rows = [
        (
            f"{one.title} `{code}`", one.says, one.says_en, "、".join(one.example),
            "、".join(one.channels), one.reads,
        )
        for code, one in TEMPLATES.items()
    ]  # fmt: skip
    return f"{_NOTE}# 消息模板\n\n" + _table(
        ("模板", "文字", "English", "参数", "渠道", "示例"), rows
    )


DOCUMENTS: Mapping[str, Callable[[], str]] = {
    "permits.md": permits,
    "jobs.md": jobs,
    "trail.md": trail,
    "notices.md": notices,
    "circumstances.md": circumstances,
    "facilities.md": facilities,
    "workforce.md": workforce,
    "indicators.md": indicators,
}


def write_all() -> list[str]:
    """Write every document; return the names of those that changed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    changed = []
    for name, make in DOCUMENTS.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return changed

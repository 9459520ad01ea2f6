"""Documents of the platform: roles, the trail, jobs, messages."""

from importlib import import_module

from django.utils import translation

from anhuai.platform import audit
from anhuai.platform.jobs.recurring import declared
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES
from anhuai.site.documents.tables import NOTE, table


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
        f"{NOTE}# 角色与权限\n\n"
        + table(("角色", "绑定在", "用途", "权限"), rows)
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
    return f"{NOTE}# 审计记录里的操作\n\n" + table(("操作", "English", "代码"), rows)


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
    return f"{NOTE}# 定时任务\n\n" + table(("任务", "周期", "时间", "代码"), rows)


def notices() -> str:
    """Return every message with its words: what is registered with an SMS provider."""
    rows = [
        (
            f"{one.title} `{code}`", one.says, one.says_en, "、".join(one.example),
            "、".join(one.channels), one.reads,
        )
        for code, one in TEMPLATES.items()
    ]  # fmt: skip
    return f"{NOTE}# 消息模板\n\n" + table(
        ("模板", "文字", "English", "参数", "渠道", "示例"), rows
    )

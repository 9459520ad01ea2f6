"""The platform's own parameters, each with what a change would do today."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.confidence import Basis, Confidence
from anhuai.platform import clock
from anhuai.platform.models import Account, Job, StoredFile
from anhuai.platform.parameters import Setting, declare_setting, value

_OURS = Basis(document="", confidence=Confidence.C, note="产品缺省值，未见法规规定")

PASSWORD_LENGTH = "accounts.password_length"  # noqa: S105 - a parameter's key, no password
PASSWORD_AGE = "accounts.password_age"  # noqa: S105
PASSWORD_HISTORY = "accounts.password_history"  # noqa: S105
REVIEW_DAYS = "accounts.review_days"
KEPT_FILES = "files.kept_days"
KEPT_JOBS = "jobs.kept_days"


def _due_at_age(days: int) -> str:
    if not days:
        return _("密码不再到期。")
    oldest = clock.now() - timedelta(days=days)
    due = Account.objects.filter(is_active=True, password_since__lt=oldest).count()
    return _("%(count)s 个账号的密码已超过 %(days)s 天，下次登录时必须修改。") % {
        "count": due, "days": days,
    }  # fmt: skip


def _files_gone(days: int) -> str:
    lasting = StoredFile.objects.filter(expires_at__isnull=False)
    gone = lasting.filter(created_at__lt=clock.now() - timedelta(days=days)).count()
    says = _("新文件保存 %(days)s 天；现有文件里有 %(count)s 个已超过这个天数，仍按原期限清理。")
    return says % {"count": gone, "days": days}


def _jobs_gone(days: int) -> str:
    gone = Job.objects.filter(finished_at__lt=clock.now() - timedelta(days=days)).count()
    return _("今晚会清理 %(count)s 条已结束的任务记录。") % {"count": gone}


declare_setting(
    Setting(
        key=PASSWORD_LENGTH, title=gettext_lazy("密码最短长度"), unit=gettext_lazy("位"),
        says=gettext_lazy("新设密码至少要有的字符数。"), least=8, most=64, basis=_OURS,
        default=lambda: settings.ANHUAI_PASSWORD["length"],
        effect=lambda n: _("以后新设的密码至少 %(count)s 位；现有密码不受影响。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=PASSWORD_AGE, title=gettext_lazy("密码有效期"), unit=gettext_lazy("天"),
        says=gettext_lazy("多少天后必须修改密码；0 表示不到期。"), least=0, most=730, basis=_OURS,
        default=lambda: settings.ANHUAI_PASSWORD["age"], effect=_due_at_age,
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=PASSWORD_HISTORY, title=gettext_lazy("不得重复的旧密码"), unit=gettext_lazy("个"),
        says=gettext_lazy("新密码不得与最近几个用过的密码相同。"), least=0, most=24, basis=_OURS,
        default=lambda: settings.ANHUAI_PASSWORD["history"],
        effect=lambda n: _("修改密码时会与最近 %(count)s 个旧密码比对。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=REVIEW_DAYS, title=gettext_lazy("权限复核期限"), unit=gettext_lazy("天"),
        says=gettext_lazy("每季度开始后多少天内应完成权限复核。"), least=1, most=90, basis=_OURS,
        default=lambda: settings.ANHUAI_REVIEW_DAYS,
        effect=lambda n: _("每季度第 %(count)s 天后仍未复核的角色会提示逾期。") % {"count": n},
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=KEPT_FILES, title=gettext_lazy("临时文件保存期"), unit=gettext_lazy("天"),
        says=gettext_lazy("上传的表格和导出的文件保存多少天。"), least=1, most=365, basis=_OURS,
        default=lambda: 30, effect=_files_gone,
    )
)  # fmt: skip
declare_setting(
    Setting(
        key=KEPT_JOBS, title=gettext_lazy("任务记录保存期"), unit=gettext_lazy("天"),
        says=gettext_lazy("已结束的任务在列表里保留多少天。"), least=7, most=730, basis=_OURS,
        default=lambda: 90, effect=_jobs_gone,
    )
)  # fmt: skip


def now_is(key: str) -> int:
    """Return what a parameter is today."""
    return value(key, on=clock.today())

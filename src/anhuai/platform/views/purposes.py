"""Asking what personal data are read for, and back to what was being opened."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.platform import purposes
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.permits import Permit
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest
from anhuai.platform.signing_in import wanted


class PurposeForm(OnceForm):
    """Why files are opened now."""

    reason = forms.ChoiceField(label=gettext_lazy("查看目的"), choices=purposes.REASONS)
    reference = forms.CharField(
        label=gettext_lazy("事项编号或说明"), max_length=80, required=False,
        help_text=gettext_lazy("例如申请编号、任务编号；没有编号可以不填。"),
    )  # fmt: skip


@page(Permit.SELF)
def purpose(request: ActorRequest) -> HttpResponse:
    """Name what files are opened for; it holds until signing out or until another is named."""

    def perform(data: dict[str, Any]) -> str:
        purposes.choose(request, reason=data["reason"], reference=data["reference"])
        return wanted(request)

    target = wanted(request)
    hint = _(
        "社会救助对象的档案只能为办理有关事项查看（《社会救助法》第七十条）。目的会记入审计记录，本人可以查到。"
    )
    return asked(
        request, PurposeForm(request.POST or None), perform, title=_("这次查看是为了什么？"),
        back="/" if target.startswith("/purpose") else target,
        more={"hint": hint, "submit_title": _("继续"), "cancel_url": "/"},
    )  # fmt: skip

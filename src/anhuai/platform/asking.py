"""Asking with a form on a page of its own: shown, performed once, and back."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock, dictionaries
from anhuai.platform.posting import OnceForm, say, sent

Text = str | Promise


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a calendar day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def last_day(until: date | None) -> str:
    """Return the last day of a period [since, until) as people write it."""
    return f"{until - timedelta(days=1):%Y-%m-%d}" if until else _("长期")


def day_after(last: date | None) -> date | None:
    """Return the `until` of a period whose last day people gave."""
    return last + timedelta(days=1) if last else None


class RevealForm(OnceForm):
    """Why a hidden number must be seen."""

    reason = forms.CharField(
        label=gettext_lazy("查看原因"), max_length=120,
        widget=forms.TextInput(attrs={"list": "suggestions", "autocomplete": "off"}),
        help_text=gettext_lazy("会记入审计记录，如“核对低保申请”"),
    )  # fmt: skip


def revealed(
    request: HttpRequest, show: Callable[[str], str], *, title: Text, back: str
) -> HttpResponse:
    """Ask for a reason, then show once what `show(reason)`, an audited action, returns."""
    form = RevealForm(request.POST or None)
    context = {
        "title": title,
        "form": form,
        "cancel_url": back,
        "submit_title": _("查看"),
        "suggestions": dictionaries.titles_of(dictionaries.REVEAL_REASONS, on=clock.today()),
        "hint": _("号码会完整显示一次；谁、何时、为什么查看都会记入审计记录。"),
    }
    if request.method == "POST" and form.is_valid():
        try:
            context["value"] = show(form.cleaned_data["reason"]) or _("未登记")
        except Unfit as error:
            form.add_error("reason", say(error))
        else:
            return render(request, "platform/revealed.html", context)
    return render(request, "platform/form.html", context)


def asked(
    request: HttpRequest,
    form: OnceForm,
    perform: Callable[[dict[str, Any]], str | None],
    *,
    title: Text,
    back: str,
    more: Mapping[str, Any] | None = None,
    template: str = "platform/form.html",
) -> HttpResponse:
    """Show a form, or perform it and say that it is saved, on the page it leads to or `back`."""

    def performed(data: dict[str, Any]) -> str:
        led_to = perform(data) or back
        messages.success(request, _("已保存"))
        return led_to

    done = sent(request, form, performed)
    if done is not None:
        return done
    context = {"title": title, "form": form, "cancel_url": back, **(more or {})}
    return render(request, template, context)

"""The citizen's calculator: a form of the facts a benefit depends on; unknown stays unknown."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.rules.definition import Benefit, Who
from anhuai.benefits.rules.facts import Fact, Level
from anhuai.benefits.rules.kinds import Kind, Plain
from anhuai.kernel.money import yuan
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import say
from anhuai.platform.words import is_english, title_of

MOST_MEMBERS = 20


class CalculatorForm(forms.Form):
    """What one would say of oneself or one's family."""

    use_required_attribute = False
    born = day(_("出生日期"))
    members = forms.IntegerField(
        label=_("家庭人数"), min_value=1, max_value=MOST_MEMBERS, initial=1,
        help_text=_("按全家情况相同计算。"),
    )  # fmt: skip

    def __init__(self, *args: Any, benefit: Benefit, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [one for one in benefit.facts if not one.is_derived]
        self.on = on
        if benefit.who is not Who.HOUSEHOLD:
            del self.fields["members"]
        for one in self.asked:
            self.fields[one.code] = fact_field(one)

    def clean_born(self) -> date:
        """A birth cannot be to come, nor 130 years ago."""
        born: date = self.cleaned_data["born"]
        if not date(self.on.year - 130, 1, 1) <= born <= self.on:
            raise forms.ValidationError(_("出生日期不对，请核对。"))
        return born

    def clean(self) -> dict[str, Any]:
        """Read amounts in yuan and numbers; say which field is wrong."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for one in self.asked:
            try:
                data[one.code] = plain_value(one, data.get(one.code) or "")
            except Unfit as error:
                self.add_error(one.code, say(error))
            except ValueError:
                self.add_error(one.code, _("请填写数字。"))
        return data

    def facts(self) -> dict[str, Any]:
        """Return what was said: born, members, facts by level and code; unknown left out."""
        known: dict[Level, dict[str, Plain]] = {Level.PERSON: {}, Level.HOUSEHOLD: {}}
        for one in self.asked:
            value = self.cleaned_data.get(one.code)
            if value is not None and one.level in known:
                known[one.level][one.code] = value
        return {
            "born": self.cleaned_data["born"], "members": self.cleaned_data.get("members") or 1,
            "person": known[Level.PERSON], "household": known[Level.HOUSEHOLD],
        }  # fmt: skip


def fact_field(one: Fact) -> forms.Field:
    """Return the field a fact is asked with; empty says that it is not known."""
    unknown = ("", _("不清楚"))
    if one.type.kind is Kind.BOOL:
        return forms.ChoiceField(
            label=title_of(one), required=False, choices=[unknown, ("1", _("是")), ("0", _("否"))]
        )
    if one.type.choices is not None:
        items = [(code, en if is_english() else zh) for code, zh, en in one.type.choices.items]
        return forms.ChoiceField(label=title_of(one), required=False, choices=[unknown, *items])
    more = {Kind.MONEY: _("元；不清楚的留空"), Kind.MONTH: _("如 2026-11；不清楚的留空")}
    return forms.CharField(
        label=title_of(one), required=False, max_length=20,
        help_text=more.get(one.type.kind, _("数字；不清楚的留空")),
    )  # fmt: skip


def plain_value(one: Fact, text: str) -> Plain | None:
    """Return what a field says of a fact, None for nothing; raises `ValueError`, `Unfit`."""
    text = text.strip()
    if not text:
        return None
    if one.type.kind is Kind.BOOL:
        return text == "1"
    if one.type.choices is not None:
        return text
    if one.type.kind is Kind.MONEY:
        return yuan(text)
    if one.type.kind is Kind.MONTH:
        return date.fromisoformat(f"{text}-01")
    return int(text)

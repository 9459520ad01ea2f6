"""The clerk's form of what no register answers: dated, with its evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.forms.applications import PhotosField
from anhuai.benefits.forms.saying import FactsForm, shown
from anhuai.platform.asking import day


class DeclareForm(FactsForm):
    """What was checked of somebody: since when, by what evidence, and what it came to."""

    since = day(_("自哪天起"))
    source = forms.CharField(
        label=_("依据"), max_length=120,
        help_text=_("如“入户调查 2026-06-03”“工资流水”“租房合同”。"),
    )  # fmt: skip
    evidence = PhotosField(
        label=_("证明材料"), required=False, help_text=_("JPG、PNG 或 PDF，最多 1 份。")
    )

    def clean_evidence(self) -> list[Any]:
        """Take one file: several facts of one day rest on one document."""
        given: list[Any] = self.cleaned_data["evidence"]
        if len(given) > 1:
            raise forms.ValidationError(_("一次上传一份材料；有几份的，分几次登记。"))
        return given


__all__ = ["DeclareForm", "shown"]

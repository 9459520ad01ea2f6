"""Forms about social organisations, volunteers and teams."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.civil.rules import OrganisationField, OrganisationKind
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import words

Choices = Sequence[tuple[str, Any]]


class OrganisationForm(OnceForm):
    """A social organisation's facts."""

    name = forms.CharField(label=_("名称"), max_length=120)
    kind = forms.ChoiceField(label=_("类型"), choices=lambda: words(OrganisationKind))
    field = forms.ChoiceField(label=_("领域"), choices=lambda: words(OrganisationField))
    division = forms.ChoiceField(label=_("所在地"), help_text=_("社区社会组织选到村（社区）"))
    social_credit_code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=24,
        help_text=_("备案的社区社会组织没有的留空"),
    )  # fmt: skip
    has_party_organisation = forms.BooleanField(label=_("建有党组织"), required=False)
    is_party_demonstration = forms.BooleanField(label=_("示范性党组织"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "—"), *divisions]  # type: ignore[attr-defined]


class NewOrganisationForm(OrganisationForm):
    """A new social organisation."""

    on = day(_("成立（备案）日期"))


class EndOrganisationForm(OnceForm):
    """That an organisation ended, and why."""

    on = day(_("注销日期"))
    reason = forms.CharField(label=_("原因"), max_length=160)


class OnForm(OnceForm):
    """A day."""

    on = day(_("日期"))


class TeamForm(OnceForm):
    """A volunteer team and the place it serves."""

    name = forms.CharField(label=_("名称"), max_length=120)
    division = forms.ChoiceField(label=_("服务地区"))
    on = day(_("登记日期"))

    def __init__(self, *args: Any, divisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].choices = [("", "—"), *divisions]  # type: ignore[attr-defined]

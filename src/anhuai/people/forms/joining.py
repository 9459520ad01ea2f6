"""Forms that join and part files."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.people.forms import FactsForm, Section, text
from anhuai.people.rules.joining import GONE, KEPT
from anhuai.platform.posting import OnceForm


class WhoForm(OnceForm):
    """Which other file is of the same person."""

    who = text(_("另一份档案"), 50, help_text=_("填姓名或身份证号，须在您的管辖范围内"))


class MergeForm(OnceForm):
    """What holds where two files contradict each other, and why they are one person's."""

    reason = text(_("理由"), 120, help_text=_("例如“同一人先后两次建档，已核对户口簿”"))

    def __init__(
        self, *args: Any, asks: Iterable[tuple[str, Any, str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks = []
        for name, title, kept, gone in asks:
            self.fields[name] = forms.ChoiceField(
                label=title, choices=[(KEPT, kept), (GONE, gone)], initial=KEPT,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.asks.append(name)
        self.order_fields([*self.asks, "reason"])


class SplitForm(FactsForm):
    """Who the other person is, and what of the file is theirs."""

    numbers = forms.MultipleChoiceField(
        label=_("下列号码是另一人的"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[("identity", _("证件号码")), ("phone", _("电话"))],
    )  # fmt: skip
    rows = forms.MultipleChoiceField(
        label=_("下列记录是另一人的"), required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = text(_("理由"), 120, help_text=_("例如“两人同名，历次名单误并在一份档案”"))

    who = ("name", "sex", "born")

    @property
    def sections(self) -> list[Section]:
        """Who the other person is, and what is theirs."""
        theirs = [self[name] for name in ("numbers", "rows", "reason")]
        return [*super().sections, (_("归另一人的内容"), theirs)]

    def __init__(self, *args: Any, rows: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["identity"], self.fields["phone"]
        self.fields["rows"].choices = rows  # type: ignore[attr-defined]


class UndoForm(OnceForm):
    """Why a merge or split is undone."""

    reason = text(_("理由"), 120)

"""Forms about standards: a new value for every cell, a rise by a rate, a decision."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.rules.kinds import Kind, Plain
from anhuai.benefits.rules.parameters import Parameter
from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say
from anhuai.platform.words import is_english


class ReasonedForm(OnceForm):
    """From when, on which document, why."""

    since = day(_("从哪个月起"), help_text=_("按月生效：填那个月的任何一天。"))
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称或文号"))
    reason = forms.CharField(label=_("理由"), max_length=300)


class StandardForm(ReasonedForm):
    """A value for every combination of choices; empty where it stays undecided."""

    article = forms.CharField(label=_("条款"), max_length=60, required=False)

    def __init__(
        self, *args: Any, parameter: Parameter, held: Sequence[int | None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        titles = {code: (zh, en) for one in parameter.keys for code, zh, en in one.items}
        for at, cell in enumerate(parameter.cells):
            label = "·".join(titles[key][is_english()] for key in cell) or _("数值")
            self.fields[f"cell_{at}"] = _cell(parameter, label, held[at])
        self.order_fields([f"cell_{at}" for at in range(len(parameter.cells))])

    def clean(self) -> dict[str, Any]:
        """Read every cell; say which is wrong."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(len(self.parameter.cells)):
            name = f"cell_{at}"
            try:
                data[name] = _read(self.parameter, str(data.get(name) or "").strip())
            except Unfit as error:
                self.add_error(name, say(error))
            except ValueError:
                self.add_error(name, _("请填写数字。"))
        return data

    def cells(self, data: dict[str, Any]) -> list[int | None]:
        """Return the values in the order of the parameter's cells."""
        return [data[f"cell_{at}"] for at in range(len(self.parameter.cells))]


def _cell(one: Parameter, label: Any, held: int | None) -> forms.Field:
    initial = "" if held is None else str(one.type.decode(held))
    if one.type.kind is Kind.BOOL:
        choices = [("", "—"), ("1", _("是")), ("0", _("否"))]
        given = "" if held is None else str(held)
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=given)
    if one.type.choices is not None:
        items = [(code, en if is_english() else zh) for code, zh, en in one.type.choices.items]
        return forms.ChoiceField(
            label=label, choices=[("", "—"), *items], required=False, initial=initial
        )
    if one.type.kind is Kind.MONEY and held is not None:
        initial = format_yuan(Fen(held))
    hint = _("元") if one.type.kind is Kind.MONEY else one.type.say(0).lstrip("0 ")
    return forms.CharField(
        label=label, max_length=20, required=False, initial=initial, help_text=hint
    )


def _read(one: Parameter, text: str) -> int | None:
    if not text:
        return None
    value: Plain = text
    if one.type.kind is Kind.BOOL:
        value = text == "1"
    elif one.type.kind is Kind.MONEY:
        value = yuan(text)
    elif one.type.kind is Kind.MONTH:
        value = date.fromisoformat(f"{text}-01")
    elif one.type.kind is Kind.INT:
        value = int(text)
    return one.type.encode(value)


class IndexForm(ReasonedForm):
    """A rate by which several amounts rise."""

    rate = forms.DecimalField(
        label=_("增幅（%）"), min_value=Decimal("0.1"), max_value=Decimal(100), decimal_places=1,
        initial=Decimal(8),
    )  # fmt: skip
    codes = forms.MultipleChoiceField(
        label=_("标准"), widget=forms.CheckboxSelectMultiple, choices=()
    )
    field_order = ("codes", "rate", "since", "document", "reason")

    def __init__(self, *args: Any, codes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(codes)


class DecisionForm(OnceForm):
    """An officer's word on a proposal."""

    note = forms.CharField(
        label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

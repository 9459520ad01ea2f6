"""Fields of what no register answers: only what a benefit asks for; unknown stays unknown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.forms.calculating import fact_field, plain_value
from anhuai.benefits.rules.facts import Fact
from anhuai.benefits.rules.kinds import Plain
from anhuai.kernel.unfit import Unfit
from anhuai.platform.posting import OnceForm, say

PREFIX = "fact_"


class FactsForm(OnceForm):
    """Fields for some facts, each empty where nothing is said; `values` reads them back."""

    def __init__(self, *args: Any, asked: Sequence[Fact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            self.fields[PREFIX + one.code] = fact_field(one)

    def clean(self) -> dict[str, Any]:
        """Read amounts in yuan and numbers; say which field is wrong."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["values"] = {}
        for one in self.asked:
            name = PREFIX + one.code
            try:
                value = plain_value(one, str(data.pop(name, "") or ""))
                if value is not None:
                    encoded = one.type.encode(value)
                    if not one.least <= encoded <= one.most:
                        raise forms.ValidationError(_("超出合理范围，请核对。"))
                    data["values"][one.code] = value
            except Unfit as error:
                self.add_error(name, say(error))
            except forms.ValidationError as error:
                self.add_error(name, error)
            except ValueError:
                self.add_error(name, _("请填写数字。"))
        return data


def shown(values: Mapping[str, Plain], asked: Sequence[Fact]) -> dict[str, str]:
    """Return values as the form's fields show them."""
    found = {}
    for one in asked:
        value = values.get(one.code)
        if value is None:
            continue
        if isinstance(value, bool):
            text = "1" if value else "0"
        elif one.type.kind == "money" and isinstance(value, int):
            text = f"{value / 100:.2f}"
        else:
            text = f"{value:%Y-%m}" if isinstance(value, date) else str(value)
        found[PREFIX + one.code] = text
    return found

"""Forms about places: population figures, and divisions that change."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from anhuai.places.actions import Part
from anhuai.places.rules import Definition, Kind, PopulationMeasure, Roles
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm

Choices = Sequence[tuple[str, str]]


def _titles(
    kinds: type[Definition] | type[PopulationMeasure] | type[Roles],
) -> list[tuple[str, str]]:
    english = get_language() == "en"
    return [(kind.value, kind.label_en if english else kind.label) for kind in kinds]


class FigureForm(OnceForm):
    """A published population figure."""

    measure = forms.ChoiceField(label=_("统计项"), choices=lambda: _titles(PopulationMeasure))
    definition = forms.ChoiceField(label=_("口径"), choices=lambda: _titles(Definition))
    on = forms.DateField(label=_("统计日期"), widget=forms.DateInput(attrs={"type": "date"}))
    value = forms.IntegerField(label=_("数值"), min_value=0)
    source = forms.CharField(label=_("来源"), max_length=200, help_text=_("公报或文件名称"))


class ReformForm(OnceForm):
    """What every reform states: its day, its document, what becomes of roles."""

    on = day(_("生效日期"), help_text=_("新区划从这一天起算；可以是将来，也可以是过去"))
    document = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("批复或公告的名称和文号")
    )
    roles = forms.ChoiceField(
        label=_("撤销单位的账号角色"), choices=lambda: _titles(Roles), initial=Roles.FOLLOW.value
    )
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, code: str, name: str, siblings: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.unit_name = code, name
        others = self.fields.get("others")
        if isinstance(others, forms.MultipleChoiceField):
            others.choices = list(siblings)

    def units(self) -> list[str]:
        """Return the codes of the units that change."""
        return [self.unit, *self.cleaned_data.get("others", ())]

    def parts(self) -> list[Part]:
        """Return what they become."""
        return [Part(self.cleaned_data.get("code") or self.unit, self.cleaned_data["name"])]

    def clean_code(self) -> str:
        """Return the code without spaces."""
        return "".join(str(self.cleaned_data["code"]).split())


class RenameForm(ReformForm):
    """A new name."""

    name = forms.CharField(label=_("新名称"), max_length=60, help_text=_("全称，如某某镇"))
    field_order: Sequence[str] = ("name", "on", "document", "roles", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["roles"]


class RecodeForm(ReformForm):
    """A new code, and perhaps a new name: a township that becomes a town."""

    code = forms.CharField(
        label=_("新代码"), max_length=20, help_text=_("统计部门公布的代码，村的代码随之变更")
    )
    name = forms.CharField(label=_("名称"), max_length=60)
    field_order: Sequence[str] = ("code", "name", "on", "document", "roles", "note")

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, name=name, **kwargs)
        self.fields["name"].initial = name


class MergeForm(RecodeForm):
    """Several units into one of them, or into a new one."""

    others = forms.MultipleChoiceField(
        label=_("一并合并的单位"), widget=forms.CheckboxSelectMultiple
    )
    field_order: Sequence[str] = ("others", "code", "name", "on", "document", "roles", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].initial = self.unit
        self.fields["code"].label = _("合并后的代码")
        self.fields["code"].help_text = _("保留其中一个单位的代码，或填写公布的新代码")
        self.fields["name"].label = _("合并后的名称")


class SplitForm(ReformForm):
    """One unit into several, itself among them where it goes on."""

    shares = forms.CharField(
        label=_("接续单位"), widget=forms.Textarea(attrs={"rows": 4}), help_text=_(
            "每行一个：代码 名称 份额（%）。原单位保留时也写一行。"
            "乡镇的份额都不写时，按分到各单位的村的常住人口计算。"
        ),
    )  # fmt: skip
    field_order: Sequence[str] = ("shares", "on", "document", "roles", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shares"].initial = f"{self.unit} {self.unit_name}\n"

    def clean_shares(self) -> list[Part]:
        """Return the successors, one a line."""
        lines = [line.split() for line in str(self.cleaned_data["shares"]).splitlines()]
        return [_part(words) for words in lines if words]

    def parts(self) -> list[Part]:
        """Return what the unit becomes."""
        found: list[Part] = self.cleaned_data["shares"]
        return found


def _part(words: list[str]) -> Part:
    last = words[-1].rstrip("%％")
    share: Decimal | None = None
    if len(words) > 1:
        try:
            share = Decimal(last) / 100
        except InvalidOperation:
            share = None
    name = " ".join(words[1:-1] if share is not None else words[1:])
    if share is not None and not 0 < share <= 1:
        raise forms.ValidationError(_t("份额应大于 0，不超过 100。"))
    return Part(words[0], name, share.quantize(Decimal("0.0001")) if share is not None else None)


FORMS: Mapping[Kind, type[ReformForm]] = {
    Kind.MERGE: MergeForm,
    Kind.SPLIT: SplitForm,
    Kind.RENAME: RenameForm,
    Kind.RECODE: RecodeForm,
}


class VillagesForm(OnceForm):
    """Where each village goes: the town, its code there, its name."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, villages: Sequence[tuple[str, str, str, str, str]], towns: Choices,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """Take (old code, old name, town, new code, new name) of each village."""
        super().__init__(*args, **kwargs)
        self.villages = villages
        for old, _name, town, code, name in villages:
            if len(towns) > 1:
                self.fields[f"to_{old}"] = forms.ChoiceField(
                    label=_("归属"), choices=list(towns), initial=town
                )
            self.fields[f"code_{old}"] = forms.CharField(
                label=_("新代码"), max_length=12, initial=code, required=False,
                help_text=_("不填时按顺序给号"),
            )  # fmt: skip
            self.fields[f"name_{old}"] = forms.CharField(
                label=_("名称"), max_length=60, initial=name
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each village together."""
        return [
            (f"{name} {old}", [self[key] for key in self.fields if key.endswith(f"_{old}")])
            for old, name, *_rest in self.villages
        ]

    def chosen(self, kind: str) -> dict[str, str]:
        """Return what was chosen ("to", "code", "name") for each village that has it."""
        given = ((old, self.cleaned_data.get(f"{kind}_{old}")) for old, *_rest in self.villages)
        return {old: str(value).strip() for old, value in given if value}


class VersionForm(OnceForm):
    """A decision on the version that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class UndoForm(VersionForm):
    """Why a reform is undone."""

    reason = forms.CharField(label=_("撤销原因"), max_length=200)

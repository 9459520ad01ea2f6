"""Forms of adaptations of homes: the survey on a phone, the priced plan, every further step."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.funds.catalogue import FUNDS
from anhuai.funds.forms import MoneyField
from anhuai.kernel.money import Fen, format_yuan
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm
from anhuai.platform.words import definitions, is_english, title_of, words
from anhuai.services.catalogue import PARTS, WORKS
from anhuai.services.rules.adaptation import Ending, Line, Result, Stage, field_of

Choices = Sequence[tuple[str, str]]


def work_title(code: str) -> str:
    """Return what a work is called; optional ones say so."""
    if code not in WORKS:
        return code
    one = WORKS[code]
    return (
        title_of(one) if one.is_basic else _("%(title)s（可选，自付）") % {"title": title_of(one)}
    )


class VersionForm(OnceForm):
    """Carries the version of the record that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DayForm(VersionForm):
    """A step on a day."""

    on = day(_("日期"))


class OpenForm(OnceForm):
    """Since when a home is taken up."""

    on = day(_("列入日期"))


class ReasonedForm(DayForm):
    """A step that takes a reason."""

    reason = forms.CharField(label=_("原因"), max_length=200)


class SurveyForm(DayForm):
    """What is needed in each part of the home: ticked on a phone, part by part."""

    consented = forms.BooleanField(label=_("本人或家属同意入户勘察"), required=False)
    note = forms.CharField(label=_("其他情况"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._parts: list[tuple[str, list[str]]] = []
        for code, part in PARTS.items():
            names = []
            for work in part.works:
                name = f"work_{field_of(work.code)}"
                self.fields[name] = forms.BooleanField(label=work_title(work.code), required=False)
                names.append(name)
            self.fields[f"note_{code}"] = forms.CharField(
                label=_("说明"), required=False, max_length=120
            )
            self._parts.append((code, [*names, f"note_{code}"]))

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by part of the home, as the page draws them."""
        first = [self["on"], self["consented"]]
        return [
            ("", first),
            *(
                (f"{title_of(PARTS[code])}：{_asks(code)}", [self[name] for name in names])
                for code, names in self._parts
            ),
            ("", [self["note"]]),
        ]

    def works(self) -> dict[str, str]:
        """Return the works that are needed, each with the note of its part."""
        data = self.cleaned_data
        return {
            work.code: data[f"note_{code}"]
            for code, part in PARTS.items()
            for work in part.works
            if data[f"work_{field_of(work.code)}"]
        }


def _asks(code: str) -> str:
    return PARTS[code].asks_en if is_english() else PARTS[code].asks


class PlanForm(DayForm):
    """A price for each work, and how much of it the family pays; empty leaves it out."""

    def __init__(self, *args: Any, works: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._works = list(works)
        for code in works:
            name = field_of(code)
            self.fields[f"price_{name}"] = MoneyField(
                label=_("价格（元）"), required=False, max_length=20
            )
            self.fields[f"own_{name}"] = MoneyField(
                label=_("其中自付（元）"), required=False, max_length=20
            )

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields by work, as the page draws them."""
        return [
            ("", [self["on"]]),
            *(
                (str(work_title(code)),
                 [self[f"price_{field_of(code)}"], self[f"own_{field_of(code)}"]])
                for code in self._works
            ),
        ]  # fmt: skip

    def lines(self) -> list[Line]:
        """Return the works that are priced."""
        data = self.cleaned_data
        return [
            Line(
                work=code, price=data[f"price_{field_of(code)}"],
                own=data[f"own_{field_of(code)}"] or Fen(0),
            )
            for code in self._works
            if data[f"price_{field_of(code)}"]
        ]  # fmt: skip

    @staticmethod
    def initial_of(priced: Mapping[str, tuple[int | None, int]]) -> dict[str, str]:
        """Return what a plan says already, as its form shows it."""
        said: dict[str, str] = {}
        for code, (price, own) in priced.items():
            if price:
                said[f"price_{field_of(code)}"] = format_yuan(Fen(price))
                said[f"own_{field_of(code)}"] = format_yuan(Fen(own)) if own else ""
        return said


class AgreeForm(DayForm):
    """Who agrees to the plan."""

    signer = forms.CharField(label=_("同意人姓名"), max_length=64)


class AssignForm(VersionForm):
    """Who builds."""

    contractor = forms.TypedChoiceField(label=_("施工单位"), coerce=int)

    def __init__(self, *args: Any, contractors: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contractor"].choices = [("", "—"), *contractors]  # type: ignore[attr-defined]


class PrepareForm(DayForm):
    """Out of which fund, by which document."""

    fund = forms.ChoiceField(
        label=_("资金来源"),
        choices=lambda: [
            ("", "—"), *definitions({c: one for c, one in FUNDS.items() if not one.by_town}),
        ],
    )  # fmt: skip
    document = forms.CharField(label=_("发票或凭证号"), max_length=120)


class FollowForm(DayForm):
    """What became of it."""

    result = forms.ChoiceField(label=_("回访结果"), choices=lambda: words(Result))
    note = forms.CharField(label=_("情况"), required=False, max_length=200)


class CancelForm(ReasonedForm):
    """Why it ends."""

    ending = forms.ChoiceField(label=_("终止类型"), choices=lambda: words(Ending))


class PhotoForm(OnceForm):
    """A photo of a part of the home; a phone shrinks it before it is sent."""

    stage = forms.ChoiceField(label=_("拍照时点"))
    part = forms.ChoiceField(label=_("部位"), choices=lambda: definitions(PARTS))
    photo = forms.FileField(
        label=_("照片"),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/*", "capture": "environment", "data-shrink": "1"}
        ),
        help_text=_("大照片会在手机上压缩后再传"),
    )
    consented = forms.BooleanField(label=_("本人或家属同意拍照"), required=False)

    def __init__(self, *args: Any, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = words(stages)  # type: ignore[attr-defined]


class ContractorForm(OnceForm):
    """An organisation that may build."""

    organisation = forms.TypedChoiceField(label=_("单位"), coerce=int)
    licence = forms.CharField(label=_("资质名称和编号"), max_length=120)
    licence_last = day(_("资质有效期至（当日有效）"))
    since = day(_("列入日期"))

    def __init__(self, *args: Any, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [("", "—"), *organisations]  # type: ignore[attr-defined]

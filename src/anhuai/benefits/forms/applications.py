"""Forms about applications: filing one, and what each step asks for."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.benefits.forms.saying import FactsForm
from anhuai.benefits.rules.procedure import Step
from anhuai.kernel.money import yuan
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say

_WORDS = forms.Textarea(attrs={"rows": 3})
PHOTOS = 9


class Several(forms.ClearableFileInput):
    """A file field that takes several photos at once."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos; each is checked by its first bytes when it is kept."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the uploads as a list."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > PHOTOS:
            raise forms.ValidationError(_("一次最多上传 9 张。"))
        return [super(PhotosField, self).clean(one, initial) for one in given]


class ApplyForm(FactsForm):
    """What only the applicant knows; all else is on record already (art. 62)."""

    item = forms.ChoiceField(label=_("申请的待遇"))
    says = forms.CharField(
        label=_("情况说明"), max_length=600, required=False, widget=_WORDS,
        help_text=_("为什么需要帮助。年龄、户籍、残疾、家庭成员等已登记的情况不用再写。"),
    )  # fmt: skip
    division = forms.ChoiceField(
        label=_("急难发生地"), required=False,
        help_text=_("只有急难救助需要选择；其他待遇由户籍地办理。"),
    )  # fmt: skip
    is_urgent = forms.BooleanField(label=_("情况紧急，先行救助，事后补办手续"), required=False)
    consents = forms.BooleanField(
        label=_("同意依法核对家庭经济状况，所述属实"), required=False,
        help_text=_("社会救助法第四十条、第四十一条。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, items: Sequence[tuple[str, str]], divisions: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        for name, choices in (("item", items), ("division", [("", "—"), *divisions])):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = list(choices)


class StepForm(OnceForm):
    """One step of an application: its day, what was found, and what that step alone asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    on = day(_("日期"))
    says = forms.CharField(
        label=_("内容或理由"), max_length=600, required=False, widget=_WORDS,
        help_text=_("申请人会看到。"),
    )  # fmt: skip
    favourable = forms.ChoiceField(
        label=_("意见"), choices=[("1", _("同意")), ("0", _("不同意"))], required=False
    )
    amount = forms.CharField(label=_("救助金额（元）"), max_length=20, required=False)
    heard = forms.CharField(
        label=_("本人意见"), max_length=400, required=False, widget=_WORDS,
        help_text=_("停发前必须先听取本人意见（社会救助法第四十八条）。"),
    )  # fmt: skip
    objected = forms.BooleanField(label=_("公示期间有异议，重新调查"), required=False)
    photos = PhotosField(
        label=_("照片或材料"), required=False, help_text=_("JPG、PNG 或 PDF，最多 9 份。")
    )

    _ASKS = {
        Step.HELP: ("amount",), Step.PAPERS: ("photos",), Step.SURVEY: ("favourable", "photos"),
        Step.CHECK: ("favourable",), Step.CLOSE: ("objected",), Step.END: ("heard",),
    }  # fmt: skip

    def __init__(self, *args: Any, step: Step, on: date, version: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": on, "version": version}, **kwargs)
        asked = self._ASKS.get(step, ())
        for name in ("favourable", "amount", "heard", "objected", "photos"):
            if name not in asked:
                del self.fields[name]

    def clean_amount(self) -> int:
        """Return the amount in fen."""
        try:
            return yuan(self.cleaned_data["amount"] or "0")
        except Unfit as error:
            raise forms.ValidationError(say(error)) from error

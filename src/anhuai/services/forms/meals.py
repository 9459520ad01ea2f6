"""Forms of meals: points, sittings, dishes, menus, orders, standing orders, hygiene."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.money import Fen, format_yuan, yuan
from anhuai.kernel.unfit import Unfit
from anhuai.platform.asking import day
from anhuai.platform.posting import OnceForm, say
from anhuai.platform.words import word, words
from anhuai.services.rules.meals import Allergen, Feature, Meal, Way

Choices = Sequence[tuple[Any, Any]]
WEEK = [
    ("1", _("周一")), ("2", _("周二")), ("3", _("周三")), ("4", _("周四")), ("5", _("周五")),
    ("6", _("周六")), ("7", _("周日")),
]  # fmt: skip


class YuanField(forms.CharField):
    """Yuan as people write them; fen inside."""

    def clean(self, value: Any) -> int:
        """Return the amount in fen."""
        text = super().clean(value)
        try:
            return int(yuan(text))
        except Unfit as error:
            raise forms.ValidationError(say(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows: yuan for fen."""
        return format_yuan(Fen(value)) if isinstance(value, int) else value


class WeekField(forms.TypedMultipleChoiceField):
    """Weekdays, 1 Monday … 7 Sunday."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=WEEK, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)


class PointForm(OnceForm):
    """A facility that is to serve meals; on which days, delivering to which towns or villages."""

    facility = forms.ChoiceField(label=_("机构"))
    weekdays = WeekField(label=_("供餐日"))
    area = forms.MultipleChoiceField(
        label=_("送餐范围"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("不选就是不送餐；可多选"),
    )
    since = day(_("开始日期"))

    def __init__(self, *args: Any, sites: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["facility"].choices = [("", "—"), *sites]  # type: ignore[attr-defined]
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


class PointChangeForm(OnceForm):
    """On which days a point serves and where it delivers, or that it ends."""

    weekdays = WeekField(label=_("供餐日"))
    area = forms.MultipleChoiceField(
        label=_("送餐范围"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("不选就是不送餐；可多选"),
    )
    until = day(_("停办日期"), required=False, help_text=_("不填就是继续开办"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = areas  # type: ignore[attr-defined]


def clock_time(label: Any) -> forms.TimeField:
    """Return a field for a time of day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


class SittingForm(OnceForm):
    """When a meal is served, for how many, at which price."""

    meal = forms.ChoiceField(label=_("餐次"), choices=lambda: words(Meal), initial="lunch")
    starts = clock_time(_("开餐时间"))
    ends = clock_time(_("结束时间"))
    capacity = forms.IntegerField(label=_("份数"), min_value=1, max_value=5000)
    price = YuanField(label=_("每餐价格（元）"), max_length=12)


class DishForm(OnceForm):
    """A dish: what it may contain, what it is suited for."""

    name = forms.CharField(label=_("菜名"), max_length=60)
    allergens = forms.MultipleChoiceField(
        label=_("含有的过敏原"),
        required=False,
        choices=lambda: words(Allergen),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("请如实勾选：与老人过敏记录冲突的菜不会供给"),
    )
    features = forms.MultipleChoiceField(
        label=_("适合"),
        required=False,
        choices=lambda: words(Feature),
        widget=forms.CheckboxSelectMultiple,
    )


class MenuForm(OnceForm):
    """What a meal consists of."""

    dishes = forms.TypedMultipleChoiceField(
        label=_("菜品"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, dishes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dishes"].choices = dishes  # type: ignore[attr-defined]


class OrderForm(OnceForm):
    """How a meal is wanted."""

    way = forms.ChoiceField(label=_("怎么取餐"), widget=forms.RadioSelect)
    without = forms.TypedMultipleChoiceField(
        label=_("不要的菜"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, dishes: Choices, delivers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [one for one in Way if delivers or one is not Way.DELIVERY]
        self.fields["way"].choices = words(ways)  # type: ignore[attr-defined]
        if dishes:
            self.fields["without"].choices = dishes  # type: ignore[attr-defined]
        else:
            del self.fields["without"]


class StandingForm(OnceForm):
    """A meal on some weekdays, from a day until a day."""

    point = forms.ChoiceField(label=_("助餐点"))
    meal = forms.ChoiceField(label=_("餐次"), choices=lambda: words(Meal), initial="lunch")
    way = forms.ChoiceField(label=_("怎么取餐"), choices=lambda: words(Way))
    weekdays = WeekField(label=_("星期几"))
    since = day(_("开始日期"))
    last = day(_("最后一天"), required=False, help_text=_("不填就一直订下去"))

    def __init__(self, *args: Any, points: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["point"].choices = points  # type: ignore[attr-defined]


class PauseForm(OnceForm):
    """Days without meals."""

    since = day(_("从哪天起不吃"))
    last = day(_("到哪天为止"))


class EndStandingForm(OnceForm):
    """The first day without."""

    on = day(_("从哪天起不再订"))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DietForm(OnceForm):
    """An allergy, or what somebody's diet needs."""

    code = forms.ChoiceField(label=_("过敏或饮食需要"))
    since = day(_("开始日期"))
    source = forms.CharField(
        label=_("依据"), max_length=120, required=False, help_text=_("如病历、本人说明")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (_("过敏（有冲突的菜不供给）"), [(f"a:{one}", word(one)) for one in Allergen]),
            (_("饮食需要（仅提示）"), [(f"n:{one}", word(one)) for one in Feature]),
        ]


class EndDietForm(OnceForm):
    """From when an allergy or need no longer holds, and why."""

    on = day(_("从哪天起不再适用"))
    reason = forms.CharField(label=_("原因"), max_length=200)


class ReasonForm(OnceForm):
    """Why something is taken back."""

    reason = forms.CharField(label=_("原因"), max_length=120)


class RoundsForm(OnceForm):
    """Who brings the meals."""

    couriers = forms.CharField(
        label=_("送餐员"),
        max_length=200,
        required=False,
        help_text=_("几个人就写几个名字，用空格隔开；不写按一个人排"),
    )


class HygieneForm(OnceForm):
    """A meal's samples and temperatures."""

    sampled = forms.IntegerField(label=_("留样几样"), min_value=0, max_value=60)
    grams = forms.IntegerField(label=_("最少的一样（克）"), min_value=0, max_value=5000)
    kept_from = forms.DateTimeField(
        label=_("留样时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    fridge_celsius = forms.IntegerField(label=_("冷藏温度（℃）"), required=False)
    cooked_celsius = forms.IntegerField(label=_("热菜中心温度（℃）"), required=False)
    disinfected = forms.BooleanField(label=_("餐具已消毒"), required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

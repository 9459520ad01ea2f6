"""What of meals and the mart points at a person, when two files turn out to be one (ADR 0018)."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from anhuai.platform.pointing import Points, Text, declare_points
from anhuai.services.models import DietNeed, MealOrder, PointAccount, StandingOrder
from anhuai.services.rules.meals import TAKEN


def _two_meals(kept: int, gone: int) -> Text:
    both = MealOrder.objects.filter(person__in=[kept, gone])
    live = both.filter(state__in=[str(one) for one in TAKEN])
    twice = live.values("on", "meal").annotate(n=Count("pk")).filter(n__gt=1).exists()
    paid = both.filter(slot__isnull=False).values("on", "slot").annotate(n=Count("pk"))
    if twice or paid.filter(n__gt=1).exists():
        return _("两份档案订过同一餐或同一天都抵扣过助餐补贴，请先核清。")
    return ""


def _two_standing(kept: int, gone: int) -> Text:
    open_now = StandingOrder.objects.filter(person__in=[kept, gone], until=None)
    twice = open_now.values("meal").annotate(n=Count("pk")).filter(n__gt=1)
    return _("两份档案都有同一餐的长期订餐，请先结束其中一份。") if twice.exists() else ""


def _two_purses(kept: int, gone: int) -> Text:
    if PointAccount.objects.filter(person__in=[kept, gone]).count() > 1:
        return _("两份档案都有积分账户，请先兑换完其中一份。")
    return ""


def _one_need(kept: int, gone: int) -> None:
    """Where both files name the same, the other's ends as soon as it began."""
    held = DietNeed.objects.filter(person=kept, until=None, retracted_at=None)
    for is_allergy, code in held.values_list("is_allergy", "code"):
        rows = DietNeed.objects.filter(
            person=gone, is_allergy=is_allergy, code=code, until=None, retracted_at=None
        )
        for one in rows:
            one.retracted_at = one.recorded_at
            one.save(update_fields=["retracted_at"])


declare_points(
    Points("services.mealorder.person", _("用餐"), MealOrder.objects.all, clash=_two_meals),
    Points(
        "services.standingorder.person", _("长期订餐"), StandingOrder.objects.all,
        clash=_two_standing,
    ),
    Points("services.dietneed.person", _("饮食禁忌"), DietNeed.objects.all, settle=_one_need),
    Points(
        "services.pointaccount.person", _("积分账户"), PointAccount.objects.all, clash=_two_purses
    ),
)  # fmt: skip

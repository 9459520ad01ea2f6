"""What stands at a division or points at a person in this room, for reforms, merges and splits."""

from django.utils.translation import gettext_lazy as _

from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed
from anhuai.platform.pointing import Points, declare_points
from anhuai.services.models import (
    Mart,
    MealOrder,
    Offering,
    Order,
    PointAccount,
    Target,
    Visit,
    Visitor,
)

declare_placed(
    Placed(
        "services.visitor.division", _("探访人员"), How.NOW, Visitor.objects.all,
        listing="/services/visitors/", permit=Permit.VISITS_READ, version="version",
    ),
    Placed("services.target.place", _("探访名单"), How.STAYS, Target.objects.all, column="place"),
    Placed("services.visit.place", _("探访"), How.STAYS, Visit.objects.all, column="place"),
    Placed("services.order.division", _("服务订单"), How.STAYS, Order.objects.all),
    Placed(
        "services.offering.division", _("服务报价"), How.NOW, Offering.objects.all,
        listing="/services/offerings/", permit=Permit.ORDERS_READ, version="version",
    ),
    Placed("services.meal_order.place", _("用餐"), How.STAYS, MealOrder.objects.all,
           column="place"),
    Placed(
        "services.mart.division", _("爱心超市"), How.NOW, Mart.objects.all,
        listing="/services/marts/", permit=Permit.MARTS_READ, version="version",
    ),
    Placed(
        "services.point_account.place", _("积分账户"), How.NOW, PointAccount.objects.all,
        column="place", listing="/services/marts/points/", permit=Permit.MARTS_READ,
    ),
)  # fmt: skip


def _once_a_month(kept: int, gone: int) -> None:
    """Keep one row of each month's list: the night lists anew whoever is to be visited."""
    months = Target.objects.filter(person=kept).values("month")
    Target.objects.filter(person=gone, month__in=months).delete()


declare_points(
    Points("services.target.person", _("探访名单"), Target.objects.all, settle=_once_a_month),
    Points("services.visit.person", _("探访"), Visit.objects.all),
    Points("services.order.person", _("服务订单"), Order.objects.all),
)

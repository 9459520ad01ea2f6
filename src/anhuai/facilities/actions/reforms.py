"""What facilities hold at division codes, for reforms to move."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.facilities.models import Facility
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

HELD = declare_placed(
    Placed(
        "facilities.facility.division",
        _("机构"),
        How.NOW,
        Facility.objects.all,
        counted=Q(closed=None),
        listing="/facilities/?division={code}",
        permit=Permit.FACILITIES_READ,
        version="version",
    )
)

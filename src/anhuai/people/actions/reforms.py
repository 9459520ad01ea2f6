"""What people hold at division codes, for reforms to move."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anhuai.people.models import Household, OfficeList, Person, Residence
from anhuai.platform.permits import Permit
from anhuai.platform.placed import How, Placed, declare_placed

HELD = declare_placed(
    Placed(
        "people.person.division",
        _("常住人员"),
        How.NOW,
        Person.objects.all,
        counted=Q(died=None, left=None),
        weighs=True,
        listing="/people/?division={code}",
        permit=Permit.PEOPLE_READ,
        version="version",
    ),
    Placed(
        "people.person.hukou",
        _("户籍人员"),
        How.NOW,
        Person.objects.all,
        column="hukou",
        counted=Q(died=None),
        version="version",
    ),
    Placed(
        "people.residence.division",
        _("居住和户籍记录"),
        How.DATED,
        Residence.objects.all,
        counted=Q(retracted_at=None),
        marks=(("reason", "reform"),),
    ),
    Placed(
        "people.household.division",
        _("户"),
        How.NOW,
        Household.objects.all,
        counted=Q(until=None),
        version="version",
    ),
    Placed(
        "people.office_list.division",
        _("外单位名单"),
        How.NOW,
        OfficeList.objects.all,
        permit=Permit.PEOPLE_IMPORT,
    ),
)

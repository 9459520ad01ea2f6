"""What points at a person in this room and the platform, for merges and splits to move."""

from django.utils.translation import gettext_lazy as _

from anhuai.people.models import (
    Circumstance,
    Consent,
    Contact,
    Correction,
    Household,
    Kinship,
    ListRow,
    Membership,
    Pair,
    Residence,
)
from anhuai.platform.models import LegalHold, RoleHolding
from anhuai.platform.pointing import Points, declare_points

POINTING = declare_points(
    Points("people.correction.person", _("更正记录"), Correction.objects.all, chosen=False),
    Points("people.household.head", _("任户主的户"), Household.objects.all, "head", chosen=False),
    Points("people.membership.person", _("户的成员记录"), Membership.objects.all, chosen=False),
    Points("people.residence.person", _("居住和户籍记录"), Residence.objects.all, chosen=False),
    Points("people.kinship.person", _("亲属与监护"), Kinship.objects.all),
    Points("people.kinship.relative", _("亲属与监护（对方登记）"), Kinship.objects.all, "relative"),
    Points("people.circumstance.person", _("人员类别"), Circumstance.objects.all),
    Points("people.contact.person", _("紧急联系人"), Contact.objects.all),
    Points("people.consent.person", _("个人信息使用的同意"), Consent.objects.all),
    Points("people.consent.given_by", _("代为作出的同意"), Consent.objects.all, "given_by"),
    Points("people.list_row.person", _("外单位名单的行"), ListRow.objects.all, chosen=False),
    Points("people.pair.person", _("疑似同一人"), Pair.objects.all, chosen=False),
    Points("people.pair.other", _("疑似同一人（后建）"), Pair.objects.all, "other", chosen=False),
    Points("people.role_holding.person", _("家属账号的授权"), RoleHolding.objects.all),
    Points("people.legal_hold.person", _("依法保留"), LegalHold.objects.all, chosen=False),
)

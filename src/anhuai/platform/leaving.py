"""Who leaves leaves with nothing: roles, sign-ins, keys and delegations end the same day."""

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock, delegations, sessions
from anhuai.platform.accounts import BadAccount, managed
from anhuai.platform.acting import Actor, action
from anhuai.platform.models import Account, ApiKey, RoleHolding
from anhuai.platform.permits import Permit


@action(permit=Permit.ACCOUNTS_MANAGE, title=_("办理离岗"), logs=("account_id",), subject="account")
def record_leaver(actor: Actor, *, account_id: int, reason: str) -> Account:
    """Close an account for good and end all it can do today; raises `BadAccount`."""
    account = managed(actor, account_id)
    if account.pk == actor.account:
        raise BadAccount(
            "self",
            "不能办理自己的离岗，请由另一位管理员办理。",
            "Another administrator must record your leaving.",
            field="reason",
        )
    if len(reason.strip()) < 2:
        raise BadAccount(
            "reason",
            "请写明离岗原因，例如“调离”“退休”。",
            "Say why, for instance moved on or retired.",
            field="reason",
        )
    today = clock.today()
    lasting = Q(until=None) | Q(until__gt=today)
    # A role that would only begin later ends on the day it would have begun.
    RoleHolding.objects.filter(lasting, account=account).update(until=Greatest(F("since"), today))
    ApiKey.objects.filter(lasting, account=account).update(until=Greatest(F("since"), today))
    delegations.end_all(account)
    account.is_active = False
    account.save(update_fields=["is_active"])
    sessions.end_all(account)
    return account

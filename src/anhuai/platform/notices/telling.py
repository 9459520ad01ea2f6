"""Raising a notice, with one call inside the transaction of what caused it; reading the inbox."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.platform import clock
from anhuai.platform.acting import Actor, NotHere, action, in_subtree
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.notices import outbox
from anhuai.platform.notices.catalogue import TEMPLATES
from anhuai.platform.notices.models import Contact, Notice
from anhuai.platform.notices.rules import Said, in_language
from anhuai.platform.permits import Permit
from anhuai.platform.roles import ROLES


def tell(
    template: str,
    accounts: Iterable[int],
    *,
    url: str = "",
    dedupe: str = "",
    announcement: int | None = None,
    **said: Said,
) -> int:
    """Put a notice into inboxes and messages into the outbox, in the caller's transaction.

    With `dedupe`, an account that already has a notice under that key gets no other. Returns how
    many were told.
    """
    definition = TEMPLATES[template]
    definition.text(said, english=False)  # a missing parameter fails here, not in the inbox
    now = clock.now()
    with transaction.atomic():
        told = Account.objects.filter(pk__in=list(accounts), is_active=True)
        if dedupe:
            told = told.exclude(pk__in=Notice.objects.filter(dedupe=dedupe).values("account"))
        reached = {account.pk: account.language for account in told}
        Notice.objects.bulk_create(
            Notice(
                account_id=key, template=template, said=said, url=url, dedupe=dedupe,
                announcement_id=announcement, created_at=now,
            )
            for key in reached
        )  # fmt: skip
        Account.objects.filter(pk__in=reached).update(unread=F("unread") + 1)
        wanted = Contact.objects.filter(
            account__in=reached, is_on=True, channel__in=definition.channels
        )
        for contact in wanted:
            outbox.send(
                contact.channel, bytes(contact.address_sealed), template, said, url=url,
                account=contact.account_id, language=reached[contact.account_id],
            )  # fmt: skip
    return len(reached)


def tell_holders(
    template: str,
    *,
    role: str = "",
    permit: Permit | None = None,
    division: str,
    url: str = "",
    dedupe: str = "",
    **said: Said,
) -> int:
    """Tell everybody who holds a role (or any role with a permit) within a division today."""
    found = holders(role=role, permit=permit, division=division)
    return tell(template, found, url=url, dedupe=dedupe, announcement=None, **said)


def holders(
    *, role: str = "", permit: Permit | None = None, division: str
) -> "QuerySet[RoleHolding, int]":
    """Return the accounts with a role in a division's subtree, at its organisations too."""
    today = clock.today()
    held = RoleHolding.objects.filter(since__lte=today).exclude(until__lte=today)
    place = in_subtree("division", division) | in_subtree("organisation__division", division)
    held = held.filter(place)
    if role:
        held = held.filter(role=role)
    if permit is not None:
        held = held.filter(role__in=[code for code, one in ROLES.items() if permit in one.permits])
    return held.values_list("account", flat=True).distinct()


def answering(
    *, permit: Permit, division: str, organisation: int | None = None
) -> "QuerySet[RoleHolding, int]":
    """Return the accounts that answer for a place: a role with the permit at it or above it.

    With `organisation`, those who hold such a role at that organisation too.
    """
    today = clock.today()
    codes = [division[:width] for width in (2, 4, 6, 9, 12) if width <= len(division)]
    place = Q(division__in=codes)
    if organisation is not None:
        place |= Q(organisation=organisation)
    held = RoleHolding.objects.filter(place, since__lte=today).exclude(until__lte=today)
    roles = [code for code, one in ROLES.items() if permit in one.permits]
    return held.filter(role__in=roles).values_list("account", flat=True).distinct()


def inbox(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices, and nobody else's, not even when standing in."""
    mine = Notice.objects.filter(account=actor.account or 0)
    return mine.exclude(announcement__withdrawn_at__isnull=False)


def text_of(template: str, said: dict[str, Said], *, english: bool) -> str:
    """Return a notice's sentence; one whose template is gone shows its parameters."""
    definition = TEMPLATES.get(template)
    if definition is None:
        return "；".join(in_language(one, english=english) for one in said.values())
    return definition.text(said, english=english)


def title_of(template: str, *, english: bool) -> str:
    """Return what kind of notice it is."""
    definition = TEMPLATES.get(template)
    if definition is None:
        return template
    return definition.title_en if english else definition.title


def opened(actor: Actor, notice_id: int) -> Notice:
    """Return one of the actor's notices and note that it was read; raises `NotHere`."""
    found = inbox(actor).filter(pk=notice_id).first()
    if found is None:
        raise NotHere("notice", notice_id)
    _mark(actor, Q(pk=notice_id))
    return found


@action(permit=Permit.SELF, title=_("消息全部标为已读"), subject="notice")
def read_all(actor: Actor) -> None:
    """Mark every notice of the actor's as read."""
    _mark(actor, Q())


@action(permit=Permit.SELF, title=_("消息标为未读"), logs=("notice_id",), subject="notice")
def unread(actor: Actor, *, notice_id: int) -> None:
    """Mark one notice of the actor's as not read; raises `NotHere`."""
    mine = inbox(actor).filter(pk=notice_id)
    if not mine.exists():
        raise NotHere("notice", notice_id)
    mine.update(read_at=None)
    _count(actor)


def _mark(actor: Actor, which: Q) -> None:
    with transaction.atomic():
        if inbox(actor).filter(which, read_at=None).update(read_at=clock.now()):
            _count(actor)


def _count(actor: Actor) -> None:
    # The count stands on the account, which every request reads anyway: the bell costs no query.
    count = inbox(actor).filter(read_at=None).count()
    Account.objects.filter(pk=actor.account or 0).update(unread=count)

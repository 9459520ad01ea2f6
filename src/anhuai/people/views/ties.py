"""Kin and guardians, contacts, consent."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from anhuai.people import actions, queries
from anhuai.people.forms import ConsentForm, ContactForm, EndForm, KinForm, WithdrawForm
from anhuai.people.rules.kin import Guardianship, Relation
from anhuai.people.views import wording
from anhuai.people.views.common import MANAGE, members, person_from, tell
from anhuai.platform import clock
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.posting import OnceForm
from anhuai.platform.requests import ActorRequest


@page(MANAGE)
def kin_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record somebody's parent, spouse, guardian or supporter."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = KinForm(request.POST or None, members=members(file))

    def perform(data: dict[str, Any]) -> None:
        other = (
            int(data["relative"])
            if data["relative"]
            else person_from(request, data["who"], field="who")
        )
        done = actions.link_kin(
            request.actor,
            person=other,
            relative=person_id,
            relation=Relation(data["relation"]),
            since=data["since"],
            kind=data["kind"],
            source=data["source"],
        )
        tell(request, done)

    return asked(
        request, form, perform, title=_("登记亲属：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id),
        more={"hint": _("要登记子女，请在子女的页面上登记父母。")},
    )  # fmt: skip


@page(MANAGE)
def kin_end(request: ActorRequest, kinship_id: int) -> HttpResponse:
    """End a relation, or mark it wrong."""
    tie = queries.kinship(request.actor, kinship=kinship_id)
    form = EndForm(request.POST or None, initial={"until": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.unlink_kin(
            request.actor,
            kinship=kinship_id,
            until=data["until"],
            wrong=data["wrong"],
            reason=data["reason"],
        )

    return asked(
        request, form, perform, title=_("结束亲属关系：%(name)s") % {"name": tie.name},
        back=wording.url_of(tie.person), more={"submit_title": _("结束")},
    )  # fmt: skip


@page(MANAGE)
def contact_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record whom to call."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = ContactForm(request.POST or None, initial={"order": len(file.contacts) + 1})

    def perform(data: dict[str, Any]) -> None:
        actions.set_contact(request.actor, person=person_id, **data)

    title = _("登记联系人：%(name)s") % {"name": file.name}
    return asked(request, form, perform, title=title, back=wording.url_of(person_id))


@page(MANAGE)
def contact_remove(request: ActorRequest, person_id: int, contact_id: int) -> HttpResponse:
    """Stop calling somebody."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = OnceForm(request.POST if request.method == "POST" else None)

    def perform(_data: dict[str, Any]) -> None:
        actions.remove_contact(request.actor, person=person_id, contact=contact_id)

    return asked(
        request, form, perform, title=_("取消联系人：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id),
        more={"submit_title": _("取消联系人"), "warning": _("以后不再打这个电话。")},
        template="platform/confirm.html",
    )  # fmt: skip


@page(MANAGE)
def consent_new(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record that a use of data was agreed to; for under-14s by a parent or guardian."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    givers = [] if file.needs_guardian_consent else [(str(file.id), _("本人"))]
    entrusted = Guardianship.ENTRUSTED
    for one in file.kin:
        guards = one.relation is Relation.GUARDIAN and one.kind != entrusted
        if (
            not one.is_reverse
            and one.died is None
            and (guards or (file.is_minor and one.relation is Relation.PARENT))
        ):
            givers.append((str(one.person), one.name))
    form = ConsentForm(request.POST or None, givers=givers, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        data["given_by"] = int(data["given_by"])
        actions.give_consent(request.actor, person=person_id, **data)

    hint = _("未满 14 周岁的，由父母或其他监护人同意（个人信息保护法第三十一条）。")
    return asked(
        request, form, perform, title=_("登记同意：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id),
        more={"hint": hint if file.needs_guardian_consent else ""},
    )  # fmt: skip


@page(MANAGE)
def consent_withdraw(request: ActorRequest, consent_id: int) -> HttpResponse:
    """Record that a consent was taken back."""
    given = queries.consent(request.actor, consent=consent_id)
    form = WithdrawForm(request.POST or None, initial={"on": clock.today()})

    def perform(data: dict[str, Any]) -> None:
        actions.withdraw_consent(request.actor, consent=consent_id, on=data["on"])

    return asked(
        request, form, perform, title=_("撤回同意：%(name)s") % {"name": given.name},
        back=wording.url_of(given.person), more={"submit_title": _("撤回")},
    )  # fmt: skip

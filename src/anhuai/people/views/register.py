"""Opening a file, putting it right, births and deaths."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.people import actions, queries
from anhuai.people.forms import (
    BirthForm,
    DeathForm,
    EditPersonForm,
    NewPersonForm,
    ReasonForm,
    typed,
)
from anhuai.people.rules.facts import Joining
from anhuai.people.rules.kin import Relation
from anhuai.people.views import wording
from anhuai.people.views.common import (
    MANAGE,
    divisions,
    facts_from,
    home_from,
    hukou_text,
    tell,
)
from anhuai.places import queries as places
from anhuai.platform import clock
from anhuai.platform.acting import Refused
from anhuai.platform.asking import asked
from anhuai.platform.pages import page
from anhuai.platform.posting import sent
from anhuai.platform.requests import ActorRequest

CHANGES = (
    "name", "sex", "born", "ethnicity", "marital", "education", "hukou", "hukou_kind",
)  # fmt: skip


@page(MANAGE)
def person_new(request: ActorRequest) -> HttpResponse:
    """Open a file; `?household=` adds a member to that household."""
    if not request.actor.scope(MANAGE).divisions:
        raise Refused(MANAGE)
    home = _household(request)
    form = NewPersonForm(
        request.POST or None,
        divisions=divisions(request),
        joins=home is not None,
        initial={
            "on": clock.today(),
            "division": home.division if home else request.GET.get("division", ""),
        },
    )

    def perform(data: dict[str, Any]) -> str:
        try:
            done = actions.register_person(
                request.actor,
                facts=facts_from(typed(data)),
                home=Joining(home.id, data["relation"])
                if home
                else home_from(request, data, founds=not data["head"]),
                on=data["on"],
                confirm_distinct=data["confirm_distinct"],
            )
        except actions.SimilarOnRecord as error:
            form.similar = error.found
            raise
        except actions.IdentityTaken as error:
            form.taken = error.person
            raise
        tell(request, done)
        messages.success(request, _("已建档"))
        return wording.url_of(done.pk)

    return sent(request, form, perform) or _new_page(request, form, home)


def _new_page(
    request: ActorRequest, form: NewPersonForm, home: queries.HouseholdFile | None
) -> HttpResponse:
    context = {
        "title": _("新增人员"),
        "form": form,
        "home": home,
        "similar": [
            (wording.url_of(one.person), one.name, one.born, places.path_of(one.division))
            for one in form.similar
        ],
        "taken_url": wording.url_of(form.taken) if form.taken else "",
        "cancel_url": wording.household_url(home.id) if home else reverse("people:list"),
        "submit_title": _("建档"),
    }
    return render(request, "people/new.html", context)


def _household(request: ActorRequest) -> queries.HouseholdFile | None:
    asked_for = request.GET.get("household", "")
    if not asked_for.isdigit():
        return None
    return queries.household(request.actor, household=int(asked_for), on=clock.today())


@page(MANAGE)
def person_edit(request: ActorRequest, person_id: int) -> HttpResponse:
    """Put a file right; a number left masked, or the known one typed in full, stays as it is."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    shown = {name: getattr(file, name) for name in CHANGES}
    shown |= {"identity": file.identity, "phone": file.phone, "version": file.version}
    shown["hukou"] = hukou_text(file.hukou)
    form = EditPersonForm(request.POST or None, initial=shown)

    def perform(data: dict[str, Any]) -> None:
        texts = typed(data)
        kept = {name for name in ("identity", "phone") if texts[name] == shown[name]}
        if queries.is_own_phone(request.actor, person_id, texts["phone"]):
            kept.add("phone")
        actions.correct_person(
            request.actor,
            person=person_id,
            version=data["version"],
            facts=facts_from(texts | dict.fromkeys(kept, "")),
            keep=kept,
            reason=data["reason"],
        )

    return asked(
        request, form, perform, title=_("更正%(name)s的信息") % {"name": file.name},
        back=wording.url_of(person_id),
        more={"hint": _("这里只改登记错的内容。搬家、死亡、类别变化请用人员页上的相应按钮。")},
    )  # fmt: skip


@page(MANAGE)
def person_birth(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record a child born to this mother."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    spouses = [one for one in file.kin if one.relation is Relation.SPOUSE and one.is_reached]
    form = BirthForm(
        request.POST or None,
        fathers=[(str(one.person), one.name) for one in spouses],
        initial={"father": spouses[0].person if spouses else ""},
    )

    def perform(data: dict[str, Any]) -> str:
        done = actions.record_birth(
            request.actor,
            mother=person_id,
            facts=facts_from(typed(data)),
            father=int(data["father"]) if data["father"] else None,
        )
        tell(request, done)
        return wording.url_of(done.pk)

    return asked(
        request, form, perform, title=_("登记%(name)s的新生儿") % {"name": file.name},
        back=wording.url_of(person_id),
        more={
            "hint": _("孩子会加入母亲所在的户，与父母的关系自动登记。"),
            "submit_title": _("登记出生"),
        },
    )  # fmt: skip


@page(MANAGE)
def person_death(request: ActorRequest, person_id: int) -> HttpResponse:
    """Record a death, after saying what it ends."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = DeathForm(request.POST or None, initial={"version": file.version})

    def perform(data: dict[str, Any]) -> None:
        done = actions.record_death(
            request.actor, person=person_id, died=data["died"], version=data["version"]
        )
        tell(request, done)

    held = sum(one.is_current for one in file.circumstances)
    consequences = [
        _("结束常住、户籍和入户记录"),
        _("结束 %(count)s 条人员类别和全部同意") % {"count": held},
        _("结束配偶、监护和赡养关系；未成年人失去监护人的会提示"),
        _("是户主的，由配偶、成年子女等依次接任；无人的户注销"),
    ]
    more = {
        "warning": _("登记%(name)s死亡后会：") % {"name": file.name},
        "consequences": consequences,
        "danger": True,
        "submit_title": _("登记死亡"),
    }
    return asked(
        request, form, perform, title=_("登记死亡：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id), more=more, template="platform/confirm.html",
    )  # fmt: skip


@page(MANAGE)
def person_undo_death(request: ActorRequest, person_id: int) -> HttpResponse:
    """Take back a death recorded by mistake."""
    file = queries.person(request.actor, person=person_id, on=clock.today())
    form = ReasonForm(request.POST or None)

    def perform(data: dict[str, Any]) -> None:
        done = actions.undo_death(request.actor, person=person_id, reason=data["reason"])
        tell(request, done)

    return asked(
        request, form, perform, title=_("撤销死亡登记：%(name)s") % {"name": file.name},
        back=wording.url_of(person_id),
        more={"hint": _("死亡时结束的常住、类别、关系会恢复。"), "submit_title": _("撤销死亡登记")},
    )  # fmt: skip

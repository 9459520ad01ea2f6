"""To the province's single sign-on and back."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anhuai.platform import audit, single_sign_on
from anhuai.platform.acting import Actor, NotHere
from anhuai.platform.pages import public_page
from anhuai.platform.posting import say
from anhuai.platform.requests import NOBODY, ActorRequest, address_of
from anhuai.platform.signing_in import SIGN_IN_FAILED, Arrival, admit, wanted
from anhuai.platform.single_sign_on import NotSignedOn


@public_page
def single_sign_on_start(request: ActorRequest) -> HttpResponse:
    """Go to the province's sign-in page."""
    if not single_sign_on.is_offered():
        raise NotHere("single_sign_on", "")
    try:
        return HttpResponseRedirect(single_sign_on.start(request, wanted(request)))
    except NotSignedOn as error:
        return _failed(request, error)


@public_page
def single_sign_on_back(request: ActorRequest) -> HttpResponse:
    """Come back from there with a proof of who it is."""
    if not single_sign_on.is_offered():
        raise NotHere("single_sign_on", "")
    try:
        subject, led_to = single_sign_on.finish(request)
        account = single_sign_on.account_of(subject)
    except NotSignedOn as error:
        return _failed(request, error)
    return admit(request, Arrival(account, led_to, by_password=False))


def _failed(request: ActorRequest, error: NotSignedOn) -> HttpResponse:
    audit.append(
        Actor(name=NOBODY.name, address=address_of(request)),
        kind=audit.Kind.SESSION, name=SIGN_IN_FAILED,
        detail={"way": "single_sign_on", "why": error.code},
    )  # fmt: skip
    context = {
        "title": _("没有登录"), "text": say(error), "back": reverse("platform:sign_in")
    }  # fmt: skip
    return render(request, "platform/error.html", context, status=401)

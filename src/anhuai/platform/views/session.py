"""Signing in and out, preferences, the start page, the liveness probe."""

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from anhuai.platform import audit, panels, single_sign_on
from anhuai.platform.accounts import set_preferences
from anhuai.platform.acting import Actor
from anhuai.platform.forms import THEMES, PreferencesForm, SignInForm
from anhuai.platform.jobs.worker import waiting
from anhuai.platform.models import Account, RoleHolding
from anhuai.platform.pages import Menu, page, public_page
from anhuai.platform.permits import Permit
from anhuai.platform.requests import NOBODY, ActorRequest, address_of
from anhuai.platform.roles import ROLES
from anhuai.platform.signing_in import (
    SIGN_IN_FAILED,
    SIGNED_OUT,
    Arrival,
    admit,
    is_locked_everywhere,
    locked_out,
    wanted,
)

DEMO_PASSWORD = "anhuai-demo-2026"  # noqa: S105 - printed on the demo's own sign-in page
_YEAR = 365 * 86_400


@public_page
def sign_in(request: ActorRequest) -> HttpResponse:
    """Sign in by password; wrong attempts are throttled and audited."""
    form = SignInForm(request.POST or None)
    error = ""
    if request.method == "POST" and form.is_valid():
        username = form.cleaned_data["username"].strip().lower()
        if is_locked_everywhere(username):
            return locked_out(request)
        account = authenticate(request, username=username, password=form.cleaned_data["password"])
        if isinstance(account, Account):
            return admit(request, Arrival(account, wanted(request)))
        _note_failure(request, username)
        error = _("账号或密码不对，请重新输入。忘记密码请联系县级管理员。")
    context = {
        "form": form,
        "error": error,
        "username": request.POST.get("username", ""),
        "next": wanted(request),
        "demo_accounts": _demo_accounts(request) if settings.DEMO else [],
        "demo_password": DEMO_PASSWORD,
        "outside": settings.ANHUAI_OIDC["title"] if single_sign_on.is_offered() else "",
    }
    return render(request, "platform/signin.html", context, status=401 if error else 200)


def _note_failure(request: ActorRequest, username: str) -> None:
    # The entry names the account that was tried, so that its own county sees it and no other.
    tried = Account.objects.filter(username=username).values_list("pk", flat=True).first()
    audit.append(
        Actor(name=NOBODY.name, account=tried, address=address_of(request)),
        kind=audit.Kind.SESSION,
        name=SIGN_IN_FAILED,
        detail={
            "username": username[:64],
            "locked": bool(getattr(request, "axes_locked_out", False)),
        },
    )


def _demo_accounts(request: ActorRequest) -> list[tuple[str, str, str]]:
    english = getattr(request, "LANGUAGE_CODE", "") == "en"
    shown = []
    for holding in RoleHolding.objects.select_related("account").order_by("account_id"):
        role = ROLES[holding.role]
        title = role.title_en if english else role.title
        shown.append((holding.account.username, title, holding.account.name))
    return shown


@public_page
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session."""
    if request.actor.account is not None:
        audit.append(request.actor, kind=audit.Kind.SESSION, name=SIGNED_OUT)
    logout(request)
    return HttpResponseRedirect("/sign-in")


@public_page
@require_POST
def preferences(request: ActorRequest) -> HttpResponse:
    """Keep language and elder mode: on the account, or in a cookie before signing in."""
    form = PreferencesForm(request.POST)
    response = HttpResponseRedirect(wanted(request))
    if not form.is_valid():
        return response
    asked = form.cleaned_data
    account = Account.objects.filter(pk=request.actor.account or 0).first()
    if account is not None:
        elder = account.elder if asked["elder"] == "" else asked["elder"] == "1"
        set_preferences(
            request.actor,
            language=asked["language"] or account.language,
            elder=elder,
            elder_size=asked["elder_size"] or account.elder_size,
            theme=asked["theme"] or account.theme,
        )
        return response
    for name in ("language", "elder", "theme"):
        if asked[name]:
            response.set_cookie(name, asked[name], max_age=_YEAR, samesite="Lax", httponly=True)
    return response


@page(Permit.SELF)
def display(request: ActorRequest) -> HttpResponse:
    """How pages look to oneself: letters, colours, language."""
    context = {"title": _("显示设置"), "themes": THEMES.items()}
    return render(request, "platform/display.html", context)


@page(Permit.SELF, menu=Menu(gettext_lazy("工作台"), "home", 0), name="platform:home")
def home(request: ActorRequest) -> HttpResponse:
    """The start page: what each room has to say to this actor."""
    context = {"title": _("工作台"), "panels": panels.drawn(request, "home", 0)}
    return render(request, "platform/home.html", context)


@public_page
def alive(request: ActorRequest) -> HttpResponse:
    """Say that the site answers and how many jobs wait; for supervisors and probes."""
    del request
    return JsonResponse({"alive": True, "jobs_waiting": waiting()})

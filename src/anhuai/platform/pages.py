"""Every page is declared: its permit, or that it is public, and its place in the menu."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from anhuai.platform import audit, county, once, papers
from anhuai.platform.acting import Actor
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES

P = ParamSpec("P")
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Menu:
    """A page's entry in the menu: group order, entry order, title, icon.

    `permit` is for an entry that fewer see than may open the page.
    """

    title: Text
    icon: str
    order: int
    group: str = "work"  # one of GROUPS
    permit: Permit | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One menu line as the shell shows it."""

    title: Text
    url: str
    icon: str
    is_current: bool


class Page(Protocol):
    """A view that says who may open it."""

    permit: Permit | None
    __name__: str

    def __call__(self, request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request."""
        ...


_MENU: list[tuple[Menu, str, Permit]] = []


def page(
    permit: Permit, *, menu: Menu | None = None, name: str = "", is_first: bool = False
) -> Callable[[Callable[Concatenate[ActorRequest, P], HttpResponseBase]], Page]:
    """Declare a page for holders of a permit; `menu` and its URL `name` list it in the menu.

    A page of a record can be had on paper (`?paper=pdf`): papers/ reads it from what is shown.
    A page that `is_first` can be reached by a session that still owes something (confining.py).
    """
    if menu is not None:
        _MENU.append((menu, name, menu.permit or permit))

    def wrap(view: Callable[Concatenate[ActorRequest, P], HttpResponseBase]) -> Page:
        @wraps(view)
        def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            known = cast("ActorRequest", request)
            if known.actor.account is None:
                return redirect_to_login(request.get_full_path())
            known.actor.require(permit)
            if request.method not in ("GET", "HEAD"):
                return view(known, *args, **kwargs)
            with audit.gathered(), once.kept():
                shown = view(known, *args, **kwargs)
            if not papers.is_wanted(request):
                return shown
            keys = [key for key in kwargs.values() if isinstance(key, int)]
            return papers.printed(request, known.actor, shown, keys)

        opened.permit = permit  # type: ignore[attr-defined]
        opened.is_first = is_first  # type: ignore[attr-defined]
        return cast("Page", opened)

    return wrap


def public_page(view: Callable[Concatenate[ActorRequest, P], HttpResponseBase]) -> Page:
    """Declare a page that anybody may open without signing in."""
    view.permit = None  # type: ignore[attr-defined]
    return cast("Page", view)


GROUPS = ("work", "desk", "care", "money", "registers", "plans", "system")
FEW = 14
"""Up to so many entries a menu shows all; of more, only the groups one works in stand open."""


def menu_for(request: ActorRequest) -> SafeString:
    """Return the menu that the actor may open; the entry nearest to the page is current."""
    permits = request.actor.permits
    leading = [
        url
        for _menu, url in _reached(permits)
        if request.path == url or (url != "/" and request.path.startswith(url))
    ]
    here = max(leading, key=len, default="")
    english = getattr(request, "LANGUAGE_CODE", "") == "en"
    drawn = _drawn_menu.__wrapped__ if settings.DEBUG else _drawn_menu
    return drawn(permits, here, county.name(english=english), english)


@lru_cache(maxsize=64)
def _reached(permits: frozenset[Permit]) -> tuple[tuple[Menu, str], ...]:
    ordered = sorted(_MENU, key=lambda m: m[0].order)
    return tuple((menu, reverse(name)) for menu, name, permit in ordered if permit in permits)


@lru_cache(maxsize=1024)
def _drawn_menu(
    permits: frozenset[Permit],
    here: str,
    county_name: str,
    english: bool,  # noqa: ARG001, FBT001 - a key of the cache
) -> SafeString:
    # Every page has it, and it is the same for all who hold the same permits.
    reached = _reached(permits)
    groups = {
        group: [
            Entry(menu.title, url, menu.icon, url == here)
            for menu, url in reached
            if menu.group == group
        ]
        for group in GROUPS
    }
    few = len(reached) <= FEW
    menu = [
        (group, entries, few or group == "work" or any(one.is_current for one in entries))
        for group, entries in groups.items()
        if entries
    ]
    context = {"shell": {"county_name": county_name, "menu": menu}}
    return render_to_string("platform/_menu.html", context)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the page frame needs: county, menu, actor, language, elder mode."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    frame = getattr(request, "_frame", None)
    if frame is None:  # a page with panels is drawn in a dozen parts
        frame = request._frame = _frame_of(request, actor)  # type: ignore[attr-defined]
    account = getattr(request, "user", None)
    unread = account.unread if actor.account is not None and account else 0
    return {"shell": {**frame, "unread": unread}}


def _frame_of(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Return what of the frame stays the same while one request is answered."""
    account = getattr(request, "user", None)
    signed_in = actor.account is not None
    roles = [ROLES[h.role] for h in actor.holdings]
    english = getattr(request, "LANGUAGE_CODE", "") == "en"
    return {
        "county_name": county.name(english=english),
        "menu": menu_for(cast("ActorRequest", request)) if signed_in else "",
        "actor_name": actor.name if signed_in else "",
        "actor_role": (roles[0].title_en if english else roles[0].title) if roles else "",
        "language": getattr(request, "LANGUAGE_CODE", "zh-hans"),
        "elder": account.elder if signed_in and account else request.COOKIES.get("elder") == "1",
        "elder_size": account.elder_size if signed_in and account else 18,
        "theme": account.theme if signed_in and account else request.COOKIES.get("theme", "system"),
        # The faces this device asked for before (app.ts): fetched by those alone who see them.
        "faces": request.COOKIES.get("faces", ""),
        "standing_in": actor.standing_in,
        "demo": settings.DEMO,
    }

"""Every page is declared: its permit, or that it is public, and its place in the menu."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise

from anhuai.platform import county, papers
from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest
from anhuai.platform.roles import ROLES

P = ParamSpec("P")
Text = str | Promise


@dataclass(frozen=True, slots=True)
class Menu:
    """A page's entry in the menu: group order, entry order, title, icon."""

    title: Text
    icon: str
    order: int
    group: str = "work"  # work, registers, plans, system


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
        _MENU.append((menu, name, permit))

    def wrap(view: Callable[Concatenate[ActorRequest, P], HttpResponseBase]) -> Page:
        @wraps(view)
        def opened(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            known = cast("ActorRequest", request)
            if known.actor.account is None:
                return redirect_to_login(request.get_full_path())
            known.actor.require(permit)
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


GROUPS = ("work", "registers", "plans", "system")


def menu_for(request: ActorRequest) -> Iterator[tuple[str, list[Entry]]]:
    """Yield the menu's groups that the actor may open; the entry nearest to the page is current."""
    shown = [
        (menu, reverse(name))
        for menu, name, permit in sorted(_MENU, key=lambda m: m[0].order)
        if request.actor.may(permit)
    ]
    leading = [url for _menu, url in shown if request.path == url or (
        url != "/" and request.path.startswith(url)
    )]  # fmt: skip
    here = max(leading, key=len, default="")
    for group in GROUPS:
        entries = [
            Entry(menu.title, url, menu.icon, url == here)
            for menu, url in shown
            if menu.group == group
        ]
        if entries:
            yield group, entries


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return what the page frame needs: county, menu, actor, language, elder mode."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return {}
    account = getattr(request, "user", None)
    signed_in = actor.account is not None
    roles = [ROLES[h.role] for h in actor.holdings]
    english = getattr(request, "LANGUAGE_CODE", "") == "en"
    return {
        "shell": {
            "county_name": county.name(english=english),
            "menu": list(menu_for(cast("ActorRequest", request))) if signed_in else [],
            "actor_name": actor.name if signed_in else "",
            "actor_role": (roles[0].title_en if english else roles[0].title) if roles else "",
            "language": getattr(request, "LANGUAGE_CODE", "zh-hans"),
            "elder": account.elder
            if signed_in and account
            else request.COOKIES.get("elder") == "1",
            "elder_size": account.elder_size if signed_in and account else 18,
            "theme": account.theme
            if signed_in and account
            else request.COOKIES.get("theme", "system"),
            "standing_in": actor.standing_in,
            "demo": settings.DEMO,
        }
    }

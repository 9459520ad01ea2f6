"""What a session may reach before its owner has done what the rules ask first."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from anhuai.platform import passwords, second_factor
from anhuai.platform.acting import Actor
from anhuai.platform.signing_in import BY_PASSWORD, FACTOR


class ConfiningMiddleware:
    """Leads a session that owes something to the one page where it can be done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve one request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse what may not be reached yet; reads nothing that was not read already."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        is_free = getattr(view, "permit", "") is None or getattr(view, "is_first", False)
        if actor.account is None or is_free:
            return None
        if second_factor.is_required(actor.holdings) and not request.session.get(FACTOR):
            return _led(request, "platform:own_factors", "请先在网页上设置双重验证")
        if request.session.get(BY_PASSWORD) and passwords.is_due(request.user):  # type: ignore[arg-type]
            return _led(request, "platform:own_password", "请先在网页上修改密码")
        return None


def _led(request: HttpRequest, name: str, says: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": says}, status=403)
    return HttpResponseRedirect(reverse(name))

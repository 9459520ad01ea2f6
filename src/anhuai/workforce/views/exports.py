"""Where a list's workbook is fetched."""

from django.urls import reverse

from anhuai.platform.permits import Permit
from anhuai.platform.requests import ActorRequest


def export_of(request: ActorRequest, code: str) -> str:
    """Return the address of a list's workbook with the page's filters; "" for who may not."""
    if not request.actor.may(Permit.WORKFORCE_MANAGE):
        return ""
    return f"{reverse('platform:sheet_export', args=[code])}?{request.GET.urlencode()}"

"""What personal data are read for: chosen once a sitting, noted with every reading.

Nobody may query what has nothing to do with a case (Social Assistance Law art. 70(6)): a room says
which files ask for a purpose (`require`), and whoever named none is led to the page that asks.
"""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from anhuai.platform.acting import Actor

PURPOSE = "purpose"  # in the session
REASONS = (
    ("application", _("办理救助或福利申请")),
    ("review", _("动态复核、定期核查")),
    ("visit", _("入户走访、探访关爱")),
    ("response", _("处置呼叫、投诉或险情")),
    ("request", _("本人或家属要求")),
    ("supervision", _("审计、监督检查")),
)
_LONGEST = 200


class PurposeNeeded(Exception):
    """The file is only shown for a purpose, and none was named."""


def require(actor: Actor) -> None:
    """Raise `PurposeNeeded` unless the actor named what the data are read for."""
    if settings.ANHUAI_PURPOSE and not actor.purpose:
        raise PurposeNeeded


def with_purpose(actor: Actor, text: str) -> Actor:
    """Return the actor reading for a purpose."""
    return replace(actor, purpose=" ".join(text.split())[:_LONGEST])


def choose(request: HttpRequest, *, reason: str, reference: str) -> None:
    """Keep a purpose for the rest of the sitting: one of `REASONS`, a case number or a note."""
    title = str(dict(REASONS)[reason])
    request.session[PURPOSE] = f"{title}：{reference}" if reference else title

"""The province's single sign-on: OpenID Connect, code flow with PKCE, by oauthlib and PyJWT.

No account is made by itself: an administrator links each one to its subject beforehand (ADR 0014).
The libraries are imported where they are first needed: together they cost every start 0.4 s.
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import clock
from anhuai.platform.accounts import managed
from anhuai.platform.acting import Actor, NotHere, action
from anhuai.platform.models import Account, OutsideSubject
from anhuai.platform.permits import Permit
from anhuai.platform.requests import origin_of

if TYPE_CHECKING:
    from oauthlib.oauth2 import WebApplicationClient

PATIENCE = 5  # seconds for each answer of the provider
_KNOWN_FOR, _AWAY_FOR = timedelta(minutes=10), timedelta(seconds=10)
ALGORITHMS = ["RS256", "PS256", "ES256"]
_FLOW = "single_sign_on"
_FLOW_LASTS = timedelta(minutes=10)


class NotSignedOn(Unfit):
    """Signing in through the province failed; codes: away, state, refused, token, unknown."""


@dataclass(frozen=True, slots=True)
class Provider:
    """Where the provider answers, as it says itself."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


_remembered: dict[str, tuple[datetime, Provider | None]] = {}


def is_offered() -> bool:
    """Say whether this installation has a single sign-on."""
    return bool(settings.ANHUAI_OIDC["issuer"])


def _provider() -> Provider:
    """Return what the provider says of itself; raises `NotSignedOn` when it cannot be asked.

    Anybody may press the button: it must not make a page thread wait for the provider each time.
    """
    issuer, now = settings.ANHUAI_OIDC["issuer"], clock.now()
    at, found = _remembered.get(issuer, (None, None))
    lasts = _KNOWN_FOR if found else _AWAY_FOR
    if at is None or not timedelta(0) <= now - at < lasts:
        found = _introduced(issuer)
        _remembered[issuer] = (now, found)
    if found is None:
        raise _away()
    return found


def _introduced(issuer: str) -> Provider | None:
    import requests

    try:
        answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=PATIENCE)
        answer.raise_for_status()
        told = answer.json()
        found = Provider(*(str(told[name]) for name in Provider.__slots__))
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return None
    plain = issuer.startswith("https:") and any(
        not getattr(found, name).startswith("https:") for name in Provider.__slots__
    )
    return None if plain or told.get("issuer") != issuer else found


def _away() -> NotSignedOn:
    return NotSignedOn(
        "away",
        "统一身份认证暂时连接不上，请稍后再试，或用账号密码登录。",
        "The single sign-on cannot be reached: try again later, or sign in by password.",
    )


def _bad_token() -> NotSignedOn:
    return NotSignedOn(
        "token",
        "统一身份认证返回的凭证不能确认，没有登录。请重试；仍不行，请联系县级管理员。",
        "The single sign-on's answer could not be verified. Try again, or ask your administrator.",
    )


def start(request: HttpRequest, led_to: str) -> str:
    """Return the address at which the provider asks who it is; raises `NotSignedOn`."""
    from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

    provider = _provider()
    client = WebApplicationClient(settings.ANHUAI_OIDC["client"])
    verifier = client.create_code_verifier(64)
    flow = {
        "state": secrets.token_urlsafe(24), "nonce": secrets.token_urlsafe(24),
        "verifier": verifier, "led_to": led_to, "since": clock.now().isoformat(),
    }  # fmt: skip
    request.session[_FLOW] = flow
    challenge = client.create_code_challenge(verifier, "S256")
    try:
        address: str = client.prepare_request_uri(
            provider.authorization_endpoint, redirect_uri=_back(request), scope=["openid"],
            state=flow["state"], nonce=flow["nonce"], code_challenge=challenge,
            code_challenge_method="S256",
        )  # fmt: skip
    except OAuth2Error as error:  # an address without TLS
        raise _away() from error
    return address


def _back(request: HttpRequest) -> str:
    return origin_of(request) + reverse("platform:single_sign_on_back")


def finish(request: HttpRequest) -> tuple[str, str]:
    """Return the proven subject and where they were going; raises `NotSignedOn`.

    What the session kept of the flow is used up first: an answer sent twice finds nothing.
    """
    from oauthlib.oauth2 import OAuth2Error, WebApplicationClient

    flow = request.session.pop(_FLOW, None)
    if flow is None or not _lasts(flow):
        raise _bad_state()
    client = WebApplicationClient(settings.ANHUAI_OIDC["client"])
    try:
        told = origin_of(request) + request.get_full_path()
        answer = client.parse_request_uri_response(told, flow["state"])
    except OAuth2Error as error:
        if error.error == "mismatching_state":
            raise _bad_state() from error
        raise _refused() from error
    provider = _provider()
    token = _exchanged(client, provider, answer["code"], flow["verifier"], _back(request))
    return _subject(token, provider, flow["nonce"]), flow["led_to"]


def _lasts(flow: Mapping[str, str]) -> bool:
    age = clock.now() - datetime.fromisoformat(flow["since"])
    return timedelta(0) <= age <= _FLOW_LASTS


def _bad_state() -> NotSignedOn:
    return NotSignedOn(
        "state",
        "这次登录已过期或已经用过，请从登录页重新开始。",
        "This sign-in has expired or was used already: start again from the sign-in page.",
    )


def _refused() -> NotSignedOn:
    return NotSignedOn(
        "refused",
        "统一身份认证没有同意这次登录。",
        "The single sign-on refused this sign-in.",
    )


def _exchanged(
    client: "WebApplicationClient", provider: Provider, code: str, verifier: str, back: str
) -> str:
    import requests
    from oauthlib.oauth2 import OAuth2Error

    body = client.prepare_request_body(code=code, redirect_uri=back, code_verifier=verifier)
    known = (settings.ANHUAI_OIDC["client"], settings.ANHUAI_OIDC["secret"])
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = requests.post(
            provider.token_endpoint, data=body, auth=known, headers=headers, timeout=PATIENCE
        )
        given = client.parse_request_body_response(answer.text)
        return str(given["id_token"])
    except requests.RequestException as error:
        raise _away() from error
    except (OAuth2Error, KeyError, ValueError) as error:
        raise _bad_token() from error


def _subject(token: str, provider: Provider, nonce: str) -> str:
    import jwt

    known = settings.ANHUAI_OIDC
    try:
        keys = jwt.PyJWKClient(provider.jwks_uri, cache_keys=False, timeout=PATIENCE)
        claims: dict[str, Any] = jwt.decode(
            token, keys.get_signing_key_from_jwt(token), algorithms=ALGORITHMS,
            audience=known["client"], issuer=known["issuer"], leeway=30,
            options={"require": ["exp", "iat", "sub", "aud", "iss", "nonce"]},
        )  # fmt: skip
    except jwt.PyJWTError as error:
        raise _bad_token() from error
    if not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise _bad_token()
    if isinstance(claims["aud"], list) and claims.get("azp", known["client"]) != known["client"]:
        raise _bad_token()
    return str(claims["sub"])


def account_of(subject: str) -> Account:
    """Return the active account linked to a subject; raises `NotSignedOn`."""
    linked = OutsideSubject.objects.select_related("account").filter(
        issuer=settings.ANHUAI_OIDC["issuer"], subject=subject, account__is_active=True
    )
    found = linked.first()
    if found is None:
        raise NotSignedOn(
            "unknown",
            f"您的统一身份还没有关联本平台的账号。请把这个编号告诉县级管理员：{subject[:80]}",
            f"No account here is linked to you. Give this to your administrator: {subject[:80]}",
        )
    return found.account


def subject_of(account_id: int) -> str:
    """Return the subject an account is linked to, "" when it is not."""
    linked = OutsideSubject.objects.filter(account=account_id)
    return linked.values_list("subject", flat=True).first() or ""


@action(
    permit=Permit.ACCOUNTS_MANAGE, title=_("绑定统一身份"), logs=("account_id",), subject="account"
)
def link_subject(actor: Actor, *, account_id: int, subject: str) -> Account:
    """Let a subject of the single sign-on sign in as this account; raises `NotSignedOn`."""
    account = managed(actor, account_id)
    issuer, subject = settings.ANHUAI_OIDC["issuer"], subject.strip()
    others = OutsideSubject.objects.filter(issuer=issuer, subject=subject).exclude(account=account)
    if others.exists():
        raise NotSignedOn(
            "taken",
            "这个统一身份编号已关联另一个账号。",
            "This subject is linked to another account already.",
            field="subject",
        )
    OutsideSubject.objects.update_or_create(
        account=account, defaults={"issuer": issuer, "subject": subject}
    )
    return account


@action(
    permit=Permit.ACCOUNTS_MANAGE, title=_("解除统一身份"), logs=("account_id",), subject="account"
)
def unlink_subject(actor: Actor, *, account_id: int) -> Account:
    """End the link; the account signs in by password again."""
    account = managed(actor, account_id)
    removed, _ = OutsideSubject.objects.filter(account=account).delete()
    if not removed:
        raise NotHere("outside_subject", account_id)
    return account

"""The second factor: one-time codes, passkeys and recovery codes, kept by django-allauth's MFA.

Here is only what is ours: secrets are sealed like identity numbers, a code opens once whichever
process it reaches, guesses are counted in the trail, and some roles must have one (ADR 0013).
"""

import base64
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from anhuai.kernel.unfit import Unfit
from anhuai.platform import audit, clock, county, sessions
from anhuai.platform.accounts import managed
from anhuai.platform.acting import Actor, Holding, NotHere, action
from anhuai.platform.models import Account, AuditEntry
from anhuai.platform.permits import Permit
from anhuai.platform.sealing import seal, unseal

GUESSES = 5
LOCKED_FOR = timedelta(minutes=15)
FAILED = audit.named("second_factor_failed", _("双重验证失败"))


class BadFactor(Unfit):
    """A second factor that does not fit.

    Codes: code, passkey, last, reason, self, locked, password.
    """


class SealedFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """How django-allauth's MFA behaves in this house."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return base64.b64encode(seal(text)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        return unseal(base64.b64decode(encrypted_text))

    def get_totp_issuer(self) -> str:
        """Return the name that authenticator apps show."""
        return f"安怀 {county.name()}"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def send_notification_mail(self, *_args: object, **_kwargs: object) -> None:
        """Send nothing: accounts here have no mail address; the trail tells."""


def factors_of(account_id: int) -> QuerySet[Authenticator]:
    """Return an account's codes and passkeys, without its recovery codes."""
    found = Authenticator.objects.filter(user_id=account_id).order_by("pk")
    chosen: QuerySet[Authenticator] = found.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return chosen


def is_enrolled(account_id: int) -> bool:
    """Say whether signing in asks this account for a second factor."""
    return factors_of(account_id).exists()


def is_required(holdings: Iterable[Holding]) -> bool:
    """Say whether one of the roles held may not be used without a second factor."""
    return any(holding.role in settings.ANHUAI_SECOND_FACTOR for holding in holdings)


def new_secret() -> str:
    """Return a fresh secret for one-time codes."""
    secret: str = totp.generate_totp_secret()
    return secret


def picture_of(account: Account, secret: str) -> str:
    """Return the QR code of a secret, for an authenticator app, as the address of an image."""
    adapter = get_adapter()
    drawn: str = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


@action(permit=Permit.SELF, title=_("启用验证器动态码"), subject="second_factor")
def enrol_codes(actor: Actor, *, secret: str, code: str) -> Authenticator:
    """Ask the actor for one-time codes from now on; raises `BadFactor` unless `code` fits."""
    if not totp.validate_totp_code(secret, code.strip()):
        raise BadFactor(
            "code",
            "验证码不对。请确认手机时间准确，再输入应用里当前显示的 6 位数字。",
            "That code does not fit. Check your phone's clock and type the 6 digits shown now.",
            field="code",
        )
    account = Account.objects.get(pk=actor.account or 0)
    factors_of(account.pk).filter(type=Authenticator.Type.TOTP).delete()
    RecoveryCodes.activate(account)
    kept: Authenticator = totp.TOTP.activate(account, secret).instance
    return kept


def _passkeys() -> ModuleType:
    """Return allauth's passkeys, imported where first needed: fido2 costs every start 0.1 s."""
    from allauth.mfa.webauthn.internal import auth

    found: ModuleType = auth
    return found


def passkey_options(account: Account) -> Mapping[str, Any]:
    """Return what the browser needs to make a passkey; its challenge is kept in the session."""
    options: Mapping[str, Any] = _passkeys().begin_registration(account, passwordless=False)
    return options


@action(permit=Permit.SELF, title=_("登记通行密钥"), logs=("name",), subject="second_factor")
def enrol_passkey(actor: Actor, *, name: str, credential: Mapping[str, Any]) -> Authenticator:
    """Ask the actor for a passkey from now on; raises `BadFactor` unless the proof fits."""
    account = Account.objects.get(pk=actor.account or 0)
    try:
        _passkeys().parse_registration_response(credential)
        _passkeys().complete_registration(credential)
    except (ValidationError, ValueError, KeyError, TypeError) as broken:
        raise _bad_passkey() from broken
    RecoveryCodes.activate(account)
    kept: Authenticator = _passkeys().WebAuthn.add(account, name, dict(credential)).instance
    return kept


def _bad_passkey() -> BadFactor:
    return BadFactor(
        "passkey",
        "没有认出这把通行密钥，请重试或改用其他方式。",
        "That passkey was not recognised: try again or use another way.",
    )


@action(
    permit=Permit.SELF, title=_("移除双重验证方式"), logs=("factor_id",), subject="second_factor"
)
def remove_factor(actor: Actor, *, factor_id: int) -> None:
    """Remove one of the actor's factors; the last goes with the recovery codes, if it may go."""
    mine = factors_of(actor.account or 0)
    if not mine.filter(pk=factor_id).exists():
        raise NotHere("second_factor", factor_id)
    is_last = mine.count() == 1
    if is_last and is_required(actor.holdings):
        raise BadFactor(
            "last",
            "您的角色必须使用双重验证；请先添加新的方式，再移除这一种。",
            "Your role needs a second factor: add another before removing this one.",
        )
    mine.filter(pk=factor_id).delete()
    if is_last:
        Authenticator.objects.filter(user_id=actor.account).delete()


@action(permit=Permit.SELF, title=_("更换恢复码"), subject="second_factor")
def renew_recovery_codes(actor: Actor) -> None:
    """Replace the actor's recovery codes; the old ones open nothing any more."""
    account = Account.objects.get(pk=actor.account or 0)
    if not is_enrolled(account.pk):
        raise NotHere("second_factor", account.pk)
    _recovery(account.pk).delete()
    RecoveryCodes.activate(account)


def _recovery(account_id: int) -> QuerySet[Authenticator]:
    kind = Authenticator.Type.RECOVERY_CODES
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=account_id, type=kind)
    return found


def codes_to_note(account_id: int) -> list[str]:
    """Return fresh recovery codes the first time they are asked for, then never again."""
    kept = _recovery(account_id).first()
    if kept is None or RecoveryCodes(kept).did_view:
        return []
    RecoveryCodes(kept).mark_as_viewed()
    codes: list[str] = RecoveryCodes(kept).get_unused_codes()
    return codes


def codes_left(account_id: int) -> int:
    """Return how many recovery codes are still unused."""
    kept = _recovery(account_id).first()
    return len(RecoveryCodes(kept).get_unused_codes()) if kept else 0


@action(
    permit=Permit.ACCOUNTS_MANAGE,
    title=_("重置他人的双重验证"),
    logs=("account_id",),
    subject="account",
)
def reset_second_factor(actor: Actor, *, account_id: int, reason: str) -> Account:
    """Take an account's second factor away after its owner lost it; its sessions end at once."""
    account = managed(actor, account_id)
    if account.pk == actor.account:
        raise BadFactor(
            "self",
            "不能重置自己的双重验证，请由另一位管理员办理。",
            "Another administrator must reset yours.",
            field="reason",
        )
    if len(reason.strip()) < 2:
        raise BadFactor(
            "reason",
            "请写明重置原因，例如“手机遗失，已当面核对本人”。",
            "Say why, for instance that the phone was lost and the person came in.",
            field="reason",
        )
    Authenticator.objects.filter(user_id=account.pk).delete()
    sessions.end_all(account)
    return account


def is_locked(account_id: int) -> bool:
    """Say whether so many wrong factors were tried lately that no more are looked at."""
    lately = Q(account=account_id, name=FAILED, at__gt=clock.now() - LOCKED_FOR)
    return AuditEntry.objects.filter(lately).count() >= GUESSES


def confirm(account: Account, password: str, *, field: str = "password") -> None:
    """Raise `BadFactor` unless this is the account's password and not too many were wrong."""
    if is_locked(account.pk):
        raise BadFactor(
            "locked",
            "尝试次数过多，请 15 分钟后再试。",
            "Too many attempts: try again in 15 minutes.",
            field=field,
        )
    if not account.check_password(password):
        raise BadFactor("password", "登录密码不对。", "That is not your password.", field=field)


def note_failure(account: Account, address: str) -> None:
    """Count a wrong factor."""
    tried = Actor(name=account.name, account=account.pk, address=address)
    audit.append(tried, kind=audit.Kind.SESSION, name=FAILED)


def fitting_code(account: Account, code: str) -> str:
    """Return which kind of code fits, "totp" or "recovery", and use it up; "" when none does."""
    code = code.strip().replace(" ", "")
    kept = factors_of(account.pk).filter(type=Authenticator.Type.TOTP).first()
    if kept is not None and _open_once(kept, code):
        return "totp"
    recovery = _recovery(account.pk).first()
    if recovery is not None and RecoveryCodes(recovery).validate_code(code):
        return "recovery"
    return ""


def _open_once(kept: Authenticator, code: str) -> bool:
    # django-allauth remembers used codes in a cache, which each process has for itself; the row is
    # one for all. A clock set back refuses codes up to the last one used.
    secret = get_adapter().decrypt(kept.data["secret"])
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if compare_user_code(actual=code, expected=expected):
            at = datetime.fromtimestamp(counter * app_settings.TOTP_PERIOD, UTC)
            unused = Q(last_used_at=None) | Q(last_used_at__lt=at)
            rows = Authenticator.objects.filter(unused, pk=kept.pk)
            return bool(rows.update(last_used_at=at))
    return False


def has_passkey(account_id: int) -> bool:
    """Say whether the account can prove itself with a passkey."""
    return factors_of(account_id).filter(type=Authenticator.Type.WEBAUTHN).exists()


def passkey_challenge(account: Account) -> Mapping[str, Any]:
    """Return what the browser needs to prove a passkey; its challenge is kept in the session."""
    options: Mapping[str, Any] = _passkeys().begin_authentication(account)
    return options


def fitting_passkey(account: Account, proof: Mapping[str, Any]) -> str:
    """Return "passkey" when the browser's proof fits the challenge, otherwise ""."""
    try:
        told = _passkeys().parse_authentication_response(proof)
        kept = _passkeys().complete_authentication(account, dict(proof))
    except (ValidationError, ValueError, KeyError, TypeError):
        _passkeys().clear_state()
        return ""
    if not _counted(kept, told.response.authenticator_data.counter):
        return ""
    kept.record_usage()
    return "passkey"


def _counted(kept: Authenticator, counter: int) -> bool:
    """Note a passkey's counter; one that did not go up belongs to a copy (WebAuthn §6.1.1)."""
    before = int(kept.data.get("counter", 0))
    if (counter or before) and counter <= before:
        return False
    kept.data["counter"] = counter
    kept.save(update_fields=["data"])
    return True

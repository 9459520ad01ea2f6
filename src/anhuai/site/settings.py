"""Settings: everything a deployment may vary comes from ANHUAI_* in the environment."""

import os
from pathlib import Path

from anhuai.site.environment import cipher_keys, database, keys_file, static_headers

BASE = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("ANHUAI_DATA", BASE / "data"))
FRONTEND = Path(os.environ.get("ANHUAI_FRONTEND", BASE / "frontend" / "dist"))

ANHUAI_VERSION = "0.1.0"
DEBUG = os.environ.get("ANHUAI_DEBUG") == "1"
DEMO = os.environ.get("ANHUAI_DEMO") == "1"

ANHUAI_KEYS_FILE = keys_file(DATA)
ANHUAI_KEYS = cipher_keys(ANHUAI_KEYS_FILE)
ANHUAI_CIPHER = os.environ.get("ANHUAI_CIPHER", "SM4")  # SM4 or AES
SECRET_KEY = ANHUAI_KEYS["django"]
ALLOWED_HOSTS = os.environ.get("ANHUAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("ANHUAI_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "ninja",
    "anhuai.platform",
    "anhuai.places",
    "anhuai.people",
    "anhuai.facilities",
    "anhuai.cases",
    "anhuai.workforce",
    "anhuai.assessments",
    "anhuai.funds",
    "anhuai.benefits",
    "anhuai.response",
    "anhuai.siting",
    "anhuai.placements",
    "anhuai.childcare",
    "anhuai.services",
    "anhuai.civil",
    "anhuai.desk",
    "anhuai.plans",
    "anhuai.portal",
]

MIDDLEWARE = [
    # Before all others: a style sheet needs no request number and none of a page's headers.
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "anhuai.platform.watching.requests.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "anhuai.platform.sessions.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "anhuai.platform.requests.ActorMiddleware",
    "anhuai.platform.limits.LimitsMiddleware",
    "anhuai.platform.confining.ConfiningMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "anhuai.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "anhuai.platform.pages.shell",
            ]
        },
    }
]

DATABASES = {"default": database(os.environ.get("ANHUAI_DATABASE_URL", ""), DATA)}
# On PostgreSQL, row-level security behind the scoped queries (platform/wall.py); 0 does without.
ANHUAI_WALL = os.environ.get("ANHUAI_WALL", "1") == "1"
# A file off this machine (a mounted share) to which the trail's last link is copied each night.
ANHUAI_ANCHORS = os.environ.get("ANHUAI_ANCHORS", "")
# 等保 level 3: nobody holds two of system administrator, security administrator and auditor.
ANHUAI_THREE_ADMINISTRATORS = os.environ.get("ANHUAI_THREE_ADMINISTRATORS") == "1"
# Files of people on social assistance are opened for a named purpose (its law, art. 70(6)).
ANHUAI_PURPOSE = os.environ.get("ANHUAI_PURPOSE", "1") == "1"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "platform.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "anhuai.platform.signing_in.PasswordBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Shortest length, days until a change is due (0: never), former passwords that may not come back.
ANHUAI_PASSWORD = {
    "length": int(os.environ.get("ANHUAI_PASSWORD_LENGTH", "10")),
    "age": int(os.environ.get("ANHUAI_PASSWORD_AGE", "0")),
    "history": int(os.environ.get("ANHUAI_PASSWORD_HISTORY", "5")),
}
LOGIN_URL = "platform:sign_in"
SESSION_ENGINE = "anhuai.platform.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the front end sends it back in a header
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("ANHUAI_HTTPS") == "1"
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0

# Five wrong passwords for one account from one address lock both for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "anhuai.platform.signing_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "anhuai.platform.requests.address_of"

# Days into each quarter by which every role must have been confirmed or ended.
ANHUAI_REVIEW_DAYS = int(os.environ.get("ANHUAI_REVIEW_DAYS", "30"))
# The province's single sign-on (OpenID Connect); without an issuer there is none.
ANHUAI_OIDC = {
    "issuer": os.environ.get("ANHUAI_OIDC_ISSUER", "").rstrip("/"),
    "client": os.environ.get("ANHUAI_OIDC_CLIENT", ""),
    "secret": os.environ.get("ANHUAI_OIDC_SECRET", ""),
    "title": os.environ.get("ANHUAI_OIDC_TITLE", "全省统一身份认证"),
}
# Roles that may not be used without a second factor, by code: county_officer,town_clerk
ANHUAI_SECOND_FACTOR = frozenset(
    filter(None, os.environ.get("ANHUAI_SECOND_FACTOR", "").split(","))
)
# How browsers reach this site, for links in messages: https://anhuai.example.cn
ANHUAI_SITE_URL = os.environ.get("ANHUAI_SITE_URL", "").rstrip("/")
# Mail by SMTP, the others by an HTTP gateway; a channel without an address is recorded only.
ANHUAI_CHANNELS = {
    "mail": {
        "url": os.environ.get("ANHUAI_MAIL_URL", ""),
        "sender": os.environ.get("ANHUAI_MAIL_SENDER", "anhuai@localhost"),
    },
    "sms": {
        "url": os.environ.get("ANHUAI_SMS_URL", ""),
        "secret": os.environ.get("ANHUAI_SMS_SECRET", ""),
    },
    "app": {
        "url": os.environ.get("ANHUAI_APP_URL", ""),
        "secret": os.environ.get("ANHUAI_APP_SECRET", ""),
    },
    "voice": {
        "url": os.environ.get("ANHUAI_VOICE_URL", ""),
        "secret": os.environ.get("ANHUAI_VOICE_SECRET", ""),
    },
    "wechat": {
        "url": os.environ.get("ANHUAI_WECHAT_URL", ""),
        "secret": os.environ.get("ANHUAI_WECHAT_SECRET", ""),
    },
}
# Hosts inside the network to which webhooks may go all the same: gateway.county.gov,10.1.2.3
ANHUAI_OUTGOING_INSIDE = frozenset(
    filter(None, os.environ.get("ANHUAI_OUTGOING_INSIDE", "").split(","))
)
# Open data hides counts of people below this number (5 is our own choice, unverified: C).
ANHUAI_SMALL_CELL = int(os.environ.get("ANHUAI_SMALL_CELL", "5"))
ANHUAI_OPEN_LICENCE = os.environ.get(
    "ANHUAI_OPEN_LICENCE", "可以自由使用，请注明来源和数据日期；不得用于识别个人。"
)
# The system under which FHIR tells identity numbers; agree on it with the health systems.
ANHUAI_FHIR_IDENTITY = os.environ.get("ANHUAI_FHIR_IDENTITY", "urn:x-anhuai:citizen-id")
MFA_ADAPTER = "anhuai.platform.second_factor.SealedFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute either way: phones' clocks differ
# Without TLS (a test on localhost) browsers' origins are not https and cannot be compared.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SESSION_COOKIE_SECURE
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
# Askings a minute by one caller: the interface; exports, papers, imports and searches. 0: no end.
ANHUAI_LIMITS = {
    "api": int(os.environ.get("ANHUAI_API_LIMIT", "1200")),
    "costly": int(os.environ.get("ANHUAI_COSTLY_LIMIT", "120")),
}
ANHUAI_PERMISSIONS_POLICY = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), "
    "gyroscope=(), magnetometer=(), microphone=(), payment=(), serial=(), usb=()"
)
# Where a hole is reported, as an address of RFC 9116.
ANHUAI_SECURITY_CONTACT = os.environ.get("ANHUAI_SECURITY_CONTACT", "tel:12349")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"

TASKS = {"default": {"BACKEND": "anhuai.platform.jobs.backend.JobBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATICFILES_DIRS = [FRONTEND] if FRONTEND.exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = static_headers
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 31_536_000  # names carry a content hash
MEDIA_ROOT = DATA / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
ANHUAI_UPLOAD_LIMIT = 64 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "anhuai.platform.watching.lines.Line"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("ANHUAI_LOG", "WARNING")},
}

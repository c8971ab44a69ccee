"""Settings of the house. Every deployment difference comes from the environment (docs/operations.md)."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from shanyraq.config import environment as env

ROOT = Path(__file__).resolve().parents[3]
DATA = env.folder("SHANYRAQ_DATA", ROOT / "data")

DEBUG = env.flag("SHANYRAQ_DEBUG", False)
SECRET_KEY = env.secret_key(DATA)
PORT = env.number("SHANYRAQ_PORT", 8000, low=1, high=65535)
ALLOWED_HOSTS = env.words("SHANYRAQ_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.flag("SHANYRAQ_HTTPS", False)
ORIGINS = env.words("SHANYRAQ_ORIGINS", [f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}"])
LIVE_URL = os.environ.get("SHANYRAQ_LIVE_URL") or f"http://localhost:{PORT + 1}/live/"
LIVE_ORIGIN = LIVE_URL.split("/live")[0]

INSTALLED_APPS = [
    "shanyraq.kernel.text",  # first: its Kazakh catalogue completes the libraries' own
    "shanyraq.kernel.scope",
    "shanyraq.kernel.actions",
    "shanyraq.kernel.facts",
    "shanyraq.kernel.sealing",
    "shanyraq.kernel.events",
    "shanyraq.kernel.figures",
    "shanyraq.kernel.jobs",
    "shanyraq.kernel.keeping",
    "shanyraq.kernel.pages",
    "shanyraq.kernel.ui",
    "shanyraq.kernel.sheets",
    "shanyraq.kernel.testing",
    "shanyraq.spine.registry",
    "shanyraq.spine.access",
    "shanyraq.spine.care",
    "shanyraq.spine.presence",
    "shanyraq.spine.notices",
    "shanyraq.spine.talks",
    "shanyraq.spine.movement",
    "shanyraq.spine.quality",
    "shanyraq.spine.exchange",
    "shanyraq.spine.interface",
    "shanyraq.learning.timetable",
    "shanyraq.learning.journal",
    "shanyraq.learning.reports",
    "shanyraq.learning.diary",
    "shanyraq.campus.gates",
    "shanyraq.insight.analytics",
    "shanyraq.flows",
    "shanyraq.portals.family",
    "shanyraq.portals.pupil",
    "shanyraq.portals.teacher",
    "shanyraq.portals.school",
    "shanyraq.portals.office",
    "shanyraq.portals.public",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "shanyraq.config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "shanyraq.kernel.pages.devices.DeviceMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shanyraq.spine.access.middleware.ScopeMiddleware",
    "shanyraq.kernel.pages.middleware.DeniedMiddleware",
]

DEVICE_PATHS = ("/iclock/", "/gates/passages", "/api/register/", "/ims/")
"""Where gates and programs speak to us; what stands there and is no device's endpoint goes the usual way."""

API_TOKEN_LIMIT = env.number("SHANYRAQ_API_TOKEN_LIMIT", 120, low=1, high=100_000)
API_ADDRESS_LIMIT = env.number("SHANYRAQ_API_ADDRESS_LIMIT", 600, low=1, high=1_000_000)
"""Requests to the open interface in a minute: by one token, and from one address."""

ROOT_URLCONF = "shanyraq.config.urls"
WSGI_APPLICATION = "shanyraq.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shanyraq.kernel.ui.context.shell",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "shanyraq.kernel.ui.forms.Renderer"

DATABASES = {"default": env.database(DATA / "shanyraq.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kernel_cache",
        # With the usual 300, a flood of addresses would push the counters of rate limits out.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
if redis := os.environ.get("REDIS_URL"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": redis}}

AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "shanyraq.spine.access.gateways.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # an account holds no personal data
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
_SIGNIN = "shanyraq.spine.access.forms.signin."
ACCOUNT_FORMS = {
    "login": f"{_SIGNIN}LoginForm",
    "reauthenticate": f"{_SIGNIN}ReauthenticateForm",
    "change_password": f"{_SIGNIN}ChangePasswordForm",
    "set_password": f"{_SIGNIN}SetPasswordForm",
}
MFA_ADAPTER = "shanyraq.spine.access.gateways.accounts.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": f"{_SIGNIN}SecondStepForm",
    "reauthenticate": f"{_SIGNIN}SecondStepAgainForm",
    "activate_totp": f"{_SIGNIN}AddAppForm",
    "add_webauthn": f"{_SIGNIN}AddPasskeyForm",
    "edit_webauthn": f"{_SIGNIN}RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Shanyraq"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # passkeys work on http://localhost only

LANGUAGE_CODE = "kk"
LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
FORMAT_MODULE_PATH = "shanyraq.kernel.text.formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DATA / "files")},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = ORIGINS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
# Supervisors ask from this machine, and gates with old firmware speak plain HTTP only.
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^iclock/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("SHANYRAQ_PROXY", False) else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF, LIVE_ORIGIN],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("SMTP_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("SMTP_HOST", "localhost")
EMAIL_PORT = env.number("SMTP_PORT", 25, low=1, high=65535)
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("SMTP_TLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("SMTP_FROM", "shanyraq@localhost")

SILENCED_SYSTEM_CHECKS: list[str] = []
LOGGING_CONFIG = "shanyraq.config.logs.configure"
LOGGING = {"level": os.environ.get("SHANYRAQ_LOG", "INFO")}

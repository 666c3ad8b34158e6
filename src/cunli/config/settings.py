"""One settings module; what differs between installations comes from the environment (``environment.py``)."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from cunli.config import environment, logs

DATA_DIR = environment.data_folder()
KEYS_DIR = DATA_DIR / "keys"
MEDIA_ROOT = DATA_DIR / "files"
SECRET_KEY = environment.key_file(KEYS_DIR, "django")
DEBUG = environment.flag("DEBUG")
# Whatever its public name: a watchdog on the machine itself asks by the address.
ALLOWED_HOSTS = [*filter(None, os.environ.get("HOSTS", "").split(",")), "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("ORIGINS", "").split(",") if origin]
HTTPS = environment.flag("HTTPS")
DEMO = environment.flag("DEMO")
PUBLIC_ADDRESS = next(iter(CSRF_TRUSTED_ORIGINS), "")
"""Where people open it, for messages that point to it; "" where nobody said."""

FLOORS = [
    "cunli.api",
    "cunli.desk",
    "cunli.acts",
    "cunli.webhooks",
    "cunli.visits",
    "cunli.benefits",
    "cunli.cases",
    "cunli.procedures",
    "cunli.roster",
    "cunli.registry",
    "cunli.dues",
    "cunli.papers",
    "cunli.notices",
    "cunli.exclusions",
    "cunli.files",
    "cunli.county",
    "cunli.accounts",
    "cunli.messages",
    "cunli.ledgers",
    "cunli.places",
    "cunli.journal",
    "cunli.law",
    "cunli.ui",
]
INSTALLED_APPS = [
    *FLOORS,
    "cunli.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "cunli.config.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cunli.accounts.middleware.ActorMiddleware",
    "cunli.ui.middleware.OutboxMiddleware",
    "cunli.ui.middleware.RefusalMiddleware",
]
ROOT_URLCONF = "cunli.config.urls"
WSGI_APPLICATION = "cunli.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cunli.ui.context.face",
                "cunli.desk.frame.frame",
            ],
            "builtins": ["cunli.ui.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'cunli.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # FULL: an answered write survives a power cut. IMMEDIATE: writers queue instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    DATABASES["default"]["ENGINE"] = "cunli.config.postgresql"
    # Our joins stand in the order that reads least: planning a matter with all its names took longer than reading it.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [environment.ROOT / "src" / "cunli" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000  # a county's list of services is one form

CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cunli_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # of the default 300, codes still to be typed would be thrown away
    }
}
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked on the machine itself, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cunli.ui.errors.stale_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# No Open311 door until the county has decided to publish; then anybody reads what is public, or also reports it.
OPEN311 = environment.one_of("OPEN311", "off", "read", "report")

# No host but our own is asked, unless the county names one for map pictures; then by the page of the map alone.
MAP_TILES, MAP_APPROVAL = environment.map_tiles()

# Other systems' hosts that may be told although they stand behind the county's own wall.
WEBHOOK_HOSTS = environment.hosts("WEBHOOK_HOSTS")

SMS = environment.sms()
MAIL, MAIL_FROM = environment.mail()
WECHAT = environment.wechat()

LOGGING = logs.LOGGING

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["cunli.accounts.backends.StaffBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "cunli.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Of allauth only the second factor is used (TOTP and recovery codes): users have no e-mail address.
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
MFA_ADAPTER = "cunli.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "村里"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"

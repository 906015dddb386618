"""One file of settings, fed by the environment, with working defaults for a laptop."""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import structlog

from balaikota.config import home
from balaikota.kit import clock
from balaikota.kit.logs import Lines, scrub

HOME = home.folder()
SECRETS = home.secrets(HOME)

DEMO = os.environ.get("BALAIKOTA_DEMO", "1") == "1"
DEBUG = False
TESTING = "PYTEST_VERSION" in os.environ
CITY = os.environ.get("BALAIKOTA_CITY", "12.71")
# What a city has of its own beside its code: `regions/`, `offices.toml`, `colours.toml` (docs/another-city.md).
CITY_FOLDER = Path(given) if (given := os.environ.get("BALAIKOTA_CITY_FOLDER")) else None
ADDRESS = (
    os.environ.get("BALAIKOTA_ADDRESS") or f"http://127.0.0.1:{os.environ.get('BALAIKOTA_PORT', '8000')}"
)

SECRET_KEY = os.environ.get("BALAIKOTA_SECRET_KEY", SECRETS["secret_key"])
DATA_KEYS: dict[str, str] = SECRETS["data_keys"]
DATA_KEY_ID: str = SECRETS["data_key_id"]
INDEX_KEY: str = SECRETS["index_key"]
SIGNING_FOLDER = HOME / "signing"
FILES_FOLDER = HOME / "files"
RENDITIONS_FOLDER = HOME / "renditions"  # made anew from the files whenever one is missing
MAIL_FOLDER = HOME / "mail"
ERASURES_FOLDER = HOME / "erasures"
BACKUPS_STATE, ERRORS_FILE = HOME / "backups.json", HOME / "errors.jsonl"
# How the clock stood when the process tree was started (`kit.clock`): the health page tells when it was set since.
CLOCK = float(os.environ.get("BALAIKOTA_CLOCK") or clock.offset())
FIGURES_FOLDER = HOME / "figures"  # what all processes have counted since the city opened
# Who reads /metrik/ from another machine, or through a proxy.
METRICS_TOKEN = os.environ.get("BALAIKOTA_METRICS_TOKEN", "")

# Where learning packages play: an address of its own, which knows no login (docs/decisions/0038). On a laptop a name
# that every browser takes for this machine.
PACKAGES_ADDRESS = os.environ.get("BALAIKOTA_PACKAGES_ADDRESS", home.beside(ADDRESS, "paket"))
CITY_ADDRESSES = home.names_of(ADDRESS)  # who may show a package in a frame

ALLOWED_HOSTS = os.environ.get("BALAIKOTA_HOSTS", "127.0.0.1,localhost,testserver").split(",")
ALLOWED_HOSTS += filter(None, [home.host(PACKAGES_ADDRESS)])
CSRF_TRUSTED_ORIGINS = [ADDRESS]
SECURE = ADDRESS.startswith("https://")

#: The rooms of each floor, as they are opened: those that others lean on first.
ROOMS = {
    "foundation": """audit regions organisations files documents notifications webpush offline pictures search
        statistics""",
    "engine": """questions catalogue deadlines cases carryover waiting work likeness letters satisfaction counter
        parcels copies opendata partners webhooks workshop retention rights breaches oversight
        upkeep""",
    "civil": "deeds households births deaths marriages children cards moves foreigners records",
    "information": "review articles places agenda alerts",
    "enterprises": """kbli register books permits capital production imports linkage ladder coaching clinics funnel
        programmes attestations figures""",
    "products": """categories listings vocabulary exposure display finding orders reviews quotations showcase
        moderation dialects offers feeds mirrors exchange market""",
    "training": """servants courses classes rubrics packages scorm xapi materials attendance exams projects assignments
        forum certificates ledger needs badges owners evaluation plans""",
    "complaints": "topics reports handling figures mine georeport forwarding",
    "economy": "added accounts workbooks outlets bps nowcast scorecard dashboard behind",
    "innovation": "ideas evidence life index library competition",
}
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "balaikota.foundation.people",  # before allauth: its templates win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "balaikota.kit",
    *(f"balaikota.{floor}.{room}" for floor, rooms in ROOMS.items() for room in rooms.split()),
    "balaikota.portal",
    "balaikota.config",
]

MIDDLEWARE = [
    "balaikota.kit.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "balaikota.training.packages.api.ApartFromTheCity",
    "balaikota.kit.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "balaikota.kit.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "balaikota.kit.hot.ForEverybody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "balaikota.kit.middleware.Refusals",
    "balaikota.kit.middleware.WholeRequests",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "balaikota.foundation.people.api.SessionsEnd",
    "balaikota.foundation.people.api.SecondFactorFirst",
    "balaikota.kit.middleware.CarefulHeaders",
]

ROOT_URLCONF = "balaikota.config.urls"
WSGI_APPLICATION = "balaikota.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "balaikota.kit.site.site",
            ],
            "libraries": {"i18n": "balaikota.kit.templatetags.sentences"},
        },
    },
]

SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # `i18n` is ours on purpose (above): Django's own, and quicker

# The application signs in as a role that does not own the tables; migrations run as the owner.
AS_OWNER, POOLED = (os.environ.get(name) == "1" for name in ("BALAIKOTA_AS_OWNER", "BALAIKOTA_POOL"))
DATABASES = {"default": home.database(HOME, as_owner=AS_OWNER, pooled=POOLED)}
if REPLICA := home.replica(pooled=POOLED):  # a copy for pages that may be a moment old (kit/replicas.py)
    DATABASES["replica"] = REPLICA
if TESTING:
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("BALAIKOTA_TEST_TEMPLATE")}

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
PASSWORDS_THAT_LEAKED = Path(__file__).resolve().parent.parent / "foundation/people/data/breached.txt.gz"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "balaikota.foundation.people.forms.NotBreached",
        "OPTIONS": {"password_list_path": PASSWORDS_THAT_LEAKED},
    },
    {"NAME": "balaikota.foundation.people.forms.NoCityWords"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/permohonan/"
LOGOUT_REDIRECT_URL = "/"

# Signing in (django-allauth): by e-mail or phone, confirmed by a code; never telling who exists.
ACCOUNT_ADAPTER = "balaikota.foundation.people.api.Accounts"
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone", "password1*"]  # our form asks for one contact, either of the two
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = (
    600  # seconds a code is good for
)
ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # who changes how one signs in shows once more who they are
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
_FORMS = "balaikota.foundation.people.forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.SignInForm",
    "signup": f"{_FORMS}.SignUpForm",
    "reset_password": f"{_FORMS}.ForgottenForm",
    "reset_password_from_key": f"{_FORMS}.NewPasswordForm",
    "change_password": f"{_FORMS}.ChangePasswordForm",
    "set_password": f"{_FORMS}.FirstPasswordForm",
    "reauthenticate": f"{_FORMS}.ConfirmPasswordForm",
    "request_login_code": f"{_FORMS}.AskCodeForm",
    "confirm_login_code": f"{_FORMS}.SignInCodeForm",
    "confirm_password_reset_code": f"{_FORMS}.ForgottenCodeForm",
    "confirm_email_verification_code": f"{_FORMS}.EmailCodeForm",
    "verify_phone": f"{_FORMS}.PhoneCodeForm",
    "add_email": f"{_FORMS}.ChangeEmailForm",
    "change_phone": f"{_FORMS}.ChangePhoneForm",
}
MFA_ADAPTER = "balaikota.foundation.people.api.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 0  # a code is good for its own 30 seconds, and once (ASVS 6.5.1, 6.5.5)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_FORMS = {
    "authenticate": f"{_FORMS}.SecondFactorForm",
    "reauthenticate": f"{_FORMS}.SecondFactorAgainForm",
    "activate_totp": f"{_FORMS}.AppForm",
    "add_webauthn": f"{_FORMS}.PasskeyForm",
    "edit_webauthn": f"{_FORMS}.PasskeyNameForm",
}
# How many proxies of our own stand before the city hall: whose word about the visitor's address counts.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("BALAIKOTA_PROXIES", "0"))

SESSION_ENGINE = "balaikota.kit.sessions"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
# Over HTTPS a browser itself keeps these for this host alone (RFC 6265bis, section 4.1.3.2).
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid", f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGE_STORAGE = "balaikota.kit.cookies.Messages"
# A session ends after this many seconds whatever one does, and earlier when nobody does anything (docs/security/rules.md).
SESSION_COOKIE_AGE = SESSION_LASTS = 12 * 3600
IDLE_OFFICER, IDLE_RESIDENT = 3600, 2 * 3600
CSRF_FAILURE_VIEW = "balaikota.kit.failures.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
X_FRAME_OPTIONS = "DENY"
# A tile server behind the maps (`https://…/{z}/{x}/{y}.png`), if the city has one, and what it wants to be said.
TILES, TILES_CREDIT = os.environ.get("BALAIKOTA_TILES", ""), os.environ.get("BALAIKOTA_TILES_CREDIT", "")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", *filter(None, [home.origin(TILES)])],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
    },
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_MAX_MEMORY_SIZE = 65_536
UPLOAD_LIMIT = 10 * 1_048_576
BODY_LIMIT = 100 * 1_048_576  # one request: as many files as a page can hold
# The malware scanner: `unix:/run/clamav/clamd.ctl` or `host:3310`; empty when the city has none.
CLAMAV = os.environ.get("BALAIKOTA_CLAMAV", "")

# Counters that every process shares lie in the database; what each may keep for itself, in its memory.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if TESTING
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # at Django's 300 a stranger could push other counters out
    },
    "near": {"BACKEND": "balaikota.kit.near.Near", "LOCATION": "near", "OPTIONS": {"MAX_ENTRIES": 600}},
}

STATIC_URL = "/aset/"


WHITENOISE_ALLOW_ALL_ORIGINS = False


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: Any, path: str, url: str) -> None:
    """Static files are framed and embedded by nobody; the whole policy would weigh 4 KB on a first visit."""
    headers["Content-Security-Policy"] = "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"


STATIC_ROOT = HOME / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "balaikota.kit.css.Bundle",
    "balaikota.kit.maps.Leaflet",
]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": FILES_FOLDER},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# SIAK, the national population system: asked about a NIK only when an address is given (docs/decisions/0018).
SIAK_URL, SIAK_TOKEN = os.environ.get("BALAIKOTA_SIAK_URL", ""), os.environ.get("BALAIKOTA_SIAK_TOKEN", "")
# The statistics office: its WebAPI is asked only with a key (https://webapi.bps.go.id/).
BPS_KEY = os.environ.get("BALAIKOTA_BPS_KEY", "")
# WhatsApp (Meta Cloud API): https://graph.facebook.com/v…/<phone-number-id>/messages; off without an address (0022).
WHATSAPP_URL = os.environ.get("BALAIKOTA_WHATSAPP_URL", "")
WHATSAPP_TOKEN = os.environ.get("BALAIKOTA_WHATSAPP_TOKEN", "")
WHATSAPP_TEMPLATE = os.environ.get("BALAIKOTA_WHATSAPP_TEMPLATE", "kabar_permohonan")
# BSrE's e-sign server, for a certified signature; off without an address. Who signs: signing/bsre.json (0022).
BSRE_URL = os.environ.get("BALAIKOTA_BSRE_URL", "")
BSRE_USER, BSRE_PASSWORD = (
    os.environ.get("BALAIKOTA_BSRE_USER", ""),
    os.environ.get("BALAIKOTA_BSRE_PASSWORD", ""),
)
# Partners' servers in the city's own network may be told too; otherwise only those on the open Internet (0022).
WEBHOOKS_INSIDE = os.environ.get("BALAIKOTA_WEBHOOKS_INSIDE", "0") == "1"
# Push services on this machine or in the city's own network, by plain http too: for rehearsals only (0030).
WEBPUSH_INSIDE = os.environ.get("BALAIKOTA_WEBPUSH_INSIDE", "0") == "1"
EMAIL_URL = os.environ.get("BALAIKOTA_EMAIL_URL", "")
globals().update(home.mail(EMAIL_URL))
EMAIL_FILE_PATH = MAIL_FOLDER
DEFAULT_FROM_EMAIL = os.environ.get("BALAIKOTA_FROM", "Balai Kota <tidak-dibalas@balaikota.invalid>")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "balaikota.config.queue.queue_within_the_transaction"

LOG_LEVEL = os.environ.get("BALAIKOTA_LOG", "WARNING")
LOG_ALL = LOG_LEVEL in (
    "INFO",
    "DEBUG",
)  # a line for every request and every job, not for slow and failed ones alone
# Where errors are told (Sentry, GlitchTip), without anybody's words; traces go where OTEL_EXPORTER_OTLP_ENDPOINT says.
SENTRY_DSN = os.environ.get("SENTRY_DSN", "") if find_spec("sentry_sdk") else ""
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        scrub,
        structlog.processors.JSONRenderer(),
    ],
    logger_factory=lambda *_names: Lines(),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                scrub,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": [
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
            ],
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "last": {"class": "balaikota.kit.logs.LastErrors", "place": str(ERRORS_FILE)},
        "told": {"class": "balaikota.kit.reporting.Reports"},
    },
    "loggers": {
        "psycopg.pool": {"level": "ERROR"},  # a lost database is said once, by the supervisor
        "django.request": {
            "level": "ERROR"
        },  # each no is said by `kit.middleware.Refusals`, without the address
    },
    "root": {
        "handlers": ["stderr"] if TESTING else ["stderr", "last", *(["told"] if SENTRY_DSN else [])],
        "level": LOG_LEVEL,
    },
}

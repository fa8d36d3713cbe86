"""Settings of OrtaBilim; every difference between machines comes from the environment."""

import datetime as dt
import os
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- what kind of installation this is --------------------------------------------------
DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
TESTING = env.bool("TESTING", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEMO or TESTING else []
)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ORTABILIM_HOME = Path(env.str("ORTABILIM_HOME", default=str(BASE_DIR / ".demo"))).resolve()
_today = env.str("DEMO_TODAY", default="2025-11-14") if DEMO or TESTING else ""
CLOCK_TODAY = dt.date.fromisoformat(_today) if _today else None

# --- rooms ------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "django_cotton",
    "django_htmx",
    "django_filters",
    "django_tables2",
    "heroicons",
    "rest_framework",
    "axes",
    "csp",
    "core",
    "accounts",
    "signing",
    "integrations",
    "flk",
    "schools",
    "budget",
    "contracts",
    "acts",
    "payments",
    "lms_api",
    "portal",
]
MIDDLEWARE = [
    "core.web.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "lms_api.straight.StraightMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.web.language.RememberLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.ActorMiddleware",
    "portal.badges.ForgetCountsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "ortabilim.urls"
WSGI_APPLICATION = "ortabilim.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "core.web.templatetags.ortabilim"],
            "libraries": {"ortabilim": "core.web.templatetags.ortabilim"},
        },
    }
]
FORM_RENDERER = "core.web.forms.FormRenderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- database: two roles ----------------------------------------------------------------
_app_url = env.str("DATABASE_URL", default="postgresql://ortabilim_app@127.0.0.1/ortabilim")
_owner_url = env.str("DATABASE_OWNER_URL", default=_app_url)
DATABASE_APP_ROLE = env.db_url_config(_app_url)["USER"]
_as_owner = TESTING or env.bool("ORTABILIM_AS_OWNER", default=False)
DATABASES = {"default": env.db_url_config(_owner_url if _as_owner else _app_url)}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=0 if TESTING else env.int("CONN_MAX_AGE", default=60),
    CONN_HEALTH_CHECKS=True,
    TEST={"NAME": "test_ortabilim" + os.environ.get("TEST_DB_SUFFIX", "")},
)
DATABASES["default"].setdefault("OPTIONS", {})
# Of statements that travel together (core.one_trip); Django's own cursors never prepare. A pooler
# that gives each transaction another session must know prepared statements, or None stands here.
DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 2
if not _as_owner:
    DATABASES["default"]["OPTIONS"]["options"] = (
        "-c lock_timeout=5s -c statement_timeout=120s -c idle_in_transaction_session_timeout=60s"
    )

# --- queue and cache --------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "ortabilim",
    }
}
# A test that changes records behind the pages must see the counts change.
COUNTS_CACHE = "counts"
CACHES["counts"] = (
    {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} if TESTING else CACHES["default"]
)
SESSION_ENGINE = "django.contrib.sessions.backends.db"

# --- people -----------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 1
AXES_ENABLED = not TESTING
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account:sign-in"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# --- languages --------------------------------------------------------------------------
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Русский")), ("kk", _("Қазақша")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["ortabilim.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
USE_THOUSAND_SEPARATOR = False

# --- files ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ORTABILIM_HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEMO or TESTING
WHITENOISE_AUTOREFRESH = DEMO and DEBUG
MEDIA_ROOT = ORTABILIM_HOME / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

# --- browser's rules --------------------------------------------------------------------
NCALAYER_URL = env.str("NCALAYER_URL", default="wss://127.0.0.1:13579")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF, NCALAYER_URL],
        "frame-ancestors": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_COOKIES = not (DEMO or TESTING)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_SSL_REDIRECT = SECURE_COOKIES and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_COOKIES else None

# --- keys and signatures ----------------------------------------------------------------
KEYS_DIR = Path(env.str("KEYS_DIR", default=str(ORTABILIM_HOME / "keys")))
VAULT_KEYS_FILE = env.str("VAULT_KEYS_FILE", default=str(KEYS_DIR / "vault.json"))
SIGNING_TRUST_ROOTS = env.str("SIGNING_TRUST_ROOTS", default=str(KEYS_DIR / "roots.pem"))
SIGNING_CRL = env.str("SIGNING_CRL", default=str(KEYS_DIR / "crl.pem"))
DEMO_SCALE = env.str("DEMO_SCALE", default="small")
DEMO_CAST = "portal.demo.cast.people_with_keys" if DEMO else ""
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:" + env.str("PORT", default="8000"))

# --- letters ----------------------------------------------------------------------------
# Without a mail server letters are kept as files: the demo shows them in a window.
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL:
    globals().update(env.email_url_config(EMAIL_URL))
elif not TESTING:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(ORTABILIM_HOME / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Bilimge <no-reply@bilimge.example>")

# --- registries -------------------------------------------------------------------------
REGISTRY_EMULATOR_URL = env.str("REGISTRY_EMULATOR_URL", default="")
GBDFL_URL = env.str("GBDFL_URL", default="")
SMS1414_URL = env.str("SMS1414_URL", default="")
KGD_URL = env.str("KGD_URL", default="")
KGD_TOKEN = env.str("KGD_TOKEN", default="")
ESF_URL = env.str("ESF_URL", default="")
ESF_USERNAME = env.str("ESF_USERNAME", default="")
ESF_PASSWORD = env.str("ESF_PASSWORD", default="")
SHEP_CLIENT_PEM = env.str("SHEP_CLIENT_PEM", default=str(KEYS_DIR / "shep-client.pem"))
SHEP_SERVER_CERT = env.str("SHEP_SERVER_CERT", default=str(KEYS_DIR / "shep-server.pem"))

# --- API --------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}

# --- logs: an allow-list of fields, never bodies or identifiers -------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "WARNING"},
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        "signxml": {"level": "WARNING"},  # writes whole envelopes, with IINs, at DEBUG
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []

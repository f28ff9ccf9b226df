"""All settings. The environment decides; docs/operate/settings.md lists every variable."""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from haicap.config.database import VAR, database_url

BASE_DIR = Path(__file__).resolve().parents[1]
DEBUG = os.environ.get("HAICAP_DEBUG", "") == "1"


def _secret_key() -> str:
    given = os.environ.get("HAICAP_SECRET_KEY")
    if given:
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("HAICAP_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [
    origin for origin in os.environ.get("HAICAP_ORIGINS", "").split(",") if origin
]

INSTALLED_APPS = [
    "haicap.config.apps.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "haicap.common",
    "haicap.journal",
    "haicap.workdays",
    "haicap.units",
    "haicap.accounts",
    "haicap.law",
    "haicap.papers",
    "haicap.specimens",
    "haicap.signatures",
    "haicap.villages",
    "haicap.procedures",
    "haicap.standards",
    "haicap.competence",
    "haicap.duties",
    "haicap.dossiers",
    "haicap.printing",
    "haicap.measures",
    "haicap.drills",
    "haicap.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "haicap.web.middleware.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "haicap.web.middleware.LanguageMiddleware",
    "haicap.web.api.middleware.ApiMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "haicap.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "haicap.config.urls"
WSGI_APPLICATION = "haicap.config.wsgi.application"
CSRF_FAILURE_VIEW = "haicap.web.errors.form_too_old"
FORM_RENDERER = "haicap.web.forms.Renderer"

# Where the public finds this program: it stands in the codes of printed papers.
HAICAP_ADDRESS = os.environ.get("HAICAP_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

# Every page says that people and dossiers are simulated.
HAICAP_DEMO = os.environ.get("HAICAP_DEMO") == "1"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "haicap.web.context.house",
            ],
        },
    },
]

_database = dj_database_url.parse(
    database_url(), conn_max_age=60, conn_health_checks=True
)
DATABASES = {
    "default": {
        **_database,
        # A dossier is read with some twenty joins, in an order that makes sense; to look for
        # a better one takes PostgreSQL a hundred times longer than to read.
        "OPTIONS": {
            "options": "-c join_collapse_limit=4",
            **_database.get("OPTIONS", {}),
        },
        "TEST": {"NAME": os.environ.get("HAICAP_TEST_DB", "test_haicap")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["haicap.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# Roles are code; which role may do what stands in one table at the top of the house,
# because roles name permissions of every room (docs/decisions/0003).
HAICAP_ROLES = "haicap.config.roles.ROLES"
# Who has the keys of those who sign: files below HAICAP_KEYS, encrypted with what is derived
# from HAICAP_KEY_SECRET, or a keeper of your own for a hardware module.
HAICAP_KEY_KEEPER = os.environ.get("HAICAP_KEY_KEEPER", "haicap.signatures.keys.Files")
HAICAP_KEYS = os.environ.get("HAICAP_KEYS", str(VAR / "keys"))
HAICAP_KEY_SECRET = os.environ.get("HAICAP_KEY_SECRET", SECRET_KEY)
# Files with the certificates of authorities that are trusted, and a time-stamp server.
HAICAP_TRUST = os.environ.get("HAICAP_TRUST", "")
HAICAP_TSA = os.environ.get("HAICAP_TSA", "")
HAICAP_FOLLOWERS = "haicap.config.reactions.FOLLOWERS"
HAICAP_CONSEQUENCES = "haicap.config.consequences.ROOMS"
HAICAP_JOBS = "haicap.config.schedule.JOBS"

# The lake: Parquet that is made from the journal and may be made again at any time.
HAICAP_LAKE = os.environ.get("HAICAP_LAKE", str(VAR / "lake"))
# Empty: DuckDB inside the process. spark://host:port: the same expressions on that cluster.
HAICAP_MEASURE_ENGINE = os.environ.get("HAICAP_MEASURE_ENGINE", "")
HAICAP_MEASURE_MEMORY = os.environ.get("HAICAP_MEASURE_MEMORY", "1GB")

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["haicap.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Numbers for people are grouped where they are written (web.templatetags.ui, board.words): with
# this on, templates would write the id 1149 into a form as "1.149".
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise wants it to be there
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ.get("HAICAP_FILES", str(VAR / "files"))},
    },
    "staticfiles": {"BACKEND": "haicap.web.storage.CollectedFiles"},
}
WHITENOISE_USE_FINDERS = True

FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# A session is a signed cookie: it costs no statement, and no table grows.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("HAICAP_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("HAICAP_LOG", "WARNING")},
}

"""The one settings file. Every choice that may vary is a documented variable read by `env`."""

import os
from importlib.util import find_spec
from pathlib import Path

import dj_database_url

from autan.instance.project import env
from autan.instance.project.language_folders import read_language_folders
from autan.instance.project.logs import logging_settings

HOME = env.read_home()
AUTAN_HOME = HOME
AUTAN_LAKE = HOME / "lake"
AUTAN_CACHE = HOME / "cache"
AUTAN_MIRRORS = env.read_mirrors()
AUTAN_WEBHOOKS_INSIDE = env.read_inside()
AUTAN_ENGINE = env.read_engine()

DEBUG = env.read_flag("AUTAN_DEBUG", default=False)
SECRET_KEY = env.read_secret_key(HOME)
ALLOWED_HOSTS = env.read_hosts()
_proxies = env.read_proxies()
IS_LOCAL = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]", "testserver"}

INSTALLED_APPS = [
    "autan.people.journal",
    "autan.people.individuals",
    "autan.people.mail",
    "autan.people.accounts",
    "autan.people.workflows",
    "autan.instance.project.applications.PersonalData",
    "autan.instance.project.applications.Figures",
    "autan.people.prepared_files",
    "autan.instance.project.applications.Imports",
    "autan.instance.project.applications.Networks",
    "autan.territories.charts",
    "autan.ground.documents",
    "autan.ground.lists",
    "autan.ground.web",
    "autan.evidence.grids",
    "autan.opendata.observatory",
    "autan.opendata.atlas",
    "autan.instance.project.applications.Updates",
    "autan.cooperation.minutes",
    "autan.survey.questionnaires",
    "autan.instance.project.applications.Campaigns",
    "autan.survey.results",
    "autan.survey.answering",
    "autan.survey.formats",
    "autan.survey.xlsforms",
    "autan.survey.limesurvey",
    "autan.plans.plans",
    "autan.plans.estate",
    "autan.plans.funding",
    "autan.plans.obligations",
    "autan.plans.network_plans",
    "autan.plans.projects",
    "autan.plans.action_files",
    "autan.plans.action_search",
    "autan.plans.indicators",
    "autan.instance.project.applications.Codings",
    "autan.instance.project.applications.CodingResults",
    "autan.cooperation.workshops",
    "autan.cooperation.lessons",
    "autan.instance.project.applications.Scenarios",
    "autan.cooperation.crossreading",
    "autan.cooperation.working_group",
    "autan.publishing.edition_files",
    "autan.instance.project.applications.Editions",
    "autan.publishing.webhooks",
    "autan.publishing.api",
    "autan.instance.site",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # words of the pages of passkeys
    "django.contrib.staticfiles",
    "django_tasks_db",
    "rules.apps.RulesConfig",
]

MIDDLEWARE = [
    "autan.instance.project.middleware.OperationMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "autan.instance.project.middleware.CompressionMiddleware",
    "autan.instance.project.middleware.AnswerBoundsMiddleware",
    "autan.ground.web.middleware.DirectionMarksMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "autan.ground.web.middleware.ControlSignsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "autan.people.accounts.middleware.TypedWordsMiddleware",
    "autan.people.accounts.middleware.UnsentFormMiddleware",
    "autan.people.accounts.middleware.PrivatePagesMiddleware",
    "autan.ground.web.middleware.RepeatedFormMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "autan.territories.networks.middleware.NetworkTimeMiddleware",
    "autan.people.journal.middleware.FormAddressMiddleware",
    "autan.people.journal.middleware.ErrorPageMiddleware",
    "autan.territories.charts.middleware.DrawingFileMiddleware",
]

ROOT_URLCONF = "autan.instance.project.urls"
WSGI_APPLICATION = "autan.instance.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "autan.instance.site.views.site_frame",
            ],
        },
    },
]
FORM_RENDERER = "autan.ground.web.forms.rendering.FormRenderer"

# --- Data -----------------------------------------------------------------------------------------
_SQLITE = {
    "ENGINE": "autan.ground.sqlite",
    "NAME": HOME / "autan.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": (  # FULL: with NORMAL, a cut of power loses the last answers that were acknowledged
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
        ),
    },
}
_database_url = os.environ.get("DATABASE_URL", "").strip()
if _database_url and not _database_url.startswith(("postgres://", "postgresql://")):
    raise env.SettingError("DATABASE_URL", _database_url, "une adresse postgresql://…, ou rien pour SQLite")
if _database_url and find_spec("psycopg") is None:
    raise env.SettingError("DATABASE_URL", "…", "Autan installé avec le complément « postgres »")
DATABASES = {
    "default": dj_database_url.parse(_database_url, conn_max_age=600, conn_health_checks=True)
    if _database_url
    else _SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "autan_cache",
        "VERSION": 2,  # changes with the form of the values that are kept, so that those of before are not read
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # when there are more, a third goes, counts of failed log-ins too
    },
}

# --- People and sign-in ---------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "autan.people.accounts.adapter.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "autan.people.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Autan] "
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "reset_password": "autan.people.accounts.forms.ResetPasswordForm",
    "request_login_code": "autan.people.accounts.forms.RequestLoginCodeForm",
}
ACCOUNT_RATE_LIMITS = {  # one address may be a whole town hall; a key is an account seen from one address
    "login": "400/m/ip",
    "login_failed": "100/5m/ip,5/5m/key",
    "login_failed_anywhere": "30/h/key",  # an account from all addresses: beyond, a code by mail
    "login_failed_here": "5/h/key",  # beyond the thirty, where mails do not leave: an account from one address
    "request_login_code": "30/10m/ip",
    "reset_password": "30/10m/ip",
    "open_reply": "60/h/ip",  # replies by the open link of a survey, without an account
    "unsent_form": "200/h/ip",  # forms whose session had ended, kept until their author signs in again
}
ALLAUTH_TRUSTED_PROXY_COUNT = _proxies
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "400/m/ip"}  # as for passwords; a signature is not guessed
MFA_TOTP_ISSUER = "Autan"
MFA_ADAPTER = "autan.people.accounts.adapter.SecondFactorAdapter"
SOCIALACCOUNT_ADAPTER = "autan.people.accounts.adapter.IdentityAccountAdapter"
SOCIALACCOUNT_PROVIDERS = env.read_identity_provider()
if SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]:  # its HTTP client is slow to import
    INSTALLED_APPS.append("allauth.socialaccount.providers.openid_connect")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "site:desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "site:home"

# --- E-mail ---------------------------------------------------------------------------------------
MAILERS = {"default": env.read_mailer(HOME)}
DEFAULT_FROM_EMAIL = os.environ.get("AUTAN_MAIL_FROM", "").strip() or "autan@localhost"
AUTAN_SITE = env.read_site_address()
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "data", "files"]}}

# --- Security -------------------------------------------------------------------------------------
_secure = env.read_flag("AUTAN_SECURE_COOKIES", default=not IS_LOCAL)
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "autan.instance.site.views.outdated"
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _proxies else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000  # an answer that is too long is refused beside its field, not with its page
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a section may hold tables of 200 rows
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}

# --- Language and time ----------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
_folders_of_languages = (HOME / "languages", Path(__file__).parents[2] / "languages")
AUTAN_LANGUAGES = read_language_folders(*_folders_of_languages)
LANGUAGES = [("fr", "Français"), ("en", "English"), *((code, folder.name) for code, folder in AUTAN_LANGUAGES.items())]
USE_I18N = True
LOCALE_PATHS = [
    *_folders_of_languages,
    *sorted([*Path(__file__).parents[2].glob("*/locale"), Path(__file__).parents[1] / "cli" / "locale"]),
]
"""Of other languages, every district and the command line: rooms without a table are no application of Django."""
USE_TZ = True
TIME_ZONE = env.read_time_zone()

# --- Static files ---------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = None  # a disk may have no modes; the folders of the home are closed
WHITENOISE_MAX_AGE = 31_536_000

# --- Operation ------------------------------------------------------------------------------------
AUTAN_ALERTS_TO = env.read_addresses("AUTAN_ALERTS_TO")
AUTAN_SECURITY_CONTACT = env.read_addresses("AUTAN_SECURITY_CONTACT")
AUTAN_PRIVACY_CONTACT = env.read_addresses("AUTAN_PRIVACY_CONTACT")
AUTAN_KEEP_DAYS = {
    "messages": env.read_days("AUTAN_KEEP_MESSAGES", default=365),
    "links": env.read_days("AUTAN_KEEP_LINKS", default=365),
    "accounts": env.read_days("AUTAN_KEEP_ACCOUNTS", default=1095),
    "journal": env.read_days("AUTAN_KEEP_JOURNAL", default=1826),
}
LOGGING = logging_settings(env.read_log_level(), env.read_log_format())

"""All settings, in one file; what differs between places comes from environment variables.

Every variable is read through one of the typed readers of occme/environment.py, which refuse a
bad value with a sentence that names the variable and what it takes. docs/operations.md lists
them all.
"""

from pathlib import Path
from urllib.parse import quote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from occme.environment import (
    env_bool,
    env_choice,
    env_database,
    env_domains,
    env_email,
    env_folder,
    env_hosts,
    env_int,
    env_origins,
    env_secret_key,
    env_text,
    env_together,
    env_url,
)
from occme.logs import CONSOLE

BASE_DIR = Path(__file__).resolve().parent.parent

# What this installation is
SAMPLE_DATA = env_bool("SAMPLE_DATA")
DEBUG = env_bool("DEBUG")
# Behind TLS. Off only where somebody tries it out on their own machine.
HTTPS = env_bool("HTTPS", default=not (SAMPLE_DATA or DEBUG))
VAR_DIR = env_folder("VAR_DIR", BASE_DIR / "var")
FIXTURES_DIR = BASE_DIR / "fixtures"
SECRET_KEY = env_secret_key("SECRET_KEY", kept_in=VAR_DIR if SAMPLE_DATA else None)
ALLOWED_HOSTS = env_hosts("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_origins("CSRF_TRUSTED_ORIGINS")
SITE_URL = env_url("SITE_URL").rstrip("/") or "http://127.0.0.1:8000"
CONTACT_EMAIL = env_email("CONTACT_EMAIL", "occme@example.org")

INSTALLED_APPS = [
    # Ours first: where a package has a template of the same name, ours is taken.
    "frontend",
    "engagements",
    "partners",
    "occme.accounts",
    "occme.freshness",
    "occme.once",
    "occme.rest",
    "django.contrib.admin.apps.SimpleAdminConfig",  # its site is ours: occme/admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",  # its widgets beside ours
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "js_lib_leaflet",
    "knox",
    "rest_framework",
    "simple_history",
    "template_partials",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # static files come compressed already
    "csp.middleware.CSPMiddleware",
    "occme.channels.noted",
    "occme.other_hosts.for_other_hosts",
    "occme.accounts.middleware.personal_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "occme.accounts.middleware.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "occme.urls"
WSGI_APPLICATION = "occme.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "frontend.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Data
SQLITE_FILE = VAR_DIR / "tracker.sqlite3"
DATABASES = {"default": env_database("DATABASE_URL", f"sqlite:///{quote(str(SQLITE_FILE))}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all server processes, so that counting failed sign-ins works across them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Past this many, old counts make room; a flood must not push out the ones that matter.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True  # A sentence may be long.

# Words, dates and numbers in the reader's locale
LANG_INFO.update(
    {
        "ht": {"bidi": False, "code": "ht", "name": "Haitian Creole", "name_local": "Kreyòl"},
        "kea": {
            "bidi": False,
            "code": "kea",
            "name": "Cape Verdean Creole",
            "name_local": "Kriolu",
        },
        "so": {"bidi": False, "code": "so", "name": "Somali", "name_local": "Soomaali"},
    }
)
LANGUAGE_CODE = "en-us"
LANGUAGES = [("en-us", _("English")), ("en-gb", _("English (United Kingdom)"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "America/New_York"
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "frontend.storage.StaticFiles"},
}

# Mail: to the console unless a server is named
EMAIL_HOST = env_text("EMAIL_HOST")
EMAIL_PORT = env_int("EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env_text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env_text("EMAIL_HOST_PASSWORD")
EMAIL_ENCRYPTED = env_bool("EMAIL_USE_TLS", default=True)
# Port 465 speaks TLS from the first byte; the others begin in clear text and switch to it.
EMAIL_USE_SSL = EMAIL_ENCRYPTED and EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_ENCRYPTED and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
DEFAULT_FROM_EMAIL = env_email("DEFAULT_FROM_EMAIL", CONTACT_EMAIL, with_name=True)

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "partners.permissions.RecordPermissions",  # signs nobody in; says who may change what
    "engagements.permissions.RecordPermissions",  # the same
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my"
LOGOUT_REDIRECT_URL = "organization_list"
SESSION_COOKIE_AGE = env_int("SESSION_HOURS", 12, least=1, most=720) * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
ACCOUNT_ADAPTER = "occme.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Nobody registers: staff or the university vouch for the address an account is made with.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "OCCME: "
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # Mail can take minutes.
ACCOUNT_SESSION_REMEMBER = True  # Every session lasts SESSION_HOURS, however it began.
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# How many proxies of ours stand in front and add to X-Forwarded-For; with 0 nobody is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("TRUSTED_PROXIES", 0, least=0, most=9)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "OCCME Tracker"
MFA_TOTP_TOLERANCE = 1  # A phone's clock may be half a minute off.
# Checks less of a passkey's origin; without TLS there is no passkey on localhost otherwise.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# A university's single sign-on (OpenID Connect), where its four variables are set
SOCIALACCOUNT_ADAPTER = "occme.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC_EMAIL_DOMAINS = env_domains("OIDC_EMAIL_DOMAINS")
OIDC_SERVER_URL = env_url("OIDC_SERVER_URL", schemes=("https",) if HTTPS else ("https", "http"))
SOCIALACCOUNT_PROVIDERS = {}
if env_together("OIDC_NAME", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_SERVER_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": env_text("OIDC_NAME"),
                "client_id": env_text("OIDC_CLIENT_ID"),
                "secret": env_text("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_SERVER_URL},
            }
        ],
    }

# The API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "occme.accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["occme.rest.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "occme.rest.renderers.Negotiation",
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "occme.rest.pages.Pages",
    "DEFAULT_SCHEMA_CLASS": "occme.rest.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["occme.rest.throttling.Visitors"],
    "EXCEPTION_HANDLER": "occme.rest.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "OCCME Community Partnership Tracker",
    "DESCRIPTION": (
        "Community organizations between Nubian Square, Mission Hill and Jackson Square, Boston. "
        "Reading public records takes no key. What you may not see is not there: 404, and no list "
        "counts it. Errors are problem details (RFC 9457)."
    ),
    "VERSION": "1",
    "COMPONENT_NO_READ_ONLY_REQUIRED": True,
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["occme.rest.resources.ForEverybody"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "OrganizationKind": "partners.enums.Kind",
        "AreaKind": "partners.enums.AreaKind",
        "EngagementKind": "engagements.enums.EngagementKind",
        "EngagementStatus": "engagements.enums.EngagementStatus",
        "PlacementStatus": "engagements.enums.PlacementStatus",
        "InteractionKind": "partners.enums.InteractionKind",
        "HourKind": "engagements.enums.HourKind",
        "HourStatus": "engagements.enums.HourStatus",
        "PriorityStatus": "partners.enums.PriorityStatus",
        "AgreementKind": "engagements.enums.AgreementKind",
        "Party": "engagements.enums.Party",
        "MetricDimension": "engagements.published.metric.Dimension",
    },
}
# Of the API and open data, by visitors of one network in five minutes, from each server process
OPEN_DATA_REQUESTS = env_int("OPEN_DATA_REQUESTS", 600, least=1, most=1_000_000)
REST_KNOX = {"AUTH_HEADER_PREFIX": "Token", "TOKEN_TTL": None}
KNOX_TOKEN_MODEL = "accounts.AccessToken"
# Its own table of tokens, which ours replaces, is not made: nothing would ever be in it.
MIGRATION_MODULES = {"knox": None}

# The map: its base is built in; street tiles lie under it only where an address is set.
TILE_URL = env_url("TILE_URL", holds="{z} {x} {y}")
TILE_ATTRIBUTION = env_text("TILE_ATTRIBUTION", "© OpenStreetMap contributors")
TILE_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(TILE_URL)) if TILE_URL else ""
TILE_ORIGIN = TILE_ORIGIN.replace("{s}", "*")

# Addresses to points: from our own address points; beyond those, from a service only if one is
# named. These are the services that geopy knows and that take an address in one line.
GEOCODERS = (
    *("none", "arcgis", "azure", "bing", "geocodeearth", "geocodio", "geokeo", "geolake", "google"),
    *("herev7", "mapbox", "mapquest", "maptiler", "nominatim", "opencage", "pelias", "photon"),
    *("pickpoint", "tomtom", "woosmap"),
)
GEOCODER = env_choice("GEOCODER", GEOCODERS)
GEOCODER_URL = env_url("GEOCODER_URL")
GEOCODER_API_KEY = env_text("GEOCODER_API_KEY")
GEOCODER_TIMEOUT_S = env_int("GEOCODER_TIMEOUT_S", 5, least=1, most=60)
GEOCODER_INTERVAL_S = env_int("GEOCODER_INTERVAL_S", 1, least=0, most=60)

# What the browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *([TILE_ORIGIN] if TILE_ORIGIN else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
# Servers of map tiles refuse requests without a referrer; this one sends our origin, no path.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
if HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

LOGGING = CONSOLE

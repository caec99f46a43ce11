"""Each variable, what it takes, and the sentence that refuses the rest."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).parents[2]
KEY = "only-for-this-test-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
NEW_KEY = (
    "50 or more random characters, for example what python -c 'import secrets; "
    "print(secrets.token_urlsafe(50))' prints."
)
OIDC = {
    "OIDC_NAME": "Sample University",
    "OIDC_CLIENT_ID": "tracker",
    "OIDC_CLIENT_SECRET": "hush",
    "OIDC_SERVER_URL": "https://login.example.edu",
}
OIDC_NAMES = "OIDC_NAME, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_SERVER_URL"
DATABASES = "it takes sqlite:///path/to/file or postgres://user:password@host:port/name."
HOSTS = "it takes host names without https:// and port, such as tracker.example.org, separated"
ORIGINS = "it takes addresses without a path, such as https://tracker.example.org, separated"
DOMAINS = "it takes domains such as example.edu, separated by commas."
SECURE = "it takes an address that starts with https://."
TILES = "it takes an address that starts with https:// or http:// and holds {z} {x} {y}."


def settings(tmp_path, **env: str) -> dict:
    """The settings of a production with exactly these variables besides the secret key."""
    env = {"SECRET_KEY": KEY, "VAR_DIR": str(tmp_path), **env}
    with patch.dict(os.environ, env, clear=True):
        return runpy.run_path(str(ROOT / "occme" / "settings.py"))


def manage(*command: str, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG is “maybe”; it takes yes or no."),
        ("SAMPLE_DATA", "2", "SAMPLE_DATA is “2”; it takes yes or no."),
        ("HTTPS", "https", "HTTPS is “https”; it takes yes or no."),
        ("SECRET_KEY", "", f"SECRET_KEY is missing; it takes {NEW_KEY}"),
        (
            "SECRET_KEY",
            "short",
            "SECRET_KEY is too easy to guess; it takes 50 or more random characters.",
        ),
        (
            "SECRET_KEY",
            "ab" * 40,
            "SECRET_KEY is too easy to guess; it takes 50 or more random characters.",
        ),
        ("VAR_DIR", "/dev/null", "VAR_DIR is “/dev/null”; it takes a folder."),
        ("ALLOWED_HOSTS", "*", f"ALLOWED_HOSTS is “*”; {HOSTS} by commas."),
        ("ALLOWED_HOSTS", "a.org,b.org:80", f"ALLOWED_HOSTS is “b.org:80”; {HOSTS} by commas."),
        ("ALLOWED_HOSTS", "https://a.org", f"ALLOWED_HOSTS is “https://a.org”; {HOSTS} by commas."),
        (
            "CSRF_TRUSTED_ORIGINS",
            "a.org",
            f"CSRF_TRUSTED_ORIGINS is “a.org”; {ORIGINS} by commas.",
        ),
        (
            "CSRF_TRUSTED_ORIGINS",
            "https://a.org/x",
            f"CSRF_TRUSTED_ORIGINS is “https://a.org/x”; {ORIGINS} by commas.",
        ),
        ("CONTACT_EMAIL", "occme", "CONTACT_EMAIL is “occme”; it takes an email address."),
        (
            "DEFAULT_FROM_EMAIL",
            "OCCME <occme>",
            "DEFAULT_FROM_EMAIL is “OCCME <occme>”; it takes an email address.",
        ),
        (
            "DEFAULT_FROM_EMAIL",
            "A\nBcc: b@example.org <a@example.org>",
            "DEFAULT_FROM_EMAIL is “A\nBcc: b@example.org <a@example.org>”; it takes one line.",
        ),
        ("EMAIL_PORT", "0", "EMAIL_PORT is “0”; it takes a whole number from 1 to 65535."),
        ("EMAIL_USE_TLS", "ssl", "EMAIL_USE_TLS is “ssl”; it takes yes or no."),
        ("SESSION_HOURS", "1.5", "SESSION_HOURS is “1.5”; it takes a whole number from 1 to 720."),
        ("SESSION_HOURS", "-1", "SESSION_HOURS is “-1”; it takes a whole number from 1 to 720."),
        (
            "SESSION_HOURS",
            "9" * 5000,
            f"SESSION_HOURS is “{'9' * 5000}”; it takes a whole number from 1 to 720.",
        ),
        ("SESSION_HOURS", "٣", "SESSION_HOURS is “٣”; it takes a whole number from 1 to 720."),
        (
            "TRUSTED_PROXIES",
            "yes",
            "TRUSTED_PROXIES is “yes”; it takes a whole number from 0 to 9.",
        ),
        ("TILE_URL", "https://t.org/", f"TILE_URL is “https://t.org/”; {TILES}"),
        ("TILE_URL", "//t.org/{z}/{x}/{y}", f"TILE_URL is “//t.org/{{z}}/{{x}}/{{y}}”; {TILES}"),
        (
            "TILE_URL",
            "https://t.org;x/{z}/{x}/{y}",
            f"TILE_URL is “https://t.org;x/{{z}}/{{x}}/{{y}}”; {TILES}",
        ),
        (
            "OIDC_EMAIL_DOMAINS",
            "@example.edu",
            f"OIDC_EMAIL_DOMAINS is “@example.edu”; {DOMAINS}",
        ),
        (
            "OIDC_SERVER_URL",
            "http://login.example.edu",
            f"OIDC_SERVER_URL is “http://login.example.edu”; {SECURE}",
        ),
        (
            "OIDC_SERVER_URL",
            "https://login.example.edu",
            f"OIDC_NAME is missing; {OIDC_NAMES} are set together or not at all.",
        ),
    ],
)
def test_a_bad_value_is_refused_in_one_sentence(tmp_path, name, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings(tmp_path, **{name: value})
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "value",
    [
        "tracker",
        "mysql://root:hush@host/name",
        "postgres://user:hush@host",
        "postgres://user:hush@host:port/name",
        "postgres://user:hush@[host/name",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://:memory:",
        "sqlite://var/tracker.sqlite3",
        "sqlite:////tmp",
    ],
)
def test_a_bad_database_is_refused_and_its_password_never_repeated(tmp_path, value):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings(tmp_path, DATABASE_URL=value)
    assert str(refusal.value) == f"DATABASE_URL is not understood; {DATABASES}"


@pytest.mark.parametrize("missing", OIDC)
def test_single_sign_on_is_set_as_a_whole(tmp_path, missing):
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings(tmp_path, **(OIDC | {missing: ""}))
    assert str(refusal.value) == (
        f"{missing} is missing; {OIDC_NAMES} are set together or not at all."
    )


def test_a_place_that_cannot_be_written_is_refused():
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings("/dev/null/x")
    assert str(refusal.value) == (
        "DATABASE_URL needs the folder /dev/null/x, which cannot be made; it takes a place where "
        "this program may write."
    )


def test_what_is_set_to_nothing_is_not_set(tmp_path):
    names = ["DEBUG", "EMAIL_PORT", "SESSION_HOURS", "DATABASE_URL", "ALLOWED_HOSTS", "TILE_URL"]
    empty = settings(tmp_path, **dict.fromkeys(names, " "))
    values = [
        "DEBUG",
        "EMAIL_PORT",
        "SESSION_COOKIE_AGE",
        "DATABASES",
        "ALLOWED_HOSTS",
        "TILE_URL",
        "HTTPS",
    ]
    assert [empty[name] for name in values] == [settings(tmp_path)[name] for name in values]


def test_a_database_address_is_taken_apart(tmp_path):
    url = "postgres://me:p%40ss@db.example.org:5433/tracker?sslmode=require&options=-c%20x=1"
    database = settings(tmp_path, DATABASE_URL=url)["DATABASES"]["default"]
    assert {key: database[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example.org",
        "PORT": 5433,
        "NAME": "tracker",
    }
    assert database["OPTIONS"] == {
        "connect_timeout": 3,
        "sslmode": "require",
        "options": "-c statement_timeout=30000 -c lock_timeout=10000 -c x=1",
    }


@pytest.mark.parametrize(
    ("env", "name", "value"),
    [
        (
            {"ALLOWED_HOSTS": "Tracker.example.org, [::1]"},
            "ALLOWED_HOSTS",
            ["tracker.example.org", "[::1]"],
        ),
        ({"EMAIL_PORT": "465"}, "EMAIL_USE_SSL", True),
        ({"EMAIL_PORT": "465"}, "EMAIL_USE_TLS", False),
        ({"EMAIL_PORT": "25"}, "EMAIL_USE_TLS", True),
        ({"EMAIL_USE_TLS": "no", "EMAIL_PORT": "465"}, "EMAIL_USE_SSL", False),
        (
            {"DEFAULT_FROM_EMAIL": "OCCME <o@example.org>"},
            "DEFAULT_FROM_EMAIL",
            "OCCME <o@example.org>",
        ),
        ({"TRUSTED_PROXIES": "1"}, "ALLAUTH_TRUSTED_PROXY_COUNT", 1),
        ({"SESSION_HOURS": "8"}, "SESSION_COOKIE_AGE", 8 * 3600),
        ({}, "SOCIALACCOUNT_PROVIDERS", {}),
        ({}, "HTTPS", True),
        ({"SAMPLE_DATA": "yes"}, "HTTPS", False),
    ],
)
def test_what_a_variable_sets(tmp_path, env, name, value):
    assert settings(tmp_path, **env)[name] == value


def test_the_tile_server_is_all_that_pages_may_load_from_elsewhere(tmp_path):
    url = "https://{s}.tiles.example.org/{z}/{x}/{y}.png"
    policy = settings(tmp_path, TILE_URL=url)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert policy["img-src"] == ["'self'", "data:", "https://*.tiles.example.org"]


def test_single_sign_on_comes_from_four_variables(tmp_path):
    assert settings(tmp_path, **OIDC)["SOCIALACCOUNT_PROVIDERS"] == {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": "Sample University",
                    "client_id": "tracker",
                    "secret": "hush",
                    "settings": {"server_url": "https://login.example.edu"},
                }
            ],
        }
    }


def test_the_sample_mode_makes_a_key_of_its_own_and_keeps_it(tmp_path):
    first = settings(tmp_path, SAMPLE_DATA="yes", SECRET_KEY="")
    second = settings(tmp_path, SAMPLE_DATA="yes", SECRET_KEY="")
    kept = tmp_path / "secret_key"
    assert first["SECRET_KEY"] == second["SECRET_KEY"] == kept.read_text()
    assert (len(kept.read_text()), oct(kept.stat().st_mode)) == (67, "0o100600")


def test_a_key_that_was_cut_short_is_not_used(tmp_path):
    (tmp_path / "secret_key").touch()
    with pytest.raises(ImproperlyConfigured) as refusal:
        settings(tmp_path, SAMPLE_DATA="yes", SECRET_KEY="")
    assert str(refusal.value) == (
        f"{tmp_path / 'secret_key'} holds no key; remove it, and a new one is made."
    )


def test_a_folder_with_odd_characters_holds_the_database(tmp_path):
    folder = tmp_path / "a %20 b#c?d"
    values = settings(tmp_path, VAR_DIR=str(folder))
    assert values["DATABASES"]["default"]["NAME"] == str(folder / "tracker.sqlite3")


def test_the_command_line_prints_the_sentence_alone():
    answer = manage("check", SAMPLE_DATA="yes", SESSION_HOURS="x")
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        1,
        "",
        "SESSION_HOURS is “x”; it takes a whole number from 1 to 720.\n",
    )


def test_production_settings_leave_nothing_to_warn_about(tmp_path):
    answer = manage(
        "check",
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY=KEY,
        ALLOWED_HOSTS="tracker.example.org",
        VAR_DIR=str(tmp_path),
    )
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )

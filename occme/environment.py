"""Reads settings from environment variables: one reader for each kind of value.

Each refuses what it does not take with a sentence that names the variable. A variable that is
set to nothing counts as not set. Values that may hold a secret are never repeated.
"""

import os
import re
import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

YES, NO = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
DOMAIN = rf"{LABEL}(\.{LABEL})*"
HOST = rf"(\.?{DOMAIN}|\[[0-9a-f:.]+\])"
# Braces stand for {s}, the part of a tile server's name that varies.
AUTHORITY = r"([a-z0-9.{}-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?"
SHORTEST_KEY = 50


def refused(name: str, value: str, takes: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is “{value}”; it takes {takes}.")


def env_text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool = False) -> bool:
    value = env_text(name, "yes" if default else "no").lower()
    if value not in YES | NO:
        raise refused(name, value, "yes or no")
    return value in YES


def env_int(name: str, default: int, *, least: int, most: int) -> int:
    value = env_text(name, str(default))
    # Python itself refuses to read thousands of digits, with a sentence of its own.
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise refused(name, value, f"a whole number from {least} to {most}")
    return int(value)


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of the choices; the first one where it is not set."""
    value = env_text(name, choices[0]).lower()
    if value not in choices:
        raise refused(name, value, f"one of {', '.join(choices)}")
    return value


def env_list(name: str, pattern: str, takes: str, default: str = "") -> list[str]:
    """Parts between commas, in lower case, each of which matches the pattern."""
    parts = [part.strip().lower() for part in env_text(name, default).split(",")]
    for part in filter(None, parts):
        if not re.fullmatch(pattern, part):
            raise refused(name, part, f"{takes}, separated by commas")
    return list(filter(None, parts))


def env_hosts(name: str, default: str = "") -> list[str]:
    """Host names. Not “*”: links in mails are made from the name that was asked for."""
    takes = "host names without https:// and port, such as tracker.example.org"
    return env_list(name, HOST, takes, default)


def env_domains(name: str) -> list[str]:
    return env_list(name, DOMAIN, "domains such as example.edu")


def env_origins(name: str) -> list[str]:
    takes = "addresses without a path, such as https://tracker.example.org"
    return env_list(name, rf"https?://(\*\.)?({DOMAIN}|\[[0-9a-f:.]+\])(:[0-9]{{1,5}})?", takes)


def env_email(name: str, default: str, *, with_name: bool = False) -> str:
    """An email address; with_name also takes the form “Office <office@example.org>”."""
    value = env_text(name, default)
    address = parseaddr(value)[1] if with_name else value
    try:
        validate_email(address)
    except ValidationError:
        raise refused(name, value, "an email address") from None
    if "\n" in value or "\r" in value:
        raise refused(name, value, "one line")
    return value


def env_url(name: str, *, schemes: tuple[str, ...] = ("https", "http"), holds: str = "") -> str:
    """A web address, or "". `holds` are the parts in braces that it has to have."""
    value = env_text(name)
    scheme, _, rest = value.partition("://")
    known = scheme in schemes and re.fullmatch(AUTHORITY, rest.split("/")[0].lower())
    if value and not (known and re.fullmatch(r"[!-~]+", value) and has_all(holds.split(), value)):
        takes = f"an address that starts with {' or '.join(f'{s}://' for s in schemes)}"
        raise refused(name, value, takes + (f" and holds {holds}" if holds else ""))
    return value


def has_all(parts: list[str], value: str) -> bool:
    return all(part in value for part in parts)


def env_together(*names: str) -> bool:
    """True if all of these are set, False if none is; some without the others is a mistake."""
    missing = [name for name in names if not env_text(name)]
    if missing and len(missing) < len(names):
        raise ImproperlyConfigured(
            f"{missing[0]} is missing; {', '.join(names)} are set together or not at all."
        )
    return not missing


def env_folder(name: str, default: Path) -> Path:
    folder = Path(env_text(name) or default).resolve()
    if folder.exists() and not folder.is_dir():
        raise refused(name, str(folder), "a folder")
    return folder


def env_database(name: str, default: str) -> dict:
    value = env_text(name, default)
    try:
        config: dict[str, Any] = dict(dj_database_url.parse(value))
    except ValueError:
        config = {}
    database = config.get("NAME", "")
    # A database in memory would be another, empty one in each thread.
    if re.match("sqlite:///[^:]", value) and not Path(database).is_dir():
        return config | sqlite(name, config)
    if re.match("postgres(ql)?://", value) and database:
        return config | postgresql(config)
    raise ImproperlyConfigured(
        f"{name} is not understood; it takes sqlite:///path/to/file or "
        "postgres://user:password@host:port/name."
    )


def sqlite(name: str, config: dict) -> dict:
    """Immediate transactions and a write-ahead log: writers queue instead of failing with
    "database is locked". FULL: an acknowledged commit survives a power cut."""
    make_folder(name, Path(config["NAME"]).resolve().parent)
    return {
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
    }


def postgresql(config: dict) -> dict:
    """Lasting connections; and nothing waits for ever: connecting, a statement, a lock."""
    given = config.get("OPTIONS", {})
    limits = f"-c statement_timeout=30000 -c lock_timeout=10000 {given.get('options', '')}"
    return {
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 3, **given, "options": limits.strip()},
    }


def make_folder(name: str, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise ImproperlyConfigured(
            f"{name} needs the folder {folder}, which cannot be made; it takes a place where "
            "this program may write."
        ) from None


def env_secret_key(name: str, *, kept_in: Path | None) -> str:
    """The secret key; where `kept_in` is given, one made at the first start and kept there."""
    value = env_text(name)
    if not value and kept_in:
        return kept_key(kept_in / "secret_key")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is missing; it takes {SHORTEST_KEY} or more random characters, for example "
            "what python -c 'import secrets; print(secrets.token_urlsafe(50))' prints."
        )
    if len(value) < SHORTEST_KEY or len(set(value)) < 5:
        raise ImproperlyConfigured(
            f"{name} is too easy to guess; it takes {SHORTEST_KEY} or more random characters."
        )
    return value


def kept_key(path: Path) -> str:
    make_folder("VAR_DIR", path.parent)
    try:
        with open(path, "x", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(SHORTEST_KEY))
    except FileExistsError:
        pass
    except OSError:
        raise refused(
            "VAR_DIR", str(path.parent), "a folder where this program may write"
        ) from None
    key = path.read_text()
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"{path} holds no key; remove it, and a new one is made.")
    return key

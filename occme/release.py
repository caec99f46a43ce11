"""Which program this is, named after what is in it: whoever installs it need not count releases."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

PACKAGES = ("occme", "partners", "engagements", "frontend")
WORDS = ("SITE_URL", "CONTACT_EMAIL", "ALLOWED_HOSTS", "TIME_ZONE", "LANGUAGE_CODE", "SAMPLE_DATA")
"""Settings that answers may repeat or depend on."""


class Release(NamedTuple):
    name: str
    installed_at: datetime


@cache
def release() -> Release:
    """Takes a tenth of a second, once for each process."""
    digest = sha256(repr([getattr(settings, name) for name in WORDS]).encode())
    newest = 0.0
    for file in files():
        digest.update(file.read_bytes())
        newest = max(newest, file.stat().st_mtime)
    return Release(digest.hexdigest()[:16], datetime.fromtimestamp(newest, tz=UTC))


def files() -> list[Path]:
    folders = [settings.BASE_DIR / name for name in PACKAGES]
    return sorted(
        file
        for folder in folders
        for ending in ("py", "html")
        for file in folder.rglob(f"*.{ending}")
    )

"""The project's settings as the tests use them: sample mode, and files of their own."""

import os
import zlib
from pathlib import Path

os.environ |= {"SAMPLE_DATA": "yes", "DEBUG": "no", "HTTPS": "no"}
os.environ.setdefault("VAR_DIR", str(Path(__file__).resolve().parent.parent / "var" / "tests"))

from occme.settings import *  # noqa: F403
from occme.settings import BASE_DIR, DATABASES, STORAGES, VAR_DIR

# One that takes no time: passwords are hashed in nearly every test.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# All tests come from one address.
OPEN_DATA_REQUESTS = 1_000_000

# Static files straight from the apps, so that nothing has to be collected first.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, for the live server's threads cannot share a database in memory; and one that
    # need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
    )
else:
    # Named after this checkout: two of them may test on one server at the same time.
    checkout = zlib.crc32(str(BASE_DIR).encode())
    DATABASES["default"]["TEST"] = {"NAME": f"test_{DATABASES['default']['NAME']}_{checkout:08x}"}

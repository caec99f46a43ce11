"""The invented people one signs in as to try the tracker out."""

import base64
import hmac

from django.conf import settings

SAMPLE_DOMAIN = "@sample.example"
"""Every sample account's address ends in this; nobody can receive mail there."""


def sample_password(email: str) -> str:
    """The password of a sample account, such as `k7qd-m2xw-3rtz`: different in each installation.

    It follows from the installation's secret key, so it can be shown again at any time and is
    written down nowhere.
    """
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"sample {email}".encode(), "sha256")
    letters = base64.b32encode(digest).decode().lower()[:12]
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))

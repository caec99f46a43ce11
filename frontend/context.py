"""What every page knows: whom to write to, and where a visitor stands."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict:
    """`contact_email`, and `section`: the first part of the path, for the menu."""
    return {
        "contact_email": settings.CONTACT_EMAIL,
        "section": request.path.split("/")[1],
    }

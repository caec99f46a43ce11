"""What every page knows: whom to write to, where a visitor stands, and who notes contacts."""

from django.conf import settings
from django.http import HttpRequest

from partners.policies import is_staff


def site(request: HttpRequest) -> dict:
    """`contact_email`; `section`: the first part of the path, for the menu; and `may_log`: whether
    the reader notes contacts with organizations, asked only by pages that have a menu."""
    return {
        "contact_email": settings.CONTACT_EMAIL,
        "section": request.path.split("/")[1],
        "may_log": lambda: is_staff(request.user),
    }

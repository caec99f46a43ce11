"""What every page knows: the product's name, whom to write to, and where a visitor stands."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

SITE_NAME = _("OCCME Community Partnership Tracker")


def site(request: HttpRequest) -> dict:
    """`site_name`, `contact_email`, and `section`: the first part of the path, for the menu."""
    return {
        "site_name": SITE_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "section": request.path.split("/")[1],
    }

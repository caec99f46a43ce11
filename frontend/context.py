"""What every page knows: whom to write to, where a visitor stands, and who notes contacts."""

from django.conf import settings
from django.http import HttpRequest

from engagements.confidence import reads_concerns
from frontend.previews import page_preview
from partners.policies import is_staff

WORKSPACE = ("staff", "my")
"""Sections whose pages begin with the menu of the workspace, for staff."""


def site(request: HttpRequest) -> dict:
    """`contact_email`; `section`: the first part of the path, for the menu; `link_preview`, where a
    page does not make its own; `may_log`: whether the reader notes contacts with organizations;
    `reads_concerns`; and `has_workspace`. Those are asked only by pages that have a menu."""
    section, match = request.path.split("/")[1], request.resolver_match
    return {
        "contact_email": settings.CONTACT_EMAIL,
        "section": section,
        "link_preview": page_preview(match.view_name) if match else None,
        "may_log": lambda: is_staff(request.user),
        "reads_concerns": lambda: reads_concerns(request.user),
        "has_workspace": lambda: section in WORKSPACE and is_staff(request.user),
    }

"""What public pages say in the words of schema.org: as much as a visitor reads there, and no more."""

from typing import Any

from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from engagements.enums import Weekday
from engagements.models import Engagement, Slot
from frontend.finder import Found
from frontend.offer import Offer
from frontend.previews import Preview
from frontend.profile import Profile
from frontend.reading import Shown
from partners.enums import Kind
from partners.models import Location

ABOUT_MOST = 200
CONTEXT = {"@context": "https://schema.org"}
TYPES = {Kind.NONPROFIT: "NGO", Kind.HEALTH_CENTER: "MedicalOrganization"}
ADDRESS = {
    "streetAddress": "address",
    "addressLocality": "city",
    "addressRegion": "state",
    "postalCode": "zip",
}


def organization_preview(profile: Profile) -> Preview | None:
    """None to whoever is signed in: they may see more than what is to be shown elsewhere."""
    if profile.user.is_authenticated:
        return None
    shown = profile.shown
    areas = [area.name for area in shown.neighborhoods]
    facts = " · ".join([*shown.work, *areas])
    about = ". ".join(filter(None, [facts, shown.description])) if not shown.is_area_only else facts
    words = about or _("A community organization in Boston.")
    return Preview(shown.name, short(words), shown.url, organization(shown))


def engagement_preview(offer: Offer) -> Preview | None:
    """As that of an organization."""
    if offer.user.is_authenticated:
        return None
    engagement = offer.engagement
    words = short(" · ".join(offer.found.summary))
    return Preview(engagement.title, words, engagement.get_absolute_url(), event(offer.found))


def organization(shown: Shown) -> dict[str, Any]:
    """Name and neighborhood; and of a profile what else it says."""
    if shown.is_area_only:
        return CONTEXT | {
            "@type": "Organization",
            "name": shown.name,
            "location": [named(area.name) for area in shown.neighborhoods],
        }
    told = {
        "@type": TYPES.get(shown.kind, "Organization"),
        "@id": f"{settings.SITE_URL}{shown.url}",
        "name": shown.name,
        "alternateName": list(shown.alternate_names),
        "description": shown.description,
        "url": shown.website,
        "email": shown.email,
        "telephone": shown.phone,
        "location": [place(one) for one in shown.locations if not one.closed_on],
        "knowsAbout": [area.title for area in shown.focus_areas],
        "knowsLanguage": [language.code for language in shown.languages],
    }
    return CONTEXT | known(told)


def event(found: Found) -> dict[str, Any]:
    engagement, organization = found.engagement, found.organization
    told = {
        "@type": "Event",
        "@id": f"{settings.SITE_URL}{engagement.get_absolute_url()}",
        "name": engagement.title,
        "description": engagement.description,
        "startDate": engagement.starts_on.isoformat(),
        "endDate": engagement.ends_on.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventSchedule": [weekly(engagement, slot) for slot in engagement.slots.all()],
        "location": happens_at(found),
        "organizer": {
            "@type": "Organization",
            "name": organization.name,
            "url": f"{settings.SITE_URL}{organization.url}",
        },
        "maximumAttendeeCapacity": engagement.seats,
        "remainingAttendeeCapacity": found.seats_left,
    }
    return CONTEXT | known(told)


def happens_at(found: Found) -> list[dict[str, Any]]:
    """The place that it names; or else those of its organization; or its neighborhoods, where the
    reader may see neither. A place that is named and hidden is not made up for by another."""
    organization = found.organization
    if found.place:
        return [place(found.place)]
    if found.engagement.location_id is None and not organization.is_area_only:
        return [place(one) for one in organization.locations if not one.closed_on]
    return [named(area.name) for area in organization.neighborhoods]


def weekly(engagement: Engagement, slot: Slot) -> dict[str, Any]:
    return {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": f"https://schema.org/{Weekday(slot.weekday).name.capitalize()}",
        "startTime": slot.starts_at.isoformat(),
        "endTime": slot.ends_at.isoformat(),
        "startDate": engagement.starts_on.isoformat(),
        "endDate": engagement.ends_on.isoformat(),
        "scheduleTimezone": settings.TIME_ZONE,
    }


def place(location: Location) -> dict[str, Any]:
    address = known({name: getattr(location, field) for name, field in ADDRESS.items()})
    point = location.point
    told = {
        "@type": "Place",
        "name": location.name,
        "address": {"@type": "PostalAddress", **address} if address else None,
        "geo": point
        and {"@type": "GeoCoordinates", "latitude": point.latitude, "longitude": point.longitude},
    }
    return known(told)


def named(name: str) -> dict[str, Any]:
    return {"@type": "Place", "name": name}


def known(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is not recorded."""
    return {name: value for name, value in told.items() if value not in (None, "", [])}


def short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(ABOUT_MOST)

"""Points for locations that have none."""

from django.db import transaction
from django.db.models import QuerySet

from partners.enums import FoundBy, LocationType
from partners.geocoding.answers import Answer
from partners.geocoding.finding import find
from partners.models import Location

GEOCODED = "geocoded"
"""The reason that the history gives."""

# All that the address is made of, and what decides whether it may have a point.
ASKED = ("address", "city", "state", "zip")


def without_point() -> QuerySet[Location]:
    """Places with an address that may have a point and have none."""
    places = Location.objects.filter(latitude=None, is_confidential=False)
    return places.exclude(type=LocationType.VIRTUAL).exclude(address="").order_by("pk")


def geocode(pk: int) -> Answer | None:
    """Finds and writes the point of one place; None if it has one by now. Raises RefusedError."""
    location = without_point().filter(pk=pk).first()
    if not location:
        return None
    # Asked before the transaction: a service takes seconds, and a database does not wait.
    answer = find(line_of(location))
    return answer if write(location, answer) else None


def line_of(location: Location) -> str:
    parts = [location.address, location.city, f"{location.state} {location.zip}".strip()]
    return ", ".join(filter(None, parts))


@transaction.atomic
def write(asked: Location, answer: Answer) -> bool:
    """False, and nothing written, if somebody changed the address or set the point meanwhile."""
    same = {name: getattr(asked, name) for name in ASKED}
    place = without_point().select_for_update().filter(pk=asked.pk, **same).first()
    if not place:
        return False
    place.latitude, place.longitude = answer.point
    place.precision, place.found_by = answer.precision, FoundBy.GEOCODER
    place.found_note, place.found_on = str(answer)[:300], answer.found_on
    place._change_reason = GEOCODED  # type: ignore[attr-defined]
    place.save()
    return True

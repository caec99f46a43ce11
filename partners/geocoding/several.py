"""Points for many places at once: looked up offline, looked at by a person, and then taken."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.refusals import Stale
from partners.editing import change, in_one_piece, version_of
from partners.enums import FoundBy
from partners.geocoding.answers import Answer, RefusedError
from partners.geocoding.missing import GEOCODED, line_of
from partners.geocoding.points import meters
from partners.models import Location

MOST = 25
"""How many are looked up in one request."""
SALT, A_DAY_S = "points of several places", 86_400


@dataclass(frozen=True)
class Finding:
    """What was found for a place, or why nothing was."""

    location: Location
    seen: str
    answer: Answer | None = None
    why: str = ""
    away_m: int | None = None
    """From the nearest other place of its organization that has a point."""

    @property
    def seal(self) -> str:
        """To come back in a hidden field and be believed: for this place, and no other."""
        if self.answer is None:
            return ""
        said = [self.answer.precision, str(self.answer)[:300], self.answer.found_on.isoformat()]
        return signing.dumps([self.location.pk, *self.answer.point, *said], salt=SALT)


def look_up(locations: Iterable[Location]) -> Iterator[Finding]:
    """Nobody is asked over the network, and nothing is written."""
    from partners.geocoding.offline import address_points  # Reads a file of all addresses.

    for location in locations:
        seen = version_of(location)
        if not location.address:
            yield Finding(location, seen, why=_("It has no address to look for."))
            continue
        try:
            answer = address_points().find(line_of(location))
        except RefusedError as refusal:
            yield Finding(location, seen, why=str(refusal))
            continue
        yield Finding(location, seen, answer, away_m=away_m(location, answer))


def away_m(location: Location, answer: Answer) -> int | None:
    others = location.organization.locations.all()
    points = [other.point for other in others if other.point and not other.closed_on]
    return min((round(meters(answer.point, point)) for point in points), default=None)


@in_one_piece
def take(chosen: Mapping[Location, tuple[str, str]], *, by: User) -> int:
    """Writes the points of all, or of none; `chosen` has what was seen, and the seal. Raises
    ValidationError with a sentence for each place that has changed meanwhile."""
    problems = []
    for location, (seen, seal) in chosen.items():
        try:
            change(location, by=by, values=unsealed(location, seal), seen=seen, reason=GEOCODED)
        except Stale:
            sentence = _("%(place)s was changed meanwhile: look it up again.")
            problems.append(sentence % {"place": location})
        except signing.BadSignature:
            problems.append(_("%(place)s: look it up again.") % {"place": location})
    if problems:
        raise ValidationError(problems)
    return len(chosen)


def unsealed(location: Location, seal: str) -> dict[str, Any]:
    """The values that a place takes from what was found for it."""
    pk, *point, precision, note, found_on = signing.loads(seal, salt=SALT, max_age=A_DAY_S)
    if pk != location.pk:
        raise signing.BadSignature
    return {
        "latitude": point[0],
        "longitude": point[1],
        "precision": precision,
        "found_by": FoundBy.GEOCODER,
        "found_note": note,
        "found_on": date.fromisoformat(found_on),
    }

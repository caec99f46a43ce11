"""A geocoder of geopy's kind that asks nobody: it looks addresses up in fixtures/address_points.csv."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from partners.enums import Precision
from partners.geocoding.answers import Answer, RefusedError, elsewhere
from partners.geocoding.placing import Spot, middle, place
from partners.geocoding.points import Street, read_points
from partners.geocoding.reading import Address, read
from partners.geocoding.streets import bare_name, street_key

NEIGHBORING_ZIPS = frozenset({"02115", "02118", "02121", "02125", "02131"})
"""Areas next to those of the points: people on the border write the one for the other."""

SURE = (Precision.EXACT, Precision.INTERPOLATED)


class AddressPoints(Geocoder):
    """Looks up streets and numbers in a CSV file with street, zip, number, latitude, longitude."""

    def __init__(self, path: Path, **options: Any):
        super().__init__(**options)
        self.streets = read_points(path)
        everything = [street for named in self.streets.values() for street in named]
        self.names = {key: named[0].name for key, named in self.streets.items()}
        self.zips = frozenset(zip_code for street in everything for zip_code in street.zips)

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """As geopy has it: a Location whose `raw` tells precision and source, or None."""
        try:
            answer = self.find(query)
        except RefusedError:
            return None
        raw = {"precision": answer.precision.value, "source": answer.source, "note": answer.note}
        found = Location(answer.address, tuple(answer.point), raw)
        return found if exactly_one else [found]

    def find(self, text: str) -> Answer:
        """The answer, or RefusedError with the reason."""
        address = read(text)
        near = address.place in NEIGHBORING_ZIPS
        if address.zips and not near and not address.zips & self.zips:
            raise elsewhere(address.place)
        streets = self.streets.get(street_key(address.street), [])
        if not streets:
            raise self.unknown(address.street)
        if address.number is None:
            return self.without_number(streets, address)
        return answered(self.choose(streets, address), address)

    def without_number(self, streets: list[Street], address: Address) -> Answer:
        inside = [street for street in streets if not address.zips or street.zips & address.zips]
        spot = middle(inside[0]) if len(inside) == 1 else None
        if not spot:
            sentence = _("Please add the house number: %(street)s is long.")
            raise RefusedError(sentence % {"street": streets[0].name})
        return answered((inside[0], spot), address)

    def choose(self, streets: list[Street], address: Address) -> tuple[Street, Spot]:
        """The one street of this name, in the ZIP code asked for if possible, with this number."""
        spots = [(street, spot) for street in streets if (spot := place_any(street, address))]
        inside = [(street, spot) for street, spot in spots if address.zips & street.zips]
        # Elsewhere than asked, about where is not good enough: it may be another street.
        sure = [(street, spot) for street, spot in spots if spot.precision in SURE]
        found = inside or (sure if address.zips else spots)
        if not found and spots:
            raise other_zip(streets, address)
        if not found:
            raise out_of_range(streets, address)
        if len(found) > 1:
            raise ambiguous(found, address)
        return found[0]

    def unknown(self, street: str) -> RefusedError:
        """Names near spellings, and takes none of them."""
        key, bare = street_key(street), bare_name(street)
        alike = [name for name in self.names.values() if bare and bare_name(name) == bare]
        alike += [self.names[near] for near in get_close_matches(key, self.names, 3, 0.8)]
        facts = {"street": street, "near": ", ".join(list(dict.fromkeys(alike))[:3])}
        sentence = _("The address points know no street “%(street)s”.") % facts
        return RefusedError(
            f"{sentence} {_('Near spellings: %(near)s.') % facts}" if alike else sentence
        )


def place_any(street: Street, address: Address) -> Spot | None:
    """The number, or the end of its range where only that is listed."""
    spot = place(street, address.number or 0, address.zips)
    if address.high and not (spot and spot.precision == Precision.EXACT):
        end = place(street, address.high, address.zips)
        return end if end and (not spot or end.precision == Precision.EXACT) else spot
    return spot


def answered(found: tuple[Street, Spot], address: Address) -> Answer:
    street, spot = found
    number = address.number
    if spot.house.number == address.high:
        number = address.high
    line = f"{street.name}, Boston, MA {spot.house.zip}"
    moved = address.zips and spot.house.zip not in address.zips
    return Answer(
        point=spot.point,
        precision=spot.precision,
        source=_("Boston address points"),
        address=f"{number} {line}" if number else line,
        note=_("not in %(place)s") % {"place": address.place} if moved else "",
    )


def other_zip(streets: list[Street], address: Address) -> RefusedError:
    known = sorted({zip_code for street in streets for zip_code in street.zips})
    facts = {"street": streets[0].name, "zips": ", ".join(known), "place": address.place}
    return RefusedError(_("%(street)s is known only in %(zips)s, not in %(place)s.") % facts)


def out_of_range(streets: list[Street], address: Address) -> RefusedError:
    low, high = (streets[0].ends[0], streets[-1].ends[1])
    facts = {"street": streets[0].name, "number": address.number, "low": low, "high": high}
    return RefusedError(
        _("Nothing near number %(number)d is known on %(street)s (%(low)d to %(high)d).") % facts
    )


def ambiguous(found: list[tuple[Street, Spot]], address: Address) -> RefusedError:
    choices = sorted(f"{address.number} {street.name}, {spot.house.zip}" for street, spot in found)
    sentence = _("There are several: %(choices)s. Please add the ZIP code.")
    return RefusedError(sentence % {"choices": "; ".join(choices)})


@cache
def address_points() -> AddressPoints:
    """The one over our fixtures, read once."""
    return AddressPoints(settings.FIXTURES_DIR / "address_points.csv")

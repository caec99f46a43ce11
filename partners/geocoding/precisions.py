"""How precise an online service says its answer is, each in its own words."""

from typing import Any

from partners.enums import Precision

PATHS = (
    ("addresstype",),  # Nominatim
    ("properties", "type"),  # Photon
    ("attributes", "Addr_type"),  # ArcGIS
    ("geometry", "location_type"),  # Google
    ("properties", "layer"),  # Pelias, Geocode Earth
    ("properties", "accuracy"),
    ("accuracy_type",),  # Geocodio
    ("components", "_type"),  # OpenCage
    ("resultType",),  # HERE
    ("type",),
    ("place_type", 0),  # Mapbox, MapTiler
)
"""Where in an answer services say it, in the order in which it is looked for."""

WORDS = {
    Precision.EXACT: "house building address pointaddress subaddress rooftop parcel amenity shop "
    "office leisure tourism venue poi place historic point",
    Precision.INTERPOLATED: "interpolated range_interpolated streetaddress streetaddressext "
    "range_interpolation housenumber",
    Precision.STREET: "road street highway streetname streetmidblock streetbetween streetint "
    "nearest_street intersection geometric_center street_center",
}

AREAS = (
    "country state region county city town village municipality borough suburb district "
    "neighbourhood neighborhood quarter locality localadmin postcode postalcode postal postalext "
    "postalloc city_district administrative approximate macroregion state_district place"
)
"""Words for more than a street: the service knows the town, and not the address."""

KNOWN = {word: precision for precision, words in WORDS.items() for word in words.split()}


def precision_of(raw: Any) -> Precision | None:
    """UNKNOWN where the service does not say; None where it found no more than an area."""
    for path in PATHS:
        word = str(value_at(raw, path)).lower()
        if word in AREAS.split():
            return None
        if word in KNOWN:
            return KNOWN[word]
    return Precision.UNKNOWN


def value_at(raw: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        try:
            raw = raw[step]
        except (LookupError, TypeError):
            return None
    return raw

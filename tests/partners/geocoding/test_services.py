"""The services that can be named in the settings, and what they say of their answers."""

import pytest
from geopy.geocoders import SERVICE_TO_GEOCODER

from occme.settings import GEOCODERS
from partners.enums import Precision
from partners.geocoding.online import build
from partners.geocoding.precisions import precision_of


def test_all_are_known_to_geopy():
    assert set(GEOCODERS) - {"none"} <= set(SERVICE_TO_GEOCODER)


@pytest.mark.parametrize("name", GEOCODERS[1:])
def test_every_service_can_be_built(name):
    geocoder = build(name, "https://geo.example.org", "key", 7)
    assert (geocoder.timeout, geocoder.scheme) == (7, "https")
    assert geocoder.headers["User-Agent"] == "occme-tracker (occme@example.org)"
    assert "geo.example.org" in str(vars(geocoder))


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        ({"addresstype": "road"}, Precision.STREET),
        ({"properties": {"type": "house"}}, Precision.EXACT),
        ({"attributes": {"Addr_type": "StreetAddress"}}, Precision.INTERPOLATED),
        ({"geometry": {"location_type": "ROOFTOP"}}, Precision.EXACT),
        ({"place_type": ["place"]}, None),
        ({"attributes": {"Addr_type": "Postal"}}, None),
        ([], Precision.UNKNOWN),
    ],
)
def test_precision_is_read_from_what_services_say(raw, precision):
    assert precision_of(raw) == precision

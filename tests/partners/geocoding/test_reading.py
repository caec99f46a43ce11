"""Addresses as people write them."""

import pytest

from partners.geocoding.answers import NoPlaceError, RefusedError
from partners.geocoding.reading import Address, read, with_town

ROXBURY = frozenset({"02119"})

READ = {
    "1542 Columbus Ave, 02119": Address("Columbus Ave", 1542, None, ROXBURY, "02119"),
    "1542 Columbus Ave": Address("Columbus Ave", 1542),
    "1542 Columbus Ave Boston MA 02119-1234 USA": Address(
        "Columbus Ave", 1542, None, ROXBURY, "02119"
    ),
    "1542 Columbus Ave, Roxbury, Boston, Mass.": Address(
        "Columbus Ave", 1542, None, frozenset({"02119", "02120"}), "Roxbury"
    ),
    "20 South St, JP": Address("South St", 20, None, frozenset({"02130"}), "JP"),
    "1542-1544 Columbus Ave": Address("Columbus Ave", 1542, 1544),
    "1542 – 44 Columbus Ave": Address("Columbus Ave", 1542, 1544),
    "1542-1545 Columbus Ave": Address("Columbus Ave", 1542),
    "102R-104A Williams Street": Address("Williams Street", 102, 104),
    "722A Shawmut Ave": Address("Shawmut Ave", 722),
    "12 1/2 Dale St": Address("Dale St", 12),
    "12½ Dale St": Address("Dale St", 12),
    "One Schroeder Plaza": Address("Schroeder Plaza", 1),
    "Dale St": Address("Dale St"),
    "12 rear Dale St": Address("Dale St", 12),
    "Madison Park High School, 75 Malcolm X Blvd": Address("Malcolm X Blvd", 75),
    "20 South St, Old Hall, 02130": Address("South St", 20, None, frozenset({"02130"}), "02130"),
    "285 Dr. Martin Luther King, Jr. Blvd": Address("Dr. Martin Luther King Jr. Blvd", 285),
    "PO Box 12, 20 South St\nBoston MA": Address("South St", 20, None, frozenset(), "Boston"),
}


@pytest.mark.parametrize("text", READ)
def test_parts(text: str):
    assert read(text) == READ[text]


@pytest.mark.parametrize(
    "unit", ["Apt 3", "#2", "Suite 102", "Fl 2", "2nd floor", "Rear", "Unit 4B", "3F", ", Room 7"]
)
def test_units_are_left_out(unit: str):
    assert read(f"722 Shawmut Ave {unit}, Boston, MA") == Address(
        "Shawmut Ave", 722, None, frozenset(), "Boston"
    )


NO_PLACE = {
    "": "There is no street in this address.",
    "Boston, MA 02119": "There is no street in this address.",
    "12 #3": "There is no street in this address.",
    "P.O. Box 180, Boston, MA 02119": "A post office box is not a place on the map.",
    "po box 180 Boston": "A post office box is not a place on the map.",
    "0 Dale St": "“0” is not a house number.",
    "123456 Dale St": "“123456” is not a house number.",
    "x" * 301: "This is too long to be an address.",
}


@pytest.mark.parametrize("text", NO_PLACE)
def test_what_is_no_place_is_refused(text: str):
    with pytest.raises(NoPlaceError) as refusal:
        read(text)
    assert str(refusal.value) == NO_PLACE[text]


REFUSED = {
    "Blue Hill Ave & Dudley St": "This looks like a corner. Please give a house number on one street.",
    "20 South St, Cambridge": "“Cambridge” is not known here. Please write number, street and ZIP code only.",
    "20 South St, Boston, NY": "“NY” lies outside the part of Boston that the address points cover.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_elsewhere_or_a_corner_is_refused(text: str):
    with pytest.raises(RefusedError) as refusal:
        read(text)
    assert (type(refusal.value), str(refusal.value)) == (RefusedError, REFUSED[text])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1 City Hall Square", "1 City Hall Square, Boston, MA"),
        ("1 Main St, Cambridge", "1 Main St, Cambridge, MA"),
        ("1 Main St, Cambridge, MA", "1 Main St, Cambridge, MA"),
        ("1 Main St, Albany, NY", "1 Main St, Albany, NY"),
    ],
)
def test_services_that_know_more_towns_are_told_which(text: str, asked: str):
    assert with_town(text) == asked

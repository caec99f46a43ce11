"""What holds for any text, and for any way of writing an address."""

from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from partners.enums import Precision
from partners.geocoding.answers import Answer, RefusedError
from partners.geocoding.offline import address_points
from partners.geocoding.reading import Address, read

# The same examples at every run, however slow the machine.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
STEADY = settings.get_profile("steady")

POINTS = address_points()
STREETS = [street for named in POINTS.streets.values() for street in named]
HOUSES = [(street, house) for street in STREETS for house in street.houses]

WORDS = [
    *("1542", "12-14", "0", "1/2", "½", "One", "Columbus", "Washington", "Williams", "Saint", "St"),
    *("Ave", "Apt", "3", "#", "Rear", "PO", "Box", "&", "/", ",", "\n", "corner", "of"),
    *("Boston", "Roxbury", "MA", "02119", "02139"),
]
TEXTS = st.one_of(
    st.text(max_size=320), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
)

LONG = {"St": "Street", "Ave": "avenue", "Rd": "ROAD", "Pl": "Place", "Ter": "Terrace"}
LONG |= {"Sq": "square", "Ct": "Court", "Ln": "Lane", "Cir": "Circle", "Dr": "Drive", "Pk": "Park"}
UNITS = ["", " Apt 3", " #2", ", Suite 102", ", 2nd Floor", " Rear"]
TAILS = ["", ", Boston", ", Boston, MA", " boston ma", ", USA"]


def attempt(function: Callable[[str], Any], text: str) -> Any:
    """What it returns, or its refusal as a sentence."""
    try:
        return function(text)
    except RefusedError as refusal:
        return str(refusal)


@given(TEXTS)
@settings(STEADY, max_examples=300)
def test_reading_gives_parts_or_a_sentence(text: str):
    address = attempt(read, text)
    if isinstance(address, Address):
        assert address.street == address.street.strip() != ""
        assert address.number is None or 1 <= address.number <= 99_999
        assert address.high is None or address.high > address.number
    else:
        assert address.endswith(".")


@given(TEXTS)
@STEADY
def test_any_text_is_answered_inside_the_city_or_refused(text: str):
    answer = attempt(POINTS.find, text)
    if isinstance(answer, Answer):
        assert 42.28 < answer.point.latitude < 42.35
        assert -71.15 < answer.point.longitude < -71.06
    else:
        assert answer.endswith(".")


@given(st.sampled_from(HOUSES), st.data())
@STEADY
def test_spellings_agree(listed, data):
    street, house = listed
    *words, last = street.name.split()
    spelled = " ".join([*words, data.draw(st.sampled_from([last, LONG.get(last, last)]))])
    spelled = data.draw(st.sampled_from([spelled, spelled.upper(), f" {spelled.lower()}."]))
    unit, tail = data.draw(st.sampled_from(UNITS)), data.draw(st.sampled_from(TAILS))
    answer = POINTS.find(f"{house.number} {spelled}{unit}{tail} {house.zip}")
    assert answer == POINTS.find(f"{house.number} {street.name}, {house.zip}")
    assert (answer.point, answer.precision) == (house.point, Precision.EXACT)


@given(st.sampled_from(STREETS), st.integers(1, 4_000))
@STEADY
def test_between_neighbors_lies_between_them(street, number):
    answer = attempt(POINTS.find, f"{number} {street.name}, {min(street.zips)}")
    if isinstance(answer, Answer) and answer.precision == Precision.INTERPOLATED:
        side = street.side(number)
        low = max(house for house in side if house.number < number).point
        high = min(house for house in side if house.number > number).point
        for axis in range(2):
            least, most = sorted((low[axis], high[axis]))
            assert least <= answer.point[axis] <= most


@given(st.integers(1, 99_999), st.sampled_from(["", "A", " 1/2"]))
@STEADY
def test_number_is_kept(number: int, suffix: str):
    assert read(f"{number}{suffix} Dale St") == Address("Dale St", number)

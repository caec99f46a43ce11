"""The address points as a geocoder."""

import pytest
from geopy.geocoders.base import Geocoder

from partners.enums import Precision
from partners.geocoding.answers import RefusedError
from partners.geocoding.offline import AddressPoints
from partners.geography import Point

HEAD = "street,zip,number,latitude,longitude\n"
# Low Street runs north, the odd side a little east of the even one; High Street is in two places.
SMALL = HEAD + (
    "Low St,02119,10,42.3000,-71.1000\n"
    "Low St,02119,20,42.3020,-71.1000\n"
    "Low St,02119,26,42.3020,-71.1000\n"
    "Low St,02119,9,42.3000,-71.0990\n"
    "Low St,02119,29,42.3020,-71.0990\n"
    "Low St,02119,99,42.3200,-71.0990\n"
    "High St,02119,4,42.3100,-71.0900\n"
    "High St,02119,20,42.3104,-71.0900\n"
    "High St,02130,10,42.3300,-71.1300\n"
    "High St,02130,100,42.3310,-71.1300\n"
    "Short Ct,02120,1,42.3310,-71.0950\n"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> AddressPoints:
    path = tmp_path_factory.mktemp("points") / "points.csv"
    path.write_text(SMALL)
    return AddressPoints(path)


PLACED = {
    "10 Low St": ((42.3, -71.1), "exact"),
    "15 Low St": ((42.3006, -71.099), "interpolated"),
    "12 Low St": ((42.3004, -71.1), "interpolated"),
    "28 Low St": ((42.3019, -71.099), "street"),  # no even number beyond it: the other side's
    "110 Low St": ((42.32, -71.099), "street"),  # a little past the last one
    "12-20 Low St": ((42.302, -71.1), "exact"),  # the end of the range is listed
    "1 Short Ct": ((42.331, -71.095), "exact"),
    "Short Ct": ((42.331, -71.095), "street"),  # short enough to be a place
    "12 High St, 02119": ((42.3102, -71.09), "interpolated"),
    "10 High St, 02130": ((42.33, -71.13), "exact"),
    "50 High St": ((42.330444, -71.13), "interpolated"),  # fits only one of the two
    "50 High St, 02121": ((42.330444, -71.13), "interpolated"),
}


@pytest.mark.parametrize("text", PLACED)
def test_places(small: AddressPoints, text: str):
    answer = small.find(text)
    assert (answer.point, answer.precision.value) == PLACED[text]


REFUSED = {
    "50 Low St": "Nothing near number 50 is known on Low St (9 to 99).",  # 2 km between neighbors
    "120 Low St": "Nothing near number 120 is known on Low St (9 to 99).",
    "12 High St": "There are several: 12 High St, 02119; 12 High St, 02130. Please add the ZIP code.",
    "12 Loww St": "The address points know no street “Loww St”. Near spellings: Low St.",
    "12 Low Ave": "The address points know no street “Low Ave”. Near spellings: Low St.",
    "12 Main St": "The address points know no street “Main St”.",
    "Low St": "Please add the house number: Low St is long.",
    "12 Low St, 02139": "“02139” lies outside the part of Boston that the address points cover.",
    "12 Low St, Dorchester": "“Dorchester” lies outside the part of Boston that the address points cover.",
    "28 Low St, 02121": "Low St is known only in 02119, not in 02121.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_rather_than_guesses(small: AddressPoints, text: str):
    with pytest.raises(RefusedError) as refusal:
        small.find(text)
    assert str(refusal.value) == REFUSED[text]
    assert small.geocode(text) is None


def test_says_where_it_found_it(small: AddressPoints):
    told = [str(small.find(text)) for text in ("10 low street", "50 High St, Boston 02119")]
    assert told == [
        "Boston address points: 10 Low St, Boston, MA 02119",
        "Boston address points: 50 High St, Boston, MA 02130 (not in 02119)",
    ]


def test_a_slip_of_the_source_is_not_used(tmp_path):
    rows = "".join(f"Low St,02119,{n},42.30{n},-71.1\n" for n in (10, 12, 14, 16))
    path = tmp_path / "points.csv"
    path.write_text(f"{HEAD}{rows}Low St,02119,11,42.31,-71.1\n")
    assert AddressPoints(path).find("11 Low St").precision == Precision.STREET


def test_is_a_geocoder_as_geopy_knows_them(points: AddressPoints):
    found = points.geocode("1542 Columbus Ave, 02119")
    assert isinstance(points, Geocoder)
    assert (found.address, found.latitude, found.longitude, found.raw) == (
        "1542 Columbus Ave, Boston, MA 02119",
        42.323364,
        -71.098179,
        {"precision": "exact", "source": "Boston address points", "note": ""},
    )
    assert points.geocode("1542 Columbus Ave", exactly_one=False) == [found]


SPELLINGS = {
    "10 Malcolm X Blvd": ["10 malcolm x boulevard", "10 MALCOLM X BLVD."],
    "285 Martin Luther King Jr Blvd": [
        "285 MLK Blvd",
        "285 M.L.K. Boulevard",
        "285 ML King Blvd",
        "285 Martin Luther King Blvd",
        "285 Dr. Martin Luther King, Jr. Blvd, Roxbury, MA",
    ],
    "12 Saint James St": ["12 St James St", "12 St. James Street"],
    "161 South Huntington Ave": ["161 S Huntington Ave", "161 So. Huntington Avenue"],
    "12 E Cottage St": ["12 East Cottage Street"],
    "10 Louder's Ln": ["10 Louders Lane", "10 Louder’s Ln"],
    "1 O'Leary Way": ["1 O Leary Way", "1 oleary way"],
    "40 Centre St": ["40 Center Street"],
    "10 Arborway": ["10 The Arborway"],
    "1033 Massachusetts Ave": ["1033 Mass Ave"],
    "10 Mount Pleasant Ave": ["10 Mt. Pleasant Avenue"],
    "3 Centre Street Ter": ["3 Centre St Terrace"],
    "10 Pond View Ave": ["10 Pondview Ave"],
}


@pytest.mark.parametrize("listed", SPELLINGS)
def test_streets_are_spelled_as_people_do(points: AddressPoints, listed: str):
    assert [points.find(other) for other in SPELLINGS[listed]] == [points.find(listed)] * len(
        SPELLINGS[listed]
    )


def test_no_two_streets_are_one(points: AddressPoints):
    """The fixtures hold 644 names; only Williams Street is in two places."""
    several = [named for named in points.streets.values() if len(named) > 1]
    assert len(points.streets) == 644
    assert [[street.name for street in named] for named in several] == [["Williams St"] * 2]


def test_answers_are_plain_points(points: AddressPoints):
    assert points.find("1542 Columbus Ave").point == Point(42.323364, -71.098179)

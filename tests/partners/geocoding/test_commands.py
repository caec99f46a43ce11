"""`manage.py geocode`, as an operator meets it."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from partners.geocoding import find
from partners.geocoding.missing import line_of, without_point, write
from partners.models import Location
from tests.factories import a_location, an_organization, two_areas

HERE = {"city": "Boston", "state": "MA", "zip": "02119"}


@pytest.fixture
def places(db) -> list[Location]:
    """Three that can be found or refused, then those that are left alone."""
    two_areas()
    organization = an_organization()
    return [
        a_location(organization, **fields)
        for fields in (
            {"address": "1542 Columbus Ave", **HERE},
            {"address": "12 Nowhere Rd", **HERE},
            {"address": "2181 Washington St", **HERE},
            {"address": "20 South St", "is_confidential": True},
            {"address": "https://example.org", "type": "virtual"},
            {"address": "22 South St", "latitude": 42.3, "longitude": -71.1},
            {"city": "Boston"},
        )
    ]


def told(capsys) -> list[str]:
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def points() -> list:
    return list(Location.objects.order_by("pk").values_list("latitude", "longitude"))


def test_one_address_is_one_line(capsys):
    call_command("geocode", "1542 Columbus Ave, 02119")
    assert told(capsys) == [
        "42.323364 -71.098179 exact Boston address points: 1542 Columbus Ave, Boston, MA 02119"
    ]


def test_why_not_is_an_error():
    with pytest.raises(CommandError) as error:
        call_command("geocode", "1542 Colombus Ave")
    assert (error.value.returncode, str(error.value)) == (
        1,
        "The address points know no street “Colombus Ave”. Near spellings: Columbus Ave.",
    )


def test_all_without_a_point(places, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "150")
    left_alone = points()[3:]
    call_command("geocode", missing=True)
    assert points() == [(42.323364, -71.098179), (None, None), (42.33129, -71.082815), *left_alone]
    assert told(capsys) == [
        "Organization Address Why",
        "Garden of Eden 12 Nowhere Rd, Boston, MA 02119 The address points know no street “Nowhere Rd”.",
        "Locations",
        "Exact 1",
        "Between neighbors 1",
        "Refused 1",
    ]


def test_a_found_place_says_how_and_where_it_lies(places):
    call_command("geocode", missing=True)
    place = Location.objects.get(pk=places[0].pk)
    assert (place.found_by, place.precision, place.found_on, place.found_note) == (
        "geocoder",
        "exact",
        localdate(),
        "Boston address points: 1542 Columbus Ave, Boston, MA 02119",
    )
    assert (place.neighborhood.name, place.in_catchment) == ("Roxbury", True)
    assert [past.history_change_reason for past in place.history.all()] == ["geocoded", None]


def test_again_changes_nothing(places):
    call_command("geocode", missing=True)
    lines = Location.history.count()
    call_command("geocode", missing=True)
    assert Location.history.count() == lines


@pytest.mark.parametrize(
    "change",
    [{"address": "1 Other St"}, {"is_confidential": True}, {"latitude": 42.3, "longitude": -71.1}],
)
def test_what_somebody_changed_meanwhile_stays(places, change):
    asked = places[0]
    answer = find(line_of(asked))
    Location.objects.filter(pk=asked.pk).update(**change)
    before = points()
    assert (write(asked, answer), points()) == (False, before)


@pytest.mark.django_db(transaction=True)
def test_interrupted_keeps_what_is_done(service, places, capsys):
    """Ctrl-C, while the service is asked for the second one."""
    Location.objects.filter(pk=places[1].pk).update(address="1 Interrupt Rd")
    with pytest.raises(CommandError, match=r"^Stopped\. Run again for the rest\.$") as error:
        call_command("geocode", missing=True)
    assert (error.value.returncode, told(capsys)[1]) == (130, "Exact 1")
    assert [place.pk for place in without_point()] == [places[1].pk, places[2].pk]

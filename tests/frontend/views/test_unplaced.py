"""Places without a point: found many at once, looked at, and taken together or not at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.geocoding.several import MOST
from partners.models import Location
from tests.factories import INSIDE, a_location, an_organization, two_areas
from tests.pages import sent

URL = "/staff/places/"
BOSTON = {"city": "Roxbury", "state": "MA", "zip": "02119"}
FIRST, SECOND = "2201 Washington Street", "100 Warren Street"


@pytest.fixture
def lost(db):
    """Two that can be found, one that cannot, one with no address, and all that are not listed."""
    two_areas()
    home, over = an_organization("Porch"), an_organization("Gone")
    found = [a_location(home, address=one, **BOSTON) for one in (FIRST, SECOND)]
    a_location(home, address="1 Nowhere Boulevard", **BOSTON)
    a_location(home, name="The van")
    a_location(home, address="9 Placed Street", **INSIDE)
    a_location(home, address="5 Secret Lane", is_confidential=True)
    a_location(home, name="Online", type="virtual")
    a_location(home, address="3 Closed Way")
    Location.objects.filter(address="3 Closed Way").update(closed_on="2026-01-01")
    a_location(over, address="4 Over Road")
    type(over).objects.filter(pk=over.pk).update(closed_on="2026-01-01", closed_reason="Over")
    return found


def listed(client) -> list[str]:
    return [str(place) for place in client.get(URL).context["places"].page]


def test_what_waits_for_a_point_is_what_the_queue_counts(as_staff, staff, lost):
    shown = listed(as_staff)
    names = [FIRST, SECOND, "1 Nowhere Boulevard", "The van"]
    assert [text.partition(",")[0] for text in shown] == names
    assert Location.objects.visible_to(staff).unplaced().count() == len(shown)


def test_places_are_looked_up_and_nothing_is_written_before_they_are_taken(as_staff, lost):
    looked = sent(as_staff, URL, find="yes")
    places = looked.context["places"]
    assert [one.location.address for one in places.found] == [FIRST, SECOND]
    assert [one.location.address for one in places.refused] == ["1 Nowhere Boulevard"]
    assert [bool(one.away_m) for one in places.found] == [True, True]
    assert Location.objects.unplaced().count() == 4
    taken = sent(as_staff, URL, looked, take="yes")
    assert (taken.status_code, taken.headers["Location"]) == (302, URL)
    lost[0].refresh_from_db()
    last = lost[0].history.latest()
    assert (lost[0].found_by, lost[0].precision, lost[0].neighborhood.name) == (
        "geocoder", "interpolated", "Roxbury",
    )  # fmt: skip
    assert (last.history_change_reason, last.history_user.email) == (
        "geocoded", "staff@example.org",
    )  # fmt: skip
    assert Location.objects.unplaced().count() == 2


def test_one_that_changed_meanwhile_keeps_all_from_being_written(as_staff, lost):
    looked = sent(as_staff, URL, find="yes")
    lost[1].address = "101 Warren Street"
    lost[1].save()
    answer = as_staff.get(sent(as_staff, URL, looked, take="yes").headers["Location"])
    told = [str(message) for message in answer.context["messages"]]
    place = "101 Warren Street, Roxbury, MA 02119"
    assert told == [f"No point was written. {place} was changed meanwhile: look it up again."]
    assert Location.objects.unplaced().count() == 4


def test_a_point_is_believed_for_its_own_place_alone(as_staff, lost):
    looked = sent(as_staff, URL, find="yes")
    one, other = looked.context["places"].found
    swapped = {f"seal-{one.location.pk}": other.seal}
    answer = as_staff.get(sent(as_staff, URL, looked, take="yes", **swapped).headers["Location"])
    assert "No point was written" in answer.content.decode()
    assert Location.objects.unplaced().count() == 4


def test_taking_twice_writes_once(as_staff, lost):
    looked = sent(as_staff, URL, find="yes")
    sent(as_staff, URL, looked, take="yes")
    lines = Location.history.count()
    sent(as_staff, URL, looked, take="yes")
    assert Location.history.count() == lines


def test_nothing_ticked_is_said(as_staff, lost):
    answer = as_staff.post(URL, {"find": "yes"}, follow=True)
    assert "Tick the places to look for." in answer.content.decode()
    answer = as_staff.post(URL, {"take": "yes", "place": "x"}, follow=True)
    assert "Tick the points to take." in answer.content.decode()


def test_more_than_a_page_is_not_looked_up_at_once(as_staff, lost):
    home = lost[0].organization
    places = [a_location(home, address=f"{n} Nowhere", **BOSTON) for n in range(MOST + 5)]
    answer = as_staff.post(URL, {"find": "yes", "place": [place.pk for place in places]})
    assert len(answer.context["places"].findings) == MOST


def test_the_list_takes_as_many_queries_for_four_as_for_many(as_staff, lost):
    def queries() -> int:
        with CaptureQueriesContext(connection) as held:
            as_staff.get(URL)
        return len(held)

    few = queries()
    for number in range(15):
        a_location(an_organization(f"Other {number}"), address=f"{number} Street")
    assert queries() == few

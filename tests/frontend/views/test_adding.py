"""A new organization with its first place, and who it may be already."""

import pytest

from partners.alike import alike
from partners.models import Location, Organization
from tests.factories import a_location, an_organization
from tests.pages import fields, problems, sent

URL = "/new/organization/"


def test_an_organization_with_a_place(as_staff, staff):
    page = sent(as_staff, URL, **{"place-address": "1542 Columbus Ave", "place-zip": "02119"}, name="Club", find="yes")  # fmt: skip
    assert (page.status_code, Organization.objects.count()) == (200, 0)
    assert fields(page)["name"] == ["Club"]
    answer = sent(as_staff, URL, page)
    assert answer.headers["Location"] == "/organizations/club/"
    club, place = Organization.objects.get(), Location.objects.get()
    assert (club.publication, club.history.get().history_user) == ("hidden", staff)
    assert (place.organization, place.found_by, place.address) == (
        club,
        "geocoder",
        "1542 Columbus Ave",
    )


def test_without_an_address_there_is_no_place(as_staff):
    assert sent(as_staff, URL, name="Club").status_code == 302
    assert (Organization.objects.count(), Location.objects.count()) == (1, 0)


def test_both_or_neither_and_all_that_is_wrong_at_once(as_staff):
    wrong = {"place-latitude": "-71.08", "place-longitude": "42.33", "place-zip": "2119"}
    answer = sent(as_staff, URL, **wrong, name="", email="nobody@")
    place = answer.context["editor"].place.errors
    assert (answer.status_code, problems(answer), dict(place)) == (
        400,
        {"name": ["This field is required."], "email": ["Enter a valid email address."]},
        {
            "latitude": ["These look swapped: latitude comes first (about 42), then longitude (about -71)."],
            "zip": ["A ZIP code has five digits, such as 02119."],
        },
    )  # fmt: skip
    answer = sent(as_staff, URL, **wrong, name="Club")
    assert (answer.status_code, Organization.objects.count()) == (400, 0)
    assert Organization.history.count() == 0


def test_one_that_may_be_here_already_has_to_be_looked_at(as_staff):
    an_organization("Saint Mary’s Center")
    asked = sent(as_staff, URL, name="St. Marys Ctr")
    assert (asked.status_code, Organization.objects.count()) == (400, 1)
    assert [str(row) for row in asked.context["editor"].alike] == ["Saint Mary’s Center"]
    assert sent(as_staff, URL, asked, is_distinct="yes").status_code == 302
    assert Organization.objects.count() == 2


def test_sent_twice_it_is_one(as_staff):
    page = as_staff.get(URL)
    answers = [sent(as_staff, URL, page, name="Club") for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == ["/organizations/club/"] * 2
    again = sent(as_staff, URL, page, name="Club two")
    assert "saved already: /organizations/club/" in again.content.decode()
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["saint marys center", "ST. MARY'S CTR", "St Marys Centre", "Saint Marys Centre, Inc."]
)
def test_names_that_are_the_same_or_nearly(db, staff, name):
    an_organization("Saint Mary’s Center")
    an_organization("Garden I")
    assert [str(row) for row in alike(name, user=staff)] == ["Saint Mary’s Center"]


def test_other_names_acronyms_and_the_closed_count_too(db, staff):
    an_organization("Boston Medical Center", alternate_names=["City Hospital"])
    assert [str(r) for r in alike("BMC", user=staff)] == ["Boston Medical Center"]
    assert [str(r) for r in alike("city hospital", user=staff)] == ["Boston Medical Center"]
    assert alike("Garden", user=staff) == alike(" ", user=staff) == []


def test_a_new_name_is_known_at_once(db, staff):
    row = an_organization("Before")
    assert alike("After", user=staff) == []
    row.name = "After"
    row.save()
    assert [str(r) for r in alike("after", user=staff)] == ["After"]
    assert alike("after", user=staff, besides=row.pk) == []


def test_what_is_hidden_is_like_nothing(client, partner, stranger):
    hidden = an_organization("Quiet House", publication="hidden")
    a_location(hidden, address="1 Quiet St")
    client.force_login(partner)
    page = client.get("/find/alike/?name=Quiet+House").content.decode()
    assert "Quiet" not in page
    for besides in ("x", "²", "9" * 30):
        assert client.get(f"/find/alike/?name=Home&besides={besides}").status_code == 200


def test_the_addresses_of_those_who_share_only_their_name_are_not_said(client, partner):
    shy = an_organization("Shy House", publication="area")
    a_location(shy, address="1 Quiet St", latitude=42.33, longitude=-71.08)
    client.force_login(partner)
    page = client.get("/find/alike/?name=Shy+House").content.decode()
    assert ("Shy House" in page, "Quiet" in page) == (True, False)

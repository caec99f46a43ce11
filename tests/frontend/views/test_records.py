"""Editing on pages, from the form as it is shown to the record as it is kept."""

from datetime import date

import pytest

from partners.enums import FoundBy, Precision
from partners.models import Contact, Location, Organization, Priority
from tests.factories import (
    INSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_priority,
    an_organization,
    two_areas,
)
from tests.pages import fields, problems, sent


def edit(kind, record):
    return f"/edit/{kind}/{record.pk}/"


def test_a_form_that_is_sent_back_as_it_was_changes_nothing(as_staff, home):
    home.focus_areas.add(a_focus_area())
    a_language()
    lines = home.history.count()
    for kind in ("profile", "wishes", "publication", "relationship"):
        answer = sent(as_staff, edit(kind, home))
        assert answer.status_code == 302, (kind, problems(answer))
    assert home.history.count() == lines


def test_a_profile_is_changed_and_signed(as_partner, partner, home):
    food, spanish = a_focus_area(), a_language()
    answer = sent(
        as_partner,
        edit("profile", home),
        phone="617-555-0100",
        alternate_names="The House\n  Home on the Hill \n\n",
        website="home.example.org",
        focus_areas=[food.pk],
        languages=[spanish.pk],
    )
    assert answer.headers["Location"] == "/organizations/sample-home/#what-sample-home"
    home.refresh_from_db()
    assert (home.phone, home.website) == ("617-555-0100", "https://home.example.org")
    assert home.alternate_names == ["The House", "Home on the Hill"]
    assert (list(home.focus_areas.all()), list(home.languages.all())) == ([food], [spanish])
    line = home.history.first()
    assert (line.history_user, list(line.focus_areas.values_list("focusarea", flat=True))) == (
        partner,
        [food.pk],
    )


def test_what_is_wrong_is_named_at_its_field_and_what_was_typed_stays(as_partner, home):
    answer = sent(
        as_partner, edit("profile", home), name="", email="nobody@", description="Half\x00done"
    )
    assert (answer.status_code, problems(answer)) == (
        400,
        {
            "name": ["This field is required."],
            "email": ["Enter a valid email address."],
            "description": ["Null characters are not allowed."],
        },
    )
    kept = fields(answer)
    assert (kept["email"], kept["seen"]) == (["nobody@"], [str(home.history.first().history_id)])
    home.refresh_from_db()
    assert home.name == "Sample Home"


def test_what_the_form_cannot_hold_is_told_on_top(as_staff, home):
    found = an_organization("Found", publication="public_source")
    answer = sent(as_staff, edit("relationship", found), stage="active")
    assert answer.status_code == 400
    (sentence,) = problems(answer)[""]
    assert sentence.startswith("What the public sees: What was found in public sources names its")


def test_partners_have_no_form_for_what_is_staffs(as_partner, home):
    assert as_partner.get(edit("relationship", home)).status_code == 403
    assert "kind" not in fields(as_partner.get(edit("profile", home)))
    sent(as_partner, edit("profile", home), stage="closed", kind="faith", name="Home")
    home.refresh_from_db()
    assert (home.name, home.stage, home.kind) == ("Home", "active", "other")


def test_consent_is_given_with_a_name_and_withdrawn_with_a_tick(as_partner, home, client):
    missing = sent(as_partner, edit("publication", home), publication="full")
    assert problems(missing) == {"consent_by": ["To publish it, say who there agreed, and when."]}
    given = {"publication": "full", "consent_by": "Rosa", "consent_on": "2026-11-01"}
    assert sent(as_partner, edit("publication", home), **given).status_code == 302
    home.refresh_from_db()
    assert (home.publication, home.consent_by) == ("full", "Rosa")
    assert sent(as_partner, edit("publication", home), publication="hidden").status_code == 302
    home.refresh_from_db()
    assert (home.publication, home.consent_by, home.consent_on) == ("hidden", "", None)
    client.logout()
    assert client.get("/organizations/sample-home/").status_code == 404


def test_a_partner_cannot_choose_public_sources(as_partner, home):
    answer = sent(as_partner, edit("publication", home), publication="public_source")
    assert problems(answer) == {
        "publication": ["Select a valid choice. public_source is not one of the available choices."]
    }


def test_quiet_periods_are_rows(as_partner, home):
    url = edit("wishes", home)
    days = {"quiet_periods-0-starts_on": "2027-07-01", "quiet_periods-0-ends_on": "2027-07-31"}
    assert sent(as_partner, url, **days, students_at_once="4").status_code == 302
    assert [(p.starts_on, p.ends_on) for p in home.quiet_periods.all()] == [
        (date(2027, 7, 1), date(2027, 7, 31))
    ]
    again = fields(as_partner.get(url))
    assert (again["quiet_periods-0-starts_on"], again["students_at_once"]) == (
        ["2027-07-01"],
        ["4"],
    )
    half = sent(as_partner, url, **{"quiet_periods-1-reason": "Moving"})
    assert problems(half)["quiet_periods"] == [
        "“Moving” takes a first and a last day, such as 2027-07-01."
    ]
    back = sent(as_partner, url, **{"quiet_periods-0-ends_on": "2027-06-30"})
    assert problems(back)["quiet_periods"] == ["A quiet period ends on or after the day it starts."]
    gone = dict.fromkeys(days, "")
    assert sent(as_partner, url, **gone).status_code == 302
    assert list(home.quiet_periods.all()) == []


def test_a_person_and_a_priority_are_added(as_partner, home):
    a_contact(an_organization("Other"), "Not theirs")
    assert sent(as_partner, "/new/person/sample-home/", name="Rosa Sample").status_code == 302
    rosa = Contact.objects.get(organization=home)
    page = as_partner.get("/new/priority/sample-home/")
    assert [str(row) for row in page.context["editor"].form.fields["stated_by"].queryset] == [
        "Rosa Sample"
    ]
    answer = sent(as_partner, page.request["PATH_INFO"], page, title="Evenings", stated_by=rosa.pk)
    assert answer.headers["Location"] == "/organizations/sample-home/#priorities-sample-home"
    row = Priority.objects.get()
    assert (row.title, row.stated_by, row.organization, row.is_public) == (
        "Evenings",
        rosa,
        home,
        False,
    )


def test_an_answered_priority_says_when_at_the_day(as_partner, home):
    row = a_priority(home)
    answer = sent(as_partner, edit("priority", row), status="answered")
    assert problems(answer) == {"answered_on": ["An answered priority, and no other, says when."]}


def test_retired_words_stay_where_they_are_and_are_offered_nowhere_else(as_staff, home):
    old, new = a_focus_area("Old", retired_on=date(2020, 1, 1)), a_focus_area("New")
    other = an_organization("Other")
    home.focus_areas.set([old, new])
    offered = {
        name: [str(row) for row in form.fields["focus_areas"].queryset.order_by("title")]
        for name, form in (
            (row.name, as_staff.get(edit("profile", row)).context["editor"].form)
            for row in (home, other)
        )
    }
    assert offered == {"Sample Home": ["New", "Old"], "Other": ["New"]}
    assert sent(as_staff, edit("profile", home), phone="1").status_code == 302
    assert list(home.focus_areas.order_by("title")) == [new, old]


@pytest.mark.parametrize("kind", ["nothing", "organization", "person/1/close"])
def test_other_kinds_are_not_there(as_staff, home, kind):
    assert as_staff.get(f"/edit/{kind}/1/").status_code == 404
    assert as_staff.get("/new/profile/sample-home/").status_code == 404
    assert as_staff.get("/new/area/sample-home/").status_code == 404


class TestPlaces:
    """Where an organization is."""

    def test_a_point_by_hand(self, as_partner, home):
        two_areas()
        url = "/new/place/sample-home/"
        assert sent(as_partner, url, address="2 Square", latitude="42.3317", longitude="-71.0838").status_code == 302  # fmt: skip
        row = Location.objects.get()
        assert (row.point, row.found_by, row.precision) == (
            (42.3317, -71.0838),
            FoundBy.PIN,
            Precision.UNKNOWN,
        )
        assert (row.neighborhood.name, row.in_catchment) == ("Roxbury", True)

    def test_without_a_script_the_address_is_looked_up_by_a_button(self, as_partner, home):
        url = "/new/place/sample-home/"
        page = sent(as_partner, url, address="1542 Columbus Ave", zip="02119", find="yes")
        assert (page.status_code, Location.objects.count()) == (200, 0)
        assert page.context["editor"].words.startswith("Exact: ")
        found = fields(page)
        assert sent(as_partner, url, page).status_code == 302
        row = Location.objects.get()
        assert [f"{row.latitude}", f"{row.longitude}"] == [*found["latitude"], *found["longitude"]]
        assert (row.found_by, row.precision) == (FoundBy.GEOCODER, Precision.EXACT)
        assert "1542 Columbus" in row.found_note

    def test_a_point_that_was_moved_afterwards_is_a_pin(self, as_partner, home):
        url = "/new/place/sample-home/"
        page = sent(as_partner, url, address="1542 Columbus Ave", zip="02119", find="yes")
        sent(as_partner, url, page, latitude="42.33")
        assert Location.objects.get().found_by == FoundBy.PIN

    def test_a_made_up_seal_is_not_believed(self, as_partner, home):
        url = "/new/place/sample-home/"
        sent(as_partner, url, latitude="42.33", longitude="-71.09", found="[42.33,-71.09]:x:y")
        assert Location.objects.get().found_by == FoundBy.PIN

    @pytest.mark.parametrize(
        ("latitude", "longitude", "sentence"),
        [
            ("-71.0838", "42.3317", "These look swapped: latitude comes first (about 42)"),
            ("0", "0", "0, 0 is in the Atlantic"),
            ("95", "-71.1", "Latitude lies between -90 and 90."),
            ("here", "-71.1", "It takes degrees, such as 42.3317."),
            ("42.3", "", "A point has a latitude and a longitude, or neither."),
        ],
    )
    def test_impossible_points(self, as_partner, home, latitude, longitude, sentence):
        answer = sent(
            as_partner,
            "/new/place/sample-home/",
            name="Hall",
            latitude=latitude,
            longitude=longitude,
        )
        assert problems(answer)["latitude"][0].startswith(sentence)
        assert (fields(answer)["latitude"], Location.objects.count()) == ([latitude], 0)

    def test_a_confidential_address_keeps_no_point(self, as_partner, home):
        row = a_location(home, address="1 Quiet St", **INSIDE)
        assert sent(as_partner, edit("place", row), is_confidential="on").status_code == 302
        row.refresh_from_db()
        assert (row.is_confidential, row.point, row.found_by) == (True, None, "")
        assert list(row.history.exclude(latitude=None)) == []

    def test_a_confidential_address_is_looked_up_nowhere(self, as_partner, home):
        answer = as_partner.post("/find/place/", {"address": "1542 Columbus Ave", "is_confidential": "on"})  # fmt: skip
        assert (answer.status_code, answer.json()) == (
            422,
            {"words": "A confidential address keeps no point, and nobody is asked for it."},
        )

    def test_a_place_is_somewhere(self, as_partner, home):
        answer = sent(as_partner, "/new/place/sample-home/")
        assert problems(answer) == {"address": ["Say where it is: an address, a point or a name."]}


def test_nobody_edits_what_they_cannot_see(client, stranger, home):
    rows = {
        "profile": home,
        "place": a_location(home, name="Hall"),
        "person": a_contact(home),
        "priority": a_priority(home),
    }
    client.force_login(stranger)
    seen = {
        (kind, step): client.get(f"{edit(kind, row)}{step}").status_code
        for kind, row in rows.items()
        for step in ("", "close/", "history/")
    }
    assert set(seen.values()) == {404}
    assert Organization.objects.get(pk=home.pk).history.count() == home.history.count()


def test_what_is_seen_and_not_theirs_is_refused(client, stranger):
    open_one = an_organization("Open")
    place = a_location(open_one, **INSIDE)
    client.force_login(stranger)
    for kind, row in (("profile", open_one), ("place", place)):
        for step in ("", "close/", "history/"):
            assert client.get(f"{edit(kind, row)}{step}").status_code == 403
            assert client.post(f"{edit(kind, row)}{step}").status_code == 403
    assert client.get("/new/place/open/").status_code == 403

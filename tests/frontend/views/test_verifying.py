"""A listing confirmed field by field: by staff, and by the organization itself through a link."""

from datetime import date

import pytest
import time_machine

from engagements import listing
from occme.refusals import NotYours, Stale
from partners import editing, verifying
from partners.models import Verification
from partners.verifying import state_of
from tests.factories import a_contact, a_link, a_location, a_member, a_partner

pytestmark = pytest.mark.django_db

KEYS = ["name", "website", "email", "phone", "languages", "focus_areas", "publication"]


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel("2026-10-15T16:00:00Z"):
        yield


@pytest.fixture
def place(home):
    return a_location(home, address="12 Warren Street", city="Boston")


def tokens(organization, *keys) -> dict[str, str]:
    return {one.key: one.token for one in state_of(organization) if not keys or one.key in keys}


def held(organization) -> list[str]:
    """Keys of what is confirmed as it stands."""
    return [one.key for one in state_of(organization) if one.last]


def sent(organization, **more) -> dict:
    return {f"token-{k}": v for k, v in tokens(organization).items()} | {"means": "call"} | more


def test_one_line_is_confirmed_by_phone(as_staff, staff, home, place):
    address = f"/organizations/{home.slug}/verify/"
    as_staff.post(address, sent(home, confirm="phone"))
    row = Verification.objects.get()
    assert (row.organization, row.field, row.value, row.by, row.means) == (
        home, "phone", "", staff, "call",
    )  # fmt: skip
    home.refresh_from_db()
    assert (held(home), home.verified_on) == (["phone"], None)
    page = as_staff.get(address).content.decode()
    assert "Sam Staff, Oct. 15, 2026" in page
    assert "7 lines are not confirmed as they stand." in page


def test_a_field_that_changes_is_unconfirmed_and_one_that_changes_back_is_not(home, staff, place):
    verifying.confirm(home, tokens=tokens(home), means="visit", by=staff)
    assert held(home) == [*KEYS, f"place-{place.pk}"]
    for value, expected in (("1", 7), ("", 8)):
        home.refresh_from_db()
        editing.change(home, by=staff, values={"phone": value}, seen=editing.version_of(home))
        home.refresh_from_db()
        assert len(held(home)) == expected


def test_it_is_verified_since_the_oldest_confirmation(home, staff, place):
    with time_machine.travel("2026-10-01T16:00:00Z"):
        verifying.confirm(home, tokens=tokens(home, "name"), means="call", by=staff)
    rest = {key: token for key, token in tokens(home).items() if key != "name"}
    verifying.confirm(home, tokens=rest, means="call", by=staff)
    home.refresh_from_db()
    assert (home.verified_on, home.verified_by) == (date(2026, 10, 1), staff)
    assert home.history.first().history_change_reason == "Every field was confirmed"


def test_what_has_changed_since_it_was_read_is_not_confirmed(as_staff, staff, home):
    form = sent(home, confirm="all")
    editing.change(home, by=staff, values={"phone": "1"}, seen=editing.version_of(home))
    answer = as_staff.post(f"/organizations/{home.slug}/verify/", form)
    assert (answer.status_code, Verification.objects.count()) == (409, 0)
    with pytest.raises(Stale):
        verifying.confirm(home, tokens={"slug": "x"}, means="call", by=staff)


def test_corrected_right_there_and_confirmed(as_staff, home):
    address = f"/organizations/{home.slug}/verify/"
    as_staff.post(address, sent(home, correct="phone", **{"value-phone": "617-555-0100"}))
    home.refresh_from_db()
    assert (home.phone, held(home)) == ("617-555-0100", ["phone"])
    assert home.history.first().history_change_reason == "By phone"
    answer = as_staff.post(address, sent(home, correct="email", **{"value-email": "nonsense"}))
    home.refresh_from_db()
    assert (answer.status_code, home.email) == (409, "")
    assert 'value="nonsense"' in answer.content.decode()


def test_by_its_own_keyed_link_with_nobody_s_account(client, home, rosa, place):
    shelter = a_location(home, address="1 Secret Street", is_confidential=True)
    _link, address = a_link(rosa, "listing")
    page = client.get(address).content.decode()
    assert ("12 Warren Street" in page, "Secret" in page) == (True, False)
    client.post(address, {**sent(home), "act": "still_right:phone"})
    assert [*Verification.objects.values_list("field", "contact", "by", "means")] == [
        ("phone", rosa.pk, None, "link")
    ]
    client.post(address, {**sent(home), "act": "still_right:all"})
    assert (held(home), Verification.objects.filter(location=shelter).count()) == (
        [*KEYS, f"place-{place.pk}"], 0,
    )  # fmt: skip
    home.refresh_from_db()
    assert home.verified_on is None


def test_the_link_alone_can_verify_the_listing(client, home, rosa, place):
    _link, address = a_link(rosa, "listing")
    client.post(address, {**sent(home), "act": "still_right:all"})
    home.refresh_from_db()
    assert (home.verified_on, home.verified_by) == (date(2026, 10, 15), None)


def test_nobody_confirms_what_is_not_theirs(home, rosa, stranger, student, staff):
    elsewhere = a_partner("Sample Third")
    foreign, _address = a_link(a_contact(elsewhere, email="x@example.org"), "listing")
    hours, _address = a_link(rosa, "hours")
    for actor in (foreign, hours, stranger, student):
        with pytest.raises(NotYours):
            listing.confirm(home, by=actor, tokens=tokens(home))
    with pytest.raises(NotYours):
        verifying.confirm(home, tokens=tokens(home), means="link", by=staff)
    listing.confirm(home, by=a_member("own@example.org", home), tokens=tokens(home, "name"))
    assert [*Verification.objects.values_list("means", flat=True)] == ["account"]


def test_confirmations_are_read_inside_only(client, home, staff, partner, visitor):
    verifying.confirm(home, tokens=tokens(home), means="call", by=staff)
    assert [
        Verification.objects.visible_to(user).count() for user in (visitor, partner, staff)
    ] == [0, 7, 7]
    client.force_login(partner)
    page = client.get(f"/organizations/{home.slug}/").content.decode()
    assert ("Confirmed field by field" in page, "Check this listing" in page) == (True, False)

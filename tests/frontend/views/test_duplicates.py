"""The pages of duplicates: found, told apart, merged, undone; and where an old address leads."""

import pytest

from engagements.merging import Plan, merge, token_of, undo
from occme.accounts.models import User
from partners import duplicates
from partners.models import Distinction, Membership, Merge, Organization
from tests.factories import a_contact, a_location, a_member, an_organization

pytestmark = pytest.mark.django_db

LIST = "/staff/duplicates/"


@pytest.fixture
def twins():
    """Two records of one garden."""
    kept = an_organization("Rose Garden", website="https://rose.example/")
    other = an_organization("Rose Garden, Inc.", website="http://www.rose.example", phone="1")
    for one in (kept, other):
        a_location(one, address="12 Warren Street", zip="02119")
    return kept, other


def form_of(kept, other, **more):
    seen = token_of(Plan(kept, other))
    return {"key": "k-1", "seen": seen, "keep": str(kept.pk), **more}


def address_of(kept, other):
    return f"{LIST}{kept.pk}/{other.pk}/"


def test_the_list_says_why_and_counts_what_it_shows(as_staff, staff, twins):
    an_organization("Rose Hill Garden")
    page = as_staff.get(LIST).content.decode()
    assert "the same name · the same website · the same address" in page
    assert ("1 pair to look at" in page, duplicates.waiting(staff)) == (True, 1)


def test_a_pair_told_apart_does_not_come_back_until_that_is_taken_back(as_staff, staff, twins):
    one, other = twins
    as_staff.post(LIST, {"apart": f"{other.pk}-{one.pk}"})
    row = Distinction.objects.get()
    assert (row.first, row.second, row.by, duplicates.waiting(staff)) == (one, other, staff, 0)
    as_staff.post(LIST, {"apart": f"{one.pk}-{other.pk}"})
    assert Distinction.objects.count() == 1
    as_staff.post(LIST, {"back": row.pk})
    assert (Distinction.objects.count(), duplicates.waiting(staff)) == (0, 1)


@pytest.mark.parametrize("sent", ["", "1", "0-0", "x-y", "1-2-3", "99999-1"])
def test_what_is_no_pair_is_refused(as_staff, sent):
    answer = as_staff.post(LIST, {"apart": sent}, follow=True)
    assert ("Choose one of the pairs." in answer.content.decode(), Distinction.objects.count()) == (
        True,
        0,
    )


def test_merged_on_the_page_once_though_it_is_sent_twice(as_staff, twins):
    kept, other = twins
    form = form_of(kept, other, reason="Same phone", **{"pick-phone": "merged"})
    for _time in range(2):
        answer = as_staff.post(address_of(kept, other), form)
        assert answer["Location"] == f"/staff/merges/{Merge.objects.get().pk}/"
    kept.refresh_from_db()
    assert (kept.phone, kept.alternate_names) == ("1", ["Rose Garden, Inc."])
    assert "Same phone" in as_staff.get(answer["Location"]).content.decode()


def test_who_was_faster_is_told_and_nothing_is_merged(as_staff, twins):
    kept, other = twins
    form = form_of(kept, other)
    a_contact(other)
    answer = as_staff.post(address_of(kept, other), form)
    assert (answer.status_code, Merge.objects.count()) == (409, 0)
    assert "This has changed since you read it" in answer.content.decode()


def test_the_record_that_stays_is_chosen(as_staff, twins):
    kept, other = twins
    page = as_staff.get(f"{address_of(kept, other)}?keep={other.pk}").content.decode()
    assert f'name="keep" value="{other.pk}"' in page
    as_staff.post(address_of(kept, other), form_of(other, kept))
    made = Merge.objects.get()
    assert (made.kept, made.merged) == (other, kept)


def test_undone_on_the_page(as_staff, twins):
    kept, other = twins
    as_staff.post(address_of(kept, other), form_of(kept, other))
    made = Merge.objects.get()
    answer = as_staff.post(f"/staff/merges/{made.pk}/undo/", follow=True)
    assert "Undone: there are two records again." in answer.content.decode()
    assert Organization.objects.filter(closed_on=None).count() == 2
    again = as_staff.post(f"/staff/merges/{made.pk}/undo/", follow=True)
    assert "This merge was undone." in again.content.decode()


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("It is 123-45-6789", "social security number"), ("a\x07b", "invisible control character")],
)
def test_why_it_is_undone_may_be_refused_with_a_sentence(as_staff, staff, twins, reason, sentence):
    made = merged_by(staff, *twins)
    answer = as_staff.post(f"/staff/merges/{made.pk}/undo/", {"reason": reason}, follow=True)
    assert (answer.status_code, sentence in answer.content.decode()) == (200, True)
    made.refresh_from_db()
    assert not made.is_undone


def merged_by(staff, kept, other):
    return merge(kept, other, by=staff, seen=token_of(Plan(kept, other)))


def test_the_old_address_leads_on_for_who_may_see_the_kept_one(client, staff, twins):
    kept, other = twins
    third = an_organization("Third Garden")
    merged_by(staff, kept, other)
    second = merged_by(staff, third, kept)
    for address in ("/organizations/rose-garden-inc/", "/organizations/rose-garden/"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (
            301, "/organizations/third-garden/", "no-store",
        )  # fmt: skip
    answer = client.get(f"/api/v1/organizations/{other.pk}/")
    assert (answer.status_code, answer["Location"]) == (
        301, f"http://testserver/api/v1/organizations/{third.pk}/",
    )  # fmt: skip
    undo(second, by=staff)
    assert client.get("/organizations/rose-garden/").status_code == 200
    assert (
        client.get("/organizations/rose-garden-inc/")["Location"] == "/organizations/rose-garden/"
    )


def test_an_old_address_tells_nothing_of_a_hidden_organization(client, staff, partner, home):
    other = an_organization("Sample Home Inc")
    merged_by(staff, home, other)
    for address in ("/organizations/sample-home-inc/", f"/api/v1/organizations/{other.pk}/"):
        assert client.get(address).status_code == 404
    client.force_login(partner)
    assert (
        client.get("/organizations/sample-home-inc/")["Location"] == "/organizations/sample-home/"
    )


def test_an_old_address_tells_nothing_of_a_record_that_was_hidden(client, as_staff, staff):
    kept, other = an_organization("Garden"), an_organization("Shelter", publication="hidden")
    for email, organizations in {
        "s@x.org": [other],
        "g@x.org": [kept],
        "b@x.org": [kept, other],
    }.items():
        user = a_member(email, organizations[0])
        for more in organizations[1:]:
            Membership.objects.create(user=user, organization=more)
    gone = a_member("gone@x.org", other)
    gone.memberships.update(ended_on="2026-01-01")
    merge(kept, other, by=staff, seen=token_of(Plan(kept, other)), picks={"publication": "kept"})
    second = an_organization("Third")
    merged_by(staff, second, kept)
    told = {}
    for who in (None, "gone@x.org", "g@x.org", "s@x.org", "b@x.org"):
        client.logout()
        if who:
            client.force_login(User.objects.get(email=who))
        told[who] = {
            client.get(f"/organizations/{other.slug}/").status_code,
            client.get(f"/api/v1/organizations/{other.pk}/").status_code,
        }
    assert told == {
        None: {404}, "gone@x.org": {404}, "g@x.org": {404}, "s@x.org": {301}, "b@x.org": {301},
    }  # fmt: skip
    assert as_staff.get(f"/organizations/{other.slug}/").status_code == 301


def test_the_name_of_a_hidden_record_is_kept_where_it_is_ticked(as_staff):
    kept, other = an_organization("Garden"), an_organization("Shelter", publication="hidden")
    box = 'name="pick-other_name" value="yes"'
    page = as_staff.get(f"{address_of(kept, other)}?keep={kept.pk}").content.decode()
    assert (f"{box} aria" in page, f"{box} checked" in page) == (True, False)
    as_staff.post(
        address_of(kept, other), form_of(kept, other, **{"pick-other_name": ["no", "yes"]})
    )
    kept.refresh_from_db()
    assert kept.alternate_names == ["Shelter"]

"""Two records of one organization made one, and taken back."""

from datetime import date

import pytest
import time_machine

from engagements import merging
from engagements.merging import Plan, token_of
from engagements.merging.choosing import GROUPS, NOT_CHOSEN
from engagements.merging.relations import STAYS, keys_to, moving
from engagements.models import Agreement, Engagement
from partners import editing
from partners.models import Contact, Location, Membership, Organization, Priority
from tests import factories

pytestmark = pytest.mark.django_db

MOVES = [
    "engagements.Agreement.organization",
    "engagements.CheckIn.organization",
    "engagements.Compensation.organization",
    "engagements.Engagement.organization",
    "engagements.FailedMail.organization",
    "engagements.KeyedLink.organization",
    "engagements.News.organization",
    "engagements.Occurrence.organization",
    "partners.Contact.organization",
    "partners.Correction.organization",
    "partners.Interaction.organization",
    "partners.Location.organization",
    "partners.Membership.organization",
    "partners.Priority.organization",
    "partners.Verification.organization",
]
"""Everything that belongs to an organization. Who adds a key to Organization writes it here: does
it move with a merge as it is, or are there rules that two of them break (then engagements.merging
.plan mends or refuses it), or does it stay (then engagements.merging.relations.STAYS says why)?"""


@pytest.fixture(autouse=True)
def in_autumn():
    """The clock goes on: what belongs to a record is found by its moment."""
    with time_machine.travel("2026-10-15T16:00:00Z"):
        yield


def merged(kept, other, by, **options):
    return merging.merge(kept, other, by=by, seen=token_of(Plan(kept, other)), **options)


@pytest.fixture
def other(staff):
    """A second record of the home organization, with something of every kind."""
    row = factories.a_partner(
        "Sample Home Inc",
        publication="hidden",
        phone="617-555-0100",
        website="https://home.example",
    )
    place = factories.a_location(row, address="12 Warren Street", city="Boston", **factories.INSIDE)
    contact = factories.a_contact(row, "Imani Other", rank="primary", email="imani@example.org")
    priority = factories.a_priority(row, "Rides", stated_by=contact)
    factories.an_engagement(row, "Rides on Monday", location=place, priority=priority)
    factories.an_agreement(row, staff, "in_force")
    factories.a_compensation(row)
    factories.a_link(contact, "listing")
    factories.a_quiet_period(row, date(2026, 11, 1), date(2026, 11, 7))
    factories.a_member("both@example.org", row, role="lead")
    return row


def test_every_key_to_an_organization_is_thought_of():
    assert sorted(link.label for link in moving()) == MOVES
    assert {*map(tuple, keys_to(Organization))} >= set(STAYS)


def test_every_field_of_an_organization_is_thought_of():
    fields = {
        field.name
        for field in (*Organization._meta.fields, *Organization._meta.many_to_many)
        if field.name not in ("id", "sort_name", "search_text", "list_rank")
    } | set(Organization.PARTS)
    named = {name for names in GROUPS for name in names}
    assert (named & set(NOT_CHOSEN), named | set(NOT_CHOSEN)) == (set(), fields)


def test_what_moves_is_shown_first_and_moved(home, other, staff):
    plan = Plan(home, other)
    assert {move.link.label: len(move.keys) for move in plan.moves} == {
        "engagements.Agreement.organization": 1,
        "engagements.Compensation.organization": 1,
        "engagements.Engagement.organization": 1,
        "engagements.KeyedLink.organization": 1,
        "engagements.News.organization": 4,
        "engagements.Occurrence.organization": 4,
        "partners.Contact.organization": 1,
        "partners.Location.organization": 1,
        "partners.Membership.organization": 1,
        "partners.Priority.organization": 1,
    }
    made = merged(home, other, staff, reason="Same phone")
    assert Plan(home, Organization.objects.get(pk=other.pk), is_later=True).count == 0
    assert {label: len(keys) for label, _field, keys in made.moves["rows"]} == {
        move.link.model._meta.label: len(move.keys) for move in plan.moves
    }
    Engagement.objects.get().full_clean()
    why = "Merged “Sample Home Inc” into “Sample Home”: Same phone"
    for model in (Agreement, Contact, Engagement, Location, Membership, Priority):
        line = model.objects.get(organization=home).history.first()
        assert (line.history_change_reason, line.history_user) == (why, staff)


def test_the_fuller_value_is_kept_and_the_other_name_stays_findable(home, other, staff):
    merged(home, other, staff)
    home.refresh_from_db()
    assert (home.name, home.alternate_names) == ("Sample Home", ["Sample Home Inc"])
    assert (home.phone, home.website) == ("617-555-0100", "https://home.example")
    assert [str(row) for row in home.quiet_periods.all()] == ["Nov. 1, 2026 to Nov. 7, 2026"]


def test_values_are_picked_one_by_one(home, other, staff):
    editing.change(home, by=staff, values={"phone": "1"}, seen=editing.version_of(home))
    home.refresh_from_db()
    merged(home, other, staff, picks={"name": "merged", "phone": "merged", "website": "kept"})
    home.refresh_from_db()
    assert (home.name, home.alternate_names) == ("Sample Home Inc", ["Sample Home"])
    assert (home.phone, home.website) == ("617-555-0100", "")


def test_the_history_says_that_it_came_through_a_merge(home, other, staff):
    contact = other.contacts.get()
    merged(home, other, staff)
    lines = [row.history.first() for row in (home, other, contact)]
    assert [line.history_through for line in lines] == ["merge"] * 3


def test_the_merged_one_is_closed_and_keeps_its_words(home, other, staff):
    made = merged(home, other, staff)
    other.refresh_from_db()
    assert (other.closed_on, other.closed_reason) == (
        date(2026, 10, 15),
        "Merged “Sample Home Inc” into “Sample Home”",
    )
    assert (other.name, other.slug, made.old_slug) == (
        "Sample Home Inc", "sample-home-inc", "sample-home-inc",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("mine", "theirs", "stays"),
    [
        ("full", "area", "area"),
        ("area", "full", "area"),
        ("full", "hidden", "hidden"),
        ("public_source", "area", "area"),
        ("public_source", "full", "full"),
        ("full", "public_source", "full"),
    ],
)
def test_publication_never_widens_by_itself(staff, mine, theirs, stays):
    kept = factories.an_organization("Garden", publication=mine)
    other = factories.an_organization("Garden Inc", publication=theirs)
    merged(kept, other, staff)
    kept.refresh_from_db()
    assert kept.publication == stays


@pytest.mark.parametrize(
    ("mine", "theirs", "picks", "names"),
    [
        ("full", "hidden", {}, []),
        ("full", "area", {}, []),
        ("full", "hidden", {"other_name": "yes"}, ["Shelter"]),
        ("full", "hidden", {"alternate_names": "both"}, ["Refuge"]),
        ("full", "hidden", {"name": "merged"}, ["Garden"]),
        ("full", "public_source", {}, ["Refuge", "Shelter"]),
        ("public_source", "full", {}, ["Refuge", "Shelter"]),
        ("hidden", "full", {}, ["Refuge", "Shelter"]),
        ("hidden", "full", {"name": "merged"}, ["Refuge"]),
        ("full", "full", {"other_name": "no"}, ["Refuge"]),
    ],
)
def test_the_name_of_a_less_published_record_is_not_told(staff, mine, theirs, picks, names):
    kept = factories.an_organization("Garden", publication=mine)
    other = factories.an_organization("Shelter", publication=theirs, alternate_names=["Refuge"])
    merged(kept, other, staff, picks={"publication": "kept", **picks})
    kept.refresh_from_db()
    assert kept.alternate_names == names


def test_the_person_may_choose_the_wider_publication_with_its_consent(staff):
    kept = factories.an_organization("Garden", publication="hidden")
    other = factories.an_organization("Garden Inc", consent_by="Imani Other")
    merged(kept, other, staff, picks={"publication": "merged"})
    kept.refresh_from_db()
    assert (kept.publication, kept.consent_by) == ("full", "Imani Other")


def test_two_primary_contacts_one_becomes_second(home, rosa, other, staff):
    plan = Plan(home, other)
    assert [one.sentence for one in plan.details] == [
        "Both have a primary contact: Imani Other becomes a secondary one."
    ]
    merged(home, other, staff, primary="merged")
    assert [*Contact.objects.filter(organization=home).values_list("name", "rank")] == [
        ("Imani Other", "primary"),
        ("Rosa Sample", "secondary"),
    ]


def test_who_acts_for_both_goes_on_with_one_membership_in_the_stronger_role(home, other, staff):
    user = Membership.objects.get(organization=other).user
    Membership.objects.create(user=user, organization=home, role="member")
    made = merged(home, other, staff)
    rows = Membership.objects.filter(user=user).order_by("pk")
    assert [*rows.values_list("organization", "role", "ended_on")] == [
        (home.pk, "lead", date(2026, 10, 15)),
        (home.pk, "lead", None),
    ]
    merging.undo(made, by=staff)
    assert [*rows.values_list("organization", "role", "ended_on")] == [
        (other.pk, "lead", None),
        (home.pk, "member", None),
    ]


def test_who_has_left_since_does_not_come_back_by_an_undo(home, other, staff):
    user = Membership.objects.get(organization=other).user
    own = Membership.objects.create(user=user, organization=home, role="lead")
    made = merged(home, other, staff)
    Membership.objects.filter(pk=own.pk).update(ended_on="2026-10-15")
    sentence = f"{user} has left the kept one since, so this membership stays ended too."
    assert merging.undo(made, by=staff) == [sentence]
    assert not user.memberships.current().exists()
    assert Membership.objects.filter(organization=other, ended_on="2026-10-15").count() == 1


def test_a_place_that_both_have_is_closed_once(home, other, staff):
    factories.a_location(home, address="12 Warren St., Suite 2", city="Boston", zip="02119")
    made = merged(home, other, staff)
    rows = Location.objects.filter(organization=home).order_by("pk")
    assert [*rows.values_list("address", "closed_on")] == [
        ("12 Warren Street", date(2026, 10, 15)),
        ("12 Warren St., Suite 2", None),
    ]
    merging.undo(made, by=staff)
    assert [*other.locations.values_list("address", "closed_on")] == [("12 Warren Street", None)]

"""Taking a merge back: what was moved, and nothing else; and what stands in the way of a merge."""

import pytest
import time_machine

from engagements import merging
from engagements.agreements.asking import ask
from engagements.lifecycle import take
from engagements.merging import Plan, token_of
from engagements.merging.relations import moving
from engagements.models import AgreementVersion, Engagement, Occurrence, Round, Signature
from occme.refusals import NotYours, Stale, WrongStep
from partners import editing
from partners.models import Contact, Location, Organization
from partners.past import snapshots
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel("2026-10-15T16:00:00Z"):
        yield


@pytest.fixture
def other(staff):
    row = factories.a_partner("Sample Home Inc", publication="hidden", phone="617-555-0100")
    place = factories.a_location(row, address="12 Warren Street")
    contact = factories.a_contact(row, "Imani Other", email="imani@example.org")
    factories.an_engagement(row, location=place)
    factories.an_agreement(row, staff, "in_force")
    factories.a_link(contact, "listing")
    return row


def merged(kept, other, by, **options):
    return merging.merge(kept, other, by=by, seen=token_of(Plan(kept, other)), **options)


def owned(*organizations) -> dict:
    """Every record of theirs, with all its values."""
    return {
        (link.label, organization.name): [*link.rows(organization.pk).values()]
        for link in moving()
        for organization in organizations
    }


def held(organization) -> dict:
    """All values of its record, tags and parts too."""
    return snapshots(organization, 1)[0].values


def test_undone_everything_is_as_it_was(home, rosa, other, staff):
    factories.a_location(home, address="12 Warren St.")
    before = owned(home, other), held(home), held(other)
    made = merged(home, other, staff)
    assert held(home) != before[1]
    assert merging.undo(made, by=staff) == []
    assert (owned(home, other), held(home), held(other)) == before
    assert (made.refresh_from_db(), made.undone_by, made.is_undone) == (None, staff, True)
    with pytest.raises(WrongStep, match="was undone"):
        merging.undo(made, by=staff)


def test_what_was_signed_stays_word_for_word(home, other, staff):
    def texts():
        return [
            [*model.objects.order_by("pk").values()]
            for model in (AgreementVersion, Round, Signature)
        ]

    before = texts()
    made = merged(home, other, staff)
    assert texts() == before
    promise = Occurrence.objects.filter(organization=home).earliest("pk")
    take(promise, "released", by=factories.a_member("p@example.org", home))
    merging.undo(made, by=staff)
    assert (texts(), Occurrence.objects.filter(organization=home).count()) == (before, 0)


def test_what_somebody_changed_since_stays(home, other, staff):
    made = merged(home, other, staff)
    home.refresh_from_db()
    editing.change(home, by=staff, values={"phone": "1"}, seen=editing.version_of(home))
    mine = factories.an_engagement(home, "New", location=Location.objects.get())
    elsewhere = factories.a_partner("Sample Third")
    Contact.objects.update(organization=elsewhere)
    assert sorted(merging.undo(made, by=staff)) == [
        "Somebody changed it since, so it stays: general phone.",
        "What was moved elsewhere since stays there (1).",
        "“12 Warren Street” is used at the kept one since, so it stays there.",
        "“Evening meals” is used at the kept one since, so it stays there.",
    ]
    home.refresh_from_db()
    assert (home.phone, home.alternate_names) == ("1", [])
    assert {*Engagement.objects.values_list("organization", "location__organization")} == {
        (home.pk, home.pk)
    }
    mine.full_clean()


def test_only_staff_merge_and_undo(home, other, staff, partner, student):
    for user in (partner, student):
        with pytest.raises(NotYours):
            merged(home, other, user)
    made = merged(home, other, staff)
    with pytest.raises(NotYours):
        merging.undo(made, by=partner)


def test_who_was_faster_is_told(home, other, staff):
    seen = token_of(Plan(home, other))
    factories.a_contact(other, "New Person")
    with pytest.raises(Stale):
        merging.merge(home, other, by=staff, seen=seen)
    seen = token_of(Plan(home, other))
    editing.change(other, by=staff, values={"phone": "1"}, seen=editing.version_of(other))
    with pytest.raises(Stale, match="Sam Staff changed this"):
        merging.merge(home, other, by=staff, seen=seen)
    assert Organization.objects.filter(closed_on=None).count() == 2


def test_two_open_check_ins_stand_in_the_way(home, other, staff):
    for organization in (home, other):
        ask(organization, by=staff)
    sentence = "Check-ins of both: A check-in is under way already. Close or end one of them first."
    assert Plan(home, other).problems == [sentence]
    with pytest.raises(WrongStep, match="Close or end one"):
        merged(home, other, staff)


def test_merges_are_undone_in_turn(home, other, staff):
    third = factories.a_partner("Sample Third")
    first, second = merged(home, other, staff), merged(third, home, staff)
    with pytest.raises(WrongStep, match="merged into “Sample Third” since"):
        merging.undo(first, by=staff)
    assert (merging.undo(second, by=staff), merging.undo(first, by=staff)) == ([], [])
    assert other.locations.count() == 1


def test_what_came_to_the_merged_one_afterwards_is_gathered(home, other, staff):
    made = merged(home, other, staff)
    factories.a_contact(other, "Late Person")
    assert merging.gather(made, by=staff) == 1
    merging.undo(made, by=staff)
    assert sorted(other.contacts.values_list("name", flat=True)) == ["Imani Other", "Late Person"]


def test_a_failure_in_the_middle_leaves_nothing(home, other, staff):
    before = owned(home, other), held(home), held(other)
    picks = {"publication": "kept", "name": "merged"}
    Organization.objects.filter(pk=other.pk).update(name="x" * 200, alternate_names=["y"] * 20)
    home_names = [f"n{n}" for n in range(20)]
    Organization.objects.filter(pk=home.pk).update(alternate_names=home_names)
    with pytest.raises(Exception, match="at most 20"):
        merged(home, other, staff, picks=picks)
    assert (
        owned(home, other)[("partners.Contact.organization", "Sample Home")]
        == before[0][("partners.Contact.organization", "Sample Home")]
    )
    assert Organization.objects.filter(closed_on=None).count() == 2

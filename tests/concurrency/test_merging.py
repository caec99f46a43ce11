"""A merge while somebody edits, merges or undoes: all of one or all of the other."""

from collections import Counter

import pytest

from engagements import merging
from engagements.merging import Plan, token_of
from engagements.merging.relations import moving
from partners import editing
from partners.models import Contact, Merge, Organization
from tests.factories import a_contact, a_link, a_location, a_partner, a_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(transactional_db):
    staff = a_user("sam@example.org", name="Sam Staff", is_staff=True)
    kept, other = a_partner("Sample Home"), a_partner("Sample Home Inc", phone="1")
    a_location(other, address="12 Warren Street")
    a_link(a_contact(other, "Imani", email="imani@example.org"), "listing")
    return staff, kept, other


def outcome(act) -> str:
    try:
        act()
    except Exception as error:  # noqa: BLE001  # Told by its name, for the comparison.
        return type(error).__name__
    return "done"


def count_of(organization) -> int:
    return sum(link.rows(organization.pk).count() for link in moving())


def merged(kept, other, staff):
    seen = token_of(Plan(kept, other))
    return lambda: outcome(lambda: merging.merge(kept, other, by=staff, seen=seen))


def changed(record, staff, **values):
    seen = editing.version_of(record)
    return lambda: outcome(lambda: editing.change(record, by=staff, values=values, seen=seen))


def test_of_a_merge_and_an_edit_of_the_same_record_one_is_told(at_once, scene):
    staff, kept, other = scene
    for record in (kept, other):
        Organization.objects.filter(pk=record.pk).update(closed_on=None)
    answers = at_once([merged(kept, other, staff), changed(other, staff, phone="2")])
    assert Counter(answers) == {"done": 1, "Stale": 1}
    other.refresh_from_db()
    if answers[0] == "done":
        assert (other.phone, count_of(other), Merge.objects.count()) == ("1", 0, 1)
    else:
        assert (other.phone, count_of(other), Merge.objects.count()) == ("2", 3, 0)


def test_an_edit_of_a_contact_is_not_lost_in_a_merge(at_once, scene):
    staff, kept, other = scene
    contact = Contact.objects.get()
    answers = at_once([merged(kept, other, staff), changed(contact, staff, title="Lead")])
    contact.refresh_from_db()
    assert (answers[0], contact.organization_id) == ("done", kept.pk)
    assert contact.title == ("Lead" if answers[1] == "done" else "")


def test_of_eight_merges_at_once_one_is_done(at_once, scene):
    staff, kept, other = scene
    calls = [merged(kept, other, staff), merged(other, kept, staff)] * 4
    answers = at_once(calls)
    assert (Counter(answers)["done"], Merge.objects.count()) == (1, 1)
    assert Organization.objects.filter(closed_on=None).count() == 1
    made = Merge.objects.get()
    assert (count_of(made.kept), count_of(made.merged)) == (3, 0)


def test_of_four_undoings_at_once_one_is_done(at_once, scene):
    staff, kept, other = scene
    merged(kept, other, staff)()
    made = Merge.objects.get()
    answers = at_once([lambda: outcome(lambda: merging.undo(made, by=staff))] * 4)
    assert Counter(answers) == {"done": 1, "WrongStep": 3}
    assert (count_of(kept), count_of(other)) == (0, 3)

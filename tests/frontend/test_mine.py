"""What each role finds on its own page."""

from datetime import timedelta

from django.utils.timezone import localdate

from frontend.mine import FEW, Mine
from tests.factories import INSIDE, a_location, a_partner, a_user, an_organization


def counts(worklists):
    return {str(worklist.label): worklist.count for worklist in worklists}


def test_a_partner_gets_its_own_organization(partner, home, student):
    mine = Mine(partner)
    assert mine.organizations == [home]
    assert (mine.is_partner_alone, mine.student, mine.is_nobody_yet) == (True, None, False)


def test_a_student_gets_the_profile_and_who_has_room(student, home):
    a_partner("Open house")
    a_partner("Full house", students_at_once=0)
    mine = Mine(student)
    assert [row.name for row in mine.accepting] == ["Open house"]
    assert (mine.student.user, mine.is_nobody_yet) == (student, False)


def test_an_account_without_records_is_nobody_yet(db):
    assert Mine(a_user("new@example.org")).is_nobody_yet


def test_staff_get_what_needs_a_look(staff):
    today = localdate()
    fresh = an_organization("Fresh", verified_on=today, verified_by=staff)
    a_location(fresh, **INSIDE)
    an_organization("Stale", verified_on=today - timedelta(days=366), verified_by=staff)
    an_organization("Never", publication="hidden")
    mine = Mine(staff)
    assert counts(mine.to_do) == {"not verified for a year": 2, "without a point on the map": 2}
    assert counts(mine.publications) == {
        "Not listed": 1, "Name and area only": 0, "Full profile": 2, "Found in public sources": 0,
    }  # fmt: skip


def test_stages_are_counted_as_the_list_would(staff):
    a_partner()
    an_organization("Just listed", publication="public_source")
    stages = [(facet.value, facet.count) for facet in Mine(staff).stages]
    assert stages == [("none", 1), ("active", 1)]


def test_a_long_worklist_names_the_first_few(staff):
    for number in range(FEW + 2):
        an_organization(f"Organization {number:02}")
    unplaced = Mine(staff).to_do[1]
    assert (len(unplaced.first), unplaced.more) == (FEW, 2)


def test_what_is_closed_is_nothing_to_look_at(staff):
    shut = an_organization("Shut Club")
    shut.closed_on, shut.closed_reason = localdate(), "The building was sold."
    shut.save()
    an_organization("Open Club")
    lists = {str(work.label): [row.name for row in work.rows] for work in Mine(staff).to_do}
    assert lists == {
        "not verified for a year": ["Open Club"],
        "without a point on the map": ["Open Club"],
    }

"""What each role finds on its own page."""

from frontend.mine import FEW, Mine
from tests.factories import a_partner, a_user, an_organization


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


def test_staff_get_what_the_public_sees(staff):
    an_organization("Fresh")
    an_organization("Stale")
    an_organization("Never", publication="hidden")
    assert counts(Mine(staff).publications) == {
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
    full = Mine(staff).publications[2]
    assert (len(full.first), full.more) == (FEW, 2)

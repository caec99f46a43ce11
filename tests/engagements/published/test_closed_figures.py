"""Figures of what nobody reads one by one: told where enough are behind them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engagements.models import CheckIn, CheckInSheet
from engagements.models.checkins import MARKS
from engagements.published.scope import Scope
from engagements.published.telling import answer
from tests import factories
from tests.figures import YEAR, seated, several, students, told, years

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def test_engagements_that_were_held_and_those_that_answer_a_priority():
    homes = several("A", "B", "C", kind="faith")
    for home in homes:
        priority = factories.a_priority(home)
        factories.an_engagement(home, status="completed", priority=priority)
        factories.an_engagement(home, status="cancelled")
        factories.an_engagement(home, status="running")
    found = told("engagements-held")
    assert (found["all"], found["kind"]) == (6, {"faith": 6})
    assert told("engagements-answering")["all"] == (3, 6)
    assert told("engagements-answering")["engagement_kind"] == {"elective": (3, 6)}


def test_what_visitors_read_anyway_hides_nobody():
    for home in several("A", kind="faith"):
        factories.an_engagement(home, status="open")
    for home in several("B", "C", "D", kind="business"):
        factories.an_engagement(home, status="completed")
    assert told("engagements-held")["all"] == 4
    assert told("engagements-held")["kind"] == {"faith": 1, "business": 3}
    for home in several("E", kind="faith"):
        factories.an_engagement(home, status="completed")
    assert told("engagements-held")["kind"] == {"faith": "hidden", "business": "hidden"}


def test_of_an_organization_that_is_not_listed_no_figure_tells_of_what_kind_it_is():
    for home in several("A", "B", "C", kind="faith"):
        seated(home, students(5, home.slug))
    for home in several("D", "E", "F", publication="hidden", kind="business"):
        seated(home, students(5, home.slug))
    assert told("students") == {
        "all": 30,
        "neighborhood": {"not_noted": 15, "not_public": 15},
        "language": {"not_noted": 15, "not_public": 15},
        "kind": {"faith": 15, "not_public": 15},
        "focus_area": {"not_noted": 15, "not_public": 15},
        "program": {"md": 30},
        "engagement_kind": {"elective": 30},
    }


@pytest.fixture
def hours():
    """Of six students with three organizations: two hours each, and one of the partner’s own."""
    everybody = students(6)
    for number, home in enumerate(several("A", "B", "C", kind="faith")):
        for seat in seated(home, everybody[number * 2 : number * 2 + 2]):
            by = {"status": "confirmed", "confirmed_through": "link"}
            factories.an_entry(seat, minutes=90, **by)
            factories.an_entry(seat, minutes=30, kind="travel", basis="estimate")
            factories.an_entry(seat, date(2026, 7, 1), minutes=60, kind="supervision")
            factories.an_entry(seat, date(2026, 6, 30), minutes=15)


def test_hours_of_students_and_how_much_of_them_is_sure(hours):
    found = answer("hours", YEAR)
    assert (found.total.number, found.total.estimated) == (12, 3)
    assert told("hours")["hour_kind"] == {"direct": 9, "travel": 3}
    assert told("hours")["program"] == {"md": 12}
    assert years("hours") == [0, 0, 0, 1.5, 12]
    assert told("hours-confirmed")["all"] == (9, 12)
    assert told("hours-confirmed")["hour_kind"] == {"direct": (9, 9), "travel": (0, 3)}
    assert told("hours-confirmed", Scope("2026-27", "kind", "faith")) == {"all": (9, 12)}


def test_hours_of_partners_stand_apart(hours):
    assert told("hours-partners")["all"] == 6
    assert told("hours-partners")["engagement_kind"] == {"elective": 6}


def test_that_few_estimated_their_hours_is_not_told(hours):
    one = factories.HourEntry.objects.filter(basis="estimate").first()
    factories.HourEntry.objects.exclude(pk=one.pk).update(basis="actual")
    found = answer("hours", YEAR)
    assert (found.total.number, found.total.estimated) == (12, None)


def test_agreements_in_force_renewed_and_ended(staff):
    for number, home in enumerate(several("A", "B", "C")):
        version = factories.an_agreement(home, staff, "in_force")
        rows = type(version).objects.filter(pk=version.pk)
        rows.update(stopped_on=date(2026, 10, 1), status="ended", origin="renewal")
        waiting = factories.an_agreement(home, staff, "signed")
        assert (number, waiting.status) == (number, "signed")
    none = {"neighborhood": {}, "language": {}, "kind": {}, "focus_area": {}}
    three = {name: {"other" if name == "kind" else "not_noted": 3} for name in none}
    for name in ("in-force", "renewed", "ended"):
        assert told(f"agreements-{name}") == {"all": 3, **three}
        assert years(f"agreements-{name}") == [0, 0, 0, 0, 3]


def test_money_is_told_in_sums_and_days_and_never_of_few():
    for home in several("A", "B", "C", kind="faith"):
        for name in ("Ana", "Ben"):
            paid = {"paid_to": f"{name} of {home}", "paid_on": date(2026, 9, 11)}
            factories.a_compensation(home, **paid)
            due = date(2026, 10, 1 if name == "Ana" else 31)
            factories.a_compensation(home, paid_to=f"{name} of {home}", due_on=due)
    assert told("compensation-promised")["all"] == Decimal(3_000)
    assert told("compensation-paid")["kind"] == {"faith": Decimal(1_500)}
    assert told("days-to-pay")["all"] == "hidden"  # The median of three is that of one.
    overdue = told("compensation-overdue")["all"]
    assert overdue == ("hidden", Decimal(1_500))  # Three people are fewer than five.


def test_days_until_money_is_paid_are_told_of_five_organizations():
    for home in several(*"ABCDE"):
        factories.a_compensation(home, paid_to=f"Ana of {home}", paid_on=date(2026, 9, 11))
    assert told("days-to-pay")["all"] == 10


def test_what_one_person_is_paid_is_not_told():
    factories.a_compensation(*several("A"))
    assert told("compensation-promised")["all"] == "hidden"
    assert told("days-to-pay")["all"] is None


@pytest.mark.parametrize(("count", "trust"), [(4, "hidden"), (5, 2)])
def test_the_distance_of_answers_is_told_of_five_organizations(staff, count, trust):
    for home in several(*"ABCDE"[:count]):
        check_in = CheckIn.objects.create(organization=home, status="answered")
        for side, mark in (("staff", 4), ("partner", 2)):
            same = dict.fromkeys(MARKS, 3) | {"trust_now": mark}
            by = {"by": staff, "through": "account"}
            CheckInSheet.objects.create(check_in=check_in, side=side, **by, **same)
    one_sided = CheckIn.objects.create(organization=home, status="open")
    CheckInSheet.objects.create(check_in=one_sided, side="staff", **by, **same)
    none = "hidden" if trust == "hidden" else 0
    others = dict.fromkeys(["goals", "decisions", "resources", "benefit"], none)
    assert told("check-in-gap") == {"all": none, "question": {**others, "trust": trust}}


def test_partners_with_more_than_they_can_take():
    for number, home in enumerate(several(*"ABCDEF", students_at_once=1)):
        seated(home, students(2 if number < 3 else 1, home.slug))
    several("G", students_at_once=None)
    assert told("load") == {"all": (3, 6)}


def test_who_was_never_asked():
    factories.two_areas()
    (partner,) = several("A", kind="faith")
    names = ("B", "C", "D", "E", "F", "G")
    others = [factories.an_organization(f"Sample {name}", kind="faith") for name in names]
    (hidden,) = several("H", publication="hidden", stage="", kind="faith")
    for home in (partner, hidden, *others):
        factories.a_location(home, **factories.INSIDE)
    for home in others[:3]:
        day = date(2026, 10, 1) - timedelta(days=900)
        factories.an_interaction(home, asks=True, happened_on=day)
    factories.an_interaction(others[3], asks=False)
    assert told("never-asked")["all"] == (3, 7)
    assert told("never-asked")["kind"] == {"faith": (3, 7)}


def test_that_one_organization_was_asked_is_not_told():
    factories.two_areas()
    for name, kind in zip("ABCDEFG", ["faith"] * 4 + ["business"] * 3, strict=True):
        home = factories.an_organization(f"Sample {name}", kind=kind)
        factories.a_location(home, **factories.INSIDE)
    factories.an_interaction(home, asks=True)
    assert told("never-asked")["all"] == ("hidden", 7)
    assert told("never-asked")["kind"] == {"faith": (4, 4), "business": ("hidden", 3)}

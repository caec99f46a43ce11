"""Hours of many students from a sheet that staff keep."""

import pytest
from django.core.exceptions import ValidationError

from engagements.editing import confirm_hours
from engagements.incoming import ENGINES
from engagements.models import HourEntry
from partners.editing import version_of
from partners.importing.kept import begin, carry_out, look
from partners.importing.undoing import undo
from tests.factories import a_placement, a_student, an_engagement

ENGINE = ENGINES["hours"]
HEAD = "Student email,Date,Hours,Engagement,Notes\n"


@pytest.fixture
def bring(seat, home, staff, tmp_path):
    """The student has one seat; another student has two."""
    other = a_student("other@example.org")
    a_placement(seat.engagement, other)
    a_placement(an_engagement(home, title="Gardening"), other)

    def bring(*lines):
        path = tmp_path / "hours.csv"
        path.write_text(HEAD + "\n".join(lines) + "\n")
        held = begin(path, kind="hours", engine=ENGINE, by=staff)
        return look(held, engine=ENGINE, by=staff, seen=version_of(held))

    return bring


def rows(held):
    return [(row.fate, row.column, row.reason) for row in held.rows.order_by("record")]


def noted():
    fields = ("placement__student__user__email", "placement__engagement__title", "minutes")
    return list(HourEntry.objects.order_by("pk").values_list(*fields))


LINES = (
    "student@example.org,2026-09-07,1.5,,Cooked",
    "Other@example.org,2026-09-07,1:00,Gardening,Dug",
)


def test_hours_are_logged_once_for_the_student_who_is_named(bring, staff):
    held = bring(*LINES)
    assert (held.counts, noted()) == ({"new": 2}, [])
    carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    assert [(email, minutes) for email, _title, minutes in noted()] == [
        ("student@example.org", 90), ("other@example.org", 60),
    ]  # fmt: skip
    assert bring(*LINES).counts == {"unchanged": 2}


def test_refused_rows_say_why(bring, seat):
    titles = f"{seat.engagement.title}; Gardening"
    held = bring(
        "nobody@example.org,2026-09-07,1,,",
        "other@example.org,2026-09-07,1,,",
        "student@example.org,2026-09-07,nine,,",
        "student@example.org,2026-09-07,20,,",
        "student@example.org,2026-09-07,5,,Too much for a day",
    )
    assert rows(held) == [
        ("refused", "student", "No student with this email has a placement that was confirmed."),
        ("refused", "engagement", f"The student has these placements: {titles}. Please write one of them."),
        ("refused", "hours", "Enter a number."),
        ("new", "", ""),
        ("refused", "hours", "That makes more than 24 hours on this day; 240 minutes are left."),
    ]  # fmt: skip


def test_hours_are_taken_back_until_somebody_confirmed_them(bring, staff, partner):
    held = bring(*LINES)
    held = carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    again = bring("student@example.org,2026-09-08,2,,")
    again = carry_out(again, engine=ENGINE, by=staff, seen=version_of(again))
    confirm_hours(HourEntry.objects.filter(worked_on="2026-09-08"), by=partner)
    with pytest.raises(ValidationError, match="something was built on it"):
        undo(again, by=staff, seen=version_of(again))
    undo(held, by=staff, seen=version_of(held))
    assert noted() == [("student@example.org", held_title(), 120)]


def held_title():
    return HourEntry.objects.get().placement.engagement.title

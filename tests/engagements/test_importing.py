"""Hours from a sheet: new, already there, or refused with a row, a column and a reason."""

from datetime import date, time

import pytest
from openpyxl import Workbook

from engagements.importing import lines_of, looked_at, take_in
from engagements.models import HourEntry
from occme.refusals import NotYours
from partners.importing import FileRefusedError
from tests.factories import a_partner, a_placement, a_student, an_engagement, an_entry

SHEET = """Hours of my autumn,,,,
Date,Start,Hours,Type,Notes
9/7/2026,9:00 AM,1:30,,Cooked
2026-09-08,,2.25,travel,'=1+1
2026-09-08,,2 h 15 min,Travel,Again
2026-09-09,,0.33,,
2026-09-10,,1,Swimming,
never,,1,,
2027-01-01,,1,,
2026-09-07,10:00,1,,Overlaps
2026-09-11,,25,,
2026-09-12,,1,Supervision by the partner,
"""


@pytest.fixture
def sheet(tmp_path):
    def written(text: str, name: str = "hours.csv"):
        (tmp_path / name).write_text(text)
        return lines_of(tmp_path / name)

    return written


def fates(lines):
    return [(line.row, str(line.fate.value), line.column) for line in lines]


EXPECTED = [
    (1, "new", ""),
    (2, "new", ""),
    (3, "there", ""),
    (4, "refused", "hours"),
    (5, "refused", "kind"),
    (6, "refused", "day"),
    (7, "refused", "day"),
    (8, "refused", "hours"),
    (9, "refused", "hours"),
    (10, "refused", "kind"),
]


def entries():
    rows = HourEntry.objects.order_by("worked_on", "pk")
    return [(r.worked_on, r.started_at, r.minutes, r.kind, r.note) for r in rows]


def test_a_look_writes_nothing_and_tells_what_will_be(seat, student, sheet):
    lines = looked_at(sheet(SHEET), seat, by=student)
    assert fates(lines) == EXPECTED
    assert (entries(), HourEntry.history.count()) == ([], 0)
    assert lines[7].reason == "It overlaps with 90 minutes from 09:00 on the same day."


def test_what_is_new_is_written_once(seat, student, sheet):
    assert fates(take_in(sheet(SHEET), seat, by=student)) == EXPECTED
    two = [
        (date(2026, 9, 7), time(9), 90, "direct", "Cooked"),
        (date(2026, 9, 8), None, 135, "travel", "=1+1"),
    ]
    assert entries() == two
    again = fates(take_in(sheet(SHEET), seat, by=student))
    assert again[:3] == [(1, "there", ""), (2, "there", ""), (3, "there", "")]
    assert again[3:] == EXPECTED[3:]
    assert (entries(), HourEntry.history.count()) == (two, 2)


def test_a_workbook_is_read_alike(seat, student, tmp_path):
    book = Workbook()
    for row in (["Day", "From", "Minutes"], [date(2026, 9, 7), time(9, 30), 45]):
        book.active.append(row)
    book.save(tmp_path / "hours.xlsx")
    take_in(lines_of(tmp_path / "hours.xlsx"), seat, by=student)
    assert entries() == [(date(2026, 9, 7), time(9, 30), 45, "direct", "")]


def test_a_row_may_name_another_placement_of_ones_own(seat, student, sheet):
    own = a_placement(an_engagement(a_partner("Sample Two"), "Rides"), student)
    other = an_engagement(a_partner("Sample Three"), "Secret rides")
    a_placement(other, a_student("other@example.org"))
    text = "day,minutes,engagement\n9/7/2026,10,RIDES\n9/8/2026,10,Secret rides\n9/9/2026,10,\n"
    lines = take_in(sheet(text), seat, by=student)
    assert fates(lines) == [(1, "new", ""), (2, "refused", "engagement"), (3, "new", "")]
    assert [row.placement for row in HourEntry.objects.order_by("worked_on")] == [own, seat]


def test_nobody_loads_a_sheet_for_another(seat, partner, staff, sheet):
    for user in (partner, staff):
        with pytest.raises(NotYours):
            take_in(sheet(SHEET), seat, by=user)
    assert entries() == []


def test_what_is_there_is_known_by_more_than_the_day(seat, student, sheet):
    an_entry(seat, date(2026, 9, 7), minutes=10)
    text = "day,minutes,kind\n2026-09-07,10,\n2026-09-07,11,\n2026-09-07,10,travel\n"
    lines = looked_at(sheet(text), seat, by=student)
    assert fates(lines) == [(1, "there", ""), (2, "new", ""), (3, "new", "")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "hours.csv is empty."),
        ("a,b\n1,2\n", "No line of hours.csv names the columns: one of them has to be “day”."),
        ("day,minutes\n" + "2026-09-07,1\n" * 1_001, "It has more than 1,000 rows: please split it."),
        ("day,minutes\n" + "x" * (1 << 20), "It is larger than 1 MB: please split it."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_says_why(sheet, text, sentence):
    with pytest.raises(FileRefusedError) as refused:
        sheet(text)
    assert str(refused.value) == sentence

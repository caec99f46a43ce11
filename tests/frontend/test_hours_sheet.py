"""The page that takes a sheet of hours: looked at first, added after."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from engagements.models import HourEntry
from tests.factories import a_placement, a_student, an_engagement
from tests.pages import fields

URL = "/my/hours/import/"
SHEET = "day,minutes,note\n2026-09-07,60,Cooked\n2026-09-08,nine,\n"


@pytest.fixture
def seat(home, student):
    with time_machine.travel("2026-10-15T16:00:00Z", tick=False):
        yield a_placement(an_engagement(home), student)


@pytest.fixture
def as_student(client, student, seat):
    client.force_login(student)
    return client


def look(client, seat, text=SHEET, name="hours.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return client.post(URL, {"placement": seat.pk, "sheet": file})


def notes():
    return [(row.minutes, row.note) for row in HourEntry.objects.all()]


def test_a_sheet_is_looked_at_then_added_and_only_once(as_student, seat):
    page = look(as_student, seat)
    rows = [(line.row, line.fate.value, line.column) for line in page.context["preview"].lines]
    assert rows == [(1, "new", ""), (2, "refused", "minutes")]
    assert notes() == []
    sent = {name: values[0] for name, values in fields(page).items()}
    answer = as_student.post(URL, sent, follow=True)
    assert "1 entry was added." in answer.content.decode()
    as_student.post(URL, sent)
    assert notes() == [(60, "Cooked")]
    assert [line.fate.value for line in look(as_student, seat).context["preview"].lines] == ["there", "refused"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The submitted file is empty."),
        (" \n", "hours.csv is empty."),
        ("day\n" + "x" * (1 << 20), "It is larger than 1 MB: please split it."),
    ],
)
def test_what_cannot_be_taken_says_why(as_student, seat, text, sentence):
    page = look(as_student, seat, text)
    assert (page.status_code, dict(page.context["form"].errors)) == (400, {"sheet": [sentence]})


def test_a_file_may_have_a_name_that_no_folder_takes(as_student, seat):
    page = look(as_student, seat, name="é" * 250 + ".csv")
    assert (page.status_code, page.context["preview"].new) == (200, 1)


@pytest.mark.parametrize("rows", ["{", "7", "[1]", '[["x", {}]]', '[[1, "day"]]', "[" * 5000])
def test_rows_that_were_tampered_with_are_refused(as_student, seat, rows):
    page = as_student.post(URL, {"placement": seat.pk, "rows": rows})
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["rows"])


def test_another_students_placement_does_not_exist(as_student, seat):
    other = a_placement(seat.engagement, a_student("other@example.org"))
    page = look(as_student, other)
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["placement"])
    rows = '[[1, {"day": "2026-09-07", "minutes": "5"}]]'
    assert as_student.post(URL, {"placement": other.pk, "rows": rows}).status_code == 400
    assert notes() == []

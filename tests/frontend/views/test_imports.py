"""A sheet that staff import in the browser."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from frontend import import_steps
from partners.models import FocusArea, Import, Organization
from tests.factories import (
    a_focus_area,
    a_partner,
    a_placement,
    a_student,
    a_user,
    an_engagement,
)

URL = "/staff/imports/"
HEAD = "Agency Name,Street,ZIP,Phone Number,Source,Whom to ask\n"
SHEET = (
    HEAD + "Café Sol,12 Warren St,02119,617-555-0101,A list,Ana\n"
    ",14 Warren St,02119,617-555-0102,A list,\n"
    "Casa Luna,16 Warren St,2119,12,=1+1,\n"
)


@pytest.fixture
def send(as_staff):
    a_focus_area("Food")

    def send(text=SHEET, name="list.csv", kind="organizations"):
        content = text if isinstance(text, bytes) else text.encode()
        return as_staff.post(URL, {"kind": kind, "sheet": SimpleUploadedFile(name, content)})

    return send


@pytest.fixture
def step(as_staff):
    """Sends a form of the page as it is now."""

    def step(name, **sent):
        address = Import.objects.latest("pk").get_absolute_url()
        page = as_staff.get(address)
        seen = {"seen": page.context["incoming"].seen}
        return as_staff.post(f"{address}{name}/", {**seen, **sent}, follow=True)

    return step


def names():
    return list(Organization.objects.order_by("name").values_list("name", flat=True))


def fates(page):
    return [(one.row.record, one.row.fate, one.column) for one in page.context["incoming"].shown]


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_a_sheet_is_looked_at_imported_and_taken_back(as_staff, send, step):
    page = as_staff.get(send().url)
    assert fates(page) == [(1, "new", ""), (2, "refused", "Name"), (3, "refused", "Phone")]
    assert ("Columns that are not imported: Whom to ask." in text_of(page), names()) == (True, [])
    assert (said(step("import")), names()) == (["Imported."], ["Café Sol"])
    assert (said(step("undo")), names()) == (["Taken back."], [])


def text_of(page):
    return " ".join(page.content.decode().split())


def test_a_file_that_is_sent_twice_waits_once(send, step):
    assert send().url == send().url
    assert send(kind="interactions").url != send().url
    assert Import.objects.count() == 2
    step("set-aside")
    assert Import.objects.waiting().count() == 1


def test_what_was_imported_is_a_link_away(as_staff, send, step):
    rows = "".join(f"Club {n},{n} Warren St,02119,,A list,\n" for n in range(1, 53))
    send(HEAD + rows)
    assert step("look").context["incoming"].written == []
    page = step("import")
    links = page.context["incoming"].written
    assert links == [(f"Club {n}", f"/organizations/club-{n}/") for n in range(1, 51)]
    assert "The first 50; all of them are below, by row." in text_of(page)
    assert step("undo").context["incoming"].written == []


def test_noted_contacts_and_hours_are_a_link_away(autumn, send, step):
    seat = a_placement(an_engagement(a_partner("Sample Home")), a_student("s@example.org"))
    send("Organization,Date,Type\nSample Home,2026-09-05,call\n", kind="interactions")
    home = seat.engagement.organization.get_absolute_url()
    assert step("import").context["incoming"].written == [
        ("Sept. 5, 2026 · Call · Sample Home", home)
    ]
    send("Student email,Date,Hours\ns@example.org,2026-09-07,1\n", kind="hours")
    assert step("import").context["incoming"].written == [
        (f"Sept. 7, 2026 · {seat}", seat.get_absolute_url())
    ]


def test_a_long_name_of_a_file_is_shortened(send):
    """Of so many letters that no folder takes it."""
    send(name="é" * 250 + ".csv")
    assert Import.objects.get().file_name == "é" * 196 + ".csv"
    page = send("%PDF-1.7", name="é" * 250 + ".csv")
    assert page.context["form"].errors["sheet"][0].startswith("é" * 196 + ".csv is a PDF.")


def test_only_what_is_asked_for_is_shown(as_staff, send):
    address = send().url
    page = as_staff.get(f"{address}?fate=refused")
    assert [record for record, *_ in fates(page)] == [2, 3]
    for query in ("?fate=wrong", "?colour=red", "?page=9", "?page=x"):
        assert as_staff.get(address + query).status_code == 400


def test_the_report_holds_the_sheet_and_is_loaded_again(as_staff, send):
    report = as_staff.get(f"{send().url}report.xlsx?fate=refused")
    book = openpyxl.load_workbook(BytesIO(b"".join(report.streaming_content)))
    lines = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert lines[0][-4:] == ["Whom to ask", "Import: outcome", "Import: column", "Import: reason"]
    refused = (
        "“12” is too short for a phone number. It is a formula: please paste its value instead."
    )
    assert [line[-3:] for line in lines[1:]] == [
        ["Refused", "Agency Name", "This field cannot be blank."],
        ["Refused", "Phone Number", refused],
    ]
    book.active["A2"], book.active["D3"], book.active["E3"] = "Casa Sol", "617-555-0103", "A list"
    again = BytesIO()
    book.save(again)
    page = as_staff.get(send(again.getvalue(), "list.xlsx").url)
    assert [fate for _record, fate, _column in fates(page)] == ["new", "new"]
    second = as_staff.get(f"{page.request['PATH_INFO']}report.csv")
    head = b"".join(second.streaming_content).decode().splitlines()[0]
    assert head.count("Import: outcome") == 1


def test_formulas_of_a_sheet_do_not_run_in_its_report(as_staff, send):
    address = send(SHEET.replace("Whom to ask", "=cmd()")).url
    report = b"".join(as_staff.get(f"{address}report.csv").streaming_content).decode()
    assert ('"\'=cmd()"' in report, '"\'=1+1"' in report) == (True, True)


def test_columns_are_corrected(as_staff, send, step):
    page = as_staff.get(send("Who,Street\nCafé Sol,12 Warren St\n").url)
    assert page.context["held"].state == "read"
    page = step("columns", **{"column-0": "name", "column-1": "address"})
    assert (said(page), fates(page)) == (["The columns are as you said."], [(1, "new", "")])
    page = step("columns", **{"column-0": "", "column-1": "address"})
    assert said(page) == ["Say which column is “name”."]


def test_a_possible_duplicate_is_decided_side_by_side(as_staff, send, step):
    line = "Café Sol,12 Warren St,02119,617-555-0101,A list,\n"
    send(HEAD + line)
    step("import")
    page = as_staff.get(send(HEAD + line.replace("Café Sol", "Cafe Soll")).url + "?fate=perhaps")
    [shown] = page.context["incoming"].shown
    assert [(s.label, s.here, s.there) for s in shown.sides if s.differs][:1] == [
        ("Name", "Cafe Soll", "Café Sol")
    ]
    assert [value for value, _label in shown.choices] == ["same", "distinct", "skip"]
    page = step("decide", **{"decision-1": "same", "decision-77": "same", "decision-x": "same"})
    [shown] = page.context["incoming"].shown
    assert (shown.row.fate, shown.changes) == ("changed", [("Name", "Café Sol", "Cafe Soll")])
    assert said(step("decide")) == ["Choose for at least one row."]
    assert said(step("decide", **{"decision-1": "maybe"})) == ["Choose one of the three."]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The submitted file is empty."),
        (b"%PDF-1.7", "list.csv is a PDF. Please save the table as CSV or as XLSX."),
        (b"PK\x03\x04 no archive", "list.csv is not a sound XLSX workbook. Please save it anew, or as CSV."),
        (b"x" * (10 << 20) + b"x", "It is larger than 10 MB: please split it."),
        (b"name\n", "There is nothing below the names of the columns."),
        (b"name\n" + b"a\n" * 20_001, "It has more than 20,000 rows: please split it."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_why(send, content, sentence):
    page = send(content)
    assert (page.status_code, Import.objects.count()) == (400, 0)
    assert page.context["form"].errors["sheet"] == [sentence]


def test_what_cannot_be_looked_at_yet_says_why_and_waits(as_staff, send, step):
    FocusArea.objects.all().delete()
    sentence = "There are no focus areas yet: please run load_reference first."
    page = send()
    assert (page.status_code, page.context["form"].errors["sheet"]) == (400, [sentence])
    assert said(step("look")) == [sentence]
    a_focus_area("Food")
    assert fates(step("look")) == [(1, "new", ""), (2, "refused", "Name"), (3, "refused", "Phone")]
    FocusArea.objects.all().delete()
    assert (said(step("import")), names()) == ([sentence], [])


def test_long_sheets_wait_for_the_word_to_be_looked_at(as_staff, send, step, monkeypatch):
    monkeypatch.setattr(import_steps, "QUICK", 1)
    page = as_staff.get(send().url)
    assert (page.context["held"].state, "It takes about 1 s." in text_of(page)) == ("read", True)
    assert said(step("look")) == ["Looked at. Nothing was imported yet."]
    progress = as_staff.get(f"{page.context['held'].get_absolute_url()}progress.json")
    assert progress.json() == {"share": None}


def test_what_changed_meanwhile_is_told_and_shown_anew(as_staff, send, step):
    first = send(HEAD + "Café Sol,12 Warren St,02119,,A list,\n").url
    seen = as_staff.get(first).context["incoming"].seen
    send(HEAD + "Café Sol,12 Warren St,02119,617-555-0101,A list,\n")
    step("import")
    page = as_staff.post(f"{first}import/", {"seen": seen}, follow=True)
    assert said(page)[0].startswith("Something changed since you looked")
    assert fates(page) == [(1, "changed", "Phone")]


def test_who_acts_on_what_a_colleague_changed_is_told(client, send, step):
    address = send().url
    seen = client.get(address).context["incoming"].seen
    step("set-aside")
    client.force_login(a_user("second@example.org", is_staff=True))
    page = client.post(f"{address}import/", {"seen": seen}, follow=True)
    assert (said(page)[0].startswith("Sam Staff changed this on"), names()) == (True, [])


def test_a_list_costs_the_same_for_one_and_many(
    as_staff, send, django_assert_num_queries, django_assert_max_num_queries
):
    rows = "".join(f"Club {n},{n} Warren St,02119,,A list,\n" for n in range(1, 31))
    one, many = send(HEAD + "Café Sol,12 Warren St,02119,,A list,\n").url, send(HEAD + rows).url
    with django_assert_max_num_queries(30) as counted:
        as_staff.get(one)
    with django_assert_num_queries(len(counted)):
        as_staff.get(many)

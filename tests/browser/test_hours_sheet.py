"""A student brings a term's hours from a spreadsheet, on a phone and at a desk."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.factories import a_partner, a_placement, a_student, an_engagement

SHEET = b"day,minutes,note\n2026-09-07,60,Cooked\n2026-09-08,nine,\n"


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1280, "light")])
def test_a_sheet_is_looked_at_and_added(page: Page, transactional_db, sign_in, scan, width, scheme):
    student = a_student("student@example.org")
    term = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 18)}
    a_placement(an_engagement(a_partner(), **term), student)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    sign_in(student)
    page.get_by_role("link", name="Hours from a sheet").click()
    scan(page)
    file = {"name": "hours.csv", "mimeType": "text/csv", "buffer": SHEET}
    page.get_by_label("CSV or XLSX file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("New: 1. Already there: 0. Refused: 1.")).to_be_visible()
    scan(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Add those that are new").click()
    expect(page.get_by_text("1 entry was added.")).to_be_visible()

"""A messy spreadsheet is imported, its report corrected and imported again, and taken back."""

from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from partners.models import Organization
from tests.factories import a_user

HEAD = "Agency Name,Street,ZIP,Tel.,Found in,Our notes"
MESSY = "\n".join(
    (
        "Coalition list of spring,,,,,",
        HEAD,
        "Sample Choir,12 Warren St,2119,617-555-0101,A list,sings",
        ",14 Warren St,02119,617-555-0102,A list,no name?",
        "Rose Gardn,1 Hill Street,02119,617-555-0103,A list,",
        "Total: 3,,,,,",
    )
)


@pytest.fixture
def staff(transactional_db):
    return a_user("staff@example.org", name="Sam Staff", is_staff=True)


def send(page: Page, name: str, content: bytes) -> None:
    page.goto("/staff/imports/")
    kind = "text/csv" if name.endswith("csv") else "application/octet-stream"
    file = {"name": name, "mimeType": kind, "buffer": content}
    page.get_by_label("CSV or XLSX file").set_input_files(file)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def corrected(path: Path) -> bytes:
    """The report as a person mends it: the missing name is filled in."""
    book = openpyxl.load_workbook(path)
    book.active["A2"] = "Sample Band"
    book.save(path)
    return path.read_bytes()


def names() -> list[str]:
    return list(Organization.objects.order_by("name").values_list("name", flat=True))


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark")])
def test_a_messy_sheet(page: Page, town, staff, sign_in, scan, tmp_path, width, scheme):
    before = names()
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    sign_in(staff)
    send(page, "spring.csv", MESSY.encode())
    expect(page.get_by_text("Nothing was written yet.")).to_be_visible()
    scan(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.get_by_text("Imported.", exact=True)).to_be_visible()
    page.get_by_role("link", name="Refused").click()
    with page.expect_download() as got:
        page.get_by_role("link", name="these rows as XLSX").click()
    path = tmp_path / "report.xlsx"
    got.value.save_as(path)
    send(page, "mended.xlsx", corrected(path))
    page.get_by_role("button", name="Import 1 row").click()
    expect(page.get_by_text("Imported.", exact=True)).to_be_visible()
    assert names() == sorted([*before, "Sample Band", "Sample Choir"])
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back.", exact=True)).to_be_visible()
    assert names() == sorted([*before, "Sample Choir"])


def test_a_possible_duplicate_is_decided_by_keyboard(page: Page, town, staff, sign_in, scan):
    sign_in(staff)
    send(page, "list.csv", f"{HEAD}\nHill Churhc,1 Hill Street,02119,,A list,".encode())
    page.get_by_role("link", name="1 row waits for your decision").click()
    expect(page.get_by_role("group", name="Row 1")).to_be_visible()
    scan(page)
    page.get_by_label("It is the same: update it").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Keep these decisions").click()
    expect(page.get_by_text("Your decisions are kept.")).to_be_visible()
    assert names() == ["Hill Church", "Kitchen", "Rose Garden"]

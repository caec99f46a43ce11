"""Two people at one import: it happens once, and both are told."""

from collections import Counter
from threading import Event
from time import sleep

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from occme.refusals import Stale
from partners.editing import change, version_of
from partners.importing import undoing
from partners.models import Import, Organization
from tests.factories import a_focus_area

pytestmark = pytest.mark.django_db(transaction=True)

SHEET = "name,source\n" + "".join(f"Club {n},A list\n" for n in range(20))

SAID = ("Sam Staff changed this on", "Imported.", "Taken back.")


@pytest.fixture
def address(clients):
    a_focus_area("Food")
    file = SimpleUploadedFile("list.csv", SHEET.encode())
    return clients[0].post("/staff/imports/", {"kind": "organizations", "sheet": file}).url


def all_at_once(at_once, clients, address, step):
    seen = clients[0].get(address).context["incoming"].seen

    def send(client):
        page = client.post(f"{address}{step}/", {"seen": seen}, follow=True)
        # Not its context, in which the client notes what other threads draw as well.
        text = page.content.decode()
        return next(sentence for sentence in SAID if sentence in text)

    return at_once([lambda client=client: send(client) for client in clients[:4]])


def test_an_import_is_carried_out_and_taken_back_once(at_once, clients, address):
    told = all_at_once(at_once, clients, address, "import")
    assert Counter(told) == {
        "Imported.": 1, "Sam Staff changed this on": 3,
    }  # fmt: skip
    assert (Organization.objects.count(), Import.objects.get().state) == (20, "done")
    told = all_at_once(at_once, clients, address, "undo")
    assert Counter(told) == {
        "Taken back.": 1, "Sam Staff changed this on": 3,
    }  # fmt: skip
    assert (Organization.objects.count(), Organization.history.count()) == (0, 40)


@pytest.fixture
def slow_check(monkeypatch):
    """Set once it was checked whether anything was built on an import; what follows takes a while."""
    checked, check = Event(), undoing.built_on

    def slowly(lines):
        found = check(lines)
        checked.set()
        sleep(0.5)
        return found

    monkeypatch.setattr(undoing, "built_on", slowly)
    return checked


def imported(client, sheet):
    file = SimpleUploadedFile("list.csv", sheet.encode())
    address = client.post("/staff/imports/", {"kind": "organizations", "sheet": file}).url
    client.post(f"{address}import/", {"seen": client.get(address).context["incoming"].seen})
    return Import.objects.latest("pk")


@pytest.mark.parametrize("sheets", [1, 2])
def test_an_edit_while_an_import_is_taken_back_is_told_and_not_lost(
    at_once, clients, slow_check, sheets
):
    """One sheet made the organization, or a second one changed it."""
    a_focus_area("Food")
    for number in range(sheets):
        held = imported(clients[0], f"name,phone,source\nClub,617-555-010{number},A list\n")
    by, club = held.by, Organization.objects.get()
    seen, seen_of_club = version_of(held), version_of(club)

    def edit():
        slow_check.wait(10)
        try:
            change(club, by=by, values={"phone": "617-555-0199"}, seen=seen_of_club)
        except Stale:
            return "told"

    at_once_told = at_once([lambda: undoing.undo(held, by=by, seen=seen).state, edit])
    phones = list(Organization.objects.values_list("phone", flat=True))
    assert (at_once_told, phones) == (["undone", "told"], ["617-555-0100"] * (sheets - 1))

"""Two people at one import: it happens once, and both are told."""

from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

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

"""The pages' forms at once: sent twice, and by two people."""

from collections import Counter

import pytest

from partners.models import Contact, Organization
from tests.factories import a_partner
from tests.pages import fields

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_clicks_on_one_form_make_one_record(at_once, clients):
    a_partner("Sample Home")
    url = "/new/person/sample-home/"
    data = fields(clients[0].get(url)) | {"name": "Rosa Sample"}
    answers = at_once([lambda client=client: client.post(url, data) for client in clients])
    assert Counter(answer.status_code for answer in answers) == {302: 8}
    assert (Contact.objects.count(), Contact.history.count()) == (1, 1)


def test_eight_clicks_make_one_organization_with_one_place(at_once, clients):
    url = "/new/organization/"
    data = fields(clients[0].get(url)) | {"name": "Club", "place-address": "1 Main St"}
    answers = at_once([lambda client=client: client.post(url, data) for client in clients])
    assert {answer.headers["Location"] for answer in answers} == {"/organizations/club/"}
    assert (Organization.objects.count(), Organization.objects.get().locations.count()) == (1, 1)


def test_of_eight_forms_one_is_saved_and_the_others_are_shown_again(at_once, clients):
    home = a_partner("Sample Home")
    url, lines = f"/edit/profile/{home.pk}/", home.history.count()
    forms = [fields(client.get(url)) | {"phone": str(n)} for n, client in enumerate(clients)]
    answers = at_once(
        [lambda c=c, data=data: c.post(url, data) for c, data in zip(clients, forms, strict=True)]
    )
    assert Counter(answer.status_code for answer in answers) == {302: 1, 409: 7}
    home.refresh_from_db()
    saved = [answer.status_code for answer in answers].index(302)
    assert (home.phone, home.history.count()) == (str(saved), lines + 1)
    told = next(answer for answer in answers if answer.status_code == 409)
    assert "Sam Staff changed this on" in told.content.decode()

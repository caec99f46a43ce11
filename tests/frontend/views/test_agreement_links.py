"""What a keyed link for an agreement opens: that text, and no more."""

import pytest

from engagements.agreements.writing import save_draft
from engagements.lifecycle import take
from tests import factories
from tests.pages import sent


@pytest.fixture
def by_link(autumn, home, staff, rosa):
    """An agreement that waits on the partner, and the address of a link for it."""
    version = factories.an_agreement(home, staff)
    return version, factories.a_link(rosa, "agreement", version.agreement)[1]


def test_a_link_for_an_agreement_writes_and_signs_and_no_more(client, by_link, staff, rosa):
    version, address = by_link
    page = client.get(address)
    assert (page.status_code, "Your turn" in page.content.decode()) == (200, True)
    sent(client, f"{address}write/", send="yes", reason="Two.", **{"promise-1-quantity": "2"})
    version.refresh_from_db()
    assert (version.turn, version.round.reason, version.round.through) == ("staff", "Two.", "link")
    assert client.get(f"{address}write/").status_code == 403
    version = take(version, "agree", by=staff)
    signed = {"step": "sign", "name": "Rosa", "title": "Cook", "digest": version.round.digest}
    client.post(address, signed)
    client.post(address, signed)
    assert [s.link.contact for s in version.signatures.all()] == [rosa]
    for step in ("drop", "suspend", "end"):
        client.post(address, {"step": step, "reason": "x", "seen": version.version})
    version.refresh_from_db()
    assert version.status == "signed"


def test_what_staff_draft_is_not_on_the_link(client, by_link, staff, partner):
    version, address = by_link
    version = take(version, "agree", by=partner)
    version = take(version, "change", by=staff, reason="A word")
    text = version.round.terms | {"title": "A secret for now"}
    save_draft(version, text, by=staff, seen=version.version)
    page = client.get(address)
    assert "Waits on OCCME" in page.content.decode()
    assert b"secret" not in page.content
    paper = client.get(f"{address}agreement.pdf")
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")
    assert paper["X-Robots-Tag"] == "noindex"


def test_a_link_for_something_else_writes_no_agreement(client, by_link, rosa):
    _version, _address = by_link
    other = factories.a_link(rosa, "hours")[1]
    found = [client.get(f"{other}{name}").status_code for name in ("write/", "agreement.pdf")]
    assert found == [404, 404]


def test_a_link_that_ended_opens_no_agreement(client, by_link):
    _version, address = by_link
    client.post(address, {"end": "by_holder"})
    found = [client.get(f"{address}{name}").status_code for name in ("", "write/", "agreement.pdf")]
    assert found == [410, 410, 404]

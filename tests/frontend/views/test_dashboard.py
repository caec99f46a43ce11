"""The public dashboard: what everybody reads there, and what nobody does."""

import re
from dataclasses import replace
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from engagements.lifecycle import take
from engagements.models import Occurrence
from engagements.published.registry import METRICS
from engagements.published.scope import years_offered
from occme.freshness import meanwhile
from occme.freshness.kept import forget
from tests import factories
from tests.promises import promised

pytestmark = pytest.mark.usefixtures("autumn", "db")


def text(answer) -> str:
    """What is read, without tags."""
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split()))


def kept_promise(name: str, staff, verdict: str = "kept", **fields) -> Occurrence:
    """A promise of OCCME to a new partner, due October 1, 2026, and judged by it."""
    partner = factories.a_partner(name, **fields)
    factories.an_agreement(
        partner, staff, "in_force", factories.terms(title=name, promises=promised(name))
    )
    promise = Occurrence.objects.get(organization=partner, giver="staff")
    member = factories.a_member(f"{partner.slug}@example.org", partner)
    return take(promise, verdict, by=member, reason="As agreed.")


def test_an_empty_database_says_so_and_shows_no_zero(client):
    page = text(client.get("/dashboard/"))
    assert "No promise of OCCME has come due yet, so there is nothing to judge." in page
    assert "No public priority waits for an answer." in page
    assert "0%" not in page
    assert "hidden" not in page.replace("is hidden", "").replace("are hidden", "")


def test_promises_kept_come_first_with_what_was_not(client, staff):
    kept_promise("Sample Kitchen", staff)
    kept_promise("Sample Garden", staff, "not_kept")
    page = text(client.get("/dashboard/"))
    assert "50% 1 of 2 that were due and judged" in page
    assert "2 promises of OCCME were due" in page
    assert "1 Kept 0 Kept in part 0 Kept late 1 Not kept 0 Not judged yet" in page


def test_promises_are_not_said_to_be_none_where_they_are_not_counted_by_the_choice(client, staff):
    kept_promise("Sample Kitchen", staff)
    page = text(client.get("/dashboard/?program=md"))
    assert "Promises that were kept There is no number for this choice. What counts" in page


def test_each_number_leads_to_exactly_these_in_the_ledger(client, staff):
    kept_promise("Sample Kitchen", staff)
    missed = kept_promise("Sample Garden", staff, "not_kept")
    page = client.get("/dashboard/").content.decode()
    address = unescape(re.search(r'href="([^"]*standing=not_kept[^"]*)"', page)[1])
    ledger = client.get(address).content.decode()
    assert re.findall(r'href="(/promises/\d+/)"', ledger) == [missed.get_absolute_url()]


def test_what_waits_is_counted_as_the_ledger_lists_it(client, staff):
    """One is overdue; one is reported, and one more, whose agreement is on hold, is in neither."""
    waiting = []
    for name in ("Sample Open", "Sample Reported", "Sample Held"):
        due = factories.terms(title=name, promises=promised(name))
        version = factories.an_agreement(factories.a_partner(name), staff, "in_force", due)
        promise = Occurrence.objects.get(commitment__version=version, giver="staff")
        if name != "Sample Open":
            take(promise, "report", by=staff, reason="Done.")
        waiting.append(promise.get_absolute_url())
    take(version, "suspend", by=staff, reason="A pause.")
    page = client.get("/dashboard/")
    assert "2 Not judged yet" in text(page)
    address = unescape(re.search(r'href="([^"]*to_judge=true[^"]*)"', page.content.decode())[1])
    ledger = client.get(address).content.decode()
    assert re.findall(r'href="(/promises/\d+/)"', ledger) == waiting[:2]


def test_what_is_hidden_is_told_to_nobody_who_asks(everybody, staff):
    kept_promise("Sample Kitchen", staff)
    kept_promise("Sample Secret", staff, "not_kept", publication="hidden")
    found = set()
    for user in everybody.values():
        client = Client()
        if user.is_authenticated:
            client.force_login(user)
        page = text(client.get("/dashboard/"))
        found.add(page[page.index("Promises that were kept") : page.index("How to read")])
    assert len(found) == 1
    page = found.pop()
    assert "100% 1 of 1" in page
    assert "Secret" not in page


def test_the_oldest_public_priorities_wait_first(client):
    kitchen = factories.a_partner("Sample Kitchen")
    factories.a_priority(kitchen, "Newer", stated_on="2026-10-01", is_public=True)
    factories.a_priority(kitchen, "Older", stated_on="2026-09-05", is_public=True)
    factories.a_priority(kitchen, "Private", stated_on="2026-01-05", is_public=False)
    page = text(client.get("/dashboard/"))
    assert page.index("40 days Older") < page.index("14 days Newer")
    assert "Private" not in page


BAD = {
    "year=1900": "It takes an academic year: ",
    "year=2026-27&year=2025-26": "It is given more than once; it takes one value.",
    "kind=nope": "There is no such value of",
    "kind=faith&program=md": "One of these can be chosen at a time",
    "by=stars": "“stars” is not one of its choices.",
    "map=nothing": "“nothing” is not one of its choices.",
    "only=kind:nope&kind=": "There is no such value of",
    "only=nope:x": "“nope” is not one of its choices.",
    "only=a&only=b": "It is given more than once; it takes one value.",
    "shoe=40": "“shoe” is not known here.",
    "year=%00": "It takes an academic year: ",
    "by=%ED%A0%80": "is not one of its choices.",
}


@pytest.mark.parametrize("query", BAD)
def test_what_is_not_understood_is_said_and_nothing_else(client, staff, query):
    kept_promise("Sample Kitchen", staff)
    answer = client.get(f"/dashboard/?{query}", follow=True)
    assert answer.status_code == 400
    assert BAD[query] in text(answer)
    assert "Promises that were kept" not in text(answer)
    assert 'id="id_year"' in answer.content.decode()


def test_what_mail_programs_hang_on_is_no_mistake(client):
    assert client.get("/dashboard/?utm_source=mail&fbclid=1").status_code == 200


def test_the_one_field_of_the_form_becomes_the_parameter(client):
    answer = client.get("/dashboard/?year=2026-27&only=kind:faith&by=language")
    assert answer.url == "/dashboard/?kind=faith&by=language"
    assert client.get("/dashboard/?year=2025-26&only=").url == "/dashboard/?year=2025-26"


def test_a_visitors_page_may_be_kept_for_a_minute_and_nobody_elses(client, as_staff):
    answers = [one.get("/dashboard/") for one in (Client(), as_staff)]
    assert [answer["Cache-Control"] for answer in answers] == [
        "public, max-age=60",
        "private, no-store",
    ]
    assert "Cookie" in answers[0]["Vary"]


def test_every_figure_has_its_definition_and_its_page(client):
    page = client.get("/dashboard/definitions/").content.decode()
    assert re.findall(r'<h2 id="([^"]*)"', page) == list(METRICS)
    for key, metric in METRICS.items():
        assert str(metric.excluded) in unescape(page)
        assert client.get(f"/dashboard/figures/{key}/").status_code == 200
    assert client.get("/dashboard/figures/nothing/").status_code == 404


@pytest.mark.parametrize(
    "by", ["year", "neighborhood", "language", "kind", "focus_area", "program"]
)
def test_the_page_reads_by_each_and_in_each_year(client, by, staff):
    kept_promise("Sample Kitchen", staff)
    for year in years_offered():
        assert client.get(f"/dashboard/?year={year}&by={by}").status_code == 200


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("address", ["/dashboard/", "/dashboard/figures/promises-kept/"])
def test_more_rows_cost_no_more_queries(client, staff, address):
    found = []
    for index in range(6):
        partner = kept_promise(f"Sample {index}", staff).organization
        factories.a_priority(partner, f"Priority {index}", is_public=True)
        if index in (0, 5):
            client.get(address)  # What each process reads once.
            forget()
            found.append(queries(client, address))
    assert found[0] == found[1]


def test_a_page_whose_figures_are_kept_asks_little(client, staff):
    factories.a_priority(kept_promise("Sample Kitchen", staff).organization, is_public=True)
    client.get("/dashboard/")
    assert queries(client, "/dashboard/") == 8


def test_promises_are_counted_anew_also_where_all_the_rest_takes_too_long(client, staff):
    kept_promise("Sample Kitchen", staff)
    client.get("/dashboard/")
    for key, held in [*meanwhile._held.items()]:
        if key[0].endswith("all_answers"):
            meanwhile._held[key] = replace(held, took_s=60)
    kept_promise("Sample Garden", staff, "not_kept")
    page = text(client.get("/dashboard/"))
    assert "50% 1 of 2 that were due and judged" in page
    assert "Partners of OCCME 1 " in page  # As it was.


def test_no_link_of_the_page_leads_nowhere(client, staff):
    promise = kept_promise("Sample Kitchen", staff)
    factories.a_priority(promise.organization, is_public=True)
    page = unescape(client.get("/dashboard/?by=kind").content.decode())
    addresses = {address.partition("#")[0] for address in re.findall(r'href="(/[^"]+)"', page)}
    inside = {one for one in addresses if not one.startswith(("/static/", "/accounts/"))}
    found = {address: client.get(address).status_code for address in inside}
    assert {address: status for address, status in found.items() if status != 200} == {}
    assert len([one for one in inside if one.startswith("/api/v1/metrics/")]) > 4


def test_the_page_needs_no_script_and_no_style_of_its_own(client, staff):
    kept_promise("Sample Kitchen", staff)
    page = client.get("/dashboard/").content.decode()
    assert re.findall(r'<script(?! type="application/ld\+json")| style=|<style', page) == []

"""Who asks organizations, and how much; and what each page says of an organization's load."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from engagements.agreements.asking import ask
from engagements.lifecycle import take
from tests.factories import (
    TERM,
    a_location,
    a_partner,
    a_quiet_period,
    an_agreement,
    an_engagement,
    an_interaction,
    two_areas,
)
from tests.pages import fields, sent

URL = "/staff/asks/"


@pytest.fixture
def asked(autumn, staff, home):
    """Home is over, Elsewhere full, Quiet was asked longer ago, Nobody not at all."""
    home.asks_per_month, home.steward = 1, staff
    home.save()
    today = localdate()
    an_interaction(
        home, asks=True, asked_for="A room", partner_minutes=1_500 - 60 * 2, noted_by=staff
    )
    an_interaction(home, asks=True, happened_on=today, noted_by=staff, over_load_reason="Offered")
    full = a_partner("Elsewhere", asks_per_month=1)
    take(an_engagement(full, status="draft", **TERM), "propose", by=staff)
    an_interaction(a_partner("Quiet"), asks=True, happened_on=today - timedelta(days=40))
    a_partner("Nobody")
    return home


def rows(client, **query) -> list[tuple]:
    page = client.get(URL, query).context["found"].page
    return [(row.organization.name, row.number, row.load.is_over) for row in page]


def test_what_is_over_comes_first(as_staff, asked):
    assert rows(as_staff) == [("Sample Home", 2, True), ("Elsewhere", 1, False)]
    text = as_staff.get(URL).content.decode()
    assert "2 of 1 asks in the last 30 days" in text
    assert "3 asks from Sept. 16, 2026 to Oct. 15, 2026" in text
    assert "1,380" in text


def test_it_is_printed_ask_by_ask(as_staff, asked):
    answer = as_staff.get(URL, {"format": "print", "organization": "elsewhere"})
    text = b"".join(answer.streaming_content).decode()
    assert [text.count(word) for word in ("<td>Elsewhere</td>", "<td>Sample Home</td>")] == [1, 0]


@pytest.mark.parametrize("query", ["before=9999-12-31", "after=9999-12-31&before=9999-12-31"])
def test_the_last_day_of_the_calendar_is_a_day(as_staff, asked, query):
    assert as_staff.get(f"{URL}?{query}").status_code == 200


def test_days_steward_and_neighborhood_choose(as_staff, staff, asked):
    two_areas()
    a_location(asked, latitude=42.3317, longitude=-71.0838)
    assert rows(as_staff, after="2026-09-01", before="2026-09-10") == [("Quiet", 1, False)]
    home = [("Sample Home", 2, True)]
    assert rows(as_staff, steward=staff.email) == rows(as_staff, neighborhood="roxbury") == home
    assert rows(as_staff, organization="sample-home", after="2026-10-02") == [
        ("Sample Home", 1, True)
    ]


@pytest.mark.parametrize(
    "query", [{"after": "2026-10-02", "before": "2026-10-01"}, {"x": "y"}, {"page": "9"}]
)
def test_what_is_not_understood_is_refused(as_staff, asked, query):
    assert as_staff.get(URL, query).status_code == 400


def test_each_figure_leads_to_its_rows(as_staff, asked):
    text = as_staff.get(URL).content.decode()
    assert 'href="?organization=sample-home"' in text
    one = as_staff.get(URL, {"organization": "sample-home"}).content.decode()
    assert "Why all the same: Offered" in one
    assert one.count("/staff/interactions/?organization=sample-home#interaction-") == 2


def test_as_a_sheet_each_ask_is_a_row(as_staff, asked):
    text = as_staff.get(f"{URL}?format=csv").getvalue().decode()
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == [
        '"Sample Home"', '"Sample Home"', '"Elsewhere"'
    ]  # fmt: skip


def test_many_cost_as_much_as_few(as_staff, asked, django_assert_max_num_queries):
    for number in range(30):
        an_interaction(a_partner(f"Sample {number}"), asks=True, happened_on=localdate())
    with django_assert_max_num_queries(22):
        as_staff.get(URL)


def test_the_page_of_an_organization_shows_its_load_and_last_contacts(
    client, asked, staff, partner, student
):
    an_interaction(asked, summary="A note of staff", happened_on=localdate())
    asked.publication, asked.consent_by, asked.consent_on = "full", "Rosa", "2026-01-05"
    asked.save()
    shown = {}
    for role, user in {"staff": staff, "partner": partner, "student": student}.items():
        client.force_login(user)
        text = client.get("/organizations/sample-home/").content.decode()
        words = ("2 of 1 asks", "A room", "A note of staff")
        shown[role] = [word for word in words if word in text]
    assert shown == {
        "staff": ["2 of 1 asks", "A room", "A note of staff"],
        "partner": ["2 of 1 asks", "A room"],
        "student": [],
    }


def test_partners_read_what_was_asked_of_them(as_partner, asked, staff):
    an_agreement(asked, staff)
    an_interaction(asked, summary="A note of staff", happened_on=localdate())
    text = as_partner.get("/partner/").content.decode()
    words = ("What we asked of you", "In a contact: A room", "Agreement to read: Evenings together")
    assert [word for word in words if word in text] == list(words)
    assert "A note of staff" not in text


def test_a_check_in_warns_first_and_takes_a_reason(as_staff, home):
    a_quiet_period(home, localdate(), localdate())
    url = "/check-ins/new/sample-home/"
    assert "It wants quiet until" in as_staff.get(url).content.decode()
    refused = as_staff.post(url, {"reason": " "})
    assert refused.status_code == 400
    assert sent(as_staff, url, refused, reason="They wish it").status_code == 302


def test_a_proposal_and_an_agreement_warn_first(as_staff, staff, home, autumn):
    a_quiet_period(home, localdate(), localdate())
    draft = an_engagement(home, status="draft", **TERM)
    text = as_staff.get(draft.get_absolute_url()).content.decode()
    assert "It wants quiet until" in text
    assert "Why ask all the same?" in text
    version = an_agreement(home, staff, "draft")
    url = f"{version.agreement.get_absolute_url()}write/"
    page = as_staff.get(url)
    assert "It wants quiet until" in page.content.decode()
    assert "reason" in fields(page)
    refused = sent(as_staff, url, page, send="yes")
    assert refused.status_code == 409
    assert sent(as_staff, url, refused, send="yes", reason="By phone").status_code == 302


def test_the_beginning_of_a_check_in_stands_among_its_steps(as_partner, home, staff):
    made = ask(home, by=staff)
    assert "OCCME asked how it goes" in as_partner.get(made.get_absolute_url()).content.decode()

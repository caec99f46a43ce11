"""Logging a contact: from two letters to what is on record; and the list of what was noted."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from partners.models import Interaction
from tests.factories import a_contact, a_partner, a_quiet_period, an_interaction, an_organization
from tests.pages import fields, sent

URL = "/staff/log/"


def found(client, text: str) -> list[str]:
    rows = client.get("/staff/log/organizations/", {"q": text}).json()["found"]
    return [row["name"] for row in rows]


def log(client, organization, **changes):
    page = client.get(URL, {"organization": organization.slug, "next": "/engagements/?page=2"})
    return sent(client, URL, page, **changes)


def told(response) -> dict[str, list[str]]:
    return {
        name: list(map(str, texts)) for name, texts in response.context["log"].form.errors.items()
    }


def test_two_letters_find_names_that_begin_so_first(as_staff):
    for name in ("Ébène House", "Webster", "The Ebb", "Kebab Club"):
        an_organization(name)
    an_organization("Tide", alternate_names=["Ebb and Flow"])
    a_partner("Ebb Partner")
    an_organization("Ebony", closed_on="2026-01-01", closed_reason="Moved")
    assert found(as_staff, "eb") == ["Ebb Partner", "Ébène House", "Tide", "The Ebb"]
    assert found(as_staff, "EBE") == ["Ébène House"]
    assert found(as_staff, " ") == []


def test_at_most_ten_are_offered(as_staff):
    for number in range(12):
        an_organization(f"House {number:02}")
    assert found(as_staff, "ho") == [f"House {number:02}" for number in range(10)]


def test_a_call_is_noted_and_leads_back(as_staff, staff, home):
    answer = log(as_staff, home, summary="They open on Monday")
    assert (answer.status_code, answer.url) == (302, "/engagements/?page=2")
    made = Interaction.objects.get()
    assert (made.organization, made.kind, made.happened_on, made.summary) == (
        home, "call", localdate(), "They open on Monday"
    )  # fmt: skip
    assert (made.noted_by, made.next_by, made.asks) == (staff, None, False)
    page = as_staff.get("/engagements/").content.decode()
    assert f"/staff/interactions/?organization=sample-home#interaction-{made.pk}" in page


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_either_end_of_the_calendar_is_answered(as_staff, home, day):
    answer = log(as_staff, home, summary="Hello", happened_on=day, asks="on")
    assert (answer.status_code, Interaction.objects.count()) in [(400, 0), (302, 1)]


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(as_staff, home, address):
    page = as_staff.get(URL, {"organization": home.slug, "next": address})
    answer = sent(as_staff, URL, page)
    made = Interaction.objects.get()
    assert answer.url == f"/staff/interactions/?organization=sample-home#interaction-{made.pk}"


def test_without_a_script_two_letters_are_looked_up_first(as_staff, home):
    a_partner("Sample Homes")
    page = sent(as_staff, URL, organization_name="home", summary="Kept", find="yes")
    assert fields(page)["summary"] == ["Kept"]
    assert page.status_code == 200
    assert page.content.decode().count('type="radio" name="organization"') == 2
    refused = sent(as_staff, URL, page, summary="Kept")
    assert (refused.status_code, told(refused)) == (
        400,
        {"__all__": ["Organization: Choose one of these."]},
    )
    sent(as_staff, URL, refused, organization="sample-home")
    assert [row.organization for row in Interaction.objects.all()] == [home]


def test_a_whole_name_needs_no_choice_and_another_name_undoes_the_choice(as_staff, home):
    other = a_partner("Elsewhere")
    page = sent(as_staff, URL, organization_name="sample HOME")
    assert page.status_code == 302
    page = as_staff.get(URL, {"organization": home.slug})
    sent(as_staff, URL, page, organization_name="elsewhere")
    assert [row.organization for row in Interaction.objects.order_by("pk")] == [home, other]


def test_every_problem_is_told_and_what_was_typed_stays(as_staff, home):
    a_quiet_period(home, localdate(), localdate() + timedelta(days=2))
    tomorrow = (localdate() + timedelta(days=1)).isoformat()
    answer = log(
        as_staff, home, happened_on="", other_day=tomorrow, asks="on", next_on=tomorrow, summary="x"
    )
    assert answer.status_code == 400
    problems = told(answer)
    assert problems["happened_on"] == ["This day has not come yet."]
    assert problems["next_step"] == ["Say what the next step is."]
    assert problems["over_load_reason"][0].startswith("It wants quiet until")
    assert (fields(answer)["other_day"], fields(answer)["summary"]) == ([tomorrow], ["x"])
    assert not Interaction.objects.exists()


def test_what_was_asked_is_an_ask(as_staff, home):
    log(as_staff, home, asked_for="A room in May")
    assert Interaction.objects.get().asks is True


def test_only_the_organizations_own_people_are_offered(as_staff, home):
    a_contact(home, "Rosa Sample")
    stranger = a_contact(a_partner("Elsewhere"), "Ana Stranger")
    page = as_staff.get(URL, {"organization": home.slug})
    assert "Rosa Sample" in page.content.decode()
    assert "Ana Stranger" not in page.content.decode()
    answer = sent(as_staff, URL, page, contact=str(stranger.pk))
    assert answer.status_code == 400


def test_sent_twice_it_is_noted_once(as_staff, home):
    page = as_staff.get(URL, {"organization": home.slug})
    first, second = sent(as_staff, URL, page), sent(as_staff, URL, page)
    assert first.url == second.url
    other = sent(as_staff, URL, page, summary="Something else")
    assert (other.status_code, Interaction.objects.count()) == (409, 1)


def test_scripts_get_the_form_alone_and_where_to_go_on(as_staff, home):
    part = as_staff.get(URL, {"organization": home.slug}, headers={"X-Part": "form"})
    assert "<html" not in part.content.decode()
    about = as_staff.get(URL, {"organization": home.slug}, headers={"X-Part": "about"})
    assert "0 of 2 students now" in about.content.decode()
    data = {name: values[0] for name, values in fields(part).items()} | {"next": "/about/"}
    answer = as_staff.post(URL, data, headers={"X-Part": "form"})
    assert answer.json() == {"onward": "/about/"}


def test_the_button_is_staffs_alone(client, everybody):
    shown = {}
    for role, user in everybody.items():
        client.logout()
        if role != "visitor":
            client.force_login(user)
        shown[role] = "data-log" in client.get("/about/").content.decode()
    assert [role for role in shown if shown[role]] == ["staff"]


def rows(client, **query) -> list[str]:
    page = client.get("/staff/interactions/", query).context["found"].page
    return [row.summary for row in page]


def test_the_list_is_filtered(as_staff, staff, home):
    day = localdate()
    other = a_partner("Elsewhere", steward=staff)
    an_interaction(home, summary="a", happened_on=day, asks=True, kind="visit", noted_by=staff)
    an_interaction(
        other, summary="b été", happened_on=day - timedelta(days=5), next_step="Call", next_on=day
    )
    an_interaction(other, summary="c", happened_on=day, struck_on=day)
    assert rows(as_staff) == ["a", "b été"]
    assert rows(as_staff, organization=home.slug) == ["a"]
    assert rows(as_staff, kind="visit") == rows(as_staff, asks="true") == ["a"]
    assert rows(as_staff, noted_by=staff.email) == ["a"]
    assert rows(as_staff, steward=staff.email) == rows(as_staff, search="ete else") == ["b été"]
    assert (
        rows(as_staff, open_step="true") == rows(as_staff, due_before=day.isoformat()) == ["b été"]
    )
    assert rows(as_staff, happened_after=day.isoformat()) == ["a"]
    assert rows(as_staff, struck_out="true") == ["c"]


def test_the_list_as_a_sheet_holds_the_same_rows(as_staff, home):
    an_interaction(home, summary="=1+1")
    text = as_staff.get("/staff/interactions/?format=csv").getvalue().decode()
    assert text.splitlines()[0].startswith("\ufeffid,organization,kind,happened_on")
    assert '"Sample Home","call","2026-10-01"' in text
    assert '"\'=1+1"' in text


def test_a_next_step_is_done_in_one_click(as_staff, home):
    noted = an_interaction(home, next_step="Call", next_on="2026-10-02")
    page = as_staff.get("/staff/interactions/")
    answer = sent(as_staff, f"/staff/interactions/{noted.pk}/done/", page)
    noted.refresh_from_db()
    assert (answer.url, noted.next_done_on) == ("/staff/interactions/", localdate())
    assert "Next step done" not in as_staff.get("/staff/interactions/").content.decode()


def test_what_was_noted_is_changed_and_struck_out(as_staff, home):
    noted = an_interaction(home)
    sent(as_staff, f"/edit/interaction/{noted.pk}/", summary="Changed")
    sent(as_staff, f"/edit/interaction/{noted.pk}/close/", reason="Wrong organization")
    noted.refresh_from_db()
    assert (noted.summary, noted.struck_on) == ("Changed", localdate())
    assert "Changed" in as_staff.get(f"/edit/interaction/{noted.pk}/history/").content.decode()


def test_a_long_list_costs_as_much_as_a_short_one(as_staff, home, django_assert_max_num_queries):
    for number in range(30):
        an_interaction(home, summary=str(number))
    with django_assert_max_num_queries(12):
        as_staff.get("/staff/interactions/")

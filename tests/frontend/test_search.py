"""The box over everything: what it finds, in what order, and for whom."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from frontend.search import Search
from frontend.search.kinds import KINDS
from frontend.search.marking import marked, snippet
from partners.models import Correction
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

URL = "/staff/search/"


def titles(search: Search) -> dict[str, list[str]]:
    return {
        str(group.label): ["".join(piece.text for piece in hit.title) for hit in group.hits]
        for group in search.groups
    }


@pytest.fixture
def jacaranda(home, staff, student):
    """One of every kind that says “Jacarandá”, and one of another organization that does not."""
    text = factories.terms(title="Under the Jacarandá")
    factories.an_agreement(home, staff, "in_force", text)
    factories.a_contact(home, "José Jacarandá", email="jose@example.org", phone="(617) 555-0100")
    factories.a_location(home, name="Jacarandá House", **factories.INSIDE)
    factories.a_priority(home, "Shade of a jacarandá", is_public=False)
    work = factories.an_engagement(home, "Jacarandá walks", status="draft")
    student.name = "Ana Jacarandá"
    student.save()
    seat = factories.a_placement(work, student, statement="I planted a jacarandá.")
    factories.an_entry(seat, note="Under the jacarandá")
    factories.a_reflection(seat, "Under the jacarandá we talked.")
    Correction.objects.create(organization=home, kind="wrong", text="By the jacarandá", key="a")
    factories.a_compensation(home, purpose="Planted a jacarandá")
    factories.an_interaction(home, summary="They spoke of the jacarandá.")
    factories.an_organization("Jacarandá Garden", publication="hidden")
    factories.a_contact(factories.an_organization("Elm Street"), "Nobody")


EVERY_KIND = {
    "Organizations": ["Jacarandá Garden", "Sample Home"],
    "People at organizations": ["José Jacarandá"],
    "Places": ["Jacarandá House"],
    "Priorities": ["Shade of a jacarandá"],
    "Engagements": ["Jacarandá walks"],
    "Students": ["Ana Jacarandá"],
    "Applications and placements": ["Ana Jacarandá"],
    "Agreements": ["Under the Jacarandá"],
    "Contacts noted": ["They spoke of the jacarandá."],
    "What students say in applications": ["Ana Jacarandá"],
    "Notes of hours": ["Sept. 7, 2026"],
    "Reflections": ["What happened?"],
    "Corrections sent in": ["Something here is wrong"],
    "Compensation": ["Planted a jacarandá"],
}


@pytest.mark.usefixtures("jacaranda")
def test_every_kind_is_found_whatever_the_accents_and_the_case(staff):
    assert titles(Search("JACARANDA", staff)) == EVERY_KIND


@pytest.mark.usefixtures("jacaranda")
def test_a_promise_is_found_once_and_counted_on_each_of_its_days(staff):
    found = {str(group.label): group for group in Search("pay cooks", staff).groups}
    promises = found["Promises, each on its day"]
    assert (len(promises.hits), promises.count) == (1, 3)


@pytest.mark.usefixtures("jacaranda")
def test_counts_are_those_of_the_lists_that_open(as_staff, staff):
    opened = {}
    for group in Search("jacaranda home", staff).groups + Search("pay", staff).groups:
        if group.href:
            context = as_staff.get(group.href).context
            names = ("listing", "finder", "board", "found")
            shown = next(context[name] for name in names if name in context)
            opened[str(group.label)] = (group.count, shown.page.paginator.count)
    assert len(opened) == 7
    assert [label for label, (told, listed) in opened.items() if told != listed] == []


@pytest.mark.usefixtures("jacaranda")
def test_words_may_stand_in_the_record_and_in_the_name_of_its_organization(staff):
    assert titles(Search("jose home", staff)) == {"People at organizations": ["José Jacarandá"]}
    assert titles(Search("jose elm", staff)) == {}


def test_what_one_side_only_drafts_is_not_searched(home, staff):
    factories.an_agreement(home, staff, "draft", factories.terms(title="Unspoken plan"))
    assert titles(Search("unspoken", staff)) == {}


def exact(asked: str, user) -> list[tuple[str, str]]:
    return [
        ("".join(piece.text for piece in hit.title), hit.url) for hit in Search(asked, user).exact
    ]


@pytest.mark.usefixtures("jacaranda")
def test_numbers_addresses_and_phones_come_first(home, staff, student):
    jose = ("José Jacarandá", home.get_absolute_url())
    profile = student.student_profile
    assert exact("Jose@Example.org", staff) == [jose]
    assert exact("+1 617.555.0100", staff) == [jose]
    assert exact("student@example.org", staff) == [("Ana Jacarandá", f"/students/{profile.pk}/")]
    work = home.engagements.get()
    assert ("Jacarandá walks", work.get_absolute_url()) in exact(f"#{work.pk}", staff)
    assert [exact(asked, staff) for asked in ("555", "0", "jacaranda", "#", "@")] == [[]] * 5


def test_words_are_marked_as_they_were_written():
    pieces = [(piece.text, piece.is_marked) for piece in marked("José’s café, Inc.", ["joses"])]
    assert pieces == [("José’s", True), (" café, Inc.", False)]


def test_a_long_text_is_cut_around_the_first_word_that_is_marked():
    told = snippet("before " * 50 + "needle " + "after " * 50, ["needle"])
    text = "".join(piece.text for piece in told)
    assert (text[:8], text[-7:], len(text) < 190) == ("… before", "after …", True)
    assert [piece.text for piece in told if piece.is_marked] == ["needle"]


@pytest.mark.usefixtures("jacaranda")
def test_the_page_marks_words_and_leads_on(as_staff):
    page = unescape(" ".join(as_staff.get(URL, {"q": "jacaranda"}).content.decode().split()))
    assert "<mark>Jacarandá</mark> walks</a>" in page
    assert "/engagements/?search=jacaranda&status=draft" in page
    nothing = as_staff.get(URL, {"q": "zzz"}).content.decode()
    assert "Nothing holds all words of “zzz”" in nothing
    signs = as_staff.get(URL, {"q": "—"}).content.decode()
    assert "signs alone are not searched for" in signs


@pytest.mark.usefixtures("jacaranda")
def test_nothing_is_taken_for_markup(as_staff, home):
    factories.a_contact(home, "Eve jacaranda")
    page = as_staff.get(URL, {"q": "<b>jacaranda</b>"}).content.decode()
    assert "<b>jacaranda" not in page


def test_only_staff_search_everything(client, everybody):
    found = {}
    for role, user in everybody.items():
        client.logout()
        if role != "visitor":
            client.force_login(user)
        found[role] = (
            client.get(URL).status_code,
            "search-all" in client.get("/").content.decode(),
        )
    refused = (403, False)
    assert found == {
        "staff": (200, True),
        "student": refused,
        "partner": refused,
        "stranger": refused,
        "visitor": (302, False),
    }


def queries(user, asked: str) -> int:
    with CaptureQueriesContext(connection) as asked_of_it:
        search = Search(asked, user)
        assert search.exact == []
        assert len(search.groups) == len(EVERY_KIND)
    return len(asked_of_it)


@pytest.mark.usefixtures("jacaranda")
def test_the_number_of_queries_does_not_grow_with_what_is_found(home, staff):
    few = queries(staff, "jacaranda")
    for number in range(12):
        factories.a_contact(home, f"Jacaranda {number}")
        factories.a_compensation(home, purpose=f"Jacaranda {number}")
        work = factories.an_engagement(home, f"Jacaranda {number}")
        factories.a_placement(work, factories.a_student(f"jacaranda{number}@example.org"))
        text = factories.terms(title=f"Jacaranda {number}")
        factories.an_agreement(home, staff, "review", text)
    assert queries(staff, "jacaranda") <= few + len(KINDS)


@pytest.mark.parametrize("asked", ["a\0b@c", "\0"])
def test_what_no_database_takes_is_found_nowhere(as_staff, jacaranda, asked):
    answer = as_staff.get(URL, {"q": asked})
    assert (answer.status_code, "José" in answer.content.decode()) == (200, False)

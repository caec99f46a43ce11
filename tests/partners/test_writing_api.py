"""Creating and changing through the API: who may, what is refused, and what is then on record."""

from datetime import date

import pytest

from occme.accounts.models import AccessToken
from partners.models import Contact, Location, Organization, Priority
from tests.factories import (
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    an_organization,
)
from tests.programs import API, change, etag, problems, send


def test_staff_make_an_organization(as_staff, staff):
    food, spanish = a_focus_area(), a_language()
    body = {"name": "Club", "stage": "prospect", "focus_areas": ["food"], "languages": ["es"]}
    answer = send(as_staff, "post", "organizations/", body)
    club = Organization.objects.get()
    assert (answer.status_code, answer.json()["slug"]) == (201, "club")
    assert answer.headers["Location"] == f"http://testserver{API}organizations/{club.pk}/"
    assert (list(club.focus_areas.all()), list(club.languages.all())) == ([food], [spanish])
    line = club.history.get()
    assert (line.history_type, line.history_user, line.focus_areas.count()) == ("+", staff, 1)
    assert answer.headers["ETag"] == f'"{line.history_id}"'
    assert answer.headers["ETag"] == etag(as_staff, f"organizations/{club.pk}/")


def test_a_change_writes_one_line_of_history(as_staff, staff, home):
    a_focus_area()
    lines = home.history.count()
    answer = change(
        as_staff, f"organizations/{home.pk}/", name="Sample Abode", focus_areas=["food"]
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "Sample Abode")
    line = home.history.first()
    assert (home.history.count(), line.history_user, line.name) == (
        lines + 1,
        staff,
        "Sample Abode",
    )
    assert answer.headers["ETag"] == f'"{line.history_id}"'


def test_what_changes_nothing_writes_nothing(as_staff, home):
    seen = etag(as_staff, f"organizations/{home.pk}/")
    answer = change(as_staff, f"organizations/{home.pk}/", name=home.name, languages=[])
    assert (answer.status_code, answer.headers["ETag"]) == (200, seen)


QUIET = {"starts_on": "2027-07-01", "ends_on": "2027-07-31", "reason": "Moving"}


def test_a_partner_keeps_its_own_profile(as_partner, home):
    url = f"organizations/{home.pk}/"
    answer = change(
        as_partner, url, phone="617-555-0100", students_at_once=2, quiet_periods=[QUIET]
    )
    told = answer.json()
    assert (told["phone"], told["students_at_once"], told["quiet_periods"]) == (
        "617-555-0100",
        2,
        [QUIET],
    )
    later = QUIET | {"ends_on": "2027-08-31"}
    seen = answer.headers["ETag"]
    again = send(as_partner, "patch", url, {"quiet_periods": [later]}, seen=seen)
    assert again.json()["quiet_periods"] == [later]
    assert again.headers["ETag"] != seen


@pytest.mark.parametrize(
    "values",
    [
        {"stage": "active"},
        {"steward": "staff@example.org"},
        {"since_year": 1999},
        {"verified_on": "2026-01-01"},
        {"source": "Me"},
        {"slug": "mine"},
        {"kind": "faith"},
    ],
)
def test_what_is_not_a_partners_to_change_is_refused_by_name(as_partner, home, values):
    lines = home.history.count()
    answer = change(as_partner, f"organizations/{home.pk}/", name="Sample Abode", **values)
    assert answer.status_code == 400
    assert problems(answer) == {f"#/{name}": "This is not yours to change." for name in values}
    home.refresh_from_db()
    assert (home.name, home.history.count()) == ("Sample Home", lines)


@pytest.mark.parametrize("name", ["id", "is_sample", "locations", "history", "__class__", "a/b~c"])
def test_names_that_cannot_be_set_are_refused_by_name(as_staff, home, name):
    answer = change(as_staff, f"organizations/{home.pk}/", **{name: True})
    pointer = "#/" + name.replace("~", "~0").replace("/", "~1")
    assert (answer.status_code, list(problems(answer))) == (400, [pointer])
    assert problems(answer)[pointer].startswith(f"“{name}” cannot be set here; these can: name, ")


def test_all_problems_are_told_at_once(as_staff, home):
    body = {
        "website": "javascript:alert(1)",
        "email": "nobody",
        "students_at_once": -1,
        "languages": ["es", "xx"],
        "quiet_periods": [QUIET, {"starts_on": "soon"}],
        "source": "Club\u200b",
        "colour": "red",
    }
    answer = change(as_staff, f"organizations/{home.pk}/", **body)
    assert (answer.status_code, sorted(problems(answer))) == (
        400,
        [
            "#/colour",
            "#/email",
            "#/languages",
            "#/quiet_periods/1/ends_on",
            "#/quiet_periods/1/starts_on",
            "#/source",
            "#/students_at_once",
            "#/website",
        ],
    )


def test_a_change_needs_the_version_it_was_made_from(as_staff, home, staff):
    url = f"organizations/{home.pk}/"
    seen = etag(as_staff, url)
    assert send(as_staff, "patch", url, {"name": "One"}).status_code == 428
    assert send(as_staff, "patch", url, {"name": "One"}, seen="*").status_code == 428
    assert send(as_staff, "patch", url, {"name": "One"}, seen="nonsense").status_code == 400
    assert send(as_staff, "patch", url, {"name": "One"}, seen=f"W/{seen}").status_code == 200
    late = send(as_staff, "patch", url, {"name": "Two"}, seen=seen)
    at = home.history.first().history_date.astimezone().year
    assert (late.status_code, late.json()["title"]) == (412, "Precondition Failed")
    assert late.json()["detail"].startswith("Sam Staff changed this on ")
    assert str(at) in late.json()["detail"]
    home.refresh_from_db()
    assert home.name == "One"


def test_consent_is_given_and_withdrawn_at_once(as_partner, home, client):
    url = f"organizations/{home.pk}/"
    missing = change(as_partner, url, publication="full")
    assert problems(missing) == {"#/consent_by": "To publish it, say who there agreed, and when."}
    given = {"publication": "full", "consent_by": "Rosa", "consent_on": "2026-11-01"}
    assert change(as_partner, url, **given).status_code == 200
    withdrawn = change(as_partner, url, publication="hidden").json()
    assert (withdrawn["publication"], withdrawn["consent_by"], withdrawn["consent_on"]) == (
        "hidden",
        "",
        None,
    )
    client.logout()
    assert client.get(API + url).status_code == 404


def test_a_partner_is_not_found_in_public_sources_by_itself(as_partner, home):
    answer = change(as_partner, f"organizations/{home.pk}/", publication="public_source")
    assert problems(answer)["#/publication"] == (
        "That it was found in public sources is staff’s to say."
    )


@pytest.mark.parametrize("more", [{"stage": "prospect"}, {"consent_by": "Rosa"}])
def test_a_relationship_leaves_public_sources(as_staff, more):
    found = an_organization("Found", publication="public_source")
    answer = change(as_staff, f"organizations/{found.pk}/", **more)
    assert problems(answer)["#/publication"].startswith(
        "What was found in public sources names its source,"
    )


def test_verifying_notes_who_did(as_staff, home):
    told = change(as_staff, f"organizations/{home.pk}/", verified_on="2026-11-01").json()
    assert (told["verified_on"], told["verified_by"]) == ("2026-11-01", "Sam Staff")


def at(organization):
    return {"organization": organization.slug, "address": "1 Main St"}


def test_nobody_writes_for_another_organization(as_partner, home):
    open_one, hidden = (
        a_partner("Open", publication="full"),
        a_partner("Dark", publication="hidden"),
    )
    a_location(open_one, name="Hall")
    url = f"organizations/{open_one.pk}/"
    assert change(as_partner, url, name="Mine").status_code == 403
    assert send(as_partner, "patch", f"organizations/{hidden.pk}/").status_code == 404
    assert (
        change(as_partner, f"locations/{open_one.locations.get().pk}/", name="x").status_code == 403
    )
    assert send(as_partner, "post", "locations/", at(open_one)).status_code == 403
    unknown = send(as_partner, "post", "locations/", at(hidden))
    assert problems(unknown) == {"#/organization": "“dark” is not on record."}
    assert Location.objects.count() == 1


def test_a_record_stays_with_its_organization(as_staff, home):
    other, row = a_partner("Other"), a_contact(home)
    answer = change(as_staff, f"contacts/{row.pk}/", organization=other.slug)
    assert problems(answer) == {"#/organization": "This is not yours to change."}


def test_priorities_are_stated_by_somebody_there(as_partner, home, staff):
    rosa, elsewhere = a_contact(home), a_contact(a_partner("Other"), "Ana Sample")
    body = {"organization": home.slug, "title": "Evenings", "stated_by": rosa.pk}
    assert send(as_partner, "post", "priorities/", body).json()["stated_by"] == "Rosa Sample"
    hidden = send(as_partner, "post", "priorities/", body | {"stated_by": elsewhere.pk})
    assert problems(hidden) == {"#/stated_by": f"“{elsewhere.pk}” is not on record."}
    as_partner.force_login(staff)
    wrong = send(as_partner, "post", "priorities/", body | {"stated_by": elsewhere.pk})
    assert problems(wrong) == {"#/stated_by": "This person is at another organization."}
    assert Priority.objects.count() == 1


def test_there_is_one_primary_contact(as_partner, home):
    body = {"organization": home.slug, "name": "Rosa Sample", "rank": "primary"}
    assert send(as_partner, "post", "contacts/", body).status_code == 201
    second = send(as_partner, "post", "contacts/", body)
    assert (second.status_code, problems(second)) == (
        400,
        {"#/rank": "There is a primary contact already."},
    )
    assert Contact.history.count() == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (b"{", 400),
        (b"", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b'{"name": NaN}', 400),
        (b'{"name": "\\ud800"}', 400),
        (b'{"name": "\xff"}', 400),
        (b"[" * 100_000, 400),
        (b'{"name": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
def test_bodies_that_say_nothing(as_staff, text, status):
    answer = send(as_staff, "post", "organizations/", text)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert Organization.objects.count() == 0


def test_only_json_is_read(as_staff):
    assert as_staff.post(f"{API}organizations/", {"name": "Club"}).status_code == 415


def test_a_session_needs_its_csrf_token_and_a_token_does_not(staff, client):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(staff)
    assert send(strict, "post", "organizations/", {"name": "Club"}).status_code == 403
    _row, key = AccessToken.objects.create(user=staff, name="Sync")
    strict.logout()
    sent = send(strict, "post", "organizations/", {"name": "Club"}, Authorization=f"Token {key}")
    assert sent.status_code == 201
    assert Organization.objects.get().history.get().history_user == staff


def test_a_priority_of_the_past_is_changed_by_its_people(as_partner, home):
    row = a_priority(home, stated_on=date(2026, 1, 1))
    told = change(as_partner, f"priorities/{row.pk}/", status="answered", answered_on="2026-11-20")
    assert (told.json()["status"], told.json()["answered_on"]) == ("answered", "2026-11-20")


def test_examples_of_the_description_work(as_staff, home):
    from partners.api import PartnersResource

    a_partner("Sample: Porch Light House")
    for resource in PartnersResource.__subclasses__():
        name = {"Priority": "priorities"}.get(resource.queryset.model.__name__)
        name = name or resource.queryset.model._meta.verbose_name_plural.replace(" ", "-")
        made = send(as_staff, "post", f"{name}/", resource.body_class.create_example)
        assert (name, made.status_code) == (name, 201), made.content
        changed = change(
            as_staff, f"{name}/{made.json()['id']}/", **resource.body_class.change_example
        )
        assert (name, changed.status_code) == (name, 200), changed.content

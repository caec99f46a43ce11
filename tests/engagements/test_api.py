"""Engagements, placements, hours and reflections over the API: the same rules as on pages."""

import csv
import io

import pytest

from engagements.models import HourEntry, Placement, StatusChange
from tests.factories import (
    INSIDE,
    a_location,
    a_partner,
    a_placement,
    a_priority,
    a_prompt,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
    an_organization,
    two_areas,
)
from tests.partners.test_api_queries import queries_of
from tests.programs import API, change, etag, problems, send


def got(client, url: str) -> dict:
    answer = client.get(API + url)
    assert answer.status_code == 200, answer.content
    return answer.json()


def step(client, url: str, name: str, reason: str = "", **headers):
    return send(
        client, "post", f"{url}{name}/", {"reason": reason}, seen=etag(client, url), **headers
    )


class TestEngagements:
    @pytest.fixture
    def shy(self, autumn, db):
        """An engagement whose organization shares its name and neighborhood only."""
        two_areas()
        shy = a_partner("Shy House", publication="area", description="Escorts")
        place = a_location(shy, address="77 Hidden Way", **INSIDE)
        secret = a_priority(shy, "Wishes in confidence", is_public=False)
        return an_engagement(
            shy,
            "Listens",
            location=place,
            priority=secret,
            educators="Rosa Sample",
            adviser="Dr. S",
        )

    def test_what_everybody_reads(self, client, shy):
        (row,) = got(client, "engagements/")["results"]
        assert (row["title"], row["organization"]["name"], row["status"]) == (
            "Listens",
            "Shy House",
            "open",
        )
        assert ([a["name"] for a in row["neighborhoods"]], row["location"], row["priority"]) == (
            ["Roxbury"],
            None,
            None,
        )
        for url in ("engagements/", f"engagements/{shy.pk}/", "engagements/?near=42.33,-71.08"):
            text = client.get(API + url).content.decode()
            words = ("Hidden Way", "confidence", "Escorts", "Rosa", "Dr. S", "42.3317")
            assert [word for word in words if word in text] == []
        assert got(client, "engagements/?near=42.33,-71.08&within_m=5000")["results"] == []

    def test_staff_read_all_of_it(self, as_staff, shy):
        row = got(as_staff, f"engagements/{shy.pk}/")
        assert (row["location"]["address"], row["priority"]["title"], row["educators"]) == (
            "77 Hidden Way",
            "Wishes in confidence",
            "Rosa Sample",
        )

    def test_only_open_ones_unless_a_status_is_asked_for(self, as_staff, autumn, home):
        for status in ("draft", "open", "completed"):
            an_engagement(home, status, status=status)
        asked = {
            query: [row["title"] for row in got(as_staff, f"engagements/{query}")["results"]]
            for query in ("", "?status=draft", "?status=draft&status=completed")
        }
        assert asked == {
            "": ["open"],
            "?status=draft": ["draft"],
            "?status=draft&status=completed": ["completed", "draft"],
        }

    def test_nobody_finds_drafts_by_asking(self, client, autumn, db):
        an_engagement(an_organization("Club"), status="draft")
        assert got(client, "engagements/?status=draft")["results"] == []

    def test_made_changed_and_opened_by_both_sides(self, client, staff, partner, home, autumn):
        client.force_login(staff)
        body = {
            "organization": home.slug, "title": "Meals", "kind": "elective",
            "description": "Cook.", "weekly_hours": "3.5", "starts_on": "2027-01-01", "ends_on": "2027-05-01",
        }  # fmt: skip
        made = send(client, "post", "engagements/", body)
        assert (made.status_code, made.json()["status"], made.json()["weekly_hours"]) == (
            201,
            "draft",
            3.5,
        )
        url = f"engagements/{made.json()['id']}/"
        assert change(client, url, seats=3).json()["seats"] == 3
        refused = change(client, url, status="open")
        assert problems(refused)["#/status"].startswith("“status” cannot be set here")
        wrong = step(client, url, "start")
        assert (wrong.status_code, [e["step"] for e in wrong.json()["errors"]]) == (
            409,
            ["propose", "log", "cancel"],
        )
        assert step(client, url, "propose").json()["status"] == "proposed"
        client.force_login(partner)
        assert [s["step"] for s in got(client, url)["steps"]] == ["accept", "send_back", "cancel"]
        assert step(client, url, "accept").json()["status"] == "open"

    @pytest.mark.parametrize(
        ("days", "at"),
        [
            ({"ends_on": "9999-12-31"}, ["#/ends_on"]),
            ({"starts_on": "0001-01-01"}, ["#/starts_on"]),
            ({"starts_on": "2200-01-01", "ends_on": "2200-01-01"}, ["#/starts_on", "#/ends_on"]),
        ],
    )
    def test_days_that_no_calendar_holds_are_refused(
        self, client, staff, home, seat, autumn, days, at
    ):
        client.force_login(staff)
        meals = an_engagement(home, status="draft")
        for url in (f"engagements/{meals.pk}/", f"placements/{seat.pk}/"):
            refused = problems(change(client, url, **days))
            assert refused == dict.fromkeys(at, "It takes a day from 1900 to 2199.")

    def test_times_of_the_week_replace_those_before(self, client, staff, home, autumn):
        client.force_login(staff)
        meals = an_engagement(home, status="draft")
        url = f"engagements/{meals.pk}/"
        early = {"weekday": 2, "starts_at": "17:30:00", "ends_at": "19:00:00"}
        late = {"weekday": 2, "starts_at": "17:30:00", "ends_at": "20:00:00"}
        friday = {"weekday": 5, "starts_at": "09:00:00", "ends_at": "11:00:00"}
        for slots in ([early], [late, friday], [friday]):
            assert change(client, url, slots=slots).status_code == 200
            assert got(client, url)["slots"] == slots
        assert meals.history.count() == 4
        seen = etag(client, url)
        assert change(client, url, slots=[friday]).status_code == 200
        assert etag(client, url) == seen

    @pytest.mark.parametrize(
        ("slots", "expected"),
        [
            (
                [{"weekday": 8, "starts_at": "09:00", "ends_at": "08:00"}],
                {"#/slots/0/weekday": '"8" is not a valid choice.'},
            ),
            (
                [{"weekday": 1, "starts_at": "09:00", "ends_at": "08:00"}],
                {"#/slots/0/ends_at": "It ends after it starts."},
            ),
            (
                [
                    {"weekday": 1, "starts_at": "09:00", "ends_at": "10:00"},
                    {"weekday": 1, "starts_at": "09:00", "ends_at": "11:00"},
                ],
                {"#/slots/1": "This time is named already."},
            ),
        ],
    )
    def test_times_that_are_refused_leave_the_others(
        self, client, staff, home, autumn, slots, expected
    ):
        client.force_login(staff)
        meals = an_engagement(home, status="draft")
        meals.slots.create(weekday=3, starts_at="10:00", ends_at="12:00")
        answer = change(client, f"engagements/{meals.pk}/", slots=slots)
        assert (answer.status_code, problems(answer)) == (400, expected)
        assert [str(slot) for slot in meals.slots.all()] == ["Wednesday 10 a.m. – noon"]

    def test_as_many_queries_for_many(self, client, autumn, db):
        kitchen = an_organization("Kitchen")
        an_engagement(kitchen, priority=a_priority(kitchen))
        few = queries_of(client, f"{API}engagements/")
        for number in range(20):
            an_engagement(kitchen, f"Meals {number}")
        assert queries_of(client, f"{API}engagements/") == few


class TestPlacements:
    def test_from_application_to_seat(self, client, student, partner, meals):
        client.force_login(student)
        hidden = send(client, "post", "placements/", {"engagement": meals.pk})
        assert problems(hidden) == {"#/engagement": f"“{meals.pk}” is not on record."}
        seat = a_placement(meals, student, "applied", support_note="A chair.")
        url = f"placements/{seat.pk}/"
        assert got(client, url)["support_note"] == "A chair."
        assert change(client, url, rank=2).json()["rank"] == 2
        client.force_login(partner)
        row = got(client, url)
        assert {"student", "support_note", "conflict_note"} & row.keys() == set()
        assert [s["step"] for s in row["steps"]] == ["offer", "decline"]
        answers = [step(client, url, "offer", Idempotency_Key="k-1") for _ in range(1)]
        assert (answers[0].status_code, answers[0].json()["waits_on"]) == (200, "student")
        client.force_login(student)
        assert step(client, url, "confirm").json()["status"] == "confirmed"
        client.force_login(partner)
        assert got(client, url)["student"] == str(student)

    def test_an_application_to_what_is_open_to_all(self, as_student, student, autumn):
        open_one = an_engagement(an_organization("Club"))
        made = send(as_student, "post", "placements/", {"engagement": open_one.pk, "rank": 1})
        assert (made.status_code, made.json()["waits_on"]) == (201, "partner")
        again = send(as_student, "post", "placements/", {"engagement": open_one.pk, "rank": 1})
        assert problems(again) == {"#/engagement": "You have applied for this one already."}
        assert Placement.objects.get().student.user == student

    def test_a_key_makes_one_step(self, as_partner, meals, student):
        seat = a_placement(meals, student, "applied")
        url = f"placements/{seat.pk}/"
        seen = etag(as_partner, url)
        answers = [
            send(as_partner, "post", f"{url}offer/", {}, seen=seen, Idempotency_Key="k").status_code
            for _ in range(2)
        ]
        assert (answers, StatusChange.objects.count()) == ([200, 200], 1)
        stale = send(as_partner, "post", f"{url}take_back/", {"reason": "x"}, seen=seen)
        assert stale.status_code == 412
        assert step(as_partner, url, "undo").json()["status"] == "applied"

    def test_a_step_asks_for_its_reason(self, as_partner, meals, student):
        url = f"placements/{a_placement(meals, student, 'applied').pk}/"
        assert problems(step(as_partner, url, "decline")) == {"#/reason": "Please say why."}

    def test_the_roster_is_the_partners_without_names_before_the_seat(
        self, as_partner, meals, student
    ):
        a_placement(meals, student, "applied")
        a_placement(meals, a_student("omar@example.org"), "active")
        answer = as_partner.get(f"{API}placements/?format=csv")
        text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
        names = sorted(row[0] for row in list(csv.reader(io.StringIO(text)))[1:])
        assert names == ["", "omar@example.org"]

    def test_as_many_queries_for_many(self, as_staff, meals, student):
        a_placement(meals, student)
        few = queries_of(as_staff, f"{API}placements/")
        for number in range(20):
            a_placement(meals, a_student(f"s{number}@example.org"), "applied")
        assert queries_of(as_staff, f"{API}placements/") == few


class TestHoursAndReflections:
    def test_logged_disputed_corrected_confirmed(self, client, seat, student, partner):
        client.force_login(student)
        body = {"placement": seat.pk, "worked_on": "2026-10-05", "minutes": 240}
        made = send(client, "post", "hours/", body)
        url = f"hours/{made.json()['id']}/"
        future = send(client, "post", "hours/", body | {"worked_on": "2026-10-16"})
        assert problems(future) == {"#/worked_on": "This day has not come yet."}
        client.force_login(partner)
        assert step(client, url, "dispute", "You left at noon.").json()["status"] == "disputed"
        client.force_login(student)
        assert step(client, url, "correct", "Right.").json()["status"] == "corrected"
        assert change(client, url, minutes=180).json()["minutes"] == 180
        client.force_login(partner)
        done = step(client, url, "confirm").json()
        assert (done["status"], done["minutes"], done["confirmed_through"]) == (
            "confirmed",
            180,
            "account",
        )
        client.force_login(student)
        assert change(client, url, minutes=1).status_code == 403
        assert HourEntry.objects.get().minutes == 180

    def test_whose_reflection_it_is_stays_between_them(self, client, student, autumn):
        seat = a_placement(an_engagement(an_organization("Club")), student)
        a_reflection(seat, "We talked.", sharing="public")
        a_reflection(seat, "In confidence.", prompt=a_prompt("And then?"))
        (row,) = got(client, "reflections/")["results"]
        assert (row["text"], "placement" in row, str(student) in str(row)) == (
            "We talked.",
            False,
            False,
        )
        client.force_login(student)
        assert len(got(client, "reflections/")["results"]) == 2

    def test_a_reflection_is_written_and_taken_back(self, as_student, seat):
        body = {"placement": seat.pk, "prompt": a_prompt().pk, "text": "x", "sharing": "public"}
        made = send(as_student, "post", "reflections/", body)
        assert made.status_code == 201
        url = f"reflections/{made.json()['id']}/"
        assert change(as_student, url, sharing="faculty").json()["sharing"] == "faculty"
        again = send(as_student, "post", "reflections/", body)
        assert problems(again) == {"#/prompt": "You have answered this one; change your answer."}

    def test_as_many_queries_for_many(self, as_student, seat):
        an_entry(seat)
        few = queries_of(as_student, f"{API}hours/")
        for day in range(10, 20):
            an_entry(seat, f"2026-09-{day}")
        assert queries_of(as_student, f"{API}hours/") == few

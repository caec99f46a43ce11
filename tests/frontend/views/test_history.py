"""The history of records as each person reads it, and setting a field back."""

import pytest

from engagements.editing import confirm_hours
from engagements.enums import Sharing
from engagements.models import HourEntry
from occme.channels import Channel, through
from partners.editing import change, version_of
from partners.models import Membership
from tests.factories import (
    a_focus_area,
    a_language,
    a_link,
    a_location,
    a_member,
    a_placement,
    a_reflection,
    a_student,
    an_agreement,
    an_entry,
)
from tests.pages import fields, sent


def past_of(client, kind, record):
    answer = client.get(f"/edit/{kind}/{record.pk}/history/")
    assert answer.status_code == 200
    return answer


def told(client, kind, record) -> list[tuple]:
    """Who, through what, and the fields of each line, newest first."""
    entries = past_of(client, kind, record).context["past"].entries
    return [(e.who, e.way, [t.change.name for t in e.changes]) for e in entries]


def set_back(client, kind, record, name, number=0):
    shown = past_of(client, kind, record)
    line = shown.context["past"].lines[number]
    data = {"seen": fields(shown)["seen"][0], "version": line.version, "field": name}
    return client.post(f"/edit/{kind}/{record.pk}/history/", data, follow=True)


class TestWords:
    def test_a_sentence_for_each_change(self, as_staff, home):
        food, spanish = a_focus_area(), a_language()
        url = f"/edit/profile/{home.pk}/"
        sent(as_staff, url, phone="617-555-0100", focus_areas=[food.pk])
        sent(as_staff, url, phone="617-555-0199", focus_areas=[], languages=[spanish.pk])
        page = " ".join(past_of(as_staff, "profile", home).content.decode().split())
        for words in (
            "General phone set to <ins>617-555-0100</ins>",
            "General phone changed from <del>617-555-0100</del> to <ins>617-555-0199</ins>",
            "Added the focus area <ins>Food</ins>",
            "Removed the focus area <del>Food</del>",
            "Added the language <ins>Spanish</ins>",
        ):
            assert words in page

    def test_long_texts_are_told_by_their_difference(self, as_staff, home):
        text = "Warm meals for everybody who comes in the evening. " * 4
        for words in (text, text.replace("Warm", "Hot", 1)):
            sent(as_staff, f"/edit/profile/{home.pk}/", description=words)
        change = past_of(as_staff, "profile", home).context["past"].entries[0].changes[0]
        assert [(p.how, p.text) for p in change.pieces[:2]] == [("gone", "Warm"), ("new", "Hot")]

    def test_through_what(self, as_staff, staff, home, rosa, client):
        for number, (channel, name) in enumerate(
            [
                (Channel.IMPORT, "spring.csv"),
                (Channel.COMMAND, "geocode"),
                (Channel.API, "Nightly sync"),
                (Channel.MERGE, "Sample Annex"),
                (Channel.ADMIN, ""),
            ]
        ):
            with through(channel, name):
                home.phone = str(number)
                home.save()
        sent(client, a_link(rosa, "listing")[1], act="involvement", involvement="leading")
        assert told(as_staff, "profile", home)[:-1] == [
            ("Rosa Sample", "through a keyed link", ["involvement"]),
            ("Somebody without an account", "on the admin pages", ["phone"]),
            ("Somebody without an account", "by merging it with “Sample Annex”", ["phone"]),
            ("Somebody without an account", "through the API, with the token “Nightly sync”", ["phone"]),
            ("Nobody by hand", "by the command “geocode”", ["phone"]),
            ("Nobody by hand", "by the import of “spring.csv”", ["phone"]),
        ]  # fmt: skip

    def test_names_of_tokens_and_files_are_for_staff(self, as_partner, partner, home):
        with through(Channel.API, "Nightly sync"):
            change(home, by=partner, values={"phone": "1"}, seen=version_of(home))
        assert told(as_partner, "profile", home)[0][1] == "through the API"


class TestWhoReads:
    def test_of_every_kind_staff(self, as_staff, home, staff, seat, student):
        agreement = an_agreement(home, staff).agreement
        member = Membership.objects.get_or_create(user=student, organization=home)[0]
        for kind, record in {
            "agreement": agreement,
            "membership": member,
            "student": student.student_profile,
            "hours": an_entry(seat),
            "reflection": a_reflection(seat),
            "language": a_language(),
            "focus-area": a_focus_area(),
        }.items():
            assert past_of(as_staff, kind, record).context["past"].lines[-1].is_first

    def test_nobody_else_of_what_is_not_theirs(self, client, everybody, home, staff, seat):
        agreement, word = an_agreement(home, staff).agreement, a_language()
        shared = a_reflection(seat, sharing=Sharing.PARTNER)
        rows = {"agreement": agreement, "language": word, "reflection": shared, "area": seat}
        statuses = {}
        for role in ("student", "stranger", "partner"):
            client.force_login(everybody[role])
            statuses[role] = [
                client.get(f"/edit/{kind}/{row.pk}/history/").status_code
                for kind, row in rows.items()
            ]
        assert statuses == {
            "student": [404, 403, 200, 404],
            "stranger": [404, 403, 404, 404],
            "partner": [200, 403, 403, 404],
        }

    def test_a_student_reads_of_a_placement_what_is_theirs(self, as_student, staff, seat, meals):
        other = a_placement(meals, a_student("next@example.org"))
        other.student.user.name = "Nia Next"
        other.student.user.save()
        values = {"successor": other, "handover_note": "Keys at the desk."}
        reason = "Nia Next follows"
        seat.support_note = "A step-free door."
        seat.save()
        seat._history_user, seat._change_reason = staff, reason
        for name, value in values.items():
            setattr(seat, name, value)
        seat.save()
        page = past_of(as_student, "application", seat).content.decode()
        assert ("Keys at the desk." in page, "A step-free door." in page) == (True, True)
        assert "Nia Next" not in page

    def test_a_colleague_reads_nothing_of_a_confidential_point(self, as_partner, home):
        place = a_location(home, address="1 Hill St", latitude=42.3311, longitude=-71.0811)
        place.is_confidential, place.latitude, place.longitude = True, None, None
        place.found_by = place.precision = ""
        place.found_on = None
        place.save()
        page = past_of(as_partner, "place", place).content.decode()
        assert ("1 Hill St" in page, "42.33" in page, "71.08" in page) == (True, False, False)


class TestSetBack:
    def test_what_is_settled_stays_and_it_is_said(self, as_student, seat, partner):
        entry = an_entry(seat, note="Soup")
        sent(as_student, f"/edit/hours/{entry.pk}/", note="Bread")
        shown = past_of(as_student, "hours", entry)
        line = shown.context["past"].lines[0]
        data = {"seen": fields(shown)["seen"][0], "version": line.version, "field": "note"}
        confirm_hours(HourEntry.objects.all(), by=partner)
        assert as_student.post(f"/edit/hours/{entry.pk}/history/", data).status_code == 403
        assert HourEntry.objects.get().note == "Bread"

    def test_a_retired_word_is_not_given_again(self, as_staff, home):
        food = a_focus_area()
        for chosen in ([food.pk], []):
            sent(as_staff, f"/edit/profile/{home.pk}/", focus_areas=chosen)
        food.retired_on = "2026-01-01"
        food.save()
        answer = set_back(as_staff, "profile", home, "focus_areas")
        assert "“Food” is no longer offered." in answer.content.decode()
        assert list(home.focus_areas.all()) == []

    @pytest.mark.parametrize(("role", "status"), [("staff", 200), ("partner", 404)])
    def test_the_kind_of_an_agreement(self, client, everybody, staff, home, role, status):
        agreement = an_agreement(home, staff).agreement
        agreement.kind = "letter"
        agreement.save()
        client.force_login(everybody[role])
        line = agreement.history.order_by("-pk").first()
        data = {"seen": str(line.pk), "version": str(line.pk), "field": "kind"}
        url = f"/edit/agreement/{agreement.pk}/history/"
        assert client.post(url, data, follow=True).status_code == status
        agreement.refresh_from_db()
        assert agreement.kind == ("memorandum" if status == 200 else "letter")


def test_a_member_reads_no_other_member(client, home, stranger):
    row = Membership.objects.get(user=a_member("new@example.org", home))
    client.force_login(stranger)
    assert client.get(f"/edit/membership/{row.pk}/history/").status_code == 404

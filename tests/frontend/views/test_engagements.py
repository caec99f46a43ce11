"""An engagement's page, and what each side does on a placement's."""

import pytest

from engagements.lifecycle import take
from engagements.models import Engagement, HourEntry, Placement, Reflection
from tests.factories import (
    a_contact,
    a_member,
    a_partner,
    a_placement,
    a_prompt,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
)
from tests.pages import fields, sent


class TestOffer:
    def test_a_student_applies_and_sees_it_again(self, as_student, student, meals):
        page = as_student.get(meals.get_absolute_url())
        url = f"{meals.get_absolute_url()}apply/"
        assert page.status_code == 404  # Its organization is not listed.
        meals.organization.publication, meals.organization.consent_by = "full", "Rosa"
        meals.organization.consent_on = "2026-01-01"
        meals.organization.save()
        page = as_student.get(meals.get_absolute_url())
        data = {"statement": "I cook.", "conflict_note": "My aunt works there."}
        answers = [sent(as_student, url, page, **data) for _ in range(2)]
        (seat,) = Placement.objects.all()
        assert [a.headers["Location"] for a in answers] == [f"/placements/{seat.pk}/"] * 2
        assert (seat.status, seat.waits_on, seat.student.user, seat.statement) == (
            "applied",
            "partner",
            student,
            "I cook.",
        )
        again = sent(as_student, url, as_student.get(meals.get_absolute_url()), key="x")
        assert again.status_code == 400
        assert "You have applied for this one already." in again.content.decode()

    def test_a_partner_decides_without_the_name_and_reads_no_notes(
        self, as_partner, student, meals
    ):
        student.name = "Lena Sample"
        student.save()
        seat = a_placement(
            meals, student, "applied", statement="I cook.", support_note="A chair.", conflict_note="Aunt."
        )  # fmt: skip
        for url in (meals.get_absolute_url(), seat.get_absolute_url(), "/partner/"):
            page = as_partner.get(url).content.decode()
            assert [word for word in ("Lena", "A chair.", "Aunt.") if word in page] == []
        assert "I cook." in as_partner.get(seat.get_absolute_url()).content.decode()
        take(seat, "offer", by=meals.organization.memberships.get().user)
        take(seat, "confirm", by=student)
        page = as_partner.get(seat.get_absolute_url()).content.decode()
        assert ("Lena Sample" in page, "A chair." in page) == (True, False)

    def test_others_see_no_application_and_no_names(self, client, student, meals, staff):
        meals.organization.publication, meals.organization.consent_by = "full", "Rosa"
        meals.organization.consent_on = "2026-01-01"
        meals.organization.save()
        Engagement.objects.update(educators="Rosa Sample", adviser="Dr. Sample")
        seat = a_placement(meals, student, statement="I cook.")
        for person in (
            None,
            a_student("other@example.org"),
            a_member("x@example.org", a_partner("X")),
        ):
            client.logout()
            if person:
                client.force_login(person)
            page = client.get(meals.get_absolute_url()).content.decode()
            assert [w for w in ("I cook.", "Rosa Sample", "Dr. Sample") if w in page] == []
            assert client.get(seat.get_absolute_url()).status_code in (302, 404)
        client.force_login(staff)
        assert "Dr. Sample" in client.get(meals.get_absolute_url()).content.decode()

    def test_a_step_is_taken_and_taken_back(self, as_partner, home):
        proposed = an_engagement(
            home, status="proposed", starts_on="2026-09-01", ends_on="2030-01-01"
        )
        page = as_partner.get(proposed.get_absolute_url())
        url = f"{proposed.get_absolute_url()}step/"
        data = {"step": "accept", "seen": fields(page)["seen"][0]}
        assert as_partner.post(url, data).status_code == 302
        proposed.refresh_from_db()
        assert proposed.status == "open"
        assert "It is “Open” now" in as_partner.post(url, data, follow=True).content.decode()
        as_partner.post(url, {"undo": "yes"})
        proposed.refresh_from_db()
        assert proposed.status == "proposed"

    def test_staff_add_and_change_one_with_its_times(self, as_staff, home):
        url = "/new/engagement/sample-home/"
        data = {
            "title": "Meals", "kind": "elective", "starts_on": "2027-01-01", "ends_on": "2027-05-01",
            "slots-0-weekday": "4", "slots-0-starts_at": "09:30", "slots-0-ends_at": "11:00",
        }  # fmt: skip
        answer = sent(as_staff, url, **data)
        made = Engagement.objects.get()
        assert answer.headers["Location"] == made.get_absolute_url()
        assert ([str(slot) for slot in made.slots.all()], made.status) == (
            ["Thursday 9:30 a.m. – 11 a.m."],
            "draft",
        )
        edit = f"/edit/engagement/{made.pk}/"
        assert sent(as_staff, edit, **{"slots-0-weekday": "", "slots-0-starts_at": "", "slots-0-ends_at": ""}).status_code == 302  # fmt: skip
        assert (made.slots.count(), made.history.count()) == (0, 2)
        history = f"{edit}history/"
        assert "Thursday 9:30 a.m. – 11 a.m." in as_staff.get(history).content.decode()
        shown = fields(as_staff.get(history))
        as_staff.post(
            history, {name: shown[name][0] for name in ("seen", "version")} | {"field": "slots"}
        )
        assert [str(slot) for slot in made.slots.all()] == ["Thursday 9:30 a.m. – 11 a.m."]
        wrong = sent(as_staff, edit, **{"slots-0-weekday": "9", "slots-0-starts_at": "1"})
        assert wrong.status_code == 400

    def test_only_staff_write_engagements(self, as_partner, meals):
        assert as_partner.get("/new/engagement/sample-home/").status_code == 403
        assert as_partner.get(f"/edit/engagement/{meals.pk}/").status_code == 403


class TestPlacement:
    def test_hours_in_two_fields_once(self, as_student, seat):
        url = f"/placements/{seat.pk}/hours/"
        page = as_student.get(url)
        assert (fields(page)["worked_on"], fields(page)["minutes"]) == (["2026-10-15"], ["2:00"])
        answers = [sent(as_student, url, page, minutes="1.5").status_code for _ in range(2)]
        (entry,) = HourEntry.objects.all()
        assert (answers, entry.minutes, entry.kind) == ([302, 302], 90, "direct")
        assert fields(as_student.get(url))["minutes"] == ["1:30"]

    @pytest.mark.parametrize("typed", ["x", "1:75", "-1", "nan", "1e400", "25:00"])
    def test_lengths_that_are_refused_stay_as_typed(self, as_student, seat, typed):
        answer = sent(as_student, f"/placements/{seat.pk}/hours/", minutes=typed)
        assert (answer.status_code, fields(answer)["minutes"]) == (400, [typed])
        assert HourEntry.objects.count() == 0

    def test_hours_are_changed_until_they_are_confirmed(self, as_student, seat, partner):
        entry = an_entry(seat)
        url = f"/edit/hours/{entry.pk}/"
        assert sent(as_student, url, minutes="45 min").status_code == 302
        entry.refresh_from_db()
        assert entry.minutes == 45
        page = as_student.get(url)
        take(entry, "confirm", by=partner)
        assert as_student.get(url).status_code == 403
        assert sent(as_student, url, page, minutes="2").status_code == 403

    def test_disputed_figures_are_corrected_in_the_form(self, as_student, seat, partner):
        entry = an_entry(seat)
        take(entry, "dispute", by=partner, reason="You left at noon.")
        page = as_student.get(f"/placements/{seat.pk}/").content.decode()
        assert ("You left at noon." in page, "Change the figures" in page) == (True, True)
        url = f"/edit/hours/{entry.pk}/"
        assert "Nothing is changed" in sent(as_student, url).content.decode()
        assert sent(as_student, url, minutes="1:00").status_code == 302
        entry.refresh_from_db()
        assert (entry.minutes, entry.status) == (60, "corrected")
        history = f"{url}history/"
        shown = fields(as_student.get(history))
        data = {name: shown[name][0] for name in ("seen", "version")} | {"field": "minutes"}
        as_student.post(history, data)
        entry.refresh_from_db()
        assert entry.minutes == 120

    def test_many_are_confirmed_at_once_and_taken_back(self, as_partner, seat):
        an_entry(seat), an_entry(seat, "2026-09-08")
        page = as_partner.get("/partner/")
        data = {"entry": fields(page)["entry"]}
        as_partner.post("/hours/confirm/", data)
        assert {entry.status for entry in HourEntry.objects.all()} == {"confirmed"}
        batch = fields(as_partner.get("/partner/"))
        assert "entry" not in batch
        as_partner.post("/hours/confirm/", {"batch": as_partner.session["confirmed_batch"]})
        assert {entry.status for entry in HourEntry.objects.all()} == {"logged"}

    @pytest.mark.parametrize("data", [{}, {"entry": "x"}, {"entry": "9" * 30}, {"batch": "x"}])
    def test_nonsense_confirms_nothing(self, as_partner, seat, data):
        assert as_partner.post("/hours/confirm/", data).status_code == 302
        assert HourEntry.objects.filter(status="confirmed").count() == 0

    def test_nobody_confirms_their_own_or_anothers(self, client, seat, student, stranger):
        entry = an_entry(seat)
        for person in (student, stranger):
            client.force_login(person)
            client.post("/hours/confirm/", {"entry": entry.pk})
            client.post(f"/hours/{entry.pk}/step/", {"step": "confirm"})
        entry.refresh_from_db()
        assert entry.status == "logged"

    def test_a_reflection_reaches_whom_the_student_shows_it(
        self, as_student, client, seat, partner
    ):
        prompt = a_prompt()
        url = f"/placements/{seat.pk}/reflections/{prompt.pk}/"
        assert sent(as_student, url, text="We talked for hours.").status_code == 302
        row = Reflection.objects.get()
        assert (row.sharing, row.placement) == ("faculty", seat)
        client.force_login(partner)
        assert "We talked" not in client.get(seat.get_absolute_url()).content.decode()
        client.force_login(seat.student.user)
        sent(client, f"/edit/reflection/{row.pk}/", sharing="partner")
        client.force_login(partner)
        assert "We talked" in client.get(seat.get_absolute_url()).content.decode()
        assert client.get(f"/edit/reflection/{row.pk}/").status_code == 403

    def test_the_contact_comes_with_the_seat(self, as_student, student, meals):
        a_contact(meals.organization, rank="primary", email="rosa@example.org")
        seat = a_placement(meals, student, "applied")
        assert "rosa@" not in as_student.get(seat.get_absolute_url()).content.decode()
        Placement.objects.update(status="confirmed")
        assert "rosa@" in as_student.get(seat.get_absolute_url()).content.decode()

    def test_as_many_queries_for_many_hours(self, as_student, seat):
        from tests.partners.test_api_queries import queries_of

        url = seat.get_absolute_url()
        an_entry(seat, status="confirmed", confirmed_by=seat.student.user, confirmed_through="account")  # fmt: skip
        a_reflection(seat)
        few = queries_of(as_student, url)
        for day in range(1, 9):
            an_entry(seat, f"2026-09-{day + 10}")
        assert queries_of(as_student, url) <= few + 2

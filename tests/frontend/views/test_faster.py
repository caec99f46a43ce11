"""Two people on one record, and one person who sends a form twice."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Contact, Organization
from tests.factories import a_contact, a_focus_area, a_quiet_period, an_area
from tests.pages import fields, sent


def test_who_was_slower_is_told_and_loses_nothing(as_staff, staff, home):
    url = f"/edit/profile/{home.pk}/"
    mine = as_staff.get(url)
    sent(as_staff, url, phone="617-555-0111", populations="Elders")
    told = sent(as_staff, url, mine, phone="617-555-0222", email="home@example.org")
    assert told.status_code == 409
    words = told.content.decode()
    assert "Sam Staff changed this on" in words
    assert "General phone set to <ins>617-555-0111</ins>" in words
    kept = fields(told)
    # Mine where I typed, theirs where I did not.
    assert (kept["phone"], kept["email"], kept["populations"]) == (
        ["617-555-0222"],
        ["home@example.org"],
        ["Elders"],
    )
    home.refresh_from_db()
    assert (home.phone, home.email) == ("617-555-0111", "")
    assert sent(as_staff, url, told).status_code == 302
    home.refresh_from_db()
    assert (home.phone, home.email, home.populations) == (
        "617-555-0222",
        "home@example.org",
        "Elders",
    )


def test_their_tags_and_quiet_days_stay_too(as_staff, home):
    food, housing = a_focus_area("Food"), a_focus_area("Housing")
    home.focus_areas.set([food])
    home.save()
    profile = as_staff.get(f"/edit/profile/{home.pk}/")
    sent(as_staff, f"/edit/profile/{home.pk}/", focus_areas=[food.pk, housing.pk])
    told = sent(as_staff, f"/edit/profile/{home.pk}/", profile, phone="1")
    assert fields(told)["focus_areas"] == [str(food.pk), str(housing.pk)]
    wishes = as_staff.get(f"/edit/wishes/{home.pk}/")
    days = {"quiet_periods-0-starts_on": "2027-07-01", "quiet_periods-0-ends_on": "2027-07-31"}
    sent(as_staff, f"/edit/wishes/{home.pk}/", **days)
    told = sent(as_staff, f"/edit/wishes/{home.pk}/", wishes, asks_per_month="3")
    assert fields(told)["quiet_periods-0-starts_on"] == ["2027-07-01"]
    assert (
        "Added the quiet period <ins>July 1, 2027 to July 31, 2027</ins>" in told.content.decode()
    )


def test_a_made_up_version_changes_nothing(as_staff, home):
    for seen in ("", "0", "x", "99999999999999999999999", "²"):
        answer = sent(as_staff, f"/edit/profile/{home.pk}/", seen=seen, phone="1")
        assert (answer.status_code, fields(answer)["phone"]) == (409, ["1"])
    home.refresh_from_db()
    assert home.phone == ""


def test_a_form_that_is_sent_twice_is_carried_out_once(as_staff, home):
    url = "/new/person/sample-home/"
    page = as_staff.get(url)
    first, second = (sent(as_staff, url, page, name="Rosa Sample") for _ in range(2))
    assert (first.status_code, first.headers["Location"]) == (302, second.headers["Location"])
    assert Contact.objects.count() == 1
    person = f"/edit/person/{Contact.objects.get().pk}/"
    page = as_staff.get(person)
    assert [sent(as_staff, person, page, title="Director").status_code for _ in range(2)] == [302, 302]  # fmt: skip
    assert Contact.objects.get().history.count() == 2


def test_going_back_to_send_something_else_is_asked_about(as_staff, home):
    url = "/new/person/sample-home/"
    page = as_staff.get(url)
    sent(as_staff, url, page, name="Rosa Sample")
    again = sent(as_staff, url, page, name="Ana Sample")
    assert (again.status_code, Contact.objects.count()) == (409, 1)
    assert "This was sent and saved already." in again.content.decode()
    assert sent(as_staff, url, again).status_code == 302
    assert [str(row) for row in Contact.objects.order_by("pk")] == ["Rosa Sample", "Ana Sample"]


def test_going_back_to_change_it_again_is_a_change_of_what_is_there_now(as_staff, home):
    url = f"/edit/profile/{home.pk}/"
    page = as_staff.get(url)
    sent(as_staff, url, page, phone="1")
    assert sent(as_staff, url, page, phone="2").status_code == 409


class TestClosing:
    def test_a_reason_is_asked_for(self, as_partner, home):
        row = a_contact(home)
        answer = as_partner.post(f"/edit/person/{row.pk}/close/", {"step": "close"})
        assert answer.status_code == 400
        assert "Please say why." in answer.content.decode()

    def test_closed_and_opened_again(self, as_staff, home):
        url = f"/edit/profile/{home.pk}/close/"
        page = as_staff.get(url)
        data = {"reason": "It moved to Lynn.", "step": "close"}
        assert [sent(as_staff, url, page, **data).status_code for _ in range(2)] == [302, 302]
        home.refresh_from_db()
        assert home.closed_reason == "It moved to Lynn."
        late = sent(as_staff, url, page, **data | {"reason": "It moved."})
        assert (late.status_code, home.history.count()) == (409, 2)
        page = as_staff.get(url)
        assert sent(as_staff, url, page, reason="It came back.", step="reopen").status_code == 302
        home.refresh_from_db()
        assert home.closed_on is None

    def test_partners_close_what_is_theirs_but_the_organization(self, as_partner, home):
        assert as_partner.get(f"/edit/profile/{home.pk}/close/").status_code == 403
        row = a_contact(home)
        url = f"/edit/person/{row.pk}/close/"
        assert sent(as_partner, url, reason="Left.", step="close").status_code == 302


class TestHistory:
    """In words, with the way back."""

    def told(self, client, record, kind="profile"):
        past = client.get(f"/edit/{kind}/{record.pk}/history/").context["past"]
        return [
            (str(line.by or ""), line.why, [(c.label, c.before, c.after) for c in line.changes])
            for line in past.lines
        ]

    def test_in_words(self, as_staff, home):
        food = a_focus_area()
        url = f"/edit/profile/{home.pk}/"
        sent(as_staff, url, phone="617-555-0100", kind="faith", focus_areas=[food.pk])
        sent(as_staff, url, phone="")
        sent(as_staff, f"/edit/wishes/{home.pk}/", **{"quiet_periods-0-starts_on": "2027-07-01", "quiet_periods-0-ends_on": "2027-07-02", "students_at_once": "3"})  # fmt: skip
        assert self.told(as_staff, home) == [
            (
                "Sam Staff",
                "",
                [
                    ("Students at once", "2", "3"),
                    ("Quiet periods", "", "July 1, 2027 to July 2, 2027"),
                ],
            ),
            ("Sam Staff", "", [("General phone", "617-555-0100", "")]),
            (
                "Sam Staff",
                "",
                [
                    ("Kind", "Other", "Faith community"),
                    ("General phone", "", "617-555-0100"),
                    ("Focus areas", "", "Food"),
                ],
            ),
            ("", "", []),
        ]

    def test_a_field_is_set_back(self, as_partner, home):
        url, past = f"/edit/profile/{home.pk}/", f"/edit/profile/{home.pk}/history/"
        sent(as_partner, url, phone="1", email="a@example.org")
        sent(as_partner, url, phone="2")
        line = as_partner.get(past).context["past"].lines[0]
        page = fields(as_partner.get(past))
        data = {"seen": page["seen"][0], "version": line.version, "field": "phone"}
        assert as_partner.post(past, data).status_code == 302
        home.refresh_from_db()
        assert (home.phone, home.email) == ("1", "a@example.org")
        assert self.told(as_partner, home)[0] == (
            "partner@example.org",
            "Set back: General phone",
            [("General phone", "2", "1")],
        )
        # Somebody was faster: nothing is set back, and it is said.
        stale = as_partner.post(past, data, follow=True)
        assert "after you read it" in stale.content.decode()

    def test_quiet_days_tags_and_points_are_set_back(self, as_staff, home):
        food = a_focus_area()
        a_quiet_period(home, "2027-01-01", "2027-01-02")
        home.save()
        sent(as_staff, f"/edit/profile/{home.pk}/", focus_areas=[food.pk])
        sent(as_staff, f"/edit/wishes/{home.pk}/", **{"quiet_periods-0-starts_on": "", "quiet_periods-0-ends_on": ""})  # fmt: skip
        assert (home.quiet_periods.count(), home.focus_areas.count()) == (0, 1)
        past = f"/edit/profile/{home.pk}/history/"
        for name in ("quiet_periods", "focus_areas"):
            shown = as_staff.get(past)
            line = next(
                line
                for line in shown.context["past"].lines
                if name in [change.name for change in line.changes]
            )
            data = {"seen": fields(shown)["seen"][0], "version": line.version, "field": name}
            assert as_staff.post(past, data).status_code == 302
        assert (home.quiet_periods.count(), home.focus_areas.count()) == (1, 0)

    def test_partners_set_back_only_what_is_theirs(self, as_partner, staff, home, client):
        home.stage = "paused"
        home.save()
        past = f"/edit/profile/{home.pk}/history/"
        shown = as_partner.get(past)
        line = shown.context["past"].lines[0]
        assert [change.name for change in line.changes] == ["stage"]
        assert "Set back" not in shown.content.decode()
        data = {"version": line.version, "field": "stage", "seen": line.version}
        assert as_partner.post(past, data).status_code == 404
        assert Organization.objects.get(pk=home.pk).stage == "paused"

    def test_an_outline_is_told_by_its_size(self, as_staff):
        area = an_area("Hill", "catchment", -71.1, 42.32, -71.09, 42.33)
        area.name = "The Hill"
        area.save()
        assert self.told(as_staff, area, "area")[0][2] == [("Name", "Hill", "The Hill")]

    def test_as_many_queries_for_many_lines(self, as_staff, home):
        url = f"/edit/profile/{home.pk}/"
        sent(as_staff, url, focus_areas=[a_focus_area().pk])
        few = queries(as_staff, f"{url}history/")
        for number in range(5):
            sent(as_staff, url, phone=str(number))
        assert queries(as_staff, f"{url}history/") == few


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as held:
        client.get(url)
    return len(held)

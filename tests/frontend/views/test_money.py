"""Pages of compensation and of the balance."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from engagements.metrics import Balance, Line, Money, Period, balance, money
from engagements.models import Compensation, Occurrence
from tests import factories, pages

pytestmark = pytest.mark.usefixtures("autumn")

FORM = {
    "paid_to": "Ana Educator",
    "purpose": "Taught listening",
    "engagement": "",
    "rate": "60",
    "hours": "4.5",
    "amount": "",
    "promised_on": "2026-10-01",
    "due_on": "2026-10-31",
    "paid_on": "",
}
NEW = "/new/compensation/sample-home/"


@pytest.fixture
def elsewhere(stranger):
    return stranger.memberships.get().organization


@pytest.fixture
def four(home, elsewhere):
    """Overdue, due, paid; and one of another organization, overdue longest."""
    return [
        factories.a_compensation(home, purpose="Overdue"),
        factories.a_compensation(home, purpose="Due", amount=Decimal(100), due_on=date(2026, 11, 1)),
        factories.a_compensation(
            home, purpose="Paid", amount=Decimal(40), promised_on=date(2025, 9, 1),
            due_on=date(2025, 9, 30), paid_on=date(2025, 9, 21),
        ),
        factories.a_compensation(
            elsewhere, purpose="Theirs", paid_to="Zoe Hidden", due_on=date(2026, 9, 15)
        ),
    ]  # fmt: skip


def purposes(client, query: str = "") -> list[str]:
    return [row.purpose for row in client.get(f"/compensation/{query}").context["found"].page]


# The list


def test_who_reads_what(client, everybody, four):
    found = {}
    for role in ("staff", "partner", "stranger"):
        client.force_login(everybody[role])
        found[role] = purposes(client)
    assert found == {
        "staff": ["Theirs", "Overdue", "Due", "Paid"],
        "partner": ["Overdue", "Due", "Paid"],
        "stranger": ["Theirs"],
    }
    client.force_login(everybody["student"])
    assert client.get("/compensation/").status_code == 404


def test_an_educators_name_is_read_by_both_sides_alone(client, everybody, home, four, seat):
    """Planted on every page that another partner, a student or a visitor may open."""
    home.publication, home.consent_by, home.consent_on = "full", "Rosa", "2026-01-05"
    home.save()
    urls = ["/compensation/", "/compensation/?format=csv", "/api/v1/compensations/", "/my/",
            "/partner/", f"/api/v1/compensations/{four[0].pk}/", home.get_absolute_url(),
            f"/organizations/{home.slug}/balance/", seat.engagement.get_absolute_url(),
            f"/edit/compensation/{four[0].pk}/", f"/edit/compensation/{four[0].pk}/history/",
            "/api/v1/compensations/?format=csv", f"/compensation/?organization={home.slug}"]  # fmt: skip
    found = {}
    for role, user in everybody.items():
        client.logout()
        if role != "visitor":
            client.force_login(user)
        answers = [client.get(url) for url in urls]
        found[role] = sum(b"Ana Educator" in answer.getvalue() for answer in answers)
    assert found == {"staff": 7, "partner": 6, "student": 0, "stranger": 0, "visitor": 0}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=overdue", ["Theirs", "Overdue"]),
        ("?state=unpaid", ["Theirs", "Overdue", "Due"]),
        ("?state=paid", ["Paid"]),
        ("?state=paid&state=overdue", ["Theirs", "Overdue", "Paid"]),
        ("?year=2025", ["Paid"]),
        ("?year=2026&organization=sample-home", ["Overdue", "Due"]),
        ("?ordering=-promised_on&organization=sample-home", ["Due", "Overdue", "Paid"]),
    ],
)
def test_filters(as_staff, four, query, expected):
    assert purposes(as_staff, query) == expected


def test_the_sums_are_of_the_rows_of_the_address(as_staff, four):
    sums = as_staff.get("/compensation/").context["found"].money
    assert sums == Money(Decimal(640), Decimal(40), Decimal(600), Decimal(500), 20)
    sums = as_staff.get("/compensation/?state=overdue&organization=sample-home")
    expected = Money(Decimal(250), Decimal(0), Decimal(250), Decimal(250), None)
    assert sums.context["found"].money == expected


@pytest.mark.parametrize("query", ["?state=lost", "?year=1", "?year=x", "?why=not", "?page=9"])
def test_what_is_not_understood_shows_nothing(as_staff, four, query):
    answer = as_staff.get(f"/compensation/{query}")
    assert (answer.status_code, answer.context["found"].page) == (400, None)


def test_another_organization_cannot_be_asked_for_by_name(as_partner, four):
    answer = as_partner.get("/compensation/?organization=sample-elsewhere")
    unknown = as_partner.get("/compensation/?organization=sample-nothing")
    assert [a.status_code for a in (answer, unknown)] == [400, 400]


def test_the_sheet_has_the_rows_of_the_page(as_partner, four):
    lines = as_partner.get("/compensation/?state=unpaid&format=csv").getvalue().decode()
    number = four[0].pk
    assert lines.splitlines()[1:] == [
        f'{number},"Sample Home","Ana Educator","Overdue","","","",250.0,"2026-09-01","2026-10-01","","",True',
        f'{number + 1},"Sample Home","Ana Educator","Due","","","",100.0,"2026-09-01","2026-11-01","","",False',
    ]
    assert as_partner.get("/compensation/?format=xlsx").getvalue()[:2] == b"PK"


def test_the_list_costs_the_same_for_one_and_for_many(
    as_staff, home, django_assert_num_queries, django_assert_max_num_queries
):
    factories.a_compensation(home)
    with django_assert_max_num_queries(20) as one:
        as_staff.get("/compensation/")
    for _number in range(30):
        factories.a_compensation(home)
    with django_assert_num_queries(len(one)):
        as_staff.get("/compensation/")


# Promising and paying


def test_an_amount_left_empty_is_rate_times_hours(as_staff, home):
    as_staff.post(NEW, FORM | {"key": "k"})
    assert Compensation.objects.values_list("amount", flat=True).get() == Decimal("270.00")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"amount": "271"}, {"amount": ["The rate and the hours make 270.00 dollars."]}),
        ({"rate": ""}, {"amount": ["Give the amount, or both the rate and the hours."],
                        "hours": ["Give both the rate and the hours, or neither."]}),
        ({"rate": "", "hours": ""}, {"amount": ["Give the amount, or both the rate and the hours."]}),
        ({"due_on": "2026-09-01"}, {"due_on": ["It is due on or after the day it was promised."]}),
        ({"paid_on": "2026-09-30"}, {"paid_on": ["It was promised after this day."]}),
        ({"paid_on": "2026-10-16"}, {"paid_on": ["This day has not come yet."]}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_field(as_staff, home, typed, expected):
    answer = as_staff.post(NEW, FORM | typed)
    assert (answer.status_code, pages.problems(answer)) == (400, expected)
    assert Compensation.objects.count() == 0


def test_only_work_with_this_organization_can_be_paid_for(as_staff, meals, elsewhere):
    other = factories.an_engagement(elsewhere)
    answer = as_staff.post(NEW, FORM | {"engagement": other.pk})
    assert list(pages.problems(answer)) == ["engagement"]
    as_staff.post(NEW, FORM | {"engagement": meals.pk})
    assert Compensation.objects.get().engagement == meals


def test_other_hours_take_another_amount(as_staff, home):
    as_staff.post(NEW, FORM)
    url = f"/edit/compensation/{Compensation.objects.get().pk}/"
    answer = pages.sent(as_staff, url, hours="5")
    assert pages.problems(answer) == {"amount": ["The rate and the hours make 300.00 dollars."]}
    pages.sent(as_staff, url, hours="5", amount="")
    assert Compensation.objects.get().amount == Decimal("300.00")


def test_paid_today_in_one_tap_says_who_and_when(as_staff, staff, four):
    page = as_staff.get("/compensation/?state=overdue&organization=sample-home")
    seen = page.context["found"].page[0].version
    url = reverse("compensation_paid", args=[four[0].pk])
    as_staff.post(url, {"seen": seen})
    paid = Compensation.objects.get(pk=four[0].pk)
    line = paid.history.first()
    told = (paid.paid_on, paid.days_to_pay, line.history_user, line.history_change_reason)
    assert told == (date(2026, 10, 15), 44, staff, "Paid today")
    again = as_staff.post(url, {"seen": seen}, follow=True)
    assert "It was paid on Oct. 15, 2026 already." in again.content.decode()
    assert paid.history.count() == 2


def test_paying_what_another_has_changed_since_is_told(as_staff, four):
    four[0].amount = Decimal(900)
    four[0].save()
    answer = as_staff.post(reverse("compensation_paid", args=[four[0].pk]), {"seen": "1"}, follow=True)  # fmt: skip
    assert "changed this" in answer.content.decode()
    assert Compensation.objects.get(pk=four[0].pk).paid_on is None


def test_a_partner_neither_pays_nor_changes(as_partner, four):
    urls = [
        reverse("compensation_paid", args=[four[0].pk]),
        NEW,
        f"/edit/compensation/{four[0].pk}/",
    ]
    assert [as_partner.post(url, FORM).status_code for url in urls] == [403, 403, 403]
    assert "Paid today" not in as_partner.get("/compensation/").content.decode()


# The balance


@pytest.fixture
def given(home, staff, seat, four, elsewhere):
    """What would be in it, beside what is not: of another organization, or of another time."""
    factories.an_entry(seat, date(2026, 9, 7), minutes=120)
    factories.an_entry(seat, date(2026, 9, 8), minutes=90, status="confirmed", confirmed_by=staff)
    factories.an_entry(seat, date(2026, 9, 9), minutes=45, kind="supervision")
    factories.an_entry(seat, date(2025, 9, 9), minutes=600)
    theirs = factories.an_engagement(elsewhere)
    factories.an_entry(
        factories.a_placement(theirs, factories.a_student("x@example.org")), minutes=600
    )
    factories.an_agreement(home, staff, "in_force")
    promises = Occurrence.objects.order_by("due_on", "pk")
    promises.filter(giver="partner").update(
        status="kept", due_on=date(2026, 10, 1), judged_on=date(2026, 10, 2)
    )
    first, second, *_later = promises.filter(giver="staff")
    Occurrence.objects.filter(pk=first.pk).update(status="late", judged_on=date(2026, 10, 2))
    Occurrence.objects.filter(pk=second.pk).update(status="reported", due_on=date(2026, 10, 2))


def test_the_figures(home, given):
    period = Period(date(2025, 10, 16), date(2026, 10, 15))
    assert balance(home, period=period) == Balance(
        period,
        student_minutes=210,
        student_minutes_confirmed=90,
        supervision_minutes=45,
        promised_dollars=Decimal(350),
        paid_dollars=Decimal(0),
        unpaid_dollars=Decimal(350),
        overdue_dollars=Decimal(250),
        median_days_to_pay=None,
        kept=[Line("partner", "Space", Decimal(1), "")],
    )
    before = balance(home, period=Period(date(2025, 9, 1), date(2025, 9, 30)))
    assert (before.student_minutes, before.promised_dollars, before.paid_dollars) == (600, 40, 40)
    assert (before.median_days_to_pay, before.kept) == (20, [])


def test_nothing_is_a_plain_nothing(home):
    assert money(Compensation.objects.all()) == Money(*[Decimal(0)] * 4, None)


def test_two_columns_with_units_and_no_sum(as_partner, home, given):
    page = as_partner.get(reverse("balance", args=["sample-home"]))
    text = " ".join(page.content.decode().split())
    for figure in ("3 h 30 min", "of them confirmed: 1 h 30 min", "45 min", "$350.00",
                   "of that overdue: $250.00", "1 promise kept", "as of Oct. 15, 2026",
                   "0 of 1 judged", "1 of 1 judged", "1 more is not judged yet",
                   "Oct. 16, 2025 – Oct. 15, 2026"):  # fmt: skip
        assert figure in text
    sides = page.context["page"].sides
    assert [(s.side, s.kept.judged, s.kept.waiting) for s in sides] == [
        ("staff", 1, 1),
        ("partner", 1, 0),
    ]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?from=yesterday", "A day is written like 2027-07-01."),
        ("?from=2026-10-02&to=2026-10-01", "The first day comes before the last."),
        ("?since=2026-10-01", "“since” is not known here."),
        ("?to=0001-01-01", "A day is written like 2027-07-01."),
    ],
)
def test_a_bad_period_gets_a_sentence(as_partner, query, sentence):
    answer = as_partner.get(reverse("balance", args=["sample-home"]) + query)
    assert (answer.status_code, answer.context["page"].balance) == (400, None)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("", date(2025, 10, 16), date(2026, 10, 15)),
        ("?from=&to=", date(2025, 10, 16), date(2026, 10, 15)),
        ("?to=2026-03-31", date(2025, 4, 1), date(2026, 3, 31)),
        ("?from=2026-09-01", date(2026, 9, 1), date(2026, 10, 15)),
    ],
)
def test_the_period(as_partner, query, first, last):
    page = as_partner.get(reverse("balance", args=["sample-home"]) + query).context["page"]
    assert page.period == Period(first, last)

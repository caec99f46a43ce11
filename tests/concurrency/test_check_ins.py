"""Check-ins, when both sides, or one side twice, are at it in the same moment."""

from collections import Counter

import pytest

from engagements.agreements.asking import ask
from engagements.lifecycle import take
from engagements.models import CheckIn, CheckInSheet, StatusChange
from engagements.models.checkins import MARKS
from occme.refusals import NotYours, WrongStep
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = dict.fromkeys(MARKS, 3)


@pytest.fixture
def people(transactional_db):
    home = factories.a_partner("Sample Home")
    return (
        factories.a_user("sam@example.org", is_staff=True),
        factories.a_member("pat@example.org", home),
        home,
    )


def outcome(act) -> str:
    try:
        return str(act().status)
    except (NotYours, WrongStep) as refusal:
        return type(refusal).__name__


def test_both_sides_answer_at_once(at_once, people):
    staff, partner, home = people
    check_in = ask(home, by=staff)
    seen = check_in.version

    def answer(user):
        return lambda: outcome(
            lambda: take(check_in, "answer", by=user, details=ANSWERS, seen=seen)
        )

    assert Counter(at_once([answer(staff), answer(partner)])) == {"open": 1, "answered": 1}
    assert CheckIn.objects.get().status == "answered"
    assert sorted(CheckInSheet.objects.values_list("side", flat=True)) == ["partner", "staff"]
    steps = StatusChange.objects.order_by("pk").values_list("step", "before", "after")
    assert list(steps) == [
        ("ask", "", "open"),
        ("answer", "open", "open"),
        ("answer", "open", "answered"),
    ]


def test_one_side_answers_once_however_often_it_is_sent(at_once, people):
    staff, partner, home = people
    check_in = ask(home, by=staff)
    calls = [lambda: outcome(lambda: take(check_in, "answer", by=partner, details=ANSWERS))] * 8
    assert Counter(at_once(calls)) == {"open": 1, "NotYours": 7}
    assert (CheckInSheet.objects.count(), StatusChange.objects.count()) == (1, 2)


def test_both_ask_at_once_and_there_is_one(at_once, people):
    staff, partner, home = people
    calls = [lambda user=user: outcome(lambda: ask(home, by=user)) for user in (staff, partner) * 4]
    assert Counter(at_once(calls)) == {"open": 1, "WrongStep": 7}
    assert CheckIn.objects.count() == 1

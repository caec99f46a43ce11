"""Agreements, when both sides act at the same moment."""

from collections import Counter

import pytest
import time_machine
from django.core.exceptions import ValidationError

from engagements.agreements.writing import save_draft
from engagements.lifecycle import take
from engagements.models import (
    AgreementVersion,
    Commitment,
    Judgement,
    Occurrence,
    Round,
    Signature,
    StatusChange,
)
from tests.agreements import TERMS, a_draft, agreed, in_force, signed_by
from tests.factories import a_contact, a_link, a_member, a_partner, a_user

pytestmark = pytest.mark.django_db(transaction=True)

SIGNED_ALREADY = "Your side has signed already."


@pytest.fixture
def people(transactional_db):
    """The organization, OCCME's staff, and whoever acts for the partner."""
    with time_machine.travel("2026-10-15T16:00:00Z"):
        home = a_partner("Sample Home")
        staff = a_user("sam@example.org", name="Sam Staff", is_staff=True)
        yield home, staff, a_member("p@example.org", home)


def outcome(act) -> str:
    try:
        act()
    except ValidationError as error:
        return error.messages[0]
    except Exception as error:  # noqa: BLE001  # Told by its name, for the comparison.
        return type(error).__name__
    return "done"


def signing(version, by):
    return lambda: outcome(lambda: signed_by(version, by))


def in_ledger() -> tuple[int, int]:
    """Promises, and how often they are due: four monthly, one once, one once for each side."""
    return Commitment.objects.count(), Occurrence.objects.count()


def test_one_side_that_signs_eight_times_at_once_signs_once(at_once, people):
    home, staff, partner = people
    version = agreed(home, staff, partner)
    answers = at_once([signing(version, partner)] * 8)
    assert Counter(answers) == {"done": 1, "NotYours": 7}
    assert [*Signature.objects.values_list("side", "voided_at")] == [("partner", None)]
    assert (AgreementVersion.objects.get().status, in_ledger()) == ("signed", (0, 0))


def test_a_link_and_an_account_of_one_side_sign_once(at_once, people):
    home, staff, partner = people
    version = agreed(home, staff, partner)
    rosa = a_contact(home, email="rosa@example.org")
    links = [a_link(rosa, "agreement", version.agreement)[0] for _ in range(3)]
    answers = at_once([
        lambda by=by: outcome(lambda: signed_by(version, by, title="Lead"))
        for by in (*links, partner)
    ])  # fmt: skip
    assert Counter(answers) == {"done": 1, "NotYours": 3}
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("times", [1, 4])
def test_both_sides_at_once_put_it_in_force_once(at_once, people, times):
    home, staff, partner = people
    version = agreed(home, staff, partner)
    answers = at_once([signing(version, staff), signing(version, partner)] * times)
    assert Counter(answers)["done"] == 2
    assert sorted(Signature.objects.values_list("side", "voided_at")) == [
        ("partner", None),
        ("staff", None),
    ]
    assert [*StatusChange.objects.filter(step="sign").values_list("after").order_by("pk")] == [
        ("signed",),
        ("in_force",),
    ]
    assert (AgreementVersion.objects.get().status, in_ledger()) == ("in_force", (3, 7))


def test_a_signature_and_a_change_of_mind_never_both_hold(at_once, people):
    home, staff, partner = people
    version = signed_by(agreed(home, staff, partner), partner)

    def change():
        return outcome(lambda: take(version, "change", by=partner, reason="One word is wrong."))

    signature, other = at_once([signing(version, staff), change])
    held = AgreementVersion.objects.get()
    standing = Signature.objects.filter(voided_at=None).count()
    if signature == "done":
        assert (other, held.status, standing) == ("WrongStep", "in_force", 2)
        assert in_ledger() == (3, 7)
    else:
        assert (signature, other, held.status) == ("WrongStep", "done", "review")
        assert (standing, Signature.objects.count(), in_ledger()) == (0, 1, (0, 0))


def test_of_a_counter_proposal_and_an_agreement_one_is_told(at_once, people):
    home, staff, _partner = people
    version = take(a_draft(home, staff), "send", by=staff)
    rosa = a_link(a_contact(home, email="rosa@example.org"), "agreement", version.agreement)[0]
    text = TERMS.as_data() | {"title": "With more tea"}
    version = save_draft(version, text, by=rosa, seen=version.version)

    def counter():
        return outcome(
            lambda: take(version, "counter", by=rosa, reason="Tea.", seen=version.version)
        )

    answers = at_once([counter] * 4)
    assert Counter(answers)["done"] == 1
    assert {*answers} <= {
        "done",
        "NotYours",
        "Stale",
        "Nothing is written yet.",
        "You have changed nothing.",
    }
    assert [*Round.objects.values_list("number", "side")] == [(1, "staff"), (2, "partner")]
    assert AgreementVersion.objects.get().turn == "staff"


def test_a_text_that_was_sent_back_meanwhile_is_not_signed(at_once, people):
    """Staff change something, write and send it, while the partner's signature is on its way."""
    home, staff, partner = people
    version = agreed(home, staff, partner)

    def send_back():
        held = take(version, "change", by=staff, reason="One word.")
        text = TERMS.as_data() | {"title": "Another text"}
        held = save_draft(held, text, by=staff, seen=held.version)
        return take(held, "counter", by=staff, reason="One word.")

    at_once([lambda: outcome(send_back), signing(version, partner)])
    held = AgreementVersion.objects.get()
    standing = Signature.objects.filter(voided_at=None)
    assert (held.status, held.round.number, held.title) == ("review", 2, "Another text")
    assert list(standing) == []


def test_two_people_of_one_side_who_save_at_once_overwrite_nothing(at_once, people):
    home, staff, _partner = people
    version = a_draft(home, staff)

    def save(number):
        text = TERMS.as_data() | {"title": f"Text {number}"}
        return outcome(lambda: save_draft(version, text, by=staff, seen=version.version))

    answers = at_once([lambda number=number: save(number) for number in range(8)])
    assert Counter(answers) == {"done": 1, "Stale": 7}
    held = AgreementVersion.objects.get()
    assert held.draft["title"] == f"Text {answers.index('done')}"


def test_of_verdicts_at_once_one_counts_and_the_others_are_told(at_once, people):
    home, staff, partner = people
    in_force(home, staff, partner)
    due = Occurrence.objects.filter(giver="staff").earliest("due_on")
    verdicts = ("kept", "partly", "late", "not_kept") * 2

    def judge(name):
        return outcome(lambda: take(due, name, by=partner, seen=due.version))

    answers = at_once([lambda name=name: judge(name) for name in verdicts])
    won = verdicts[answers.index("done")]
    assert Counter(answers)["done"] == 1
    assert {*answers} <= {"done", "Stale", "WrongStep"}
    due.refresh_from_db()
    assert [*Judgement.objects.values_list("verdict", flat=True)] == [due.status] == [won]

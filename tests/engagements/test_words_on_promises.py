"""Words on promises: given anew, taken back, answered; none is lost."""

import pytest
from django.core.exceptions import ValidationError

from engagements.lifecycle import take, undo
from engagements.models import AgreementVersion, Judgement, Occurrence
from engagements.terms import Promise
from occme.refusals import Stale, WrongStep
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

TEXT = factories.terms(
    promises=(
        Promise(key="pay", by="staff", text="Pay the cooks", kind="money", every="monthly"),
        Promise(key="room", by="partner", text="Lend the room", kind="space", every="monthly"),
    )
)


@pytest.fixture
def version(home, staff) -> AgreementVersion:
    return factories.an_agreement(home, staff, "in_force", TEXT)


def promised(version: AgreementVersion, giver: str, *, due: bool = True) -> Occurrence:
    rows = Occurrence.objects.filter(commitment__version=version, giver=giver)
    return rows.earliest("due_on") if due else rows.latest("due_on")


def test_each_word_given_anew_keeps_the_one_before(partner, version):
    row = promised(version, "staff")
    for verdict in ("not_kept", "partly", "late", "kept"):
        row = take(row, verdict, by=partner, reason=f"It was {verdict}.")
    assert [*row.judgements.order_by("pk").values_list("verdict", "note")] == [
        ("not_kept", "It was not_kept."),
        ("partly", "It was partly."),
        ("late", "It was late."),
        ("kept", "It was kept."),
    ]
    assert (row.status, row.last_judgement().verdict) == ("kept", "kept")


def test_a_word_is_taken_back_as_long_as_nobody_answered(staff, partner, version):
    row = take(promised(version, "staff"), "not_kept", by=partner)
    row = take(row, "kept", by=partner)
    with pytest.raises(WrongStep):
        undo(row, by=staff)
    row = undo(row, by=partner)
    assert (row.status, row.last_judgement().verdict) == ("not_kept", "not_kept")
    assert str(row.judged_on) == "2026-10-15"
    row = take(row, "answer", by=staff, reason="The check was late.")
    with pytest.raises(WrongStep):
        undo(row, by=partner)
    assert Judgement.objects.standing().get().answer == "The check was late."


def test_a_report_is_taken_back_with_what_it_said(staff, version):
    shown = {"evidence": "https://example.org/photo"}
    row = take(promised(version, "staff"), "report", by=staff, reason="Paid.", details=shown)
    assert (row.report_note, row.report_evidence) == ("Paid.", "https://example.org/photo")
    row = undo(row, by=staff)
    assert (row.status, row.report_note, row.report_evidence, row.reported_on) == (
        "open", "", "", None,
    )  # fmt: skip


def test_a_judgement_is_answered_once_and_the_next_one_again(staff, partner, version):
    row = take(promised(version, "staff"), "not_kept", by=partner)
    row = take(row, "answer", by=staff, reason="First.")
    with pytest.raises(ValidationError):
        take(row, "answer", by=staff, reason="Second.")
    row = take(take(row, "late", by=partner), "answer", by=staff, reason="Third.")
    assert [*Judgement.objects.order_by("pk").values_list("verdict", "answer")] == [
        ("not_kept", "First."),
        ("late", "Third."),
    ]


def test_a_step_from_a_version_that_was_not_read_is_told(partner, version):
    row = promised(version, "staff")
    take(row, "partly", by=partner)
    with pytest.raises(Stale):
        take(row, "kept", by=partner, seen=row.version)
    assert Judgement.objects.get().verdict == "partly"

"""The invented agreements: one in each state, with a history that could have been."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from engagements.enums import CheckInStatus, OccurrenceStatus, Through, VersionStatus
from engagements.models import (
    Agreement,
    AgreementVersion,
    CheckIn,
    Commitment,
    Compensation,
    KeyedLink,
    Occurrence,
    Round,
    Signature,
    StatusChange,
)
from partners.models import Organization


@pytest.fixture
def sample(loaded, db):
    """As `load_sample` leaves it."""


def test_there_is_a_version_in_each_state(sample):
    rows = AgreementVersion.objects.select_related("round")
    found = Counter((row.origin, row.standing, row.turn) for row in rows)
    assert found == {
        ("first", "Agreed, to be signed", ""): 1,
        ("first", "Draft", "staff"): 1,
        ("first", "Dropped", ""): 1,
        ("first", "Ended", ""): 1,
        ("first", "Expired", ""): 1,
        ("first", "In force", ""): 2,
        ("first", "In review", "partner"): 1,
        ("first", "In review", "staff"): 1,
        ("first", "Replaced by the next version", ""): 1,
        ("first", "Signed by one side", "partner"): 1,
        ("first", "Suspended", "staff"): 1,
        ("amendment", "In review", "staff"): 1,
        ("renewal", "Draft", "staff"): 1,
        ("renewal", "In force", ""): 1,
    }
    assert {row.status for row in rows} == {*VersionStatus}


def test_there_is_a_promise_in_each_state(sample):
    assert {row.status for row in Occurrence.objects.all()} == {*OccurrenceStatus}
    version = AgreementVersion.objects.get(origin="renewal", status="in_force")
    rows = Occurrence.objects.filter(commitment__version=version).for_reading()
    assert {(row.giver, row.standing) for row in rows} == {
        ("staff", "Kept"),
        ("staff", "Kept late"),
        ("staff", "Kept in part"),
        ("staff", "Not kept"),
        ("staff", "Changed by agreement"),
        ("staff", "Reported done"),
        ("staff", "Overdue"),
        ("staff", "Due"),
        ("staff", "Not due yet"),
        ("partner", "Kept"),
        ("partner", "Kept late"),
        ("partner", "Released"),
        ("partner", "Reported done"),
        ("partner", "Overdue"),
        ("partner", "Not due yet"),
    }
    carried = Commitment.objects.filter(version=version, carried_from__isnull=False)
    assert [*carried.values_list("key", flat=True)] == ["pay", "students", "room", "neighbors"]
    assert {*Commitment.objects.values_list("made_by", flat=True)} == {"staff", "partner", "joint"}


def test_a_negotiation_goes_over_rounds_and_comments(sample):
    version = AgreementVersion.objects.get(title="Sample: Strollers and cards")
    rounds = [(row.number, row.side, row.through) for row in version.rounds.all()]
    assert rounds == [
        (1, "staff", "account"),
        (2, "partner", "link"),
        (3, "staff", "account"),
        (4, "partner", "link"),
        (5, "staff", "account"),
    ]
    remarks = [(row.side, row.line, row.remark) for row in version.comments.all()]
    assert remarks == [
        ("partner", "values", "note"),
        ("partner", "saturdays", "wrong"),
        ("partner", "train", "question"),
        ("staff", "train", "note"),
    ]


def test_signatures_were_given_in_each_way_and_one_is_void(sample):
    assert {row.through for row in Signature.objects.all()} == {*Through} - {Through.IMPORT}
    void = Signature.objects.exclude(voided_at=None)
    assert [*void.values_list("name", "side")] == [("Wideline Sample", "partner")]


def test_check_ins_are_open_answered_settled_and_closed(sample):
    found = Counter((row.status, row.sheets.count()) for row in CheckIn.objects.all())
    assert found == {
        (CheckInStatus.OPEN, 0): 1,
        (CheckInStatus.OPEN, 1): 1,
        (CheckInStatus.ANSWERED, 2): 1,
        (CheckInStatus.SETTLED, 2): 1,
        (CheckInStatus.CLOSED, 0): 1,
    }


def test_payments_are_made_due_and_overdue(sample):
    rows = Compensation.objects.all()
    assert (rows.count(), rows.unpaid().count(), rows.overdue().count()) == (9, 4, 2)


def test_everything_happened_in_the_past_in_its_order(sample):
    now = timezone.now()
    moments = [
        *StatusChange.objects.filter(version__isnull=False).values_list("at", flat=True),
        *Round.objects.values_list("at", flat=True),
        *Signature.objects.values_list("at", flat=True),
        *KeyedLink.objects.values_list("made_at", flat=True),
    ]
    assert [at for at in moments if at > now] == []
    for version in AgreementVersion.objects.all():
        steps = list(version.changes.order_by("pk"))
        assert [row.at for row in steps] == sorted(row.at for row in steps)
        assert [row.before for row in steps[1:]] == [row.after for row in steps[:-1]]
    late = Occurrence.objects.filter(judged_on__lt=F("due_on")).values_list("status", flat=True)
    assert [*late] == ["released"]


def test_hashes_are_of_the_texts(sample):
    rows = Round.objects.all()
    assert [row for row in rows if row.read.digest() != row.digest] == []
    signed = Signature.objects.select_related("round")
    assert [row for row in signed if row.digest != row.round.digest] == []


def test_it_is_said_to_be_invented(sample):
    titles = AgreementVersion.objects.values_list("title", flat=True)
    assert [title for title in titles if not title.startswith("Sample: ")] == []
    names = Signature.objects.values_list("name", flat=True)
    assert [name for name in names if not name.endswith(" Sample")] == []
    between = Organization.objects.filter(agreements__isnull=False)
    assert {row.is_sample for row in between} == {True}


def test_what_somebody_changed_is_not_told_again(sample):
    agreement = Agreement.objects.filter(versions__title="Sample: First aid that counts").get()
    agreement.versions.update(title="Sample: Another name", draft=None, draft_side="")
    before = (
        AgreementVersion.objects.count(),
        Compensation.objects.count(),
        CheckIn.objects.count(),
    )
    paid = Compensation.objects.filter(purpose="Helmets in four sizes").get()
    paid.purpose = "Helmets"
    paid.save()
    call_command("load_sample")
    after = (
        AgreementVersion.objects.count(),
        Compensation.objects.count(),
        CheckIn.objects.count(),
    )
    assert after == before

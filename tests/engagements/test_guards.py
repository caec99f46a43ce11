"""What was sent, promised or signed stays as it is, whatever writes to the database."""

import re
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from engagements.lifecycle import take
from tests.agreements import agreed, in_force, signed_by

SCAN = ("signed.pdf", b"%PDF-1.4 signed")
GUARDED = [
    "engagements_agreementversion_stays",
    "engagements_commitment_stays",
    "engagements_round_stays",
    "engagements_scan_stays",
    "engagements_signature_stays",
]
STAYS = "What was sent or signed stays as it is."

REFUSED = [
    "UPDATE engagements_round SET terms = '{}'",
    "UPDATE engagements_round SET digest = digest",
    "UPDATE engagements_round SET reason = 'Another', number = 7",
    "UPDATE engagements_commitment SET text = 'Pay nobody.'",
    "UPDATE engagements_commitment SET quantity = 1",
    "UPDATE engagements_commitment SET made_by = 'partner', due_on = NULL",
    "UPDATE engagements_scan SET name = 'another.pdf'",
    "UPDATE engagements_scan SET data = NULL",
    "UPDATE engagements_signature SET name = 'Somebody Else'",
    "UPDATE engagements_signature SET title = 'Director'",
    "UPDATE engagements_signature SET side = 'staff'",
    "UPDATE engagements_signature SET digest = 'f00'",
    "UPDATE engagements_signature SET note = 'We called.'",
    "UPDATE engagements_signature SET through = 'account'",
    "UPDATE engagements_signature SET at = '2020-01-01 00:00:00+00:00'",
    "UPDATE engagements_signature SET by_id = NULL",
    "UPDATE engagements_agreementversion SET title = 'Another text'",
    "UPDATE engagements_agreementversion SET round_id = NULL",
    "UPDATE engagements_agreementversion SET starts_on = '2020-01-01'",
    "UPDATE engagements_agreementversion SET ends_on = '2030-01-01'",
    "UPDATE engagements_agreementversion SET review_months = NULL",
    "UPDATE engagements_agreementversion SET number = 2",
    "UPDATE engagements_agreementversion SET status = 'draft'",
    "UPDATE engagements_agreementversion SET status = 'review', turn = 'staff'",
    "UPDATE engagements_agreementversion SET status = 'agreed'",
    "UPDATE engagements_agreementversion SET status = 'signed'",
    "UPDATE engagements_agreementversion SET status = 'dropped'",
]
"""Each would change what both sides signed, or what they signed it with."""

ALLOWED = [
    "UPDATE engagements_agreementversion SET status = 'suspended', turn = 'staff'",
    "UPDATE engagements_agreementversion SET status = 'superseded', stopped_on = '2026-12-01'",
    "UPDATE engagements_agreementversion SET status = 'ended', revision = revision + 1",
]
"""How a version that was signed may go on."""

TABLES = re.compile(r"UPDATE (\w+)")


def rows_of(statement: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLES.match(statement)[1]} ORDER BY id")
        return cursor.fetchall()


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def signed(autumn, home, staff, partner):
    """In force, the partner's signature being noted by staff, with a scan of the paper."""
    version = signed_by(agreed(home, staff, partner), staff)
    noted = {"name": "Rosa", "digest": version.round.digest, "on_behalf": True, "scan": SCAN}
    return take(version, "sign", by=staff, reason="On paper, at our desk.", details=noted)


def test_every_guard_is_there_after_the_last_migration(db):
    names = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE '%_stays' ORDER BY tgname",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' "
        "AND name LIKE '%_stays' ORDER BY name",
    }
    with connection.cursor() as cursor:
        cursor.execute(names[connection.vendor])
        assert [name for (name,) in cursor.fetchall()] == GUARDED


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses_to_change_what_was_signed(signed, statement):
    before = rows_of(statement)
    with pytest.raises(DatabaseError, match=STAYS):
        run(statement)
    assert (rows_of(statement), before != []) == (before, True)


@pytest.mark.parametrize("statement", ALLOWED)
def test_a_signed_version_may_go_on(signed, statement):
    run(statement)
    signed.refresh_from_db()
    assert signed.status in statement


def test_a_signature_can_be_made_void_once(autumn, home, staff, partner):
    signed_by(agreed(home, staff, partner), staff)
    run("UPDATE engagements_signature SET voided_at = '2026-10-15 16:00:00+00:00'")
    for again in ("NULL", "'2026-10-16 16:00:00+00:00'"):
        with pytest.raises(DatabaseError, match=STAYS):
            run(f"UPDATE engagements_signature SET voided_at = {again}")


def test_what_is_still_written_together_is_free(autumn, home, staff, partner):
    version = agreed(home, staff, partner)
    run("UPDATE engagements_agreementversion SET title = 'Another', ends_on = '2026-12-30'")
    version.refresh_from_db()
    assert (version.title, version.ends_on) == ("Another", date(2026, 12, 30))


def test_what_rests_on_a_signed_version_cannot_be_deleted_by_the_program(
    autumn, home, staff, partner
):
    version = in_force(home, staff, partner)
    for record in (version.agreement, version, version.round, version.commitments.first()):
        with pytest.raises(DatabaseError, match="protected foreign keys"):
            record.delete()

"""Promises, as the ledger shows them."""

import pytest

from engagements.models import Occurrence
from tests import factories
from tests.figures import several, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def promised(staff):
    """On either side of each: one promise that was due, and became this; of three that are listed,
    one of which shows its side, and of one that is hidden."""
    for name, fields, verdicts in (
        ("A", {"kind": "faith"}, {"staff": "kept", "partner": "late"}),
        ("B", {"kind": "business"}, {"staff": "not_kept", "partner": "kept"}),
        ("D", {"kind": "business"}, {"staff": "open", "partner": "open"}),
        ("C", {"publication": "hidden", "kind": "faith"}, {"staff": "kept", "partner": "kept"}),
    ):
        (home,) = several(name, **fields)
        version = factories.an_agreement(home, staff, "in_force")
        version.agreement.shows_partner_side = name in "AC"
        version.agreement.save()
        for side, verdict in verdicts.items():
            first = home.occurrences.filter(giver=side).earliest("due_on")
            rows = Occurrence.objects.filter(pk=first.pk)
            judged = None if verdict == "open" else "2026-10-01"
            rows.update(status=verdict, judged_on=judged, due_on="2026-09-30")


def test_promises_of_occme_as_they_were_judged(promised):
    assert told("promises-kept")["all"] == (1, 2)
    assert told("promises-kept")["kind"] == {"faith": (1, 1), "business": (0, 1)}
    assert told("promises-due")["verdict"] == {"kept": 1, "not_kept": 1, "open": 1}
    assert told("promises-due")["all"] == 3


def test_promises_of_occme_that_are_overdue(promised):
    assert told("promises-overdue")["all"] == 1
    assert told("promises-overdue")["kind"] == {"business": 1}


def test_promises_of_partners_where_they_show_them(promised):
    assert told("promises-of-partners")["all"] == 1
    assert told("promises-of-partners")["verdict"] == {"late": 1}


def test_what_is_on_hold_is_not_due(promised):
    waits = Occurrence.objects.get(giver="staff", due_on="2026-09-30", status="open")
    version = waits.commitment.version
    type(version).objects.filter(pk=version.pk).update(status="suspended")
    assert told("promises-due")["verdict"] == {"kept": 1, "not_kept": 1}
    assert told("promises-overdue")["all"] == 0

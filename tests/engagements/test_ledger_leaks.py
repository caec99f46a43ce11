"""What would leak from the ledger of promises: words, rates, and what belongs together."""

from datetime import date

import pytest
from django.http import QueryDict

from engagements import ledger
from engagements.ledger import LedgerFilter
from engagements.lifecycle import take
from engagements.metrics import kept_by_side
from engagements.models import Judgement, Occurrence
from tests.factories import a_contact, a_link
from tests.promises import filtered, sheet, texts, texts_of_judgements

pytestmark = pytest.mark.usefixtures("autumn")

HOME = ["Pay home", "Room at home"]
SECRETS = [
    "We were ashamed",
    "example.org/photo",
    "The soup was cold",
    "The pot broke",
    "Quiet pact",
]
"""Notes and evidence of both sides, and the title of what they signed."""


class TestLeaks:
    def test_a_hidden_organization_is_as_unknown_as_none(self, world):
        slugs = (world["home"].slug, "no-such-house")
        told = []
        for slug in slugs:
            one = LedgerFilter(QueryDict(f"organization={slug}"), user=world["stranger"])
            told.append(str(one.errors["organization"]).replace(slug, "–"))
        assert told[0] == told[1]
        assert not [word for word in ("Sample Home", "sample-home") if word in told[0]]

    @pytest.mark.parametrize(
        ("role", "expected"),
        [
            ("visitor", []),
            ("student", []),
            ("stranger", []),
            ("partner", HOME),
            ("link", HOME),
            ("staff", HOME),
        ],
    )
    def test_what_was_signed_together_is_found_by_both_sides_alone(self, world, role, expected):
        """Which agreement a promise is of is not public, and no filter may tell it."""
        home = world["home"]
        home.publication, home.consent_by, home.consent_on = "full", "Rosa", date(2026, 1, 5)
        home.save()
        number = home.agreements.get().pk
        assert "Pay home" in texts(filtered(world[role]))
        assert texts(filtered(world[role], f"agreement={number}")) == expected

    @pytest.fixture
    def told(self, world):
        """A public promise, reported, judged and answered in words that are for both sides."""
        one = Occurrence.objects.get(commitment__text="Pay told")
        contact = a_contact(world["told"], "Tia", email="tia@example.org")
        link = a_link(contact, "promises")[0]
        one = take(one, "report", by=world["staff"], reason="We were ashamed",
                   details={"evidence": "https://example.org/photo"})  # fmt: skip
        one = take(one, "partly", by=link, reason="The soup was cold")
        take(one, "answer", by=world["staff"], reason="The pot broke")
        return world | {"their link": link}

    @pytest.mark.parametrize("role", ["visitor", "student", "partner", "stranger", "link"])
    def test_what_was_said_of_a_promise_stays_between_its_sides(self, told, role):
        user = told[role]
        (row,) = (row for row in sheet(user) if row["promise"] == "Pay told")
        assert {name: text for name, text in row.items() if text and name != "id"} == {
            "side": "staff",
            "promise": "Pay told",
            "kind": "money",
            "quantity": "250.0",
            "unit": "dollars",
            "due_on": "2026-10-01",
            "standing": "Kept in part",
            "judged_on": "2026-10-15",
            "organization": "Told House",
        }
        assert list(Judgement.objects.visible_to(user)) == []
        assert texts_of_judgements(user) == []

    @pytest.mark.parametrize("role", ["staff", "their link"])
    def test_and_both_sides_read_it(self, told, role):
        user = told[role]
        (row,) = (row for row in sheet(user) if row["promise"] == "Pay told")
        assert (row["report_note"], row["report_evidence"], row["reported_on"]) == (
            "We were ashamed",
            "https://example.org/photo",
            "2026-10-15",
        )
        assert row["agreement"].startswith("Quiet pact told")
        (judged,) = Judgement.objects.visible_to(user)
        assert (judged.note, judged.answer) == ("The soup was cold", "The pot broke")

    @pytest.mark.parametrize("role", ["visitor", "stranger", "link for hours"])
    def test_nothing_secret_is_anywhere_in_the_sheets_of_others(self, told, role):
        user = told[role]
        words = [word for word in SECRETS if word in str(list(ledger.table(filtered(user), user)))]
        own = ["Quiet pact"] if role == "stranger" else []  # Their own agreement's.
        assert words == own
        book = b"".join(ledger.SHEET.parts("xlsx", filtered(user), user))
        assert book.startswith(b"PK")

    def test_rates_count_what_the_reader_sees(self, told):
        partner, staff, visitor = (told[role] for role in ("partner", "staff", "visitor"))
        own = Occurrence.objects.get(commitment__text="Pay home")
        take(own, "kept", by=partner)
        found = {
            name: [(one.percent, one.judged, one.waiting) for one in kept_by_side(rows).values()]
            for name, rows in (
                ("visitor", filtered(visitor)),
                ("partner", filtered(partner)),
                ("staff", filtered(staff)),
                ("a filter", filtered(staff, f"organization={told['home'].slug}")),
            )
        }
        assert found == {
            "visitor": [(0, 1, 1), (None, 0, 0)],
            "partner": [(50, 2, 1), (None, 0, 0)],
            "staff": [(50, 2, 4), (None, 0, 0)],
            "a filter": [(100, 1, 0), (None, 0, 0)],
        }

"""The ledger of promises: what each filter finds for each role."""

from datetime import date

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from engagements import ledger
from engagements.ledger import LedgerFilter
from engagements.lifecycle import take, undo
from engagements.models import Judgement, Occurrence
from tests.promises import agree, filtered, sheet, texts, texts_of_judgements

pytestmark = pytest.mark.usefixtures("autumn")

PUBLIC = ["Pay open", "Pay told", "Room at told"]
HOME = ["Pay home", "Room at home"]
ELSEWHERE = ["Pay elsewhere", "Room at elsewhere"]
ALL = sorted(
    [f"{what} {name}" for what in ("Pay", "Room at")
     for name in ("home", "elsewhere", "open", "told", "found", "gone")]
)  # fmt: skip
ROWS = {
    "visitor": PUBLIC,
    "student": PUBLIC,
    "link for hours": PUBLIC,
    "partner": sorted([*PUBLIC, *HOME]),
    "link": sorted([*PUBLIC, *HOME]),
    "stranger": sorted([*PUBLIC, *ELSEWHERE]),
    "link of another": sorted([*PUBLIC, *ELSEWHERE]),
    "staff": ALL,
}


class TestWorld:
    """Of promises with organizations of each kind of publication."""

    @pytest.mark.parametrize("role", ROWS)
    def test_who_reads_which_promises_in_the_list_and_in_the_sheet(self, world, role):
        user = world[role]
        assert texts(filtered(user)) == ROWS[role]
        assert sorted(row["promise"] for row in sheet(user)) == ROWS[role]

    @pytest.mark.parametrize(
        ("query", "expected"),
        [
            ("side=staff", ["Pay home"]),
            ("side=partner", ["Room at home"]),
            ("side=staff&side=partner", HOME),
            ("kind=money", ["Pay home"]),
            ("kind=training", []),
            ("due_after=2026-10-20", ["Room at home"]),
            ("due_after=2026-10-21", []),
            ("due_before=2026-10-01", ["Pay home"]),
            ("due_before=2026-09-30", []),
            ("overdue=true", ["Pay home"]),
            ("overdue=false", ["Room at home"]),
            ("to_judge=true", ["Pay home"]),
            ("to_judge=false", ["Room at home"]),
            ("standing=overdue", ["Pay home"]),
            ("standing=due", ["Room at home"]),
            ("standing=overdue&standing=due", HOME),
            ("standing=not_due_yet", []),
            ("standing=on_hold", []),
            ("standing=kept", []),
            ("standing=dropped", []),
            ("side=partner&overdue=true", []),
        ],
    )
    def test_what_each_filter_finds(self, world, query, expected):
        rows = filtered(world["partner"], f"organization={world['home'].slug}&{query}")
        assert texts(rows) == expected

    def test_orderings_are_stable(self, world):
        staff = world["staff"]
        by_day = [(row.due_on, row.pk) for row in filtered(staff, "ordering=due")]
        assert by_day == sorted(by_day) == [(r.due_on, r.pk) for r in filtered(staff)]
        backwards = [(row.due_on, row.pk) for row in filtered(staff, "ordering=-due")]
        assert backwards == by_day[::-1]


STANDINGS = ["overdue", "due", "not_due_yet", "on_hold", "reported", "kept", "partly", "late",
             "not_kept", "changed", "released", "dropped"]  # fmt: skip


def lead(organization, staff, partner, step: str) -> None:
    one = Occurrence.objects.get(organization=organization, giver="staff")
    match step:
        case "suspend" | "end":
            take(one.commitment.version, step, by=staff, reason="So.")
        case "report":
            take(one, step, by=staff)
        case _:
            take(one, step, by=partner)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("report", {"Pay home": ["reported"], "Room at home": ["due"]}),
        ("kept", {"Pay home": ["kept"], "Room at home": ["due"]}),
        ("partly", {"Pay home": ["partly"], "Room at home": ["due"]}),
        ("late", {"Pay home": ["late"], "Room at home": ["due"]}),
        ("not_kept", {"Pay home": ["not_kept"], "Room at home": ["due"]}),
        ("changed", {"Pay home": ["changed"], "Room at home": ["due"]}),
        ("released", {"Pay home": ["released"], "Room at home": ["due"]}),
        ("suspend", {"Pay home": ["on_hold"], "Room at home": ["on_hold"]}),
        ("end", {"Pay home": ["overdue"], "Room at home": ["dropped"]}),
    ],
)
def test_each_promise_has_one_standing(home, staff, partner, step, expected):
    agree(home, staff, "home")
    lead(home, staff, partner, step)
    found: dict[str, list[str]] = {}
    for standing in STANDINGS:
        for text in texts(filtered(partner, f"standing={standing}")):
            found.setdefault(text, []).append(standing)
    assert found == expected


def test_what_is_no_longer_promised_is_left_out_unless_asked_for(home, staff, partner):
    version = agree(home, staff, "home")
    take(version, "end", by=staff, reason="We part as friends.")
    found = {query: texts(filtered(partner, query)) for query in ("", "standing=dropped")}
    assert found == {"": ["Pay home"], "standing=dropped": ["Room at home"]}


@pytest.mark.parametrize(
    "query",
    ["standing=fine", "side=student", "overdue=maybe", "due_after=soon", "agreement=0",
     "kind=love", "due_after=2026-01-01&due_after=2026-02-01", "ordering=name"],
)  # fmt: skip
def test_what_is_not_understood_is_refused(visitor, query):
    name = query.partition("=")[0]
    assert list(LedgerFilter(QueryDict(query), user=visitor).errors) == [name]


def test_judgements_are_filtered_by_who_gave_them(home, staff, partner):
    agree(home, staff, "home")
    pay, room = Occurrence.objects.order_by("due_on")
    take(take(pay, "not_kept", by=partner), "late", by=partner)
    take(take(room, "report", by=partner), "kept", by=staff)
    queries = ("side=partner", "side=staff", "verdict=late", "side=staff&side=partner",
               "given_after=2026-10-16", "given_before=2026-10-15&verdict=kept",
               f"organization={home.slug}&side=staff")  # fmt: skip
    both = ["Room at home: kept", "Pay home: late", "Pay home: not_kept"]
    assert {query: texts_of_judgements(partner, query) for query in queries} == {
        "side=partner": both[1:],
        "side=staff": both[:1],
        "verdict=late": both[1:2],
        "side=staff&side=partner": both,
        "given_after=2026-10-16": [],
        "given_before=2026-10-15&verdict=kept": both[:1],
        f"organization={home.slug}&side=staff": both[:1],
    }


def test_a_word_that_was_taken_back_is_no_longer_said(home, staff, partner):
    agree(home, staff, "home")
    one = Occurrence.objects.get(giver="staff")
    undo(take(one, "not_kept", by=partner), by=partner)
    assert list(Judgement.objects.visible_to(staff).standing()) == []
    assert texts(filtered(partner, "standing=overdue")) == ["Pay home"]


def queries_of_sheet(user) -> int:
    with CaptureQueriesContext(connection) as held:
        list(ledger.SHEET.parts("csv", filtered(user), user))
    return len(held)


@pytest.mark.parametrize("role", ["visitor", "partner", "staff"])
def test_a_sheet_takes_as_many_queries_for_one_row_as_for_thirty(everybody, home, staff, role):
    home.publication, home.consent_by, home.consent_on = "full", "Rosa", date(2026, 1, 5)
    home.save()
    agree(home, staff, "one")
    few = queries_of_sheet(everybody[role])
    for number in range(15):
        agree(home, staff, str(number))
    assert queries_of_sheet(everybody[role]) == few

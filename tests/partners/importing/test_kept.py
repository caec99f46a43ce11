"""Sheets that are kept: read, looked at, carried out, taken back."""

import pytest
from django.core.exceptions import ValidationError

from occme.refusals import NotYours, Stale, WrongStep
from partners.editing import change, version_of
from partners.importing import Decision, FileRefusedError
from partners.importing.engines import Organizations
from partners.importing.kept import Differs, begin, carry_out, choose, decide, look, set_aside
from partners.importing.undoing import undo
from partners.models import Import, ImportRow, Location, Organization
from tests.factories import a_contact, a_user

ENGINE = Organizations()
HEAD = "Agency Name,Street,City,State,ZIP,Phone Number,Source,Remark\n"
SOL = "Café Sol,12 Warren St,Boston,MA,02119,617-555-0101,A public list,"
LUNA = "Casa Luna,14 Warren St,Boston,MA,02119,617-555-0102,A public list,"


@pytest.fixture
def bring(reference, staff, tmp_path):
    """Reads a sheet of these lines, as far as it is asked."""

    def bring(*lines, head=HEAD, upto="look"):
        path = tmp_path / "list.csv"
        path.write_text(head + "\n".join(lines) + "\n")
        held = begin(path, kind="organizations", engine=ENGINE, by=staff)
        for step in (look, carry_out) if upto == "done" else (look,) if upto == "look" else ():
            held = step(held, engine=ENGINE, by=staff, seen=version_of(held))
        return held

    return bring


def rows(held):
    return [(row.record, row.fate, row.column) for row in held.rows.order_by("record")]


def names():
    return list(Organization.objects.order_by("name").values_list("name", flat=True))


def test_a_look_tells_each_row_and_writes_nothing(bring):
    held = bring(SOL, ",12 Main St,Boston,MA,02119,617-555-0103,A list,", LUNA)
    assert rows(held) == [(1, "new", ""), (2, "refused", "name"), (3, "new", "")]
    assert (held.state, held.counts, names()) == ("looked", {"new": 2, "refused": 1}, [])
    assert held.columns == ["name", "address", "city", "state", "zip", "phone", "source", ""]


def test_changed_rows_tell_old_and_new(bring):
    bring(SOL, LUNA, upto="done")
    held = bring(SOL.replace("0101", "0199").replace("Boston", "Roxbury"), LUNA)
    assert rows(held) == [(1, "changed", "phone"), (2, "unchanged", "")]
    assert held.rows.get(record=1).changes == [
        ["phone", "617-555-0101", "617-555-0199"],
        ["city", "Boston", "Roxbury"],
    ]


def test_carried_out_is_what_was_looked_at_by_whom_and_through_what(bring, staff):
    held = bring(SOL, LUNA, upto="done")
    assert (names(), held.state, held.done_by) == (["Café Sol", "Casa Luna"], "done", staff)
    lines = Organization.history.values_list(
        "history_user", "history_change_reason", "history_through", "history_named"
    )
    assert set(lines) == {(staff.pk, "import", "import", "list.csv")}
    with pytest.raises(WrongStep):
        carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))


@pytest.mark.parametrize("choice", ["same", "distinct", "skip"])
def test_a_person_decides_what_resembles_another(bring, staff, choice):
    bring(SOL, upto="done")
    known = Organization.objects.get()
    held = bring(SOL.replace("Café Sol", "Cafe Soll").replace("0101", "0177"))
    row = held.rows.get()
    assert (row.fate, row.about) == ("perhaps", known.pk)
    decision = {1: Decision(choice, known.pk)}
    held = decide(held, decision, by=staff, seen=version_of(held))
    held = look(held, engine=ENGINE, by=staff, seen=version_of(held))
    told = {"same": "changed", "distinct": "new", "skip": "left_out"}
    assert rows(held) == [(1, told[choice], "name" if choice == "same" else "")]
    carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    found = {"same": ["Cafe Soll"], "distinct": ["Cafe Soll", "Café Sol"], "skip": ["Café Sol"]}
    assert names() == found[choice]


def test_columns_that_nobody_recognized_are_chosen(bring, staff):
    head = HEAD.replace("Agency Name", "Whom we know").replace("Remark", "Note")
    held = bring(SOL, head=head, upto="read")
    assert held.columns[0] == ""
    chosen = ["name", *held.columns[1:]]
    held = choose(held, chosen, engine=ENGINE, by=staff, seen=version_of(held))
    assert rows(look(held, engine=ENGINE, by=staff, seen=version_of(held))) == [(1, "new", "")]


@pytest.mark.parametrize(
    "chosen", [["name", "name"], ["", "address"], ["name"], ["name", "made up"]]
)
def test_columns_are_refused_with_a_sentence(bring, staff, chosen):
    held = bring("Café Sol,12 Warren St", head="name,street\n", upto="read")
    with pytest.raises(ValidationError) as error:
        choose(held, chosen, engine=ENGINE, by=staff, seen=version_of(held))
    assert list(error.value.message_dict) == ["columns"]


def test_what_would_differ_by_now_is_not_written(bring, staff):
    held, other = bring(SOL, LUNA), bring(LUNA)
    carry_out(other, engine=ENGINE, by=staff, seen=version_of(other))
    with pytest.raises(Differs):
        carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    held.refresh_from_db()
    assert (names(), held.state) == (["Casa Luna"], "looked")
    held = look(held, engine=ENGINE, by=staff, seen=version_of(held))
    assert rows(held) == [(1, "new", ""), (2, "unchanged", "")]


def test_two_people_are_told_and_it_happens_once(bring, staff):
    held = bring(SOL)
    seen = version_of(held)
    carry_out(held, engine=ENGINE, by=staff, seen=seen)
    other = a_user("second@example.org", is_staff=True)
    with pytest.raises(Stale):
        carry_out(held, engine=ENGINE, by=other, seen=seen)
    assert names() == ["Café Sol"]


def test_set_aside_keeps_no_rows(bring, staff):
    held = bring(SOL)
    held = set_aside(held, by=staff, seen=version_of(held))
    assert (held.state, ImportRow.objects.count(), list(Import.objects.waiting())) == (
        "set_aside", 0, [],
    )  # fmt: skip


def test_staff_alone(bring, partner):
    held = bring(SOL)
    for verb in (look, carry_out):
        with pytest.raises(NotYours):
            verb(held, engine=ENGINE, by=partner, seen=version_of(held))
    assert list(Import.objects.visible_to(partner)) == []


def test_too_many_rows_and_none_are_refused(bring, monkeypatch):
    with pytest.raises(FileRefusedError, match="nothing below"):
        bring()
    monkeypatch.setattr(Organizations, "most_rows", 1)
    with pytest.raises(FileRefusedError, match="It has more than 1 rows"):
        bring(SOL, LUNA)


PRIVATE = "name,SSN,Notes,phone,source\n"


def test_numbers_of_persons_are_not_kept_and_their_rows_are_refused(bring):
    held = bring(
        "Café Sol,123456789,fine,617-555-0101,A list",
        "Casa Luna,,Her number is 123-45-6789,617-555-0102,A list",
        "Casa Mar,,Room 12,617-555-0103,A list",
        head=PRIVATE,
    )
    sentence = (
        "“%s”: This looks like a social security number (…-••••). The tracker never keeps those, "
        "nor anything about patients; please take it out."
    )
    kept = held.rows.order_by("record").values_list("fate", "cells", "reason")
    assert list(kept) == [
        ("refused", ["Café Sol", "•••••••••", "fine", "617-555-0101", "A list"], sentence % "SSN"),
        ("refused", ["Casa Luna", "", "Her number is •••-••-••••", "617-555-0102", "A list"], sentence % "Notes"),
        ("new", ["Casa Mar", "", "Room 12", "617-555-0103", "A list"], ""),
    ]  # fmt: skip


def test_a_row_that_is_taken_for_the_names_of_the_columns_keeps_no_such_number(bring):
    held = bring("Casa Luna,a,b", head="Café Sol,123-45-6789,fine\n", upto="read")
    assert held.labels == ["Café Sol", "•••-••-••••", "fine"]


def test_columns_that_are_not_imported_are_kept_until_it_is_imported(bring, staff):
    held = bring("Café Sol,,A diagnosis,617-555-0101,A list", ",,Another,,", head=PRIVATE)
    assert [row.cells[2] for row in held.rows.order_by("record")] == ["A diagnosis", "Another"]
    fates = rows(held)
    carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    assert list(held.rows.order_by("record").values_list("cells", flat=True)) == [
        ["Café Sol", "", "", "617-555-0101", "A list"],
        ["", "", "", "", ""],
    ]
    assert rows(held) == fates


# Taking back


def facts():
    """All that an import writes, as it is now."""
    fields = ("name", "phone", "source", "kind", "sort_name", "public_id")
    tags = Organization.objects.order_by("name").values_list("name", "languages__name")
    place = ("pk", "public_id", "address", "zip", "cell")
    return [
        list(Organization.objects.order_by("name").values_list(*fields)),
        list(tags),
        list(Location.objects.order_by("address").values_list(*place)),
    ]


def test_what_it_made_is_taken_back_and_can_come_again(bring, staff):
    held = bring(SOL, LUNA, upto="done")
    undo(held, by=staff, seen=version_of(held))
    assert (names(), Location.objects.count()) == ([], 0)
    last = Organization.history.filter(history_type="-").values_list("name", "history_user", "history_change_reason")  # fmt: skip
    assert sorted(last) == [
        ("Café Sol", staff.pk, "import undone"),
        ("Casa Luna", staff.pk, "import undone"),
    ]
    assert rows(bring(SOL, LUNA)) == [(1, "new", ""), (2, "new", "")]


HEAD_2 = "name,address,zip,latitude,longitude,languages,phone,source\n"


@pytest.mark.parametrize(
    "changed",
    [
        "Café Sol,12 Warren St,02119,42.3317,-71.0838,Haitian Creole,617-555-0177,Another",
        "Café Sol,,,,,Spanish,617-555-0101,A list",
    ],
)
def test_what_it_changed_is_set_back(bring, staff, changed):
    first = "Café Sol,12 Warren St,02119,42.3316,-71.0838,Spanish,617-555-0101,A list"
    bring(first, head=HEAD_2, upto="done")
    before = facts()
    held = bring(changed, head=HEAD_2, upto="done")
    assert facts() != before
    undo(held, by=staff, seen=version_of(held))
    assert facts() == before
    assert rows(bring(first, head=HEAD_2)) == [(1, "unchanged", "")]


def test_nothing_is_taken_back_once_something_was_built_on_it(bring, staff):
    held = bring(SOL, LUNA, upto="done")
    organization = Organization.objects.get(name="Casa Luna")
    a_contact(organization)
    sol = Organization.objects.get(name="Café Sol")
    change(sol, by=staff, values={"phone": "617-555-0111"}, seen=version_of(sol))
    with pytest.raises(ValidationError) as error:
        undo(held, by=staff, seen=version_of(held))
    sentence = (
        "It cannot be taken back, for something was built on it since: “Café Sol”, “Casa Luna”."
    )
    assert error.value.messages == [sentence]
    assert names() == ["Café Sol", "Casa Luna"]

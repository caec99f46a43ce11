"""Interactions from a sheet."""

import pytest

from partners.editing import version_of
from partners.importing import Decision
from partners.importing.contacts import Interactions
from partners.importing.kept import begin, carry_out, decide, look
from partners.importing.undoing import undo
from partners.models import Interaction
from tests.factories import an_organization

ENGINE = Interactions()
HEAD = "Partner,Date,Type,Notes,Follow up,Due on,Time taken,Ask\n"


@pytest.fixture
def bring(autumn, staff, tmp_path):
    an_organization("Casa Luna", publication="hidden")
    an_organization("Twins", slug="twins-one")
    an_organization("Twins", slug="twins-two")

    def bring(*lines):
        path = tmp_path / "log.csv"
        path.write_text(HEAD + "\n".join(lines) + "\n")
        held = begin(path, kind="interactions", engine=ENGINE, by=staff)
        return look(held, engine=ENGINE, by=staff, seen=version_of(held))

    return bring


def rows(held):
    kept = held.rows.order_by("record")
    return [(row.record, row.fate, row.column, row.reason) for row in kept]


def noted():
    fields = ("organization__slug", "kind", "summary", "next_step", "partner_minutes", "asks")
    return list(Interaction.objects.order_by("pk").values_list(*fields))


def test_rows_are_noted_once_and_taken_back(bring, staff):
    lines = (
        "casa luna,10/2/2026,Phone call,About the garden,Send the flyer,2026-10-20,15,",
        "twins-two,2026-10-03,,,,,,yes",
    )
    held = carry_out(held := bring(*lines), engine=ENGINE, by=staff, seen=version_of(held))
    assert noted() == [
        ("casa-luna", "call", "About the garden", "Send the flyer", 15, False),
        ("twins-two", "other", "", "", None, True),
    ]
    made = Interaction.objects.earliest("pk")
    line = made.history.get()
    assert (made.noted_by, made.next_by, line.history_user, line.history_through) == (
        staff, staff, staff, "import",
    )  # fmt: skip
    assert [fate for _row, fate, *_ in rows(bring(*lines))] == ["unchanged", "unchanged"]
    undo(held, by=staff, seen=version_of(held))
    assert noted() == []


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",2026-10-02,,,,,,", "organization", "Say which organization."),
        ("Nobody Here,2026-10-02,,,,,,", "organization", "No organization is called “Nobody Here”."),
        (
            "Twins,2026-10-02,,,,,,",
            "organization",
            "Several organizations are called “Twins”. Please write its short name.",
        ),
        ("Casa Luna,,,,,,,", "on", "This field is required."),
        ("Casa Luna,2026-12-02,,,,,,", "on", "This day has not come yet."),
        ("Casa Luna,2026-10-02,,,,2026-10-20,,", "next_step", "Say what the next step is."),
        ("Casa Luna,2026-10-02,,,,,,maybe", "asks", "It takes “yes” or “no”."),
        ("Casa Luna,2026-10-02,,=1+1,,,,", "summary", "It is a formula: please paste its value instead."),
    ],
)  # fmt: skip
def test_refused_rows_say_why(bring, line, column, reason):
    assert rows(bring(line)) == [(1, "refused", column, reason)]


def test_a_name_that_is_nearly_right_is_asked_about(bring, staff):
    held = bring("Casa Lunna,2026-10-02,,,,,,")
    assert rows(held) == [
        (1, "perhaps", "organization", "No organization is called “Casa Lunna”. Is it “Casa Luna”?")
    ]
    said = {1: Decision("same", held.rows.get().about)}
    held = decide(held, said, by=staff, seen=version_of(held))
    held = look(held, engine=ENGINE, by=staff, seen=version_of(held))
    carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    assert noted() == [("casa-luna", "other", "", "", None, False)]


def test_rows_that_differ_in_any_value_are_both_noted(bring, staff):
    lines = ("Casa Luna,2026-10-05,call,,,,10,", "Casa Luna,2026-10-05,call,,,,45,")
    held = bring(*lines, lines[0])
    sentence = "The same contact is noted already on this day, with other values."
    kept = held.rows.order_by("record").values_list("fate", "remarks")
    assert list(kept) == [("new", []), ("new", [["", sentence]]), ("unchanged", [])]
    carry_out(held, engine=ENGINE, by=staff, seen=version_of(held))
    assert [minutes for *_, minutes, _asks in noted()] == [10, 45]
    held = bring(*lines, "Casa Luna,2026-10-05,call,,Call again,,45,")
    assert [(row.fate, row.remarks) for row in held.rows.order_by("record")] == [
        ("unchanged", []), ("unchanged", []), ("new", [["", sentence]]),
    ]  # fmt: skip

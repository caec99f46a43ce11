"""An attack on what is shared: whoever holds all three reports, and adds and subtracts what is shown in
them, finds no number of students from 1 to 4."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from engagements.reports import annual, lcme
from engagements.reports.carnegie import Grid
from engagements.reports.figures import Figure, Report
from engagements.reports.small import Line, computed, hidden
from tests.engagements.reports.conftest import NAME, a_place, section

PARTS = ("required", "elective", "extracurricular")
Sum = tuple[Any, list[Any]]


def found_out(known: dict[Any, int], sums: list[Sum]) -> dict[Any, Fraction]:
    """What the sums tell besides: each unknown that stands alone once they are solved."""
    unknown = list(dict.fromkeys(
        key for whole, parts in sums for key in (whole, *parts) if key not in known
    ))  # fmt: skip
    rows = []
    for whole, parts in sums:
        row = [Fraction()] * (len(unknown) + 1)
        for key, sign in ((whole, 1), *((part, -1) for part in parts)):
            if key in known:
                row[-1] -= sign * known[key]
            else:
                row[unknown.index(key)] += sign
        rows.append(row)
    for column in range(len(unknown)):
        reduce(rows, column)
    alone = [row for row in rows if sum(map(bool, row[:-1])) == 1]
    return {
        unknown[at]: row[-1] / row[at] for row in alone for at in range(len(unknown)) if row[at]
    }


def reduce(rows: list[list[Fraction]], column: int) -> None:
    """One row that was not used yet is taken off all others, so that they lose the column."""
    pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
    for row in rows:
        if pivot and row is not pivot and row[column]:
            times = row[column] / pivot[column]
            row[:] = [one - times * other for one, other in zip(row, pivot, strict=True)]


def figures(report: Report, grid: Grid, yearly: Report) -> Iterator[tuple[Any, Figure]]:
    """Those about students, by what they count."""
    for row in section(report, "students").rows:
        here, took, _share, *parts = row.figures
        for name, figure in zip(("here", "", *PARTS), (here, took, *parts), strict=True):
            yield (str(row.label), name), figure
    for row in section(report, "learning").rows:
        of, prepared, _share, reflected, *_more = row.figures
        for name, figure in (("", of), ("prepared", prepared), ("reflected", reflected)):
            yield ("placements", str(row.label).lower(), name), figure
    for one in grid.partnerships():
        yield ("place", one.name), one.students
    for row in section(yearly, "kinds").rows:
        yield ("kind", str(row.label)), row.figures[1]


def sums(keys: list[Any], grid: Grid) -> Iterator[Sum]:
    """What everybody can know who reads the labels: all students have one placement each."""
    everybody = "All programs"
    classes = list(dict.fromkeys(key[0] for key in keys if "class of" in str(key[0])))
    for name in ("here", "", *PARTS):
        yield (everybody, name), [("MD, all years", name)]
        yield ("MD, all years", name), [(one, name) for one in classes]
    for of in (*classes, "MD, all years", everybody):
        yield (of, ""), [(of, part) for part in PARTS]
        yield (of, "here"), [(of, ""), (of, "stayed away")]
    for name in ("", "prepared", "reflected"):
        yield ("placements", "all", name), [("placements", part, name) for part in PARTS]
    for part in ("all", *PARTS):
        yield ("placements", part, ""), [(everybody, "" if part == "all" else part)]
    kinds: dict[str, list[Any]] = {}
    for one in grid.organizations:
        kinds.setdefault(str(one.get_kind_display()), []).append(("place", one.name))
    yield (everybody, ""), [("kind", kind) for kind in kinds]
    for kind, places in kinds.items():
        yield ("kind", kind), places


@pytest.mark.parametrize("seed", range(4))
def test_no_two_reports_tell_a_number_that_is_hidden(db, autumn, year, staff, seed):
    draw = Random(seed)
    for at, kind in enumerate(("faith", "faith", "nonprofit", "nonprofit", "health_center")):
        years = tuple(draw.sample((2027, 2028, 2029), draw.randint(1, 3)))
        a_place(f"Place {at}", draw.choice((1, 2, 3, 5, 7)), years, kind=kind,
                curricular=draw.choice(PARTS))  # fmt: skip
    asked = {"name": NAME, "hides_small": True}
    grid = Grid(year, **asked)
    told = dict(figures(lcme.report(year, **asked), grid, annual.report(year, user=staff, **asked)))
    known = {key: one.value for key, one in told.items() if not one.is_hidden}
    true = {key: one.value for key, one in told.items()}
    facts = list(sums(list(told), grid))
    for whole, parts in facts:
        if all(part in true for part in parts):
            assert true[whole] == sum(true[part] for part in parts), whole
    assert {key for key, value in known.items() if 0 < value < 5} == set()
    assert {key: n for key, n in found_out(known, facts).items() if 0 < n < 5} == {}
    assert len(known) < len(true)


def test_the_hours_of_one_student_are_told_nowhere(small_year, year, staff):
    """Nor does the sum of the year tell the hours of the kinds that are hidden; the partner's own
    time is."""
    asked = {"name": NAME, "hides_small": True}
    report = annual.report(year, user=staff, **asked)
    rows = {str(row.label): row.figures[0] for row in section(report, "reciprocity").rows}
    hours = rows["Students’ hours"]
    assert (hours.shown, hours.link, hours.basis) == ("hidden", None, "")
    assert rows["Partners’ hours of supervision and teaching"].shown == "1 h"


@pytest.mark.parametrize(("number", "shown"), [(4, "hidden"), (5, "5")])
def test_seats_of_a_few_that_end_are_not_told(autumn, year, staff, number, shown):
    place = a_place("Abbey", number)
    place.engagements.update(ends_on=date(2026, 10, 30))
    report = annual.report(year, name=NAME, user=staff, hides_small=True)
    (seats,) = [row.figures[0] for row in section(report, "sustainability").rows
                if str(row.label).startswith("Seats")]  # fmt: skip
    assert seats.shown == shown


def test_many_sums_together_tell_no_small_number():
    """Tables of four by four: a number hidden in both its sums can still be told by all of them."""
    lines = [
        *(Line(("row", r), tuple((r, c) for c in range(4))) for r in range(4)),
        *(Line(("column", c), tuple((r, c) for r in range(4))) for c in range(4)),
        Line("all", tuple(("row", r) for r in range(4))),
        Line("all", tuple(("column", c) for c in range(4))),
    ]
    for seed in range(150):
        draw = Random(seed)
        values: dict[Any, int] = {
            (r, c): draw.choice((0, 2, 4, 6, 9, 20)) for r in range(4) for c in range(4)
        }
        for line in lines:
            values[line.total] = sum(values[key] for key in line.parts)
        gone = hidden(values, lines)
        known = {key: n for key, n in values.items() if key not in gone}
        out = found_out(known, [(line.total, list(line.parts)) for line in lines])
        assert {key: n for key, n in out.items() if 0 < n < 5} == {}
        assert set(out) == computed(lines, gone)

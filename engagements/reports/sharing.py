"""What no report that is shared tells of students in a time. It is decided once for all reports, so that
two of them laid side by side tell no more than each does; nor beside what everybody reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from engagements.enums import Curricular, HourKind, Program
from engagements.metrics import Period, taking_part
from engagements.metrics.groups import groups
from engagements.metrics.partnerships import partnerships, students
from engagements.published.groups import TOTAL
from engagements.reports.beside import Beside, beside, key_of
from engagements.reports.lcme_students import ALL, PARTS, Participation, Sizes
from engagements.reports.small import Key, Line, hidden

EVERYBODY = (ALL, ALL)
"""The key of all students who took part, as in Participation."""
KIND, NEIGHBORHOOD, LANGUAGE = "organization_kind", "neighborhood", "language"
ORGANIZATION, PLACEMENTS, HOURS = "organization", "placements", "hours"
GIVEN, CONFIRMED = "given", "confirmed"
DONE = ("prepared", "reflected")
BOTH = ("prepared", "reflected", "both")

ALL_HOURS = (HOURS, ALL)
"""The hours of all students, of every kind."""


def not_told(period: Period, sizes: Sizes | None = None) -> set[Key]:
    """The keys of those figures, whichever report they stand in."""
    values: dict[Key, int] = {}
    lines: list[Line] = []
    never: set[Key] = set()
    people = Participation(period, sizes or {})
    parts = (
        (people.numbers, people.sums(), set(people.rests)),
        of_learning(period),
        of_hours(period),
        of_organizations(period),
    )
    for numbers, sums, unnamed in parts:
        values |= numbers
        lines += sums
        never |= unnamed
    values.setdefault(EVERYBODY, 0)
    known = beside(period, {key[1]: key for key in values if key[0] == ORGANIZATION})
    rests = dict(between(known, values))
    lines += [*known.lines, *rests]
    values |= known.numbers | {
        line.parts[-1]: n for line, n in rests.items() if len(line.parts) > 1
    }
    never |= {key for key in values if key[0] == REST}
    return hidden(values, lines, never, known.told, known.hidden)


def between(known: Beside, values: Mapping[Key, int]) -> Iterator[tuple[Line, int]]:
    """What is published, of what organizations tell of themselves, and what is shared, of all, are the
    same or differ by the others."""
    pairs = [(EVERYBODY, TOTAL), *(((one, ALL), ("program", one)) for one in Program.values)]
    for own, cell in pairs:
        if own in values and (theirs := key_of(cell)) in known.numbers:
            yield Line(own, (theirs,)), 0
            yield Line(theirs, (own,)), 0
    for own in [key for key in values if key[0] in (KIND, NEIGHBORHOOD, LANGUAGE) and key[1]]:
        theirs = key_of((CELLS[own[0]], own[1]))
        if theirs in known.numbers:
            yield Line(own, (theirs, (REST, *own))), values[own] - known.numbers[theirs]


CELLS = {KIND: "kind", NEIGHBORHOOD: "neighborhood", LANGUAGE: "language"}
REST = "rest"


Told = tuple[Mapping[Key, int], list[Line], set[Key]]
"""Numbers, the sums that they are in, and which of them no report names."""


def learned(found: taking_part.Learning) -> dict[Key, int]:
    """Placements by part of the curriculum and what was done: prepared, reflected, both, and the
    rest of each."""
    asked = {
        "": lambda prepared, reflected: True,
        "prepared": lambda prepared, reflected: prepared,
        "reflected": lambda prepared, reflected: reflected,
        "both": lambda prepared, reflected: prepared and reflected,
        "unprepared": lambda prepared, reflected: not prepared,
        "unreflected": lambda prepared, reflected: not reflected,
        "only prepared": lambda prepared, reflected: prepared and not reflected,
        "only reflected": lambda prepared, reflected: reflected and not prepared,
        "neither": lambda prepared, reflected: not (prepared or reflected),
    }
    return {
        (PLACEMENTS, part, name): sum(
            number for (of, *done), number in found.items() if part in (ALL, of) and holds(*done)
        )
        for part in PARTS
        for name, holds in asked.items()
    }


TWO = (
    ("", "prepared", "unprepared"),
    ("", "reflected", "unreflected"),
    ("prepared", "both", "only prepared"),
    ("reflected", "both", "only reflected"),
    ("unprepared", "only reflected", "neither"),
    ("unreflected", "only prepared", "neither"),
)
"""Each with the two that it consists of."""


def of_learning(period: Period) -> Told:
    """Most students have one placement: where the students of a part of the curriculum are hidden,
    so are its placements, and the other way round."""
    numbers = learned(taking_part.learning(period=period))
    names = list(dict.fromkeys(name for _of, _part, name in numbers))
    lines = [
        Line((PLACEMENTS, part, whole), ((PLACEMENTS, part, one), (PLACEMENTS, part, other)))
        for part in PARTS
        for whole, one, other in TWO
    ]
    for name in names:
        own = tuple((PLACEMENTS, part, name) for part in Curricular.values)
        lines.append(Line((PLACEMENTS, ALL, name), own))
    for part in PARTS:
        both: tuple[Key, Key] = ((ALL, part), (PLACEMENTS, part, ""))
        lines += [Line(both[0], both[1:]), Line(both[1], both[:1])]
    return numbers, lines, {key for key in numbers if key[2] not in ("", *BOTH)}


def of_hours(period: Period) -> Told:
    """The students whose hours they are, by kind; the hours are hidden with them. A partner's own
    hours are its own to tell."""
    found = taking_part.students_with_hours(period=period)
    kinds = [kind.value for kind in HourKind if kind != HourKind.SUPERVISION]
    numbers: dict[Key, int] = {}
    lines = [Line(ALL_HOURS, tuple((HOURS, kind, GIVEN) for kind in kinds))]
    for kind in kinds:
        sure, unsure = (found.get((kind, is_confirmed), set()) for is_confirmed in (True, False))
        keys = [(HOURS, kind, name) for name in (GIVEN, CONFIRMED, "not confirmed")]
        numbers |= dict(zip(keys, map(len, (sure | unsure, sure, unsure)), strict=True))
        lines.append(Line(keys[0], tuple(keys[1:])))
    of_kinds = [who for (kind, _is_confirmed), who in found.items() if kind in kinds]
    numbers[ALL_HOURS] = len(set().union(*of_kinds))
    return numbers, lines, {(HOURS, kind, "not confirmed") for kind in kinds}


def of_organizations(period: Period) -> Told:
    """Students of each partnership, and of each kind, neighborhood and language, which others may
    add up from the partnerships."""
    found = groups(period=period)
    by = {
        KIND: found.kinds,
        NEIGHBORHOOD: {slug: one for (slug, _name), one in found.neighborhoods.items()},
        LANGUAGE: {code: one for (code, _name), one in found.languages.items()},
    }
    rows = partnerships(period).order_by().values("pk")
    own = students(rows, period=period)
    numbers: dict[Key, int] = {(ORGANIZATION, row["pk"]): own.get(row["pk"], 0) for row in rows}
    lines = [Line(EVERYBODY, tuple(numbers))]
    unnamed: set[Key] = set()
    for name, grouped in by.items():
        numbers |= {(name, code): len(one.students) for code, one in grouped.items()}
        inside = set().union(*(one.organizations for one in grouped.values()))
        if outside := sum(number for pk, number in own.items() if pk not in inside):
            numbers[name, None] = outside
            unnamed.add((name, None))
        lines += sums_of(name, grouped, outside > 0)
    return numbers, lines, unnamed


def sums_of(name: str, grouped: Mapping[str, Any], has_outside: bool) -> Iterator[Line]:
    """All students are those of each group, and of partnerships in none."""
    parts: tuple[Key, ...] = tuple((name, code) for code in grouped)
    yield Line(EVERYBODY, (*parts, (name, None)) if has_outside else parts)
    for code, one in grouped.items():
        yield Line((name, code), tuple((ORGANIZATION, pk) for pk in sorted(one.organizations)))

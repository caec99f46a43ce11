"""LCME element 6.6, service-learning and community service.

The element (Functions and Structure of a Medical School, Liaison Committee on Medical Education)
asks that students have sufficient opportunities and are encouraged to take part. Service-learning is
an experience with three parts: service that responds to what the community itself names, preparation
of the students, and their reflection. The data collection instrument asks for the opportunities,
whether they are required, elective or extracurricular, and for the number and percent of students who
take part, by year.

The LCME accredits programs leading to the MD. The other programs stand beside it, apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import Curricular, EngagementKind, HourKind, Program
from engagements.metrics import Period, taking_part
from engagements.metrics.taking_part import Class, Minutes, Offers, Seat
from engagements.reports import small
from engagements.reports.figures import (
    Column,
    Figure,
    Link,
    Report,
    Row,
    Section,
    count,
    hours,
    link,
    percent,
)
from engagements.reports.filters import NO_YEAR

TITLE = _("LCME element 6.6: service-learning and community service")
ALL = ""
"""Any part of the curriculum."""
PARTS = (ALL, *Curricular.values)
HERE, ABSENT = "here", "absent"
"""Students with a profile; and those of them who did not take part, who are not told."""


def report(period: Period, *, name: str, hides_small: bool = False) -> Report:
    seats = taking_part.seats(period=period)
    return Report(
        TITLE,
        period,
        localdate(),
        (
            opportunities(period, name),
            participation(seats, name, hides_small),
            learning(seats, name),
            hours_given(period, name),
        ),
        NOTES,
        hides_small=hides_small,
    )


NOTES = (
    _(
        "Percents of a class are of the students of that program and class year who have a profile "
        "here, and not of all who are enrolled: this tracker does not know how many are. Put the "
        "size of the class beside it before it goes to the LCME."
    ),
    _("Class year is the year in which a student expects to graduate."),
    _("A student who took part in two engagements counts once in each column, and once in all."),
)


def opportunities(period: Period, name: str) -> Section:
    found = taking_part.offers(period=period)

    def row(label: Any, kinds: list[str], **query: Any) -> Row:
        held = {
            part: [offer for (kind, of), offer in found.items()
                   if kind in kinds and part in (ALL, of)]
            for part in PARTS
        }  # fmt: skip
        numbers = tuple(
            count(
                total(held[part]).number, link("engagements", period=name, curricular=part, **query)
            )
            for part in PARTS
        )
        answering = total(held[ALL]).answering
        to = link("engagements", period=name, answers_priority="true", **query)
        return Row(label, (*numbers, count(answering, to)), is_total=not query)

    kinds = [kind for kind in EngagementKind if any(kind == key for key, _part in found)]
    rows = [row(kind.label, [kind], kind=kind.value) for kind in kinds]
    return Section(
        "opportunities",
        _("Opportunities"),
        OPPORTUNITIES,
        (*rows, row(_("All kinds"), EngagementKind.values)) if rows else (),
        head=_("Kind"),
        empty=_("No engagement was held in this time."),
    )


OPPORTUNITIES = (
    Column(
        _("All"),
        _(
            "Engagements that the partner said yes to and that were not cancelled, with a day in "
            "this time."
        ),
    ),
    *(Column(part.label) for part in Curricular),
    Column(
        _("Answers a priority"),
        _("Those of them that name a priority which the organization itself stated."),
    ),
)


def total(offers: list[Offers]) -> Offers:
    return Offers(sum(one.number for one in offers), sum(one.answering for one in offers))


def participation(seats: list[Seat], name: str, hides_small: bool) -> Section:
    table = Participation(seats, taking_part.students_known(), name, hides_small)
    rows = tuple(table.rows())
    return Section(
        "students",
        _("Students who took part"),
        PARTICIPATION,
        rows if len(rows) > 1 else (),
        head=_("Program and class year"),
        empty=_("No student has a profile yet."),
    )


class Participation:
    """Students by (class, program, or all of them; part of the curriculum, HERE or ABSENT)."""

    def __init__(
        self, seats: list[Seat], known: dict[Class, int], name: str, hides_small: bool
    ) -> None:
        self.name = name
        found = {*known, *(seat.of_class for seat in seats)}
        order = Program.values.index
        self.classes = sorted(found, key=lambda one: (order(one[0]), one[1] or 9999))
        self.programs = list(dict.fromkeys(program for program, _year in self.classes))
        self.numbers = numbers(seats, known)
        self.gone = small.hidden(self.numbers, self.sums()) if hides_small else set()

    def rows(self) -> Iterator[Row]:
        for program in self.programs:
            for one in self.classes:
                if one[0] == program:
                    yield Row(class_name(one), self.figures(one, **of_class(one)))
            label = _now("%(program)s, all years") % {"program": Program(program).label}
            yield Row(label, self.figures(program, program=program), is_total=True)
        yield Row(_("All programs"), self.figures(ALL), is_total=True)

    def figures(self, of: Any, **query: Any) -> tuple[Figure, ...]:
        took = link("students", period=self.name, **query)
        told = [
            self.figure(of, part, link("students", period=self.name, curricular=part, **query))
            for part in Curricular.values
        ]
        here = self.figure(of, HERE, link("students", **query))
        number = self.figure(of, ALL, took)
        share = percent(self.numbers[of, ALL], self.numbers[of, HERE], took)
        if here.is_hidden or number.is_hidden:
            share = Figure(None, "percent", is_hidden=True)
        return (here, number, share, *told)

    def figure(self, of: Any, part: str, to: Link) -> Figure:
        number, is_gone = self.numbers[of, part], (of, part) in self.gone
        is_small = 0 < number < small.SMALLEST
        own = None if is_gone else to
        return Figure(number, "", own, is_people=True, is_small=is_small, is_hidden=is_gone)

    def sums(self) -> Iterator[small.Line]:
        """Classes make a program, and programs make all; who took part and who did not make those
        who are here; and the parts of the curriculum, between which students can be counted twice,
        are held to the same rule."""
        for part in (*PARTS, HERE, ABSENT):
            for program in self.programs:
                own = tuple((one, part) for one in self.classes if one[0] == program)
                yield small.Line((program, part), own)
            yield small.Line((ALL, part), tuple((program, part) for program in self.programs))
        for of in (*self.classes, *self.programs, ALL):
            yield small.Line((of, HERE), ((of, ALL), (of, ABSENT)))
            yield small.Line((of, ALL), tuple((of, part) for part in Curricular.values))


def numbers(seats: list[Seat], known: dict[Class, int]) -> dict[Any, int]:
    students: dict[Any, set[int]] = defaultdict(set)
    here: dict[Any, int] = defaultdict(int)
    for seat in seats:
        for of in (seat.of_class, seat.program, ALL):
            students[of, ALL].add(seat.student)
            students[of, seat.curricular].add(seat.student)
    for (program, year), number in known.items():
        for of in ((program, year), program, ALL):
            here[of] += number
    found = {(of, part): len(students[of, part]) for of in {*here, ALL} for part in PARTS}
    for of in {*here, ALL}:
        found[of, HERE] = here[of]
        found[of, ABSENT] = here[of] - found[of, ALL]
    return found


PARTICIPATION = (
    Column(_("Students here"), _("Students with a profile here, as of today.")),
    Column(
        _("Took part"),
        _(
            "Students with a placement that began and was not withdrawn from, with a day in this "
            "time. Not: seats that were confirmed and have not begun."
        ),
    ),
    Column(_("Percent"), _("Of the students with a profile here; see below.")),
    *(Column(part.label) for part in Curricular),
)


def class_name(of: Class) -> str:
    program, year = of
    told = {"program": Program(program).label, "year": year}
    if year is None:
        return _now("%(program)s, class year not noted") % told
    return _now("%(program)s, class of %(year)s") % told


def of_class(of: Class) -> dict[str, Any]:
    program, year = of
    return {"program": program, "class_year": year or NO_YEAR}


def learning(seats: list[Seat], name: str) -> Section:
    tests: dict[str, Callable[[Seat], bool]] = {
        "prepared": lambda seat: seat.prepared,
        "reflected": lambda seat: seat.reflected,
    }

    def row(label: Any, part: str) -> Row:
        own = [seat for seat in seats if part in (ALL, seat.curricular)]
        figures: list[Figure] = [count(len(own), link("placements", period=name, curricular=part))]
        for names in (("prepared",), ("reflected",), ("prepared", "reflected")):
            done = sum(all(tests[one](seat) for one in names) for seat in own)
            query = dict.fromkeys(names, "true")
            to = link("placements", period=name, curricular=part, **query)
            figures += [count(done, to), percent(done, len(own), to)]
        return Row(label, tuple(figures), is_total=part == ALL)

    labels = [*((part.label, part.value) for part in Curricular), (_("All"), ALL)]
    return Section(
        "learning",
        _("Preparation and reflection"),
        LEARNING,
        tuple(row(label, part) for label, part in labels) if seats else (),
        head=_("Part of the curriculum"),
        empty=_("No placement began in this time."),
    )


PERCENT = Column(_("Percent"))
LEARNING = (
    Column(_("Placements"), _("Placements that began and were not withdrawn from.")),
    Column(
        _("Prepared"),
        _(
            "Those with hours of preparation or training, or with an answer to a question that is "
            "asked before the first day."
        ),
    ),
    PERCENT,
    Column(
        _("Reflected"),
        _(
            "Those with an answer to a question that is asked during or afterwards, or with hours of "
            "reflection."
        ),
    ),
    PERCENT,
    Column(_("Both"), _("What the LCME calls service-learning takes both.")),
    PERCENT,
)


def hours_given(period: Period, name: str) -> Section:
    found = taking_part.minutes_by_kind(period=period)

    def row(kind: HourKind) -> Row:
        given = found.get(kind, Minutes())
        to = link("hours", period=name, kind=kind.value)
        sure = link("hours", period=name, kind=kind.value, status="confirmed")
        return Row(
            kind.label,
            (hours(given.given, to, given.estimated), hours(given.confirmed, sure)),
        )

    return Section(
        "hours",
        _("Hours"),
        (
            Column(_("Logged"), _("Hours logged for days in this time, by students and partners.")),
            Column(
                _("Confirmed"), _("Those that the partner confirmed; its own it does not confirm.")
            ),
        ),
        tuple(row(kind) for kind in HourKind) if found else (),
        head=_("Kind"),
        empty=_("No hours were logged for this time."),
    )

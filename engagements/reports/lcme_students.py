"""LCME element 6.6: the students who took part, by program and class year, number and percent."""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import Curricular, Program
from engagements.metrics import Period, taking_part
from engagements.metrics.taking_part import ANY, Class
from engagements.published.hiding import SMALLEST
from engagements.reports import small
from engagements.reports.figures import Column, Figure, Link, Row, Section, link, percent
from engagements.reports.filters import NO_YEAR

ALL = ANY
PARTS = (ALL, *Curricular.values)
HERE, SIZE = "here", "size"
"""Students with a profile; and those who are enrolled, where that is known."""
Sizes = Mapping[Class, int]
"""How many students are enrolled in a class, as somebody says who knows."""


def participation(period: Period, name: str, gone: Container, sizes: Sizes) -> Section:
    table = Participation(period, sizes, name, gone)
    rows = tuple(table.rows())
    return Section(
        "students",
        _("Students who took part"),
        (*PARTICIPATION[:3], *(OF_CLASS if sizes else ()), *PARTICIPATION[3:]),
        rows if len(rows) > 1 else (),
        head=_("Program and class year"),
        empty=_("No student has a profile yet."),
    )


class Participation:
    """Students by (class, program, or all of them; part of the curriculum, HERE or ABSENT)."""

    def __init__(self, period: Period, sizes: Sizes, name: str = "", gone: Container = ()) -> None:
        self.name, self.sizes, self.gone = name, sizes, gone
        took, known = taking_part.students(period=period), taking_part.students_known()
        self.classes = classes_of({*known, *(of for of, _part in took)})
        self.programs = list(dict.fromkeys(program for program, _year in self.classes))
        self.numbers = numbers(took, known)
        for of in (*self.classes, *self.programs, ALL):
            if (size := self.size_of(of)) is not None:
                self.numbers[of, SIZE] = size
        self.rests = dict(self.without())
        self.numbers |= self.rests

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
        return (here, number, share, *self.of_class_size(of, number), *told)

    def size_of(self, of: Any) -> int | None:
        """Of a program, where those of all its classes are known; of all programs likewise."""
        if isinstance(of, tuple):
            return self.sizes.get(of)
        own = [self.sizes.get(one) for one in self.classes if of in (ALL, one[0])]
        known = [size for size in own if size is not None]
        return sum(known) if known and len(known) == len(own) else None

    def of_class_size(self, of: Any, number: Figure) -> tuple[Figure, ...]:
        """The size that was typed, and the percent of it; nothing where none was."""
        if not self.sizes:
            return ()
        size = self.size_of(of)
        if number.is_hidden:
            share = Figure(None, "percent", is_hidden=True)
        else:
            share = percent(self.numbers[of, ALL], size or 0, number.link)
        return (Figure(size), share)

    def figure(self, of: Any, part: str, to: Link) -> Figure:
        number, is_gone = self.numbers[of, part], (of, part) in self.gone
        is_small = 0 < number < SMALLEST
        own = None if is_gone else to
        return Figure(number, "", own, is_people=True, is_small=is_small, is_hidden=is_gone)

    def without(self) -> Iterator[tuple[Any, int]]:
        """Students who did not take part: of those here, and of a class; they are not told."""
        for of in (*self.classes, *self.programs, ALL):
            for whole in (HERE, SIZE):
                if (of, whole) in self.numbers:
                    for part in PARTS:
                        rest = self.numbers[of, whole] - self.numbers[of, part]
                        yield (of, part, whole), max(rest, 0)

    def sums(self) -> Iterator[small.Line]:
        """Classes make a program, and programs make all; who took part and who did not make those
        who are here, and the class; and the parts of the curriculum, between which students can be
        counted twice, are held to the same rule."""
        for part in (*PARTS, HERE):
            for program in self.programs:
                own = tuple((one, part) for one in self.classes if one[0] == program)
                yield small.Line((program, part), own)
            yield small.Line((ALL, part), tuple((program, part) for program in self.programs))
        for of, part, whole in self.rests:
            yield small.Line((of, whole), ((of, part), (of, part, whole)))
        for of in (*self.classes, *self.programs, ALL):
            yield small.Line((of, ALL), tuple((of, part) for part in Curricular.values))


def numbers(took: dict[tuple[Class, str], int], known: dict[Class, int]) -> dict[Any, int]:
    """Of each class, summed up for its program and for all."""
    found: dict[Any, int] = defaultdict(int)
    for (program, year), number in known.items():
        for of in ((program, year), program, ALL):
            found[of, HERE] += number
    for ((program, year), part), number in took.items():
        for of in ((program, year), program, ALL):
            found[of, part] += number
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
OF_CLASS = (
    Column(_("Class size"), _("As typed into this page.")),
    Column(_("Percent of class"), _("Students who took part, of the class size.")),
)


def classes_of(found: set[Class]) -> list[Class]:
    """In the order of programs, the next to graduate first."""
    order = Program.values.index
    return sorted(found, key=lambda one: (order(one[0]), one[1] or 9999))


def class_name(of: Class) -> str:
    program, year = of
    told = {"program": Program(program).label, "year": year}
    if year is None:
        return _now("%(program)s, class year not noted") % told
    return _now("%(program)s, class of %(year)s") % told


def of_class(of: Class) -> dict[str, Any]:
    program, year = of
    return {"program": program, "class_year": year or NO_YEAR}

"""LCME element 6.6, service-learning and community service.

The element (Functions and Structure of a Medical School, Liaison Committee on Medical Education)
asks that students have sufficient opportunities and are encouraged to take part. Service-learning is
an experience with three parts: service that responds to what the community itself names, preparation
of the students, and their reflection. The data collection instrument asks for the opportunities,
whether they are required, elective or extracurricular, and for the number and percent of students who
take part, by year.

The LCME accredits programs leading to the MD. The other programs stand beside it, apart.
"""

from collections.abc import Container
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import Curricular, EngagementKind, HourKind
from engagements.metrics import Period, taking_part
from engagements.metrics.taking_part import Minutes, Offers
from engagements.reports.figures import (
    Column,
    Report,
    Row,
    Section,
    count,
    hours,
    link,
    percent,
    withheld,
)
from engagements.reports.lcme_students import ALL, PARTS, Sizes, participation
from engagements.reports.sharing import (
    BOTH,
    CONFIRMED,
    DONE,
    GIVEN,
    HOURS,
    PLACEMENTS,
    learned,
    not_told,
)

TITLE = _("LCME element 6.6: service-learning and community service")


def report(
    period: Period, *, name: str, hides_small: bool = False, sizes: Sizes | None = None
) -> Report:
    gone = not_told(period, sizes) if hides_small else set()
    return Report(
        TITLE,
        period,
        localdate(),
        (
            opportunities(period, name),
            participation(period, name, gone, sizes or {}),
            learning(period, name, gone),
            hours_given(period, name, gone),
        ),
        (*NOTES, SIZES_TYPED if sizes else SIZES_UNKNOWN),
        hides_small=hides_small,
    )


NOTES = (
    _("Class year is the year in which a student expects to graduate."),
    _("A student who took part in two engagements counts once in each column, and once in all."),
)


SIZES_UNKNOWN = _(
    "Percents are of the students of a program and class year who have a profile here, and not of all "
    "who are enrolled: this tracker does not know how many are. Type the size of a class above, and "
    "its percent stands beside it."
)
SIZES_TYPED = _(
    "Class sizes are as somebody typed them into this page: they stand in its address and are kept "
    "nowhere else. “Percent” is of the students who have a profile here."
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


def learning(period: Period, name: str, gone: Container) -> Section:
    found = taking_part.learning(period=period)
    numbers = learned(found)

    def row(label: Any, part: str) -> Row:
        whole = (PLACEMENTS, part, "")
        of_all, is_gone = numbers[whole], whole in gone
        to = link("placements", period=name, curricular=part)
        figures = [withheld(count(of_all, to), is_gone)]
        for done, names in zip(BOTH, (DONE[:1], DONE[1:], DONE), strict=True):
            key = (PLACEMENTS, part, done)
            to = link("placements", period=name, curricular=part, **dict.fromkeys(names, "true"))
            told = (count(numbers[key], to), percent(numbers[key], of_all, to))
            figures.append(withheld(told[0], key in gone))
            figures.append(withheld(told[1], of_all > 0 and (is_gone or key in gone)))
        return Row(label, tuple(figures), is_total=part == ALL)

    labels = [*((part.label, part.value) for part in Curricular), (_("All"), ALL)]
    return Section(
        "learning",
        _("Preparation and reflection"),
        LEARNING,
        tuple(row(label, part) for label, part in labels) if found else (),
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


def hours_given(period: Period, name: str, gone: Container) -> Section:
    found = taking_part.minutes_by_kind(period=period)

    def row(kind: HourKind) -> Row:
        given = found.get(kind, Minutes())
        to = link("hours", period=name, kind=kind.value)
        sure = link("hours", period=name, kind=kind.value, status="confirmed")
        return Row(
            kind.label,
            (
                withheld(hours(given.given, to, given.estimated), (HOURS, kind, GIVEN) in gone),
                withheld(hours(given.confirmed, sure), (HOURS, kind, CONFIRMED) in gone),
            ),
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

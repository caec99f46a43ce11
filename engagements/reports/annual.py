"""The annual report: OCCME's nine values, each with the figures that the tracker has for it."""

from collections.abc import Callable, Container, Iterator
from dataclasses import replace
from statistics import median
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import JUDGED, OccurrenceStatus, Party
from engagements.metrics import Period, money
from engagements.metrics.groups import Group, groups
from engagements.models import Compensation
from engagements.published.hiding import SMALLEST
from engagements.reports.figures import (
    Column,
    Figure,
    Link,
    Report,
    Row,
    Section,
    count,
    link,
    percent,
    withheld,
)
from engagements.reports.rows import Source
from engagements.reports.sharing import ALL_HOURS, KIND, LANGUAGE, NEIGHBORHOOD, not_told
from partners.enums import Kind, Publication, Stage
from partners.models import Priority

TITLE = _("Annual report by value")
NOTES = (
    _(
        "Each figure leads to the records that it was counted from. Days and money are actual; hours "
        "say how much of them was estimated."
    ),
    _("Figures “as of today” do not depend on the time chosen."),
)
OURS, THEIRS = Party.STAFF.value, Party.PARTNER.value
VERDICTS = [status.value for status in JUDGED]
SINGLE = (Column(_("Figure")),)


def report(period: Period, *, name: str, user: Any, hides_small: bool = False) -> Report:
    source = Source(user, name)
    gone = not_told(period) if hides_small else set()
    sections = [*by_groups(period, name, gone)]
    for slug, title, rows in VALUES:
        told = tuple(shared(row, gone) if hides_small else row for row in rows(source, period))
        sections.append(Section(slug, title, SINGLE, told, head=_("What")))
    return Report(TITLE, period, localdate(), tuple(sections), NOTES, hides_small=hides_small)


def shared(row: Row, gone: Container) -> Row:
    """Without figures about fewer than five students: how many have a seat, and their hours."""
    (figure,) = row.figures
    if figure is None or figure.link is None:
        return row
    match figure.link.to:
        case "placements":
            is_gone = 0 < (figure.value or 0) < SMALLEST
        case "hours":
            is_gone = ALL_HOURS in gone and ("supervision", "false") in figure.link.query
        case _:
            return row
    return replace(row, figures=(withheld(figure, is_gone),))


def by_groups(period: Period, name: str, gone: Container) -> Iterator[Section]:
    """Anti-racist: the same figures for each kind, neighborhood and language, misses too."""
    found = groups(period=period)
    tables: tuple[tuple[str, Any, Any, list[tuple[Any, str, Group]]], ...] = (
        ("kinds", _("Anti-racist: by kind of organization"), KIND,
         [(Kind(code).label, code, one) for code, one in found.kinds.items()]),
        ("neighborhoods", _("Anti-racist: by neighborhood"), NEIGHBORHOOD,
         [(title, slug, one) for (slug, title), one in found.neighborhoods.items()]),
        ("languages", _("Anti-racist: by language of the organization"), LANGUAGE,
         [(title, code, one) for (code, title), one in found.languages.items()]),
    )  # fmt: skip
    for slug, title, parameter, rows in tables:
        yield Section(
            slug,
            title,
            GROUP,
            tuple(
                Row(label, group_figures(one, name, {parameter: code}, (parameter, code) in gone))
                for label, code, one in sorted(rows, key=lambda row: str(row[0]))
            ),
            head=_("Group"),
            empty=_("There was no partnership in this time, or nothing of this kind is noted."),
        )


GROUP = (
    Column(
        _("Partnerships"),
        _(
            "Organizations that students worked with, or that a signed agreement was in force with. "
            "One with two places or languages stands in both groups."
        ),
    ),
    Column(_("Students"), _("Students whose placement there began and was not withdrawn from.")),
    Column(_("Promises judged"), _("OCCME’s, due in this time, as the partner judged them.")),
    Column(_("Kept"), _("Of those judged.")),
    Column(_("Not kept"), _("Of those judged: neither in part nor late.")),
)


def group_figures(one: Group, name: str, query: dict, is_gone: bool) -> tuple[Figure, ...]:
    number = len(one.students)
    to = link("students", period=name, **query)
    students = Figure(number, "", to, is_people=True, is_small=0 < number < SMALLEST)

    def promises(*statuses: str) -> Link:
        return many("promises", statuses, period=name, side=OURS, **query)

    return (
        count(len(one.organizations), link("organizations", period=name, **query)),
        withheld(students, is_gone),
        count(one.judged, promises(*VERDICTS)),
        percent(one.kept, one.judged, promises(OccurrenceStatus.KEPT)),
        count(one.not_kept, promises(OccurrenceStatus.NOT_KEPT)),
    )


def many(to: str, statuses: tuple[str, ...], **query: Any) -> Link:
    """A link with one parameter given several times."""
    found = link(to, **query)
    return Link(to, (*found.query, *(("status", str(status)) for status in statuses)))


def inclusivity(source: Source, period: Period) -> Iterator[Row]:
    signed = source.of_period("agreements")
    countered = source.of_period("agreements", countered="true")
    together = source.of_period("engagements", designation="community_engagement")
    yield Row(_("Agreements signed"), (signed,), _("By both sides, with a first day in this time."))
    yield Row(
        _("Agreements that the partner changed before signing"),
        (countered,),
        _("Those of them of which the partner sent a text of its own."),
    )
    yield Row(
        _("Agreements changed by the partner, in percent"),
        (source.share(countered, signed),),
        _("Of the agreements signed."),
    )
    yield Row(
        _("Engagements created together"),
        (source.share(together, source.of_period("engagements")),),
        _("Of engagements held: designated as community engagement, not public service."),
    )


def investment(source: Source, period: Period) -> Iterator[Row]:
    paid = source.figure("money", paid_in=source.name)
    yield Row(_("Money promised"), (source.of_period("money"),), _("Compensation promised."))
    yield Row(_("Money paid"), (paid,), _("Compensation paid, whenever it was promised."))
    yield Row(
        _("Not paid yet, as of today"),
        (source.figure("money", paid="false"),),
        _("Compensation promised at any time."),
    )
    yield Row(
        _("Overdue, as of today"),
        (source.figure("money", overdue="true"),),
        _("What of that is over its day."),
    )
    of_paid = money(Compensation.objects.filter(paid_on__range=period.days))
    yield Row(
        _("Days to pay"),
        (Figure(of_paid.median_days_to_pay, "days", paid.link),),
        _("From the promise to the payment: the median of what was paid in this time."),
    )


def justice(source: Source, period: Period) -> Iterator[Row]:
    for side, label in ((OURS, _("OCCME’s promises due")), (THEIRS, _("Partners’ promises due"))):
        yield Row(label, (source.of_period("promises", side=side),))
    judged = sum_of(source, VERDICTS)
    kept = source.of_period("promises", side=OURS, status=OccurrenceStatus.KEPT.value)
    missed = source.of_period("promises", side=OURS, status=OccurrenceStatus.NOT_KEPT.value)
    yield Row(
        _("OCCME’s promises judged by the partner"),
        (judged,),
        _("Kept, in part, late or not kept; not those changed by agreement or released."),
    )
    yield Row(_("Kept, of those judged"), (source.share(kept, judged),))
    yield Row(_("Not kept"), (missed,), _("Neither in part nor late."))
    yield Row(
        _("Judgements given by partners"),
        (source.of_period("judgements", side=THEIRS),),
        _("Words that hold, by the day on which they were given."),
    )


def sum_of(source: Source, statuses: list[str]) -> Figure:
    """OCCME's promises due in the period with any of these verdicts."""
    to = many("promises", tuple(statuses), period=source.name, side=OURS)
    return source.linked(to)


def partnership(source: Source, period: Period) -> Iterator[Row]:
    held = source.of_period("engagements")
    answering = source.of_period("engagements", answers_priority="true")
    yield Row(_("Engagements held"), (held,), _("The partner said yes, and none cancelled them."))
    yield Row(
        _("Answering a priority"),
        (source.share(answering, held),),
        _("Of engagements held: those that name a priority which the organization stated."),
    )
    yield Row(_("Priorities stated"), (source.of_period("priorities"),))
    yield Row(_("Priorities answered"), (source.figure("priorities", answered_in=source.name),))
    waiting = source.figure("priorities", status="open")
    days = [(localdate() - day).days for day in Priority.objects.filter(status="open")
            .values_list("stated_on", flat=True)]  # fmt: skip
    yield Row(_("Priorities open, as of today"), (waiting,), _("Nobody answers them yet."))
    yield Row(
        _("Days that those have waited"),
        (Figure(median(days) if days else None, "days", waiting.link),),
        _("From the day on which each was stated: the median."),
    )


def reciprocity(source: Source, period: Period) -> Iterator[Row]:
    yield Row(
        _("Agreements in force"),
        (source.figure("agreements", in_force=source.name),),
        _("Signed by both, on a day in this time."),
    )
    yield Row(
        _("Students’ hours"),
        (source.of_period("hours", supervision="false"),),
        _("Logged for days in this time."),
    )
    yield Row(
        _("Partners’ hours of supervision and teaching"),
        (source.of_period("hours", supervision="true"),),
        _("As partners logged them."),
    )
    yield Row(
        _("Partners’ time in contacts"),
        (source.of_period("time-taken"),),
        _("Minutes that were noted with visits, calls, meetings and the like."),
    )
    kept = source.of_period("promises", side=THEIRS, status=OccurrenceStatus.KEPT.value)
    yield Row(_("Partners’ promises kept"), (kept,), _("As OCCME judged them."))


def sustainability(source: Source, period: Period) -> Iterator[Row]:
    yield Row(
        _("Asks of partners"),
        (source.of_period("interactions", asks="true"),),
        _("Contacts that asked something of an organization."),
    )
    yield Row(_("Check-ins asked"), (source.of_period("check-ins"),))
    yield Row(
        _("Check-ins that ended in one agreed change"),
        (source.of_period("check-ins", changed="true"),),
    )
    yield Row(
        _("Seats that end with nobody next, as of today"),
        (source.figure("placements", leaves_gap="true"),),
        _("Their last day is within 30 days."),
    )


def transparency(source: Source, period: Period) -> Iterator[Row]:
    listed = source.figure("organizations", open="true")
    verified = source.figure("organizations", open="true", verified="true")
    yield Row(_("Listings, as of today"), (listed,), _("Organizations that were not closed."))
    yield Row(
        _("Verified within a year, as of today"),
        (source.share(verified, listed),),
        _("Of them: somebody looked whether it is still there."),
    )
    yield Row(
        _("Priorities that everybody reads, as of today"),
        (source.figure("priorities", public="true"),),
    )


def trust(source: Source, period: Period) -> Iterator[Row]:
    for level in (Publication.FULL, Publication.AREA, Publication.HIDDEN):
        yield Row(
            level.label,
            (source.figure("organizations", stage=Stage.ACTIVE.value, publication=level.value),),
            _("Partners, as of today, by what they agreed that the public sees."),
        )
    yield Row(
        _("Check-ins answered by the partner"),
        (source.of_period("check-ins", answered="true"),),
        _("Of those asked in this time."),
    )


Rows = Callable[[Source, Period], Iterator[Row]]
VALUES: tuple[tuple[str, Any, Rows], ...] = (
    ("inclusivity", _("Inclusivity"), inclusivity),
    ("investment", _("Investment"), investment),
    ("justice", _("Justice"), justice),
    ("partnership", _("Partnership"), partnership),
    ("reciprocity", _("Reciprocity"), reciprocity),
    ("sustainability", _("Sustainability"), sustainability),
    ("transparency", _("Transparency"), transparency),
    ("trust", _("Trust"), trust),
)

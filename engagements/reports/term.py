"""What OCCME and one partner gave each other in a time, and what changed: for both to read, and to be
printed and handed over. Nothing of either side's private notes."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    CheckInStatus,
    CommitmentKind,
    OccurrenceStatus,
    Party,
    VersionOrigin,
)
from engagements.metrics import Period
from engagements.metrics.balances import COUNTED_ELSEWHERE
from engagements.metrics.periods import half_year
from engagements.models import AgreementVersion, CheckIn, Engagement, Outcome
from engagements.reports.annual import many
from engagements.reports.figures import Column, Line, Link, Report, Row, Section, link
from engagements.reports.rows import Source
from partners.models import Priority

FIGURES = (Column(_("Figure")),)
DONE = (OccurrenceStatus.KEPT.value, OccurrenceStatus.LATE.value)
NOTES = (
    _(
        "Each number stands for itself, in its own unit. They are not added up, and there is no score."
    ),
    _("Whether a promise was kept is said by the side that was promised."),
)


def report(organization: Any, period: Period, *, name: str, user: Any) -> Report:
    """The same for both sides: hours are of students who have a seat, which both may read."""
    source = Source(user, name, organization=organization.slug)
    title = _now("OCCME and %(name)s") % {"name": organization}
    theirs = _now("What %(name)s gave") % {"name": organization}
    sections = (
        Section("ours", _("What OCCME gave"), FIGURES, tuple(ours(source)), head=_("What")),
        Section("theirs", theirs, FIGURES, tuple(given(source)), head=_("What")),
        Section(
            "changed",
            _("What changed"),
            lines=tuple(sorted(changed(organization, period, name), key=lambda one: one.on)),
            empty=_("Nothing was signed, agreed, stated or written down in this time."),
        ),
    )
    return Report(title, period, localdate(), sections, NOTES, subject=str(organization))


def ours(source: Source) -> Iterator[Row]:
    yield Row(
        _("Students’ placements"),
        (source.of_period("placements"),),
        _("Those that began and were not withdrawn from, with a day in this time."),
    )
    seated = {"supervision": "false", "seated": "true"}
    yield Row(
        _("Students’ hours"),
        (source.of_period("hours", **seated),),
        _("Logged for days in this time, by students who have a seat."),
    )
    yield Row(
        _("Of them confirmed"),
        (source.of_period("hours", status="confirmed", **seated),),
        _("By the partner."),
    )
    yield Row(_("Money promised"), (source.of_period("money"),), _("In this time."))
    yield Row(
        _("Money paid"),
        (source.figure("money", paid_in=source.name),),
        _("In this time, whenever it was promised."),
    )
    yield Row(
        _("Not paid yet"),
        (source.figure("money", paid="false"),),
        _("As of today, whenever it was promised."),
    )
    yield from promises(source, Party.STAFF)


def given(source: Source) -> Iterator[Row]:
    yield Row(
        _("Hours of supervision and teaching"),
        (source.of_period("hours", supervision="true", seated="true"),),
        _("As the partner logged them."),
    )
    yield Row(
        _("Time in contacts"),
        (source.of_period("time-taken"),),
        _("What visits, calls, meetings and the like took, where it was noted."),
    )
    yield Row(
        _("Asks answered to"),
        (source.of_period("interactions", asks="true"),),
        _("Contacts in which OCCME asked something."),
    )
    yield from promises(source, Party.PARTNER)


def promises(source: Source, side: Party) -> Iterator[Row]:
    """Those that were due; and those kept, by kind, besides money and hours."""
    for kind in CommitmentKind:
        if kind not in COUNTED_ELSEWHERE:
            found = source.linked(of_side(source, side, kind=kind.value))
            if found.value:
                label = _now("Promises kept: %(kind)s") % {"kind": kind.label}
                yield Row(label, (found,), _("Due in this time, and judged kept or late."))
    due = source.of_period("promises", side=side.value)
    yield Row(_("Promises due"), (due,), _("In this time."))
    kept = source.of_period("promises", side=side.value, status=OccurrenceStatus.KEPT.value)
    yield Row(_("Of them judged kept"), (kept,), _("By the side that was promised."))
    missed = source.of_period("promises", side=side.value, status=OccurrenceStatus.NOT_KEPT.value)
    yield Row(_("Of them judged not kept"), (missed,), _("Neither in part nor late."))


def of_side(source: Source, side: Party, **query: Any) -> Link:
    return many("promises", DONE, period=source.name, side=side.value, **source.always, **query)


def changed(organization: Any, period: Period, name: str) -> Iterator[Line]:
    """What both sides know: agreements, the one change of a check-in, priorities, outcomes."""
    own = {"organization": organization.slug}
    yield from agreements(organization, period, link("agreements", period=name, **own))
    settled = CheckIn.objects.filter(organization=organization, status=CheckInStatus.SETTLED)
    to = link("check-ins", period=name, changed="true", **own)
    for one in settled.filter(asked_at__date__range=period.days):
        text = _now("Agreed in a check-in: %(change)s") % {"change": one.change}
        yield Line(one.asked_at.date(), text, to)
    yield from priorities(organization, period, name, own)
    held = Engagement.objects.held_in(*period.days).filter(organization=organization)
    outcomes = Outcome.objects.filter(engagement__in=held).exclude(achieved="")
    to = link("engagements", period=name, **own)
    for outcome in outcomes.select_related("engagement").order_by("pk"):
        told = {"title": outcome.engagement.title, "achieved": outcome.achieved}
        text = _now("%(title)s: %(achieved)s") % told
        yield Line(min(outcome.engagement.ends_on, localdate()), text, to, outcome.basis)


def agreements(organization: Any, period: Period, to: Link) -> Iterator[Line]:
    rows = AgreementVersion.objects.signed().filter(agreement__organization=organization)
    words = {
        VersionOrigin.FIRST: _("New agreement: %(title)s"),
        VersionOrigin.AMENDMENT: _("Agreement changed: %(title)s"),
        VersionOrigin.RENEWAL: _("Agreement renewed: %(title)s"),
    }
    for one in rows.filter(starts_on__range=period.days).order_by("starts_on", "pk"):
        text = words[VersionOrigin(one.origin)] % {"title": one.title}
        yield Line(one.starts_on, text, to)
    for one in rows.filter(stopped_on__range=period.days).order_by("stopped_on", "pk"):
        stopped = one.stopped_on or period.last
        yield Line(stopped, _now("Agreement over: %(title)s") % {"title": one.title})


def priorities(organization: Any, period: Period, name: str, own: dict) -> Iterator[Line]:
    rows = Priority.objects.filter(organization=organization)
    for one in rows.filter(stated_on__range=period.days):
        text = _now("Priority stated: %(title)s") % {"title": one.title}
        yield Line(one.stated_on, text, link("priorities", period=name, **own))
    for one in rows.filter(answered_on__range=period.days):
        text = _now("Priority answered: %(title)s") % {"title": one.title}
        yield Line(
            one.answered_on or period.last, text, link("priorities", answered_in=name, **own)
        )


def default_period() -> str:
    """The half of the academic year that it is."""
    return half_year(localdate())

"""Engagements: hours that wait, reflections that are shared, seats that end, what is new."""

from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import LinkPurpose, NoticeKind, Party
from engagements.letters import Line, in_words, on_site
from engagements.mail import asked_of
from engagements.models import HourEntry, Placement, Reflection, SavedSearch
from engagements.reminding.dues import Due
from engagements.searches import new_in, stop_key
from partners.models import Organization


def work() -> Iterator[Due]:
    yield from hours_to_confirm()
    yield from shared_reflections()
    yield from gaps()
    yield from new_finds()


def hours_to_confirm() -> Iterator[Due]:
    """Once a week, while hours wait."""
    waiting = HourEntry.objects.waiting_on_partners().order_by()
    ids = waiting.values("placement__engagement__organization")
    year, week, _day = localdate().isocalendar()
    for organization in Organization.objects.filter(pk__in=ids).order_by("pk"):
        line = Line(
            kind=NoticeKind.HOURS,
            about=f"{organization.pk}:{year}-{week}",
            organization=organization.pk,
            text=asked_of(organization, LinkPurpose.HOURS),
            page=reverse("my"),
            purpose=LinkPurpose.HOURS,
        )
        yield Due(line)


def shared_reflections() -> Iterator[Due]:
    """Each once; those of one organization are told in one sentence."""
    path = "placement__engagement__organization"
    shared: dict[int, list[int]] = defaultdict(list)
    rows = Reflection.objects.shared_with_partner().order_by("pk")
    for pk, organization in rows.values_list("pk", path):
        shared[organization].append(pk)
    for organization in Organization.objects.filter(pk__in=shared).order_by("pk"):
        for pk in shared[organization.pk]:
            line = Line(
                kind=NoticeKind.REFLECTION,
                about=str(pk),
                organization=organization.pk,
                text=asked_of(organization, LinkPurpose.REFLECTIONS),
                page=reverse("placement_list"),
                purpose=LinkPurpose.REFLECTIONS,
            )
            yield Due(line)


def gaps() -> Iterator[Due]:
    """Seats that end within 30 days with nobody next: told once to OCCME and the partner."""
    rows = Placement.objects.leaving_a_gap().select_related("engagement__organization")
    for seat in rows.order_by("engagement__organization", "pk"):
        line = Line(
            kind=NoticeKind.GAP,
            about=f"{seat.pk}:{seat.last}",
            organization=seat.organization_id,
            text=gap_in_words(seat),
            page=seat.get_absolute_url(),
            asked=_("Would you like another student to follow? Please answer this mail."),
        )
        yield Due(line)
        yield Due(line, Party.STAFF, is_steward=False)


def gap_in_words(seat: Placement) -> str:
    words = {
        "title": seat.engagement.title,
        "organization": seat.engagement.organization,
        "day": seat.last_day,
    }
    return in_words(
        _(
            "A student’s seat in “%(title)s” at %(organization)s ends on %(day)s, and nobody comes "
            "next yet."
        ),
        words,
    )


def new_finds() -> Iterator[Due]:
    """What opened since a search was saved, and fits."""
    rows = SavedSearch.objects.filter(user__is_active=True).select_related("user")
    for search in rows.order_by("pk"):
        stop = on_site(reverse("search_stop", args=[stop_key(search)]))
        for engagement in new_in(search):
            text = in_words(_("New, and open: “%(title)s”"), {"title": engagement.title})
            words = {"words": search.words, "stop": stop}
            more = in_words(_("You look for: %(words)s\nNo more mail about that: %(stop)s"), words)
            line = Line(
                kind=NoticeKind.SEARCH,
                about=str(engagement.pk),
                organization=engagement.organization_id,
                text=text,
                more=more,
                page=engagement.get_absolute_url(),
            )
            yield Due(line, address=search.user.email)

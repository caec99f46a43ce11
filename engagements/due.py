"""Mail that comes of time rather than of a step: `manage.py send_due`, once a day or oftener.

A notice is kept before each mail leaves, so that running it twice, or two at once, sends once. Mail
that could not be sent leaves no notice, and is tried the next time.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.enums import LinkPurpose, NoticeKind
from engagements.mail import asked_of, contacts_of, is_quiet, members_of, on_site, post, send_link
from engagements.models import HourEntry, Notice, Placement, Reflection, SavedSearch
from engagements.searches import new_in, stop_key
from partners.models import Organization


class Part(NamedTuple):
    """Something that somebody is to be told once; all of a kind goes into one mail."""

    kind: str
    about: str
    address: str
    text: str


class Asked(NamedTuple):
    """What waits on an organization: for somebody who signs in a page, for a contact a link."""

    kind: str
    about: list[str]
    organization: Organization
    purpose: str
    page: str


def send_due() -> dict[str, int]:
    """Sends all that is due; returns how many mails of each kind."""
    return {
        NoticeKind.HOURS: sum(map(send_asked, hours_to_confirm())),
        NoticeKind.REFLECTION: sum(map(send_asked, shared_reflections())),
        NoticeKind.GAP: send_parts(_("OCCME: a seat ends, and nobody comes next"), gaps()),
        NoticeKind.SEARCH: send_parts(_("OCCME: something new that you look for"), new_finds()),
    }


def untold(kind: str, about: Iterable[str], address: str) -> list[str]:
    """What this address was not written to about yet."""
    about = list(about)
    told = Notice.objects.filter(kind=kind, address=address, about__in=about)
    known = set(told.values_list("about", flat=True))
    return [one for one in about if one not in known]


def send_once(kind: str, about: Iterable[str], address: str, send: Callable[[], bool]) -> bool:
    """Whether it was sent now: not where all of it was before, nor where it could not be."""
    kept = [
        Notice.objects.get_or_create(kind=kind, about=one, address=address)
        for one in untold(kind, about, address)
    ]
    fresh = [notice.pk for notice, is_new in kept if is_new]
    is_sent = False
    try:
        is_sent = bool(fresh) and send()
    finally:
        if not is_sent:
            Notice.objects.filter(pk__in=fresh).delete()
    return is_sent


def send_asked(due: Asked) -> int:
    """To all who act for the organization, unless it wants quiet; returns to how many."""
    if is_quiet(due.organization):
        return 0
    asked = asked_of(due.organization, due.purpose)
    body = f"{asked}\n\n{on_site(due.page)}"
    subject = _("OCCME: %(asked)s") % {"asked": asked}
    mails: list[tuple[str, Callable[[], bool]]] = [
        (address, partial(post, address, subject, body)) for address in members_of(due.organization)
    ]
    mails += [
        (contact.email, partial(send_link, contact, due.purpose))
        for contact in contacts_of(due.organization)
    ]
    return sum(send_once(due.kind, due.about, address, send) for address, send in mails)


def send_parts(subject: str, parts: Iterable[Part]) -> int:
    """One mail to each address; returns how many."""
    mails: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for part in parts:
        mails[part.kind, part.address].setdefault(part.about, part.text)
    sent = 0
    for (kind, address), texts in mails.items():
        fresh = untold(kind, texts, address)
        mail = partial(post, address, subject, "\n\n".join(texts[about] for about in fresh))
        sent += send_once(kind, fresh, address, mail)
    return sent


def hours_to_confirm() -> Iterator[Asked]:
    """Once a week, while hours wait."""
    waiting = HourEntry.objects.waiting_on_partners().order_by()
    ids = waiting.values("placement__engagement__organization")
    year, week, _day = localdate().isocalendar()
    for organization in Organization.objects.filter(pk__in=ids).order_by("pk"):
        about = [f"{organization.pk}:{year}-{week}"]
        yield Asked(NoticeKind.HOURS, about, organization, LinkPurpose.HOURS, reverse("my"))


def shared_reflections() -> Iterator[Asked]:
    """Each once; those of one organization together."""
    path = "placement__engagement__organization"
    shared: dict[int, list[str]] = defaultdict(list)
    rows = Reflection.objects.shared_with_partner().order_by("pk")
    for pk, organization in rows.values_list("pk", path):
        shared[organization].append(str(pk))
    for organization in Organization.objects.filter(pk__in=shared).order_by("pk"):
        yield Asked(
            NoticeKind.REFLECTION,
            shared[organization.pk],
            organization,
            LinkPurpose.REFLECTIONS,
            reverse("placement_list"),
        )


def gaps() -> Iterator[Part]:
    """Seats that end within 30 days with nobody next: told once to OCCME and the partner."""
    rows = Placement.objects.leaving_a_gap().select_related("engagement__organization")
    rows = rows.order_by("engagement__organization", "pk")
    for organization, seats in groupby(rows, key=lambda seat: seat.engagement.organization):
        reached = not is_quiet(organization)
        members = members_of(organization) if reached else []
        contacts = contacts_of(organization) if reached else []
        for seat in seats:
            about, sentence = f"{seat.pk}:{seat.last}", gap_in_words(seat)
            page = f"{sentence}\n{on_site(seat.get_absolute_url())}"
            for address in (settings.CONTACT_EMAIL, *members):
                yield Part(NoticeKind.GAP, about, address, page)
            asked = _("Would you like another student to follow? Please answer this mail.")
            for contact in contacts:
                yield Part(NoticeKind.GAP, about, contact.email, f"{sentence}\n{asked}")


def gap_in_words(seat: Placement) -> str:
    return _(
        "A student’s seat in “%(title)s” at %(organization)s ends on %(day)s, and nobody comes "
        "next yet."
    ) % {
        "title": seat.engagement.title,
        "organization": seat.engagement.organization,
        "day": date_format(seat.last_day),
    }


def new_finds() -> Iterator[Part]:
    """What opened since a search was saved, and fits."""
    rows = SavedSearch.objects.filter(user__is_active=True).select_related("user")
    for search in rows.order_by("pk"):
        stop = on_site(reverse("search_stop", args=[stop_key(search)]))
        for engagement in new_in(search):
            text = _("%(title)s\n%(page)s\nYou look for: %(words)s\nNo more mail about that: %(stop)s") % {
                "title": engagement.title,
                "page": on_site(engagement.get_absolute_url()),
                "words": search.words,
                "stop": stop,
            }  # fmt: skip
            yield Part(NoticeKind.SEARCH, str(engagement.pk), search.user.email, text)

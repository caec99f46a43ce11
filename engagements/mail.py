"""Mail to whom a step concerns, once it is committed; and links that staff send by hand.

What is told is written with the step (`News`), so that none of it is lost, and sent when the step is
committed: at once where it is urgent or the first mail of the day, and otherwise with what
`send_due` sends the next day, as is what was held back in quiet days or could not be sent. The step
stands whatever becomes of the mail.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import LinkPurpose, NoticeKind, Party
from engagements.letters import Item, Line, in_words, on_site, send_letter
from engagements.models import (
    Actor,
    AgreementVersion,
    CheckIn,
    Concern,
    Engagement,
    HourEntry,
    KeyedLink,
    News,
    Occurrence,
    StatusChange,
)
from engagements.models.links import SUBJECTS
from engagements.posting import About, claim, post, send_once
from engagements.reach import Reach, Recipient
from engagements.telling import (
    is_known_to_both,
    organization_of,
    purpose_of,
    said_of,
    sentence_of,
    told,
)
from partners.models import Contact, Organization

BETWEEN = (AgreementVersion, CheckIn, Occurrence)
"""What the steward of an organization looks after."""

NEUTRAL = gettext_lazy("something waits for you")
"""Subjects are read by more people than mails are; that there is a concern is not for them."""


def tell_on_commit(
    record: Any,
    by: Actor,
    parties: tuple[str, ...],
    step: str = "",
    change: StatusChange | None = None,
) -> None:
    """Nobody is written to about a step of their own, nor where nobody is waited for."""
    for party in dict.fromkeys(parties):
        if party != Party.NOBODY and is_known_to_both(record):
            said = said_of(record, party, step, change)
            why = change.reason if change and told(record._meta.model_name, said).says_why else ""
            news = News.objects.create(
                party=party,
                organization=organization_of(record),
                kind=record._meta.model_name,
                number=record.pk,
                said=said,
                status=record.status,
                reason=why,
                not_to=by.email,
            )
            transaction.on_commit(partial(deliver, news, record))


def deliver(news: News, record: Any) -> None:
    """To all whom it concerns; where somebody was not reached now, it stays for `send_due`."""
    line, people = line_of(news, record), recipients_of(news, record, reach_of(news))
    is_urgent = told(news.kind, news.said).is_urgent

    def sent_to(person: Recipient) -> bool:
        def send(_fresh: list[About]) -> bool:
            return send_letter([Item(person, line)])

        return bool(send_once(person.address, [line.notice], send, is_urgent=is_urgent))

    sent = [sent_to(person) for person in people if not is_by(news, person)]
    if people and all(sent):
        news.delete()


def reach_of(news: News) -> Reach:
    return Reach([news.organization_id] if news.organization_id else [])


def is_by(news: News, person: Recipient) -> bool:
    """Whether it was their own step."""
    return person.address.lower() == news.not_to.lower()


def recipients_of(news: News, record: Any, reach: Reach) -> list[Recipient]:
    """Those of the party; of a partner nobody in its quiet days."""
    match news.party:
        case Party.PARTNER:
            return reach.partner(news.organization_id or 0)
        case Party.STAFF if isinstance(record, Concern) and news.said != "nobody":
            return reach.concerns()
        case Party.STAFF:
            return reach.office(news.organization_id if isinstance(record, BETWEEN) else None)
    return student_of(record)


def student_of(record: Any) -> list[Recipient]:
    """Whose placement it is; of an engagement, who proposed it, if a student did."""
    match record:
        case Engagement():
            student = record.proposed_by
        case HourEntry():
            student = record.placement.student
        case _:
            student = record.student
    return [Recipient(student.user.email)] if student and student.user.is_active else []


def line_of(news: News, record: Any) -> Line:
    purpose, opens = purpose_of(record)
    why = in_words(gettext_lazy("They say why: “%(reason)s”"), {"reason": news.reason})
    return Line(
        kind=NoticeKind.NEWS,
        about=str(news.pk),
        organization=news.organization_id or 0,
        text=lazy(sentence_of, str)(record, news.party, news.said),
        more=why if news.reason else "",
        page=page_of(record),
        purpose=purpose,
        record=opens,
        subject=NEUTRAL if isinstance(record, Concern) else "",
    )


def page_of(record: Any) -> str:
    """Where somebody who signs in reads it."""
    shown = record.placement if isinstance(record, HourEntry) else record
    try:
        return shown.get_absolute_url()
    except NoReverseMatch:
        return reverse("my")


ASKED = {
    LinkPurpose.ENGAGEMENT: gettext_lazy(
        "OCCME proposes “%(title)s” to %(organization)s. Nothing opens without your yes."
    ),
    LinkPurpose.PLACEMENT: gettext_lazy(
        "A student has applied for “%(title)s” at %(organization)s. You decide."
    ),
    LinkPurpose.HOURS: gettext_lazy(
        "Students have noted hours at %(organization)s. Please say whether they are right."
    ),
    LinkPurpose.REFLECTIONS: gettext_lazy(
        "Students share with %(organization)s what they learned there."
    ),
    LinkPurpose.AGREEMENT: gettext_lazy(
        "The agreement “%(title)s” between OCCME and %(organization)s waits on you."
    ),
    LinkPurpose.PROMISES: gettext_lazy(
        "Did OCCME keep what it promised %(organization)s? You say how it went."
    ),
    LinkPurpose.CHECK_IN: gettext_lazy(
        "How is it going between OCCME and %(organization)s? Five questions, answered by both sides."
    ),
    LinkPurpose.LISTING: gettext_lazy(
        "Is what OCCME says about %(organization)s still right? You decide what the public sees."
    ),
}


def asked_of(organization: Any, purpose: str, title: str = "") -> Any:
    """What is asked, in a sentence."""
    return in_words(ASKED[LinkPurpose(purpose)], {"organization": organization, "title": title})


def was_sent_today(contact: Contact, purpose: str, record: Any = None) -> bool:
    """Whether a link that still works went to them today for the same."""
    mine = KeyedLink.objects.working().filter(contact=contact, purpose=purpose)
    of = {SUBJECTS[LinkPurpose(purpose)]: record} if record else {}
    return mine.filter(made_at__date=localdate(), **of).exists()


def send_link(contact: Contact, purpose: str, record: Any = None) -> bool:
    """By hand, whatever went out today; `send_due` then waits for the next day. Returns whether it
    was sent."""
    organization: Organization = contact.organization
    title = str(record) if record else ""
    line = Line("", "", organization.pk, asked_of(organization, purpose, title), purpose=purpose,
                record=record)  # fmt: skip
    is_sent = send_letter([Item(Recipient(contact.email, contact), line)])
    if is_sent:
        claim((NoticeKind.DAY, localdate().isoformat()), contact.email)
    return is_sent


def tell_that_link_came_to_somebody_else(link: KeyedLink) -> None:
    """OCCME's office, which then looks for the right address."""
    body = _(
        "Whoever opened the link that was sent to %(email)s for %(organization)s says that they "
        "are not %(name)s. The link is ended. What was done through it before stands; please look "
        "at it, and find out whom to write to:\n\n%(page)s"
    ) % {
        "email": link.address,
        "organization": link.organization,
        "name": link.contact,
        "page": on_site(reverse("link_list", args=[link.organization.slug])),
    }
    post(settings.CONTACT_EMAIL, _("OCCME: a link came to somebody else"), body)

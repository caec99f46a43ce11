"""One mail to one person: what it says, line by line, and what each line opens.

Somebody with an account gets the address of a page; a partner's contact without one a keyed link,
one for each purpose that the lines concern. Mails are written in English today: whatever else the
site is offered in one day (`LANGUAGES`) a contact's `language` chooses, for every sentence here and in
`telling` and `reminding` is translatable.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from engagements.models import KeyedLink
from engagements.models.links import LIFETIME
from engagements.posting import About, post
from engagements.reach import Recipient
from partners.models import Contact

LINES_MOST = 10
"""Of a kind under one link; how many more there are is said, and is on the page."""


@dataclass(frozen=True)
class Line:
    """Something that is told once. `page` is what somebody who signs in opens; `purpose` and
    `record` what a contact is sent a link for. Without a purpose there is no link, and `asked` says
    what they can do."""

    kind: str
    about: str
    organization: int
    text: str
    more: str = ""
    page: str = ""
    purpose: str = ""
    record: Any = None
    asked: str = ""

    @property
    def notice(self) -> About:
        return self.kind, self.about

    def door(self, person: Recipient) -> tuple[int, str, int]:
        """Lines of one door stand together, above what opens it."""
        if not person.contact:
            return self.organization, self.page, 0
        number = self.record.pk if self.record else 0
        return self.organization, self.purpose or self.about, number


def on_site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def in_language_of(contact: Contact | None) -> AbstractContextManager:
    """The contact's own, where the site is offered in it."""
    code = contact.language.code if contact and contact.language else ""
    offered = {known.lower(): known for known, _name in settings.LANGUAGES}
    return override(offered[code.lower()]) if code.lower() in offered else nullcontext()


def send_letter(person: Recipient, lines: list[Line]) -> bool:
    """Whether it went out; links that nobody was sent do not stay."""
    links: list[KeyedLink] = []
    is_sent = False
    try:
        with in_language_of(person.contact):
            body = body_of(person, lines, links)
            is_sent = post(person.address, subject_of(lines), body)
    finally:
        if not is_sent:
            KeyedLink.objects.filter(pk__in=[link.pk for link in links]).delete()
    return is_sent


def subject_of(lines: list[Line]) -> str:
    texts = {line.text for line in lines}
    if len(texts) == 1:
        return _("OCCME: %(what)s") % {"what": Truncator(lines[0].text).chars(120)}
    text = ngettext(
        "OCCME: %(count)d thing to look at", "OCCME: %(count)d things to look at", len(texts)
    )
    return text % {"count": len(texts)}


def body_of(person: Recipient, lines: list[Line], links: list[KeyedLink]) -> str:
    """Adds the links that it makes to `links`."""
    doors: dict[tuple[int, str, int], list[Line]] = {}
    for line in lines:
        doors.setdefault(line.door(person), []).append(line)
    parts = [opened(person, some, links) for _door, some in sorted(doors.items())]
    if not person.contact:
        return "\n\n".join(parts)
    greeting = _("Dear %(name)s,") % {"name": person.contact.name}
    return "\n\n".join([greeting, *parts, *([about_links(person.contact)] if links else [])])


def opened(person: Recipient, lines: list[Line], links: list[KeyedLink]) -> str:
    """What is told, and the page or the link where it can be answered."""
    first, texts = lines[0], shortened(lines)
    if not person.contact:
        address = on_site(first.page)
    elif first.purpose:
        link, path = KeyedLink.made_for(person.contact, first.purpose, first.record)
        links.append(link)
        address = on_site(path)
    else:
        address = first.asked
    return "\n\n".join([*texts, address])


def shortened(lines: Iterable[Line]) -> list[str]:
    """Each line; of a long row of the same kind the first."""
    texts = []
    for _kind, rows in groupby(lines, key=lambda line: line.kind):
        some = [*dict.fromkeys("\n\n".join(filter(None, (one.text, one.more))) for one in rows)]
        texts += some[:LINES_MOST]
        if (more := len(some) - LINES_MOST) > 0:
            text = ngettext("And %(count)d more like it.", "And %(count)d more like these.", more)
            texts.append(text % {"count": more})
    return texts


def about_links(contact: Contact) -> str:
    return _(
        "Each link above opens its page without an account. It works until %(day)s, for this and "
        "nothing else. You may forward it to somebody at %(organization)s whom it concerns. You are "
        "not %(name)s? The page has a button that says so."
    ) % {
        "day": date_format(now() + LIFETIME),
        "organization": contact.organization,
        "name": contact.name,
    }

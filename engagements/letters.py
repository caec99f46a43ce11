"""One mail to one person: what it says, line by line, and what each line opens.

Somebody with an account gets the address of a page; a partner's contact without one a keyed link,
one for each purpose that the lines concern. Mails are written in English today: whatever else the
site is offered in one day (`LANGUAGES`) a contact's `language` chooses, for every sentence here and in
`telling` and `reminding` is translatable.
"""

from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
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
    what they can do. `subject` is for a mail about this alone, where its text is not for everybody
    who sees a mailbox."""

    kind: str
    about: str
    organization: int
    text: Promise | str
    more: Promise | str = ""
    page: str = ""
    purpose: str = ""
    record: Any = None
    asked: Promise | str = ""
    subject: Promise | str = ""

    @property
    def notice(self) -> About:
        return self.kind, self.about

    @property
    def whole(self) -> str:
        return "\n\n".join(filter(None, (str(self.text), str(self.more))))


class Item(NamedTuple):
    """A line for one person. Who signs in for one organization and is another's contact reads of both
    in one mail, as whom they are in each."""

    person: Recipient
    line: Line

    @property
    def notice(self) -> tuple[str, str, str]:
        return *self.line.notice, self.person.address.lower()

    @property
    def door(self) -> tuple[int, str, int]:
        """Lines of one door stand together, above what opens it."""
        line = self.line
        if not self.person.contact:
            return line.organization, line.page, 0
        number = line.record.pk if line.record else 0
        return line.organization, line.purpose or line.about, number


def _in_words(text: Any, words: dict[str, Any]) -> str:
    shown = {
        name: date_format(word) if isinstance(word, date) else word for name, word in words.items()
    }
    return str(text) % shown


in_words = lazy(_in_words, str)
"""A sentence with its words, put together where it is read, and so in the reader's language."""


def on_site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def in_language_of(contact: Contact | None) -> AbstractContextManager:
    """The contact's own, where the site is offered in it."""
    code = contact.language.code if contact and contact.language else ""
    offered = {known.lower(): known for known, _name in settings.LANGUAGES}
    return override(offered[code.lower()]) if code.lower() in offered else nullcontext()


def send_letter(items: list[Item]) -> bool:
    """Whether it went out, to the one address of all items; links that nobody was sent do not
    stay."""
    links: list[KeyedLink] = []
    contact = next((item.person.contact for item in items if item.person.contact), None)
    is_sent = False
    try:
        with in_language_of(contact):
            body = body_of(items, contact, links)
            is_sent = post(items[0].person.address, subject_of([i.line for i in items]), body)
    finally:
        if not is_sent:
            KeyedLink.objects.filter(pk__in=[link.pk for link in links]).delete()
    return is_sent


def subject_of(lines: list[Line]) -> str:
    texts = {str(line.text) for line in lines}
    if len(texts) == 1:
        what = str(lines[0].subject or lines[0].text)
        return _("OCCME: %(what)s") % {"what": Truncator(what).chars(120)}
    text = ngettext(
        "OCCME: %(count)d thing to look at", "OCCME: %(count)d things to look at", len(texts)
    )
    return text % {"count": len(texts)}


def body_of(items: list[Item], contact: Contact | None, links: list[KeyedLink]) -> str:
    """Adds the links that it makes to `links`."""
    doors: dict[tuple[int, str, int], list[Item]] = {}
    for item in items:
        doors.setdefault(item.door, []).append(item)
    parts = [opened(some, links) for _door, some in sorted(doors.items())]
    if contact is None:
        return "\n\n".join(parts)
    greeting = _("Dear %(name)s,") % {"name": contact.name}
    return "\n\n".join([greeting, *parts, *([about_links(contact)] if links else [])])


def opened(items: list[Item], links: list[KeyedLink]) -> str:
    """What is told, and the page or the link where it can be answered."""
    (person, line), texts = items[0], shortened([item.line for item in items])
    if not person.contact:
        address = on_site(line.page)
    elif line.purpose:
        link, path = KeyedLink.made_for(person.contact, line.purpose, line.record)
        links.append(link)
        address = on_site(path)
    else:
        address = str(line.asked)
    return "\n\n".join([*texts, address])


def shortened(lines: Iterable[Line]) -> list[str]:
    """Each line; of a long row of the same kind the first."""
    texts = []
    for _kind, rows in groupby(lines, key=lambda line: line.kind):
        some = [*dict.fromkeys(one.whole for one in rows)]
        texts += some[:LINES_MOST]
        if (more := len(some) - LINES_MOST) > 0:
            text = ngettext("And %(count)d more like it.", "And %(count)d more like these.", more)
            texts.append(text % {"count": more})
    return texts


def about_links(contact: Contact) -> str:
    return _(
        "Each link above opens its page without an account. It works until %(day)s, for this and "
        "nothing else. You may forward it to somebody at your organization whom it concerns. You are "
        "not %(name)s? The page has a button that says so."
    ) % {
        "day": date_format(now() + LIFETIME),
        "name": contact.name,
    }

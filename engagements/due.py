"""Mail that comes of time rather than of a step: `manage.py send_due`, once a day or oftener.

Each address gets one mail a day, with all that is due, and all that steps told and that could not
go out at once. A notice of each line is kept before the mail leaves, so that running it twice, or two
at once, sends once. Mail that could not be sent leaves no notice, and is tried the next time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

from django.apps import apps

from engagements.enums import NoticeKind, Party
from engagements.letters import Item, send_letter
from engagements.mail import is_by, line_of, recipients_of
from engagements.models import FailedMail, News, Notice
from engagements.posting import About, batched, send_once
from engagements.reach import Reach, Recipient
from engagements.reminding.agreements import agreements
from engagements.reminding.dues import Due
from engagements.reminding.money import money
from engagements.reminding.promises import promises
from engagements.reminding.work import work
from occme.freshness.models import compact

Told = set[tuple[str, str, str]]
"""Notices: kind, about, address."""


def send_due() -> dict[str, int]:
    """Sends all that is due; returns how many mails, and how many of them tell each kind. Sums up
    what was noted of changes, so that their table stays small."""
    news = [(one, record) for one, record in held_news() if is_still_so(one, record)]
    dues = list(chain(agreements(), promises(), money(), work()))
    organizations = {due.line.organization for due in dues}
    reach = Reach(
        organizations | {one.organization_id for one, _record in news if one.organization_id}
    )
    of_news = {one: list(items_of_news(one, record, reach)) for one, record in news}
    items = [*chain(*of_news.values()), *(item for due in dues for item in items_of(due, reach))]
    told = already_told(items)
    sent: Counter[str] = Counter(dict.fromkeys(NoticeKind.values, 0))
    for address, some in mailboxes(items, told).items():
        now_told = send_day(some)
        told |= {(*about, address) for about in now_told}
        sent.update({kind for kind, _about in now_told})
        sent[NoticeKind.DAY] += bool(now_told)
    forget_told(of_news, told)
    compact()
    return dict(sent)


def held_news() -> Iterator[tuple[News, Any]]:
    """With their records as they are now; those whose record is gone are dropped."""
    rows = list(News.objects.held())
    numbers: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        numbers[row.kind].add(row.number)
    found = {
        (kind, record.pk): record
        for kind, some in numbers.items()
        for record in apps.get_model("engagements", kind)._default_manager.filter(pk__in=some)
    }
    for row in rows:
        yield row, found.get((row.kind, row.number))


def is_still_so(news: News, record: Any) -> bool:
    """What went on since is told by what came after it; the old is dropped."""
    if record is not None and record.status == news.status:
        return True
    news.delete()
    return False


def items_of_news(news: News, record: Any, reach: Reach) -> Iterator[Item]:
    line = line_of(news, record)
    for person in recipients_of(news, record, reach):
        if not is_by(news, person):
            yield Item(person, line)


def items_of(due: Due, reach: Reach) -> Iterator[Item]:
    for person in people_of(due, reach):
        yield Item(person, due.line)


def people_of(due: Due, reach: Reach) -> list[Recipient]:
    if due.address:
        return [Recipient(due.address)]
    if due.party == Party.PARTNER:
        return reach.partner(due.line.organization)
    return reach.office(due.line.organization if due.is_steward else None)


def already_told(items: Iterable[Item]) -> Told:
    about: dict[str, set[str]] = defaultdict(set)
    for item in items:
        about[item.line.kind].add(item.line.about)
    told: Told = set()
    for kind, some in about.items():
        for few in batched(sorted(some)):
            rows = Notice.objects.filter(kind=kind, about__in=few)
            told.update(rows.values_list("kind", "about", "address"))
    return told


def mailboxes(items: Iterable[Item], told: Told) -> dict[str, list[Item]]:
    """What is new, by address, without addresses that failed for good."""
    blocked = {*FailedMail.objects.permanent().values_list("address", flat=True)}
    boxes: dict[str, dict[About, Item]] = defaultdict(dict)
    for item in items:
        address = item.person.address.lower()
        if item.notice not in told and address not in blocked:
            boxes[address].setdefault(item.line.notice, item)
    return {address: list(box.values()) for address, box in boxes.items()}


def send_day(items: list[Item]) -> list[About]:
    """One mail to one address; returns what it told."""
    address = items[0].person.address
    about = [item.line.notice for item in items]
    return send_once(address, about, partial(send_items, items))


def send_items(items: list[Item], fresh: list[About]) -> bool:
    known = {*fresh}
    return send_letter([item for item in items if item.line.notice in known])


def forget_told(news: dict[News, list[Item]], told: Told) -> None:
    """What all of its party know by now."""
    done = [one.pk for one, items in news.items() if items and {i.notice for i in items} <= told]
    News.objects.filter(pk__in=done).delete()

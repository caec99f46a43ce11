"""Agreements and check-ins: what waits on a side, what is to be looked at again, what ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from engagements.enums import CheckInStatus, LinkPurpose, NoticeKind, Party
from engagements.letters import Line, in_words
from engagements.models import AgreementVersion, CheckIn
from engagements.models.acts import other_side
from engagements.reminding.dues import WEEK, Due, page_named, times_since
from engagements.rhythms import months_later

BOTH = (Party.PARTNER, Party.STAFF)
BEFORE_REVIEW = timedelta(days=14)
AFTER_REVIEW = timedelta(days=60)
BEFORE_END = (14, 60)
"""Days before the end on which both sides are asked what comes next."""

WAITS = {
    Party.PARTNER: _("“%(title)s” waits on you since %(day)s."),
    Party.STAFF: _("“%(title)s” with %(organization)s waits on OCCME since %(day)s."),
}
SENTENCES = {
    "review": _(
        "“%(title)s”, between OCCME and %(organization)s: on %(day)s both sides look at it again, "
        "as agreed. Is it still what you want?"
    ),
    "reviewed": _(
        "“%(title)s”, between OCCME and %(organization)s: it was to be looked at again on %(day)s. "
        "Is it still what you want?"
    ),
    "ending": _(
        "“%(title)s”, between OCCME and %(organization)s, ends on %(day)s, and there is no next "
        "version yet. Renew it, or let it end?"
    ),
    "expired": _(
        "“%(title)s”, between OCCME and %(organization)s, ended on %(day)s. Nothing of it holds any "
        "more."
    ),
}
ASKED = {
    Party.PARTNER: _("OCCME asked on %(day)s how it is going: five questions wait on you."),
    Party.STAFF: _("The check-in with %(organization)s of %(day)s waits on OCCME’s answers."),
}
TO_SETTLE = {
    Party.PARTNER: _("After the check-in OCCME suggested one change. Do you agree to it?"),
    Party.STAFF: _("After the check-in %(organization)s suggested one change. Does OCCME agree?"),
}


def agreements() -> Iterator[Due]:
    yield from waiting()
    yield from reviews()
    yield from ending()
    yield from expired()
    yield from check_ins()


def due(
    kind: str, about: str, party: Party, version: AgreementVersion, text: Any, day: date
) -> Due:
    organization = version.agreement.organization
    words = {"title": version.title, "organization": organization, "day": day}
    line = Line(
        kind=kind,
        about=about,
        organization=organization.pk,
        text=in_words(text, words),
        page=page_named("agreement_detail", version.agreement_id),
        purpose=LinkPurpose.AGREEMENT,
        record=version.agreement,
    )
    return Due(line, party)


def versions() -> Any:
    """In a fixed order, without the texts."""
    rows = AgreementVersion.objects.select_related("agreement__organization")
    return rows.defer("draft").order_by("pk")


def waiting() -> Iterator[Due]:
    """A week after the other side acted, and then every AGAIN days."""
    since = now() - timedelta(days=WEEK)
    for party in BOTH:
        for row in versions().waiting_on(party).filter(since_at__lt=since, round__isnull=False):
            day = localtime(row.since_at).date()
            times = times_since(day + timedelta(days=WEEK))
            about = f"{row.pk}:{row.revision}:{times}"
            yield due(NoticeKind.WAITING, about, party, row, WAITS[party], day)


def reviews() -> Iterator[Due]:
    """Before the day once, and once on it or after."""
    today = localdate()
    for row in versions().in_force().exclude(review_months=None):
        for day in review_days(row):
            if today < day <= today + BEFORE_REVIEW:
                yield from to_both(NoticeKind.REVIEW, f"{row.pk}:{day}:before", row, "review", day)
            elif today - AFTER_REVIEW < day <= today:
                yield from to_both(NoticeKind.REVIEW, f"{row.pk}:{day}", row, "reviewed", day)


def review_days(version: AgreementVersion) -> Iterator[date]:
    """All of its term, as `AgreementVersion.review_on` counts them."""
    months: Any = version.review_months
    starts_on: Any = version.starts_on
    ends_on: Any = version.ends_on
    number = 1
    while (day := months_later(starts_on, months * number)) < ends_on:
        yield day
        number += 1


def ending() -> Iterator[Due]:
    """Some weeks before the end, and again some days before."""
    today = localdate()
    last = today + timedelta(days=BEFORE_END[-1])
    for row in versions().in_force().filter(ends_on__lte=last).without_next():
        left = (row.ends_on - today).days
        step = next(days for days in BEFORE_END if left <= days)
        about = f"{row.pk}:{row.ends_on}:{step}"
        yield from to_both(NoticeKind.ENDING, about, row, "ending", row.ends_on)


def expired() -> Iterator[Due]:
    """Once, where nobody ended it."""
    for row in versions().expired():
        yield from to_both(NoticeKind.EXPIRED, str(row.pk), row, "expired", row.ends_on)


def to_both(kind: str, about: str, row: AgreementVersion, said: str, day: date) -> Iterator[Due]:
    for party in BOTH:
        yield due(kind, about, party, row, SENTENCES[said], day)


def check_ins() -> Iterator[Due]:
    """A week after a side was asked, and then every AGAIN days."""
    since = now() - timedelta(days=WEEK)
    rows = CheckIn.objects.select_related("organization").prefetch_related("sheets").order_by("pk")
    for row in rows.filter(status=CheckInStatus.OPEN, asked_at__lt=since):
        answered = {sheet.side for sheet in row.sheets.all()}
        for party in BOTH:
            if party not in answered:
                yield due_of_check_in(row, party, ASKED, localtime(row.asked_at).date())
    for row in rows.filter(status=CheckInStatus.ANSWERED, revised_at__lt=since).exclude(change=""):
        day = localtime(row.revised_at).date()
        yield due_of_check_in(row, other_side(row.change_side), TO_SETTLE, day)


def due_of_check_in(row: CheckIn, party: Party, sentences: Any, day: date) -> Due:
    times = times_since(day + timedelta(days=WEEK))
    words = {"organization": row.organization, "day": day}
    line = Line(
        kind=NoticeKind.CHECK_IN,
        about=f"{row.pk}:{row.status}:{times}",
        organization=row.organization_id,
        text=in_words(sentences[party], words),
        page=page_named("check_in_detail", row.pk),
        purpose=LinkPurpose.CHECK_IN,
    )
    return Due(line, party)

"""Promises: due and overdue for who gave them, to judge for who received them, and what was said.

Before the day once, on the day after it, and then every 30 days for a year; to judge when it can be
judged, and twice more. What was said of it is told once to the other side.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import VERDICTS, LinkPurpose, NoticeKind, OccurrenceStatus, Party
from engagements.letters import Line, in_words
from engagements.models import Judgement, Occurrence
from engagements.models.acts import other_side
from engagements.reminding.dues import AGAIN, Due, page_named, times_since

OVERDUE_MOST = timedelta(days=365)
JUDGE_MOST = timedelta(days=3 * AGAIN)
SAID_MOST = timedelta(days=180)
"""How far back one looks: what is older stands on the pages."""

SHOWN_MOST = 120
"""Letters of a promise in a mail."""

PARTNER, STAFF = Party.PARTNER, Party.STAFF
SENTENCES = {
    (NoticeKind.DUE, PARTNER): _("You promised OCCME, due on %(day)s: “%(promise)s”"),
    (NoticeKind.DUE, STAFF): _("OCCME promised %(organization)s, due on %(day)s: “%(promise)s”"),
    (NoticeKind.OVERDUE, PARTNER): _(
        "You promised OCCME, overdue since %(day)s: “%(promise)s” If it is done, report it."
    ),
    (NoticeKind.OVERDUE, STAFF): _(
        "OCCME promised %(organization)s, overdue since %(day)s: “%(promise)s” If it is done, "
        "report it."
    ),
    (NoticeKind.JUDGE, PARTNER): _(
        "OCCME promised you, due on %(day)s: “%(promise)s” Say how it went."
    ),
    (NoticeKind.JUDGE, STAFF): _(
        "%(organization)s promised OCCME, due on %(day)s: “%(promise)s” Say how it went."
    ),
    ("reported", PARTNER): _("OCCME reports done: “%(promise)s” Say how it went."),
    ("reported", STAFF): _("%(organization)s reports done: “%(promise)s” Say how it went."),
    (NoticeKind.VERDICT, PARTNER): _("OCCME says of what you promised: %(verdict)s. “%(promise)s”"),
    (NoticeKind.VERDICT, STAFF): _(
        "%(organization)s says of what OCCME promised: %(verdict)s. “%(promise)s”"
    ),
    (NoticeKind.ANSWER, PARTNER): _("OCCME answers what you said of its promise: “%(promise)s”"),
    (NoticeKind.ANSWER, STAFF): _(
        "%(organization)s answers what you said of its promise: “%(promise)s”"
    ),
}

FIELDS = ("pk", "organization", "organization__name", "giver", "due_on", "commitment__text")


def promises() -> Iterator[Due]:
    yield from due_soon()
    yield from overdue()
    yield from to_judge()
    yield from verdicts()
    yield from answers()


def due(kind: str, about: str, party: str, row: Any, said: str = "", verdict: Any = "") -> Due:
    """`row`: as FIELDS has it, or with these first."""
    _pk, organization, name, _giver, day, promise = row[: len(FIELDS)]
    words = {
        "organization": name,
        "day": day,
        "promise": promise if len(promise) <= SHOWN_MOST else Truncator(promise).chars(SHOWN_MOST),
        "verdict": verdict,
    }
    line = Line(
        kind=kind,
        about=about,
        organization=organization,
        text=in_words(SENTENCES[said or kind, Party(party)], words),
        page=page_named("promise_list"),
        purpose=LinkPurpose.PROMISES,
    )
    return Due(line, Party(party))


def due_soon() -> Iterator[Due]:
    """Once in the days before."""
    for row in Occurrence.objects.due().order_by("due_on", "pk").values_list(*FIELDS):
        yield due(NoticeKind.DUE, str(row[0]), row[3], row)


def overdue() -> Iterator[Due]:
    """On the day after, and then every AGAIN days."""
    today = localdate()
    rows = Occurrence.objects.overdue().filter(due_on__gt=today - OVERDUE_MOST)
    for row in rows.order_by("due_on", "pk").values_list(*FIELDS):
        times = times_since(row[4] + timedelta(days=1), today)
        yield due(NoticeKind.OVERDUE, f"{row[0]}:{times}", row[3], row)


def to_judge() -> Iterator[Due]:
    """When its day has come, or when it is reported, and twice more."""
    today = localdate()
    rows = Occurrence.objects.to_judge().order_by("due_on", "pk")
    for row in rows.values_list(*FIELDS, "status", "reported_on"):
        *_fields, status, reported_on = row
        day = reported_on or row[4]
        if day > today - JUDGE_MOST:
            said = "reported" if status == OccurrenceStatus.REPORTED else ""
            about = f"{row[0]}:{status}:{times_since(day, today)}"
            yield due(NoticeKind.JUDGE, about, other_side(row[3]), row, said)


OF_JUDGEMENT = tuple(f"occurrence__{name}" for name in FIELDS)


def judgements() -> Any:
    recent = localdate() - SAID_MOST
    return Judgement.objects.standing().filter(given_on__gt=recent).order_by("given_on", "pk")


def verdicts() -> Iterator[Due]:
    """Each once, to who gave the promise."""
    labels = {one.value: one.label for one in VERDICTS}
    for *row, pk, verdict in judgements().values_list(*OF_JUDGEMENT, "pk", "verdict"):
        yield due(NoticeKind.VERDICT, str(pk), row[3], row, verdict=labels[verdict])


def answers() -> Iterator[Due]:
    """Each once, to who judged the promise."""
    rows = judgements().exclude(answered_at=None)
    for *row, pk in rows.values_list(*OF_JUDGEMENT, "pk"):
        yield due(NoticeKind.ANSWER, str(pk), other_side(row[3]), row)

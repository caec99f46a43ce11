"""What is to be paid: for OCCME's staff, who pay it. Whom it is paid to is on the page alone."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import NoticeKind, Party
from engagements.letters import Line, in_words
from engagements.models import Compensation
from engagements.querysets.agreements import DUE_SOON
from engagements.reminding.dues import Due, page_named, times_since

SENTENCES = {
    True: _("$%(amount)s at %(organization)s is overdue since %(day)s: %(purpose)s"),
    False: _("$%(amount)s at %(organization)s is due on %(day)s: %(purpose)s"),
}


def money() -> Iterator[Due]:
    """Once in the days before; on the day after, and then every AGAIN days."""
    rows = Compensation.objects.unpaid().filter(due_on__lte=localdate() + DUE_SOON)
    for row in rows.select_related("organization").order_by("due_on", "pk"):
        times = times_since(row.due_on + timedelta(days=1)) if row.is_overdue else "before"
        words = {
            "amount": number_format(row.amount, 2),
            "organization": row.organization,
            "day": row.due_on,
            "purpose": row.purpose,
        }
        line = Line(
            kind=NoticeKind.MONEY,
            about=f"{row.pk}:{row.due_on}:{times}",
            organization=row.organization_id,
            text=in_words(SENTENCES[row.is_overdue], words),
            page=page_named("compensation_list"),
        )
        yield Due(line, Party.STAFF)

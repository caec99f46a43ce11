"""Questions about mail."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.timezone import now

from engagements import policies

HELD_MOST = timedelta(days=180)
"""After so long nobody is told any more: it stands on the pages."""


class NewsQuerySet(QuerySet):
    def held(self):
        """What is still to be told, oldest first."""
        return self.filter(at__gt=now() - HELD_MOST).order_by("at", "pk")


class FailedMailQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.failed_mails."""
        return self.filter(policies.failed_mails(user))

    def unsettled(self):
        return self.filter(settled_at=None)

    def permanent(self):
        """Those whose address is not written to."""
        return self.unsettled().filter(is_permanent=True)

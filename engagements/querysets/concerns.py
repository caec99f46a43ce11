"""Questions about concerns. Nobody asks them but through `visible_to`, and senders by their code."""

from django.db.models import QuerySet

from engagements import confidence


class ConcernQuerySet(QuerySet):
    def visible_to(self, user):
        """See confidence.concerns."""
        return self.filter(confidence.concerns(user))

    def waiting(self):
        """Those that are new, or in which the sender said something that nobody took up yet."""
        return self.filter(is_unread=True)

"""Where merged organizations went, and which pairs were told apart."""

from django.db.models import QuerySet

from partners import policies
from partners.querysets import rows


class ForStaffQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.merges."""
        return self.filter(policies.merges(user))


class MergeQuerySet(ForStaffQuerySet):
    def standing(self):
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def successor(self, user, **which):
        """Where the merged organization of this `slug` or `pk` went at last, if the user may see
        it, and would see the merged one, were it open; None where it was not merged, or is open
        again."""
        condition = {f"merged__{name}": value for name, value in which.items()}
        gone = self.standing().exclude(merged__closed_on=None)
        made = gone.select_related("merged").filter(**condition).first()
        kept, seen = made and made.kept_id, set()
        while kept and kept not in seen:
            seen.add(kept)
            last, kept = kept, gone.filter(merged=kept).values_list("kept", flat=True).first()
        if not seen or not policies.may_follow(user, made, last):
            return None
        return rows("Organization").visible_to(user).filter(pk=last).first()


class DistinctionQuerySet(ForStaffQuerySet):
    """Pairs that were found not to be the same."""

"""What a keyed link opens: where it stands in place of a user, and for what alone it acts."""

from typing import Any

from django.db.models import Q

from engagements.enums import LinkPurpose
from partners.policies import NOBODY


def taker(user: Any) -> dict[str, Any]:
    """Who takes a step, as a StatusChange keeps it: somebody with an account, or a keyed link."""
    return {"by": None, "link": user} if is_link(user) else {"by": user, "link": None}


def is_link(user: Any) -> bool:
    return getattr(user, "is_link", False)


def linked(user: Any, purpose: str, organization: str) -> Q:
    """The one record that a keyed link of this purpose is for, while it is its organization's."""
    if not (is_link(user) and user.purpose == purpose):
        return NOBODY
    return Q(pk=getattr(user, f"{purpose}_id"), **{organization: user.organization_id})


def of_linked(user: Any, purpose: str, path: str) -> Q:
    """Rows of the organization that a keyed link of this purpose was sent to."""
    is_for_it = is_link(user) and user.purpose == purpose
    return Q(**{path: user.organization_id}) if is_for_it else NOBODY


def acts_by_link(link: Any, record: Any) -> bool:
    """Whether it is what the link was sent for, and the link still works."""
    match link.purpose, record._meta.model_name:
        case LinkPurpose.ENGAGEMENT, "engagement":
            is_for_it, organization = record.pk == link.engagement_id, record.organization_id
        case LinkPurpose.PLACEMENT, "placement":
            is_for_it, organization = record.pk == link.placement_id, record.organization_id
        case LinkPurpose.HOURS, "hourentry":
            is_for_it, organization = record.placement.has_seat, record.placement.organization_id
        case _:
            return False
    works = type(link).objects.working().filter(pk=link.pk, organization=organization)
    return is_for_it and works.exists()


LINKED_STEPS = {
    LinkPurpose.ENGAGEMENT: {"accept", "send_back"},
    LinkPurpose.PLACEMENT: {"offer", "decline"},
    LinkPurpose.HOURS: {"confirm", "dispute"},
    LinkPurpose.REFLECTIONS: set(),
}
"""What a keyed link is for, and no more: the steps on the record that it opens."""

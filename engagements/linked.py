"""What a keyed link opens: where it stands in place of a user, and for what alone it acts."""

from typing import Any

from django.db.models import Q

from engagements.enums import VERDICTS, LinkPurpose, Through
from partners.policies import NOBODY


def taker(user: Any) -> dict[str, Any]:
    """Who takes a step, as a StatusChange keeps it: somebody with an account, or a keyed link."""
    return {"by": None, "link": user} if is_link(user) else {"by": user, "link": None}


def act_of(user: Any) -> dict[str, Any]:
    """The same for an Act that is no step, and so nobody else's."""
    return taker(user) | {"through": Through.LINK if is_link(user) else Through.ACCOUNT}


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
        case LinkPurpose.AGREEMENT, "agreementversion":
            is_for_it, organization = (
                record.agreement_id == link.agreement_id,
                record.organization_id,
            )
        case LinkPurpose.PROMISES, "occurrence":
            is_for_it, organization = True, record.organization_id
        case LinkPurpose.CHECK_IN, "checkin":
            is_for_it, organization = True, record.organization_id
        case _:
            return False
    works = type(link).objects.working().filter(pk=link.pk, organization=organization)
    return is_for_it and works.exists()


LINKED_STEPS = {
    LinkPurpose.ENGAGEMENT: {"accept", "send_back"},
    LinkPurpose.PLACEMENT: {"offer", "decline"},
    LinkPurpose.HOURS: {"confirm", "dispute"},
    LinkPurpose.REFLECTIONS: set(),
    LinkPurpose.AGREEMENT: {"send", "counter", "agree", "change", "sign"},
    LinkPurpose.PROMISES: {"report", "answer", *VERDICTS},
    LinkPurpose.CHECK_IN: {"answer", "suggest", "settle"},
    LinkPurpose.LISTING: set(),
}
"""What a keyed link is for, and no more: the steps on the record that it opens."""

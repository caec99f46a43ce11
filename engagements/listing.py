"""What an organization's own people say of it, with an account or through a keyed link of purpose
LISTING: its details, places, priorities and wishes, and what the public reads of its agreements.

With an account the verbs of partners.editing hold. A link is no user: it changes its own
organization's records alone, and of them no more than OWN_CHANGES; not people, whose addresses
decide to whom the next link goes. History tells to whom the link was sent.
"""

from typing import Any

from django.db.models import OuterRef, Subquery

from engagements import rights
from engagements.enums import SIGNED_VERSIONS, LinkPurpose
from engagements.linked import is_link
from engagements.models import Actor, Agreement, AgreementVersion, KeyedLink
from occme.channels import Channel, through
from occme.refusals import NotYours
from partners import editing, verifying
from partners import rights as partner_rights
from partners.consequences import Values
from partners.drafts import Draft, Problems
from partners.editing import in_one_piece, locked, refuse_stale
from partners.enums import Means
from partners.models import Location, Organization, Priority

LINKED_CHANGES: dict[type, frozenset[str]] = {
    Organization: partner_rights.OWN_CHANGES["organization"],
    Location: partner_rights.OWN_CHANGES["location"],
    Priority: partner_rights.OWN_CHANGES["priority"],
    Agreement: rights.OWN_FIELDS["agreement"],
}
"""By kind of record, what a link for a listing may change."""


def rows_of(model: Any, by: Actor, organization: Organization) -> Any:
    """Its own rows, as its own people read them; through a link, those of the link's organization,
    without confidential places: a link may be forwarded."""
    rows = model.objects.filter(organization=organization)
    if not is_link(by):
        return rows.visible_to(by)
    if not may_list(by, organization.pk):
        return rows.none()
    return rows.filter(is_confidential=False) if model is Location else rows


def signed_agreements(organization: Organization) -> Any:
    """Those with promises, each with the `title` that was signed last."""
    signed = Agreement.objects.filter(
        organization=organization, versions__status__in=SIGNED_VERSIONS
    )
    newest = AgreementVersion.objects.filter(
        agreement=OuterRef("pk"), status__in=SIGNED_VERSIONS
    ).order_by("-number")
    rows = Agreement.objects.filter(pk__in=signed.values("pk"))
    return rows.annotate(title=Subquery(newest.values("title")[:1]))


def change(
    record: Any, *, by: Actor, values: Values, seen: str, problems: Problems | None = None
) -> Any:
    """As partners.editing.change."""
    if is_link(by):
        return change_by_link(by, record, values, seen, problems)  # type: ignore[arg-type]
    rules = rights if isinstance(record, Agreement) else partner_rights
    return editing.change(
        record,
        by=by,  # type: ignore[arg-type]
        values=values,
        seen=seen,
        problems=problems,
        rules=rules,
    )


def create(model: Any, *, by: Actor, values: Values, problems: Problems | None = None) -> Any:
    """As partners.editing.create; `values` say the organization."""
    if is_link(by):
        return create_by_link(by, model, values, problems)  # type: ignore[arg-type]
    return editing.create(model, by=by, values=values, problems=problems)  # type: ignore[arg-type]


def confirm(organization: Organization, *, by: Actor, tokens: dict[str, str]) -> int:
    """As partners.verifying.confirm: its own people say that this is still right. A link was sent
    to somebody, and it is their word."""
    if not is_link(by):
        return verifying.confirm(organization, tokens=tokens, means=Means.ACCOUNT, by=by)
    if not may_list(by, organization.pk):
        raise NotYours
    contact = by.contact  # type: ignore[union-attr]
    return verifying.confirm(organization, tokens=tokens, means=Means.LINK, contact=contact)


@in_one_piece
def change_by_link(
    link: KeyedLink, record: Any, values: Values, seen: str, problems: Problems | None = None
) -> Any:
    """Raises NotYours where the link does not work, is for something else, or is another's."""
    held = locked(record)
    organization = held.pk if isinstance(held, Organization) else held.organization_id
    if type(held) not in LINKED_CHANGES or not may_list(link, organization):
        raise NotYours
    if isinstance(held, Location) and held.is_confidential:
        raise NotYours
    refuse_stale(held, seen)
    return written(link, held, values, LINKED_CHANGES[type(held)], problems)


@in_one_piece
def create_by_link(
    link: KeyedLink, model: Any, values: Values, problems: Problems | None = None
) -> Any:
    """A place or a priority of the link's own organization."""
    organization = values.get("organization")
    if model not in (Location, Priority) or not isinstance(organization, Organization):
        raise NotYours
    if not may_list(link, organization.pk):
        raise NotYours
    return written(link, model(), values, LINKED_CHANGES[model] | {"organization"}, problems)


def may_list(link: Any, organization_id: int) -> bool:
    """Whether the link works, is for a listing, and for this organization's."""
    works = type(link).objects.working().filter(pk=link.pk, organization=organization_id)
    return link.purpose == LinkPurpose.LISTING and works.exists()


def written(
    link: KeyedLink, record: Any, values: Values, allowed: Any, problems: Problems | None
) -> Any:
    draft = Draft(record, by=None, problems=problems)
    draft.take(values, allowed=allowed)
    with through(Channel.LINK, str(link.contact)):
        return draft.write()

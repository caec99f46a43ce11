"""What a merge would move and change, and what stands in its way: the page shows it before the
click, and the verb carries out the very same."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.merging.relations import Link, moving
from partners.enums import ContactRank, Role
from partners.importing.sites import NOWHERE, Relation, relation, site_of
from partners.models import Contact, Location, Membership, Organization

NAMED = 8
"""How many records of a kind are named."""


@dataclass(frozen=True)
class Moving:
    """The rows of one kind that go along."""

    link: Link
    keys: list[int]

    @property
    def kind(self) -> str:
        return str(self.link.model._meta.verbose_name_plural)

    @cached_property
    def names(self) -> list[str]:
        """Of those that have a history a person would read; the first few."""
        if not self.link.has_history:
            return []
        rows = self.link.model._base_manager.filter(pk__in=self.keys[:NAMED]).order_by("pk")
        return [str(row) for row in rows]

    @property
    def more(self) -> int:
        return len(self.keys) - len(self.names) if self.names else 0


@dataclass(frozen=True)
class Detail:
    """A value that has to change so that the rows fit together; `sentence` says why."""

    record: Any
    field: str
    after: Any
    sentence: str

    @property
    def before(self) -> Any:
        return getattr(self.record, self.field)


@dataclass
class Plan:
    """`primary`: whose primary contact stays the primary one, “kept” or “merged”."""

    kept: Organization
    merged: Organization
    primary: str = "kept"
    is_later: bool = False
    """Whether they were merged already, and something came since."""

    @cached_property
    def problems(self) -> list[str]:
        """What stands in the way, each with what to do about it."""
        found = []
        if not self.is_later and (self.kept.closed_on or self.merged.closed_on):
            found.append(_("One of the two is closed. Open it again first."))
        for link in moving():
            found += self.clashes(link)
        return found

    @cached_property
    def moves(self) -> list[Moving]:
        found = (
            Moving(link, [*link.rows(self.merged.pk).values_list("pk", flat=True)])
            for link in moving()
        )
        return [one for one in found if one.keys]

    @property
    def count(self) -> int:
        return sum(len(one.keys) for one in self.moves)

    @property
    def digest(self) -> str:
        """Differs when something came or went since."""
        text = repr([(one.link.label, one.keys) for one in self.moves])
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @cached_property
    def primaries(self) -> list[Contact]:
        """The primary contacts, that of the kept one first, where there are two."""
        rows = Contact.objects.filter(rank=ContactRank.PRIMARY, until=None)
        both = {
            contact.organization_id: contact
            for contact in rows.filter(organization__in=(self.kept, self.merged))
        }
        return [both[self.kept.pk], both[self.merged.pk]] if len(both) == 2 else []

    @cached_property
    def details(self) -> list[Detail]:
        return [*self.second_contact(), *self.second_memberships(), *self.same_places()]

    def second_contact(self) -> Iterator[Detail]:
        if self.primaries:
            contact = self.primaries[1 if self.primary == "kept" else 0]
            sentence = _("Both have a primary contact: %(name)s becomes a secondary one.")
            yield Detail(contact, "rank", ContactRank.SECONDARY, sentence % {"name": contact})

    def second_memberships(self) -> Iterator[Detail]:
        """Who acts for both goes on with one membership, in the stronger role."""
        rows = Membership.objects.filter(ended_on=None).select_related("user").order_by("pk")
        here = {row.user_id: row for row in rows.filter(organization=self.kept)}
        for row in rows.filter(organization=self.merged, user__in=here):
            sentence = _("%(who)s acts for both, and goes on with one membership.")
            yield Detail(row, "ended_on", localdate(), sentence % {"who": row.user})
            own = here[row.user_id]
            if row.role == Role.LEAD != own.role:
                told = _("%(who)s stays a lead.") % {"who": row.user}
                yield Detail(own, "role", Role.LEAD, told)

    def same_places(self) -> Iterator[Detail]:
        """A place that the kept one has already moves, and is closed there."""
        here = [site(place) for place in self.open_places(self.kept)]
        for place in self.open_places(self.merged):
            if any(relation(own, site(place)) == Relation.SAME for own in here):
                sentence = _("“%(place)s” is at the kept one already: the second is closed.")
                yield Detail(place, "closed_on", localdate(), sentence % {"place": place})

    def open_places(self, organization: Organization) -> list[Location]:
        rows = Location.objects.filter(organization=organization, closed_on=None)
        return [place for place in rows.order_by("pk") if site(place) != NOWHERE]

    def mended(self, model: Any) -> set[int]:
        """Rows that `details` takes out of what has to be unique."""
        ends: str | None = {Contact: "rank", Membership: "ended_on"}.get(model)
        return {
            one.record.pk
            for one in self.details
            if isinstance(one.record, model) and one.field == ends
        }

    def clashes(self, link: Link) -> Iterator[str]:
        """What the database would not take beside one another, but for what `details` mends."""
        for others, when, sentence in link.uniques():
            here = valued(link.rows(self.kept.pk).filter(when), others)
            coming = valued(link.rows(self.merged.pk).filter(when), others)
            for key in self.mended(link.model):
                here.pop(key, None)
                coming.pop(key, None)
            if {*here.values()} & {*coming.values()}:
                kind = str(link.model._meta.verbose_name_plural)
                kind = kind[:1].upper() + kind[1:]
                text = sentence or _("There can be one only.")
                yield _("%(kind)s of both: %(sentence)s Close or end one of them first.") % {
                    "kind": kind,
                    "sentence": text,
                }


def valued(rows: Any, names: list[str]) -> dict[int, tuple]:
    """What has to be unique, by primary key; nothing is never the same as nothing."""
    found = {pk: tuple(rest) for pk, *rest in rows.values_list("pk", *names)}
    return {pk: rest for pk, rest in found.items() if None not in rest}


def site(place: Location) -> Any:
    return site_of(place.address, place.zip, place.latitude, place.longitude)

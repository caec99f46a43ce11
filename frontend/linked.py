"""The page that a keyed link opens: what is asked, and nothing besides."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import now

from engagements.enums import HourStatus, LinkEnd, LinkPurpose
from engagements.mail import tell_that_link_came_to_somebody_else
from engagements.models import Engagement, HourEntry, KeyedLink, Placement, Reflection, StatusChange
from engagements.models.secrets import digest_of
from frontend.finder import Found
from frontend.seats import Seat
from frontend.steps import Steps, confirm_ticked, problem_of, steps_of_hours, take_back
from occme.numbers import plain_number
from partners.editing import with_version

SHOWN_MOST = 200


def link_at(secret: str) -> KeyedLink:
    """The link, working or not; 404 where there is none."""
    rows = KeyedLink.objects.with_works().select_related(
        "organization", "contact", "engagement", "placement__engagement"
    )
    return get_object_or_404(rows, digest=digest_of(secret))


class LinkPage:
    most = SHOWN_MOST

    def __init__(self, link: KeyedLink):
        self.link = link

    @property
    def is_open(self) -> bool:
        """Whether there is still what it was sent for."""
        is_for_all = self.is_for_hours or self.is_for_reflections
        return self.link.works and (is_for_all or self.steps is not None)

    def used(self) -> None:
        """Using it is on record; opening is not, for mail programs open links by themselves."""
        self.link.used_at = now()
        self.link.save(update_fields=["used_at"])

    @property
    def is_for_hours(self) -> bool:
        return self.link.purpose == LinkPurpose.HOURS

    @property
    def is_for_reflections(self) -> bool:
        return self.link.purpose == LinkPurpose.REFLECTIONS

    @cached_property
    def reflections(self) -> list[Reflection]:
        """What is shared now, newest first; what was taken back is gone."""
        path = "placement__engagement__organization"
        rows = Reflection.objects.visible_to(self.link).shared_with_partner()
        rows = rows.filter(**{path: self.link.organization_id}).order_by("-written_at", "-pk")
        shown = rows.select_related("prompt", "placement__student__user", "placement__engagement")
        return list(shown[:SHOWN_MOST])

    @cached_property
    def seat(self) -> Seat | None:
        """The application, where the link is for one."""
        rows = Placement.objects.visible_to(self.link).filter(pk=self.link.placement_id)
        found = rows.for_reading().first()
        return Seat(found, self.link) if found else None

    @cached_property
    def found(self) -> Found | None:
        """The engagement that it is about."""
        about = self.seat.placement.engagement if self.seat else self.link.engagement
        rows = Engagement.objects.filter(pk=about.pk) if about else Engagement.objects.none()
        row = rows.filter(organization=self.link.organization_id).for_reading(self.link).first()
        return Found(row) if row else None

    @cached_property
    def steps(self) -> Steps | None:
        """Of the one record that it opens, while it opens it."""
        if self.seat:
            return self.seat.steps
        if self.link.purpose == LinkPurpose.ENGAGEMENT and self.found:
            return Steps(self.found.engagement, self.link)
        return None

    @cached_property
    def entries(self) -> list[Steps]:
        """Hours that wait, oldest first."""
        return self.of_hours(HourEntry.objects.to_confirm())

    @cached_property
    def disputed(self) -> list[Steps]:
        """Hours that were disputed through this link, and wait on the student now."""
        mine = StatusChange.objects.standing().taken_by(self.link).filter(after=HourStatus.DISPUTED)
        rows = HourEntry.objects.filter(status=HourStatus.DISPUTED, pk__in=mine.values("hours"))
        return self.of_hours(rows)

    def of_hours(self, rows: Any) -> list[Steps]:
        if not self.is_for_hours:
            return []
        shown = (
            with_version(rows.visible_to(self.link))
            .with_answer()
            .select_related("placement__student__user", "placement__engagement")
        )
        return steps_of_hours(list(shown.order_by("worked_on", "pk")[:SHOWN_MOST]), self.link)

    @property
    def batch(self) -> UUID | None:
        """The last confirmation through this link that stands."""
        mine = StatusChange.objects.standing().taken_by(self.link).exclude(batch=None)
        return mine.values_list("batch", flat=True).first()

    def send(self, data: QueryDict) -> str:
        """Does what was sent; returns what is wrong, or nothing."""
        self.used()
        how, batch = data.get("end", ""), data.get("batch", "")
        if how in (LinkEnd.BY_HOLDER, LinkEnd.NOT_ME):
            return self.end(how)
        if "confirm" in data:
            return problem_of(lambda: confirm_ticked(data, self.link))
        if batch:
            return problem_of(lambda: take_back(batch, self.link))
        return self.chosen(data).send(data)

    def chosen(self, data: QueryDict) -> Steps:
        """What a step is for; 404 where this link does not open it."""
        if self.steps:
            return self.steps
        rows = HourEntry.objects.visible_to(self.link).of_students()
        rows = rows.select_related("placement__engagement", "placement__student")
        number = plain_number(data.get("record", ""))
        return Steps(get_object_or_404(rows, pk=number), self.link)

    def end(self, how: str) -> str:
        self.link.end(how)
        if how == LinkEnd.NOT_ME:
            tell_that_link_came_to_somebody_else(self.link)
        return ""

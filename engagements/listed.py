"""Agreements, check-ins, hours, links and mail that failed, as lists that come as sheets."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from engagements import policies
from engagements.enums import CheckInStatus, LinkPurpose
from engagements.models import FailedMail, KeyedLink
from partners.filtering import ChoicesFilter, StrictFilterSet, YesNoFilter
from partners.filters import organization_filter
from partners.sheets import CHUNK, Sheet
from partners.workbooks import Value


class LinkFilter(StrictFilterSet):
    organization = organization_filter("organization")
    purpose = ChoicesFilter(choices=LinkPurpose.choices, label=_("Purpose"))
    works = YesNoFilter(method="by_works", label=_("Works now"))

    default_ordering = ("-made_at", "-pk")

    class Meta:
        model = KeyedLink
        fields: list[str] = []

    def by_works(self, rows: Any, name: str, value: bool) -> Any:
        working = KeyedLink.objects.working().values("pk")
        return rows.filter(pk__in=working) if value else rows.exclude(pk__in=working)


class FailedMailFilter(StrictFilterSet):
    """What is settled is not listed, unless it is asked for."""

    settled = YesNoFilter(method="by_settled", label=_("Settled"))
    permanent = YesNoFilter(field_name="is_permanent", label=_("Not written to"))

    default_ordering = ("at", "pk")

    class Meta:
        model = FailedMail
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset if "settled" in values else queryset.unsettled(), values)

    def by_settled(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(settled_at__isnull=not value)


def each(
    read: Callable[[Any, Any], Any], values: Callable[[Any, Any], list[Value]]
) -> Callable[[Any, Any], Iterable[list[Value]]]:
    """The rows of a sheet: read in chunks, each as its values."""

    def rows(found: Any, user: Any) -> Iterator[list[Value]]:
        return (values(row, user) for row in read(found, user).iterator(chunk_size=CHUNK))

    return rows


def agreement(row: Any, user: Any) -> list[Value]:
    """By the newest version that the reader sees, as the page shows it."""
    newest = next(iter(row.versions.all()), None)
    told = [row.pk, str(newest or ""), row.organization.name, str(row.get_kind_display())]
    if newest is None:
        return [*told, *[None] * 7]
    waits = str(newest.get_turn_display()) if newest.is_open and newest.turn else ""
    return [*told, newest.number, str(newest.standing), newest.starts_on, newest.ends_on,
            waits, newest.since_at if waits else None, newest.review_on]  # fmt: skip


AGREEMENTS = Sheet(
    "agreements",
    _("Agreements"),
    ("id", "title", "organization", "kind", "version", "standing", "starts_on", "ends_on",
     "waits_on", "since", "review_on"),
    each(lambda found, user: found.for_reading(user), agreement),
)  # fmt: skip


def check_in(row: Any, user: Any) -> list[Value]:
    """Who has answered, and nothing of what they said; the change once both agreed to it."""
    sides = (("OCCME", row.staff_answered), (row.organization.name, row.partner_answered))
    waits = [name for name, answered in sides if not answered]
    is_open, is_settled = row.status == CheckInStatus.OPEN, row.status == CheckInStatus.SETTLED
    return [row.pk, row.organization.name, row.asked_at, str(row.get_status_display()),
            "; ".join(waits) if is_open else "", row.change if is_settled else ""]  # fmt: skip


CHECK_INS = Sheet(
    "check-ins",
    _("Check-ins"),
    ("id", "organization", "asked_on", "status", "waits_on", "change"),
    each(lambda found, user: found.for_reading(), check_in),
)


def hours(row: Any, user: Any) -> list[Value]:
    """A name where lists may tell it."""
    placement = row.placement
    is_told = "student" in policies.listed_fields(user, placement)
    work = placement.engagement
    return [row.pk, row.worked_on, str(placement.student) if is_told else "", work.title,
            work.organization.name, str(row.get_kind_display()), row.minutes,
            round(row.minutes / 60, 2), str(row.get_basis_display()),
            str(row.get_status_display()), row.note]  # fmt: skip


SEATS = ("placement__student__user", "placement__engagement__organization")

HOURS = Sheet(
    "hours",
    _("Hours"),
    ("id", "worked_on", "student", "engagement", "organization", "kind", "minutes", "hours",
     "basis", "status", "note"),
    each(lambda found, user: found.select_related(*SEATS), hours),
)  # fmt: skip


def link(row: Any, user: Any) -> list[Value]:
    """Never the secret, which is kept nowhere."""
    return [row.pk, row.organization.name, row.contact.name, row.address,
            str(row.get_purpose_display()), row.made_at, row.expires_at, row.used_at, row.works,
            row.ended_at, str(row.get_ended_how_display())]  # fmt: skip


LINKS = Sheet(
    "links",
    _("Links for people without an account"),
    ("id", "organization", "contact", "email", "purpose", "sent_at", "expires_at", "used_at",
     "works", "ended_at", "why"),
    each(lambda found, user: found.with_works().select_related("organization", "contact"), link),
)  # fmt: skip


def mail(row: Any, user: Any) -> list[Value]:
    home = row.organization.name if row.organization else ""
    return [row.address, home, row.at, row.subject, row.why, row.code, row.is_permanent,
            row.settled_at]  # fmt: skip


MAILS = Sheet(
    "mail",
    _("Mail that did not arrive"),
    ("email", "organization", "since", "subject", "why", "code", "is_permanent", "settled_at"),
    each(lambda found, user: found.select_related("organization"), mail),
)

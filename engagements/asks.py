"""Who asks organizations for what: one list over everything that asks, so that each counts once.

An ask is what OCCME wants of an organization, on the day when it was said:

- a contact that was noted as asking for something;
- an engagement that was proposed to it; proposed again after it was sent back, it is the same ask;
- the first text of a version of an agreement that OCCME handed to it; what goes back and forth
  afterwards answers it;
- a check-in that OCCME asked for.

None are: what a partner asks of OCCME, a student's application (it answers the organization's own
open seat), and mails, reminders and keyed links, which only carry what is counted here already.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    TextChoices,
)
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from engagements.enums import Party
from engagements.models import Round, StatusChange
from partners.models import Interaction

PROPOSE, ASK = "propose", "ask"
"""The steps by which an engagement is proposed, and a check-in asked for by OCCME."""

LAST = date.max - timedelta(days=2)

ASKED_BY_THEM = "ask_back"
"""The same, where the organization's own people ask."""


ASKED = {ASK: _("OCCME asked how it goes"), ASKED_BY_THEM: _("The partner asked how it goes")}
"""What the beginning of a check-in is called among its steps."""


class AskKind(TextChoices):
    CONTACT = "contact", _("In a contact")
    PROPOSAL = "proposal", _("Engagement proposed")
    AGREEMENT = "agreement", _("Agreement to read")
    CHECK_IN = "check_in", _("Check-in")


@dataclass(frozen=True)
class Ask:
    """`record` is the number of the interaction, engagement, agreement or check-in; `program`: the
    engagement's own title, where there is one; `reason`: why it was asked beyond the load."""

    organization: int
    on: date
    kind: AskKind
    record: int
    what: str
    by: int | None
    by_name: str
    minutes: int | None = None
    reason: str = ""


def asks(
    organizations: QuerySet | None, first: date, last: date, besides: Interaction | None = None
) -> list[Ask]:
    """Those of the days from first to last, newest first, in four queries; of all organizations
    without a choice. For those alone who read what is between them and OCCME."""
    found = [
        *in_contacts(organizations, first, last, besides),
        *proposals(organizations, first, last),
        *agreements(organizations, first, last),
        *check_ins(organizations, first, last),
    ]
    return sorted(found, key=lambda ask: (ask.on, ask.kind, ask.record), reverse=True)


def within(organizations: QuerySet | None, path: str) -> dict[str, Any]:
    return {} if organizations is None else {f"{path}__in": organizations.order_by().values("pk")}


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """From the start of the first day to the start of the day after the last; the calendar ends
    with the year 9999, in any time zone."""
    days = first, min(last, LAST) + timedelta(days=1)
    begin, end = (datetime.combine(day, time.min) for day in days)
    return make_aware(begin), make_aware(end)


def in_contacts(organizations: Any, first: date, last: date, besides: Any) -> Iterator[Ask]:
    rows = Interaction.objects.asking().filter(
        happened_on__range=(first, last), **within(organizations, "organization")
    )
    if besides is not None and besides.pk:
        rows = rows.exclude(pk=besides.pk)
    for row in rows.select_related("noted_by").order_by("pk"):
        yield Ask(
            row.organization_id, row.happened_on, AskKind.CONTACT, row.pk,
            row.asked_for or str(row.get_kind_display()), row.noted_by_id,
            str(row.noted_by or ""), row.partner_minutes, row.over_load_reason,
        )  # fmt: skip


def proposed() -> Any:
    return StatusChange.objects.standing().filter(step=PROPOSE, engagement__isnull=False)


def sent_first() -> Any:
    return Round.objects.filter(number=1, side=Party.STAFF)


def asked_how_it_goes() -> Any:
    return StatusChange.objects.standing().filter(step=ASK, check_in__isnull=False)


def ever_asked() -> ExpressionWrapper:
    """Whether an organization of a query was ever asked for anything."""
    sources = (
        Interaction.objects.asking().values("organization"),
        proposed().values("engagement__organization"),
        sent_first().values("version__agreement__organization"),
        asked_how_it_goes().values("check_in__organization"),
    )
    asked = Q()
    for source in sources:
        asked |= Q(pk__in=source)
    return ExpressionWrapper(asked, BooleanField())


def proposals(organizations: Any, first: date, last: date) -> Iterator[Ask]:
    """Each engagement on the first day ever on which it was proposed, if that is one of these."""
    begin, end = moments(first, last)
    before = proposed().filter(engagement=OuterRef("engagement"), at__lt=OuterRef("at"))
    rows = proposed().filter(
        ~Exists(before), at__gte=begin, at__lt=end,
        **within(organizations, "engagement__organization"),
    )  # fmt: skip
    seen: set[int] = set()
    for row in rows.select_related("engagement", "by").order_by("at", "pk"):
        made: Any = row.engagement
        if made.pk not in seen:
            seen.add(made.pk)
            yield Ask(
                made.organization_id, localdate(row.at), AskKind.PROPOSAL, made.pk, made.title,
                row.by_id, str(row.by or ""), reason=row.reason,
            )  # fmt: skip


def agreements(organizations: Any, first: date, last: date) -> Iterator[Ask]:
    begin, end = moments(first, last)
    rows = sent_first().filter(
        at__gte=begin, at__lt=end, **within(organizations, "version__agreement__organization")
    )
    for row in rows.select_related("version__agreement", "by").defer("terms").order_by("pk"):
        version = row.version
        yield Ask(
            version.organization_id, localdate(row.at), AskKind.AGREEMENT, version.agreement_id,
            version.title, row.by_id, str(row.by or ""), reason=row.reason,
        )  # fmt: skip


def check_ins(organizations: Any, first: date, last: date) -> Iterator[Ask]:
    begin, end = moments(first, last)
    rows = asked_how_it_goes().filter(
        at__gte=begin, at__lt=end, **within(organizations, "check_in__organization")
    )
    for row in rows.select_related("check_in", "by").order_by("pk"):
        asked: Any = row.check_in
        yield Ask(
            asked.organization_id, localdate(row.at), AskKind.CHECK_IN, asked.pk,
            str(_("How it goes between us")), row.by_id, str(row.by or ""), reason=row.reason,
        )  # fmt: skip

"""What partnerships consist of, for many organizations at once: each function asks once, or a fixed
number of times, however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum
from django.utils.timezone import localdate

from engagements.enums import OccurrenceStatus, OutcomeColumn, Party
from engagements.metrics.balances import COUNTED_ELSEWHERE
from engagements.metrics.periods import ALWAYS, Period
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Compensation,
    Engagement,
    Judgement,
    Occurrence,
    Outcome,
    Placement,
    Round,
    Signature,
)
from engagements.querysets.work import HELD
from partners.enums import Stage
from partners.models import Interaction, Organization, Priority


def partnerships(period: Period) -> Any:
    """Organizations that students worked with, or that an agreement was in force with, on a day of
    the period. Excluded: engagements that the partner did not say yes to, or that were cancelled;
    agreements that were not signed by both. An active relationship alone is none."""
    worked = Engagement.objects.held_in(*period.days).values("organization")
    agreed = AgreementVersion.objects.holding_in(*period.days).values("agreement__organization")
    return Organization.objects.filter(Q(pk__in=worked) | Q(pk__in=agreed))


def name_of(text: str) -> str:
    """A name as written, so that case and blanks make no second person of it."""
    return " ".join(text.split()).casefold()


def distinct_names(texts: Iterable[str]) -> int:
    """How many faculty advisers there are: names as they are written in engagements. Excluded:
    engagements that name nobody."""
    return len({name_of(text) for text in texts if text.strip()})


def faculty(organizations: Any, *, period: Period) -> dict[int, int]:
    """`distinct_names` of engagements held in the period, by organization."""
    held = Engagement.objects.held_in(*period.days).filter(organization__in=organizations)
    found: dict[int, list[str]] = defaultdict(list)
    for organization, text in held.order_by().values_list("organization", "adviser"):
        found[organization].append(text)
    return {organization: distinct_names(texts) for organization, texts in found.items()}


def staff(organizations: Any, *, period: Period) -> set[tuple[int, int]]:
    """Pairs of an organization and one of OCCME's people: its steward as of today; who sent or signed
    a text of an agreement for OCCME in the period; and who noted a contact in it. Excluded:
    contacts that were struck out."""
    stewards = Organization.objects.filter(pk__in=organizations).exclude(steward=None)
    pairs = {*stewards.order_by().values_list("pk", "steward")}
    for model in (Round, Signature):
        acts = model._default_manager.filter(
            version__agreement__organization__in=organizations, side=Party.STAFF
        ).exclude(by=None)
        if period != ALWAYS:
            acts = acts.filter(at__date__range=period.days)
        pairs |= {*acts.order_by().values_list("version__agreement__organization", "by")}
    contacts = Interaction.objects.standing().filter(organization__in=organizations)
    noted = contacts.exclude(noted_by=None).filter(happened_on__range=period.days)
    return pairs | {*noted.order_by().values_list("organization", "noted_by")}


def students(organizations: Any, *, period: Period) -> dict[int, int]:
    """How many students took part in engagements of each: students with a placement that began and
    was not withdrawn from, with a day in the period. One with two placements counts once."""
    path = "engagement__organization"
    rows = Placement.objects.taking_part_in(*period.days).filter(**{f"{path}__in": organizations})
    counted = rows.order_by().values(path).annotate(number=Count("student", distinct=True))
    return dict(counted.values_list(path, "number"))


@dataclass(frozen=True)
class Funding:
    """In US dollars: compensation promised in a period, and paid in it."""

    promised: Decimal = Decimal()
    paid: Decimal = Decimal()


def funding(organizations: Any, *, period: Period) -> dict[int, Funding]:
    """Compensation of each organization and its educators. What was promised before the period and
    paid in it is in `paid` alone. Excluded: money promised in agreements, of which compensation is
    how it is paid."""
    rows = Compensation.objects.filter(organization__in=organizations).order_by()
    sums = rows.values("organization").annotate(
        promised=Sum("amount", filter=Q(promised_on__range=period.days)),
        paid=Sum("amount", filter=Q(paid_on__range=period.days)),
    )
    return {
        row["organization"]: Funding(row["promised"] or Decimal(), row["paid"] or Decimal())
        for row in sums
    }


def resources(organizations: Any, *, period: Period) -> dict[int, list[tuple[str, Decimal, str]]]:
    """What OCCME made available besides money and time: its promises that were due in the period
    and judged kept or late by the partner: (kind, quantity, unit); a promise without a quantity
    counts 1, and no unit."""
    rows = Occurrence.objects.filter(
        organization__in=organizations,
        giver=Party.STAFF,
        due_on__range=period.days,
        status__in=(OccurrenceStatus.KEPT, OccurrenceStatus.LATE),
    ).exclude(commitment__kind__in=COUNTED_ELSEWHERE)
    sums: dict[int, dict[tuple[str, str], Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for organization, kind, unit, quantity in rows.order_by().values_list(
        "organization", "commitment__kind", "commitment__unit", "commitment__quantity"
    ):
        sums[organization][kind, unit if quantity is not None else ""] += (
            Decimal(1) if quantity is None else quantity
        )
    return {
        organization: [(kind, number, unit) for (kind, unit), number in sorted(found.items())]
        for organization, found in sums.items()
    }


@dataclass
class Voice:
    """How often a partner spoke, in a period."""

    priorities: int = 0
    counters: int = 0
    judgements: int = 0
    check_ins: int = 0


def voice(organizations: Any, *, period: Period) -> dict[int, Voice]:
    """Priorities stated; texts of agreements that the partner sent; judgements by the partner of
    OCCME's promises, not those taken back; check-ins asked in the period that the partner
    answered."""
    days = period.days
    counted = {
        "priorities": (Priority.objects.filter(stated_on__range=days), "organization"),
        "counters": (
            Round.objects.filter(side=Party.PARTNER, at__date__range=days),
            "version__agreement__organization",
        ),
        "judgements": (
            Judgement.objects.standing()
            .filter(given_on__range=days)
            .exclude(occurrence__giver=Party.PARTNER),
            "occurrence__organization",
        ),
        "check_ins": (
            CheckIn.objects.with_answers().filter(
                partner_answered=True, asked_at__date__range=days
            ),
            "organization",
        ),
    }
    found: dict[int, Voice] = defaultdict(Voice)
    for name, (rows, path) in counted.items():
        own = rows.filter(**{f"{path}__in": organizations}).order_by()
        for organization, number in own.values(path).annotate(n=Count("pk")).values_list(path, "n"):
            setattr(found[organization], name, number)
    return found


def outcomes(organizations: Any, *, period: Period) -> list[Any]:
    """What came of engagements held in the period, as it was written down, each actual or estimate.
    Excluded: what was expected and is not achieved."""
    held = Engagement.objects.held_in(*period.days).filter(organization__in=organizations)
    rows = Outcome.objects.filter(engagement__in=held.values("pk")).exclude(achieved="")
    columns = (OutcomeColumn.INSTITUTIONAL, OutcomeColumn.COMMUNITY)
    return list(rows.filter(column__in=columns).select_related("engagement").order_by("pk"))


@dataclass(frozen=True)
class Length:
    """`first_year`: None where nothing tells it."""

    first_year: int | None
    years: int | None
    is_ongoing: bool


def lengths(organizations: Any, *, period: Period) -> dict[int, Length]:
    """Whole years from the first year of each partnership to the end of the period, or to today
    where that is earlier. The first year: what staff noted as “partner since”, or else that of the
    first engagement held or agreement signed. Ongoing: an engagement or an agreement goes on after
    the period, or the relationship is active today and the organization is not closed."""
    first: dict[int, int] = {}
    last: dict[int, date] = {}
    spans = (
        (Engagement.objects.filter(status__in=HELD), "organization"),
        (AgreementVersion.objects.signed(), "agreement__organization"),
    )
    for rows, path in spans:
        own = rows.filter(**{f"{path}__in": organizations}).order_by().values(path)
        for row in own.annotate(first=Min("starts_on"), last=Max("ends_on")):
            key = row[path]
            first[key] = min(first.get(key, 9999), row["first"].year)
            last[key] = max(last.get(key, date.min), row["last"])
    end = min(period.last, localdate())
    found = {}
    known = Organization.objects.filter(pk__in=organizations).order_by()
    for pk, since, stage, closed in known.values_list("pk", "since_year", "stage", "closed_on"):
        year = since or first.get(pk)
        is_ongoing = last.get(pk, date.min) > end or (stage == Stage.ACTIVE and closed is None)
        found[pk] = Length(year, None if year is None else max(end.year - year, 0), is_ongoing)
    return found

"""Figures by neighborhood, language and kind of organization: who is there, and who is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from engagements.enums import JUDGED, OccurrenceStatus, Party
from engagements.metrics.partnerships import partnerships
from engagements.metrics.periods import Period
from engagements.models import Occurrence, Placement
from partners.models import Location, Organization
from partners.policies import OPEN_PLACE


@dataclass
class Group:
    """`judged`, `kept` and `not_kept` are promises of OCCME that were due in the period."""

    organizations: set[int] = field(default_factory=set)
    students: set[int] = field(default_factory=set)
    judged: int = 0
    kept: int = 0
    not_kept: int = 0


@dataclass(frozen=True)
class Groups:
    """By the code of a kind, and by the slug of a neighborhood or the code of a language with its
    name; an organization with two places or languages is in both groups."""

    kinds: dict[str, Group]
    neighborhoods: dict[tuple[str, str], Group]
    languages: dict[tuple[str, str], Group]


def groups(*, period: Period) -> Groups:
    """Partnerships of the period (see partnerships.partnerships); students who took part in them;
    and how the partners judged OCCME's promises. Excluded: confidential and closed places."""
    found = list(partnerships(period).order_by().values_list("pk", flat=True))
    rows = Organization.objects.among(found).order_by().values("pk")
    facts = Facts(rows, period)
    kinds = dict(Organization.objects.filter(pk__in=rows).order_by().values_list("pk", "kind"))
    hoods = Location.objects.filter(OPEN_PLACE, organization__in=rows, neighborhood__isnull=False)
    spoken = Organization.languages.through.objects.filter(organization__in=rows)
    return Groups(
        facts.grouped((kind, pk) for pk, kind in kinds.items()),
        facts.grouped(
            ((slug, name), pk)
            for pk, slug, name in hoods.order_by()
            .values_list("organization", "neighborhood__slug", "neighborhood__name")
            .distinct()
        ),
        facts.grouped(
            ((code, name), pk)
            for pk, code, name in spoken.order_by().values_list(
                "organization", "language__code", "language__name"
            )
        ),
    )


class Facts:
    """By organization."""

    def __init__(self, rows: Any, period: Period):
        self.students: dict[int, set[int]] = defaultdict(set)
        path = "engagement__organization"
        seats = Placement.objects.taking_part_in(*period.days).filter(**{f"{path}__in": rows})
        for pk, student in seats.order_by().values_list(path, "student"):
            self.students[pk].add(student)
        self.verdicts: dict[int, Counter[str]] = defaultdict(Counter)
        due = Occurrence.objects.filter(
            organization__in=rows,
            giver=Party.STAFF,
            status__in=JUDGED,
            due_on__range=period.days,
        )
        counted = due.order_by().values("organization", "status").annotate(number=Count("pk"))
        for pk, status, number in counted.values_list("organization", "status", "number"):
            self.verdicts[pk][status] = number

    def grouped(self, pairs: Iterable[tuple[Any, int]]) -> dict[Any, Group]:
        found: dict[Any, Group] = defaultdict(Group)
        for key, pk in pairs:
            group, verdicts = found[key], self.verdicts[pk]
            group.organizations.add(pk)
            group.students |= self.students[pk]
            group.judged += verdicts.total()
            group.kept += verdicts[OccurrenceStatus.KEPT]
            group.not_kept += verdicts[OccurrenceStatus.NOT_KEPT]
        return dict(found)

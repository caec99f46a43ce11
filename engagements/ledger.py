"""The ledger of promises: what lists of them are filtered by, and their rows as a table."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from engagements import policies
from engagements.enums import VERDICTS, CommitmentKind, OccurrenceStatus, VersionStatus
from engagements.filters import number_filter
from engagements.matching import matching, promised
from engagements.models import Judgement, Occurrence
from engagements.models.acts import SIDES
from partners.filtering import ChoicesFilter, DayFilter, StrictFilterSet, YesNoFilter
from partners.filters import organization_filter, search_filter
from partners.sheets import CHUNK, Sheet


class Standing(TextChoices):
    """Where a promise stands on its day; until it is judged, what the days make of it."""

    OVERDUE = "overdue", _("Overdue")
    DUE = "due", _("Due within two weeks")
    NOT_DUE_YET = "not_due_yet", _("Not due yet")
    ON_HOLD = "on_hold", _("On hold")
    REPORTED = "reported", _("Reported done")
    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Kept in part")
    LATE = "late", _("Kept late")
    NOT_KEPT = "not_kept", _("Not kept")
    CHANGED = "changed", _("Changed by agreement")
    RELEASED = "released", _("Released")
    DROPPED = "dropped", _("No longer promised")


class LedgerFilter(StrictFilterSet):
    """What is no longer promised is left out, unless it is asked for."""

    search = search_filter()
    side = ChoicesFilter(choices=SIDES, field_name="giver", label=_("Who promised"))
    standing = ChoicesFilter(choices=Standing.choices, method="by_standing", label=_("Standing"))
    kind = ChoicesFilter(
        choices=CommitmentKind.choices, field_name="commitment__kind", label=_("Kind")
    )
    organization = organization_filter("organization")
    agreement = number_filter(_("Agreement"), method="by_agreement")
    due_after = DayFilter(field_name="due_on", lookup_expr="gte", label=_("Due from"))
    due_before = DayFilter(field_name="due_on", lookup_expr="lte", label=_("Due until"))
    overdue = YesNoFilter(method="by_overdue", label=_("Overdue"))
    to_judge = YesNoFilter(method="by_to_judge", label=_("Can be judged now"))

    orderings = {"due": ("due_on", "pk"), "-due": ("-due_on", "-pk")}
    default_ordering = ("due_on", "pk")

    class Meta:
        model = Occurrence
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        rows = super().apply(queryset, values)
        return rows if "standing" in values else rows.live()

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, user=self.user, text=promised)

    def by_standing(self, rows: Any, name: str, asked: list[str]) -> Any:
        matching = Q(pk__in=[])
        for standing in asked:
            matching |= Q(pk__in=in_standing(standing).values("pk"))
        if {*asked} <= {*OccurrenceStatus.values}:  # Read from the row: no look at the others.
            matching = Q(status__in=asked)
        return rows.filter(matching)

    def by_agreement(self, rows: Any, name: str, number: Any) -> Any:
        """Which promises were signed together is read by both sides alone."""
        inner = policies.inner_occurrences(self.user)
        return rows.filter(inner, commitment__version__agreement=number)

    def by_overdue(self, rows: Any, name: str, value: bool) -> Any:
        overdue = Q(pk__in=Occurrence.objects.overdue().values("pk"))
        return rows.overdue() if value else rows.exclude(overdue)

    def by_to_judge(self, rows: Any, name: str, value: bool) -> Any:
        waiting = Q(pk__in=Occurrence.objects.to_judge().values("pk"))
        return rows.to_judge() if value else rows.exclude(waiting)


def in_standing(standing: str) -> Any:
    rows = Occurrence.objects.all()
    match standing:
        case Standing.OVERDUE:
            return rows.overdue()
        case Standing.DUE:
            return rows.due()
        case Standing.NOT_DUE_YET:
            return rows.not_due_yet()
        case Standing.ON_HOLD:
            suspended = Q(commitment__version__status=VersionStatus.SUSPENDED)
            return rows.filter(suspended, status=OccurrenceStatus.OPEN)
    return rows.filter(status=standing)


class JudgementFilter(StrictFilterSet):
    """Words that hold, and those that were given before."""

    side = ChoicesFilter(choices=SIDES, method="by_side", label=_("Who judged"))
    verdict = ChoicesFilter(choices=[(v.value, v.label) for v in VERDICTS], label=_("Verdict"))
    organization = organization_filter("occurrence__organization")
    given_after = DayFilter(field_name="given_on", lookup_expr="gte", label=_("Given from"))
    given_before = DayFilter(field_name="given_on", lookup_expr="lte", label=_("Given until"))

    default_ordering = ("-given_on", "-pk")

    class Meta:
        model = Judgement
        fields: list[str] = []

    def by_side(self, rows: Any, name: str, sides: list[str]) -> Any:
        """Who judged is who did not give."""
        return rows.exclude(occurrence__giver__in=sides) if len({*sides}) == 1 else rows


COLUMNS = (
    "id", "side", "promise", "kind", "quantity", "unit", "due_on", "standing", "judged_on",
    "organization", "agreement", "version", "reported_on", "report_note", "report_evidence",
)  # fmt: skip


def value_of(occurrence: Occurrence, name: str) -> Any:
    """A field of policies.OCCURRENCE_FIELDS, as a sheet holds it."""
    commitment = occurrence.commitment
    match name:
        case "side":
            return occurrence.giver
        case "promise":
            return commitment.text
        case "kind" | "unit":
            return getattr(commitment, name)
        case "quantity":
            return None if commitment.quantity is None else float(commitment.quantity)
        case "organization":
            return occurrence.organization.name
        case "agreement":
            return str(commitment.version)
        case "version":
            return commitment.version.number
        case "due_on" | "judged_on" | "reported_on":
            return getattr(occurrence, name)
    return getattr(occurrence, "pk" if name == "id" else name)


def table(occurrences: Any, user: Any) -> Iterator[list[Any]]:
    """The values of COLUMNS; empty where they are not the reader's to know."""
    readable = policies.OccurrenceFields(user)
    for row in occurrences.for_reading().iterator(chunk_size=CHUNK):
        fields = readable.of(row)
        yield [value_of(row, name) if name in fields else "" for name in COLUMNS]


SHEET = Sheet("promises", _("Promises"), COLUMNS, table)

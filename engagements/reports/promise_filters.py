"""The same of promises, agreements, money, and organizations."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import CheckInStatus, CommitmentKind, OccurrenceStatus, Party
from engagements.ledger import in_standing
from engagements.metrics import Period
from engagements.metrics.partnerships import partnerships, staff
from engagements.metrics.periods import ALWAYS
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Compensation,
    Judgement,
    Occurrence,
    Round,
)
from engagements.models.acts import SIDES
from engagements.reports.filters import OfPeriod, PeriodFilter
from occme.accounts.models import User
from partners.enums import PriorityStatus, Publication, Stage
from partners.filtering import ChoicesFilter, YesNoFilter
from partners.filters import organization_filter
from partners.models import Interaction, Organization, Priority


class PromiseRows(OfPeriod):
    """Of a period: those that were due in it. Without what is no longer promised."""

    side = ChoicesFilter(choices=SIDES, field_name="giver", label=_("Who promised"))
    status = ChoicesFilter(choices=OccurrenceStatus.choices, label=_("What became of it"))
    kind = ChoicesFilter(
        choices=CommitmentKind.choices, field_name="commitment__kind", label=_("Kind")
    )
    overdue = YesNoFilter(method="by_overdue", label=_("Overdue"))
    default_ordering = ("due_on", "pk")

    class Meta:
        model = Occurrence
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(due_on__range=(first, last))

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).live()

    def by_overdue(self, rows: Any, name: str, value: bool) -> Any:
        overdue = Q(pk__in=in_standing("overdue").values("pk"))
        return rows.filter(overdue) if value else rows.exclude(overdue)


class JudgementRows(OfPeriod):
    """Words that hold, by the day on which they were given."""

    organization_path = "occurrence__organization"
    organization = organization_filter("occurrence__organization")
    side = ChoicesFilter(choices=SIDES, method="by_side", label=_("Who judged"))
    answered = YesNoFilter(
        field_name="answered_at", lookup_expr="isnull", exclude=True, label=_("Answered")
    )
    default_ordering = ("given_on", "pk")

    class Meta:
        model = Judgement
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(given_on__range=(first, last))

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).standing()

    def by_side(self, rows: Any, name: str, sides: list[str]) -> Any:
        return rows.exclude(occurrence__giver__in=sides) if len({*sides}) == 1 else rows


class MoneyRows(OfPeriod):
    """Of a period: what was promised in it; of `paid_in`: what was paid in it."""

    paid_in = PeriodFilter(method="by_paid", label=_("Paid in"))
    paid = YesNoFilter(field_name="paid_on", lookup_expr="isnull", exclude=True, label=_("Paid"))
    overdue = YesNoFilter(method="by_overdue", label=_("Overdue"))
    default_ordering = ("promised_on", "pk")

    class Meta:
        model = Compensation
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(promised_on__range=(first, last))

    def by_paid(self, rows: Any, name: str, period: Period) -> Any:
        return rows.filter(paid_on__range=period.days)

    def by_overdue(self, rows: Any, name: str, value: bool) -> Any:
        late = Q(pk__in=Compensation.objects.overdue().values("pk"))
        return rows.filter(late) if value else rows.exclude(late)


class PriorityRows(OfPeriod):
    """Of a period: those stated in it; of `answered_in`: those answered in it."""

    answered_in = PeriodFilter(method="by_answered", label=_("Answered in"))
    status = ChoicesFilter(choices=PriorityStatus.choices, label=_("Status"))
    public = YesNoFilter(field_name="is_public", label=_("Public"))
    default_ordering = ("stated_on", "pk")

    class Meta:
        model = Priority
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(stated_on__range=(first, last))

    def by_answered(self, rows: Any, name: str, period: Period) -> Any:
        return rows.filter(answered_on__range=period.days)


class AgreementRows(OfPeriod):
    """Versions that both sides signed. Of a period: those whose first day is in it; of `in_force`:
    those that held on a day of it."""

    organization_path = "agreement__organization"
    organization = organization_filter("agreement__organization")
    in_force = PeriodFilter(method="by_force", label=_("In force in"))
    countered = YesNoFilter(method="by_counter", label=_("The partner sent another text"))
    default_ordering = ("starts_on", "pk")

    class Meta:
        model = AgreementVersion
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).signed()

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(starts_on__range=(first, last))

    def by_force(self, rows: Any, name: str, period: Period) -> Any:
        return rows.holding_in(*period.days)

    def by_counter(self, rows: Any, name: str, value: bool) -> Any:
        sent = Exists(Round.objects.filter(version=OuterRef("pk"), side=Party.PARTNER))
        return rows.filter(sent if value else ~sent)


class CounterRows(OfPeriod):
    """Texts of agreements that the partner sent."""

    organization_path = "version__agreement__organization"
    organization = organization_filter("version__agreement__organization")
    default_ordering = ("at", "pk")

    class Meta:
        model = Round
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).filter(side=Party.PARTNER)

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(at__date__range=(first, last))


class InteractionRows(OfPeriod):
    """Contacts that were not struck out."""

    asks = YesNoFilter(field_name="asks", label=_("Asks something"))
    default_ordering = ("happened_on", "pk")

    class Meta:
        model = Interaction
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).standing()

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(happened_on__range=(first, last))


class TimeRows(InteractionRows):
    """Those of them whose minutes were noted."""

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).exclude(partner_minutes=None)


class CheckInRows(OfPeriod):
    """Of a period: those that were asked in it."""

    answered = YesNoFilter(method="by_answered", label=_("Answered by the partner"))
    changed = YesNoFilter(method="by_changed", label=_("One change agreed"))
    default_ordering = ("asked_at", "pk")

    class Meta:
        model = CheckIn
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(asked_at__date__range=(first, last))

    def by_answered(self, rows: Any, name: str, value: bool) -> Any:
        return rows.with_answers().filter(partner_answered=value)

    def by_changed(self, rows: Any, name: str, value: bool) -> Any:
        settled = Q(status=CheckInStatus.SETTLED)
        return rows.filter(settled if value else ~settled)


class OrganizationRows(OfPeriod):
    """Of a period: partnerships in it."""

    organization_path = "pk"
    organization = organization_filter(method="by_organization")
    stage = ChoicesFilter(choices=Stage.choices, label=_("Relationship"))
    publication = ChoicesFilter(choices=Publication.choices, label=_("What the public sees"))
    verified = YesNoFilter(method="by_verified", label=_("Verified within a year"))
    open = YesNoFilter(field_name="closed_on", lookup_expr="isnull", label=_("Not closed"))
    default_ordering = ("sort_name", "pk")

    class Meta:
        model = Organization
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return self.of(rows, partnerships(Period(first, last)))

    def by_organization(self, rows: Any, name: str, organizations: list) -> Any:
        return rows.filter(pk__in=[one.pk for one in organizations])

    def by_verified(self, rows: Any, name: str, value: bool) -> Any:
        old = Q(pk__in=Organization.objects.unverified_for_a_year().values("pk"))
        return rows.exclude(old) if value else rows.filter(old)


class StaffRows(OfPeriod):
    """OCCME's people of partnerships: see metrics.partnerships.staff."""

    default_ordering = ("name", "pk")

    class Meta:
        model = User
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        organizations = Organization.objects.all()
        if chosen := values.get("organization"):
            organizations = organizations.filter(pk__in=[one.pk for one in chosen])
        pairs = staff(organizations, period=values.get("period") or ALWAYS)
        return queryset.filter(pk__in={person for _organization, person in pairs})

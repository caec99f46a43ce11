"""What the box over everything searches: kind by kind, by the filters of the lists."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, OuterRef, Subquery, When
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from engagements.compensations import CompensationFilter
from engagements.enums import EngagementStatus, OccurrenceStatus
from engagements.filters import EngagementFilter
from engagements.finding import AgreementFilter, CheckInFilter
from engagements.ledger import LedgerFilter
from engagements.matching import best_first, matching, matching_students, words_of
from engagements.models import Commitment, HourEntry, Placement, Reflection
from engagements.rosters import PlacementFilter
from partners.filters import OrganizationFilter
from partners.models import Contact, Correction, Location, Priority
from partners.noted import InteractionFilter
from partners.querysets import holds


@dataclass(frozen=True)
class Found:
    """A record as the results tell it."""

    url: str
    title: str
    facts: list[Any]
    text: str = ""


@dataclass(frozen=True)
class Kind:
    """`rows` finds all that the user may see; `text` is the folded column whose first place of the
    search decides what is best, and may be empty; `page` is the list of the same rows."""

    label: Promise | str
    shown: Callable[[Any], Found]
    text: str = ""
    related: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    filter_class: Any = None
    page: str = ""
    more: dict[str, list[str]] = field(default_factory=dict)
    found: Callable[[str, Any], Any] | None = None

    def query(self, asked: str) -> str:
        """The address of the list, after its question mark."""
        data = QueryDict(mutable=True)
        data["search"] = asked
        for name, values in self.more.items():
            data.setlist(name, values)
        return data.urlencode()

    def rows(self, asked: str, user: Any) -> Any:
        if self.found:
            return self.found(asked, user)
        filters = self.filter_class(QueryDict(self.query(asked)), user=user)
        return filters.qs if filters.is_valid() else filters.queryset.none()

    def best(self, rows: Any, asked: str) -> Any:
        first = best_first(rows, asked, self.text) if self.text else rows
        first = first.select_related(*self.related) if self.related else first
        return first.prefetch_related(*self.parts)


class PromiseKind(Kind):
    """Each promise once, with its day that comes next; the list has all its days."""

    def best(self, rows: Any, asked: str) -> Any:
        days = rows.filter(commitment=OuterRef("pk")).order_by(
            Case(When(status=OccurrenceStatus.OPEN, then=0), default=1), "due_on", "pk"
        )
        made = Commitment.objects.filter(pk__in=rows.order_by().values("commitment"))
        first = best_first(made.order_by("-pk"), asked, self.text)
        related = first.select_related(*self.related)
        return related.annotate(day=Subquery(days.values("pk")[:1]))


def of_organization(organization: Any, title: str, facts: list[Any], text: str = "") -> Found:
    return Found(organization.get_absolute_url(), title, facts, text)


def organization(row: Any) -> Found:
    told = " · ".join(filter(None, [*row.alternate_names, row.description, row.populations]))
    facts = [row.get_kind_display(), row.get_stage_display(), row.closed_on and _("Closed")]
    return Found(row.get_absolute_url(), row.name, facts, told)


def contact(row: Any) -> Found:
    left = row.until and _("has left")
    facts = [row.title, row.organization.name, row.email, row.phone, left]
    return of_organization(row.organization, row.name, facts)


def location(row: Any) -> Found:
    line = ", ".join(filter(None, [row.address, row.city, f"{row.state} {row.zip}".strip()]))
    facts = [row.organization.name, row.is_confidential and _("Confidential address")]
    return of_organization(row.organization, row.name or line, facts, line)


def priority(row: Any) -> Found:
    facts = [row.organization.name, row.get_status_display()]
    return of_organization(row.organization, row.title, facts, row.statement)


def engagement(row: Any) -> Found:
    facts = [row.organization.name, row.get_status_display(), row.term]
    return Found(row.get_absolute_url(), row.title, facts, row.description)


def student(row: Any) -> Found:
    facts = [row.get_program_display(), row.class_year, row.user.email]
    return Found(reverse("student_detail", args=[row.pk]), str(row), facts)


def placement(row: Any) -> Found:
    facts = [row.engagement.title, row.engagement.organization.name, row.get_status_display()]
    return Found(row.get_absolute_url(), str(row.student), facts, row.engagement.title)


def agreement(row: Any) -> Found:
    """By what was sent last, as both sides know it."""
    facts = [row.organization.name, row.get_kind_display()]
    sent = next((version for version in row.versions.all() if version.round), None)
    if sent is None:
        return Found(row.get_absolute_url(), row.get_kind_display(), facts)
    told = " ".join([*sent.terms.sections.values(), *(one.text for one in sent.terms.promises)])
    return Found(row.get_absolute_url(), str(sent), facts, told)


def promise(row: Any) -> Found:
    home = row.version.agreement.organization
    url = reverse("occurrence_detail", args=[row.day])
    return Found(url, row.text, [home.name, row.get_made_by_display(), str(row.version)])


def check_in(row: Any) -> Found:
    title = row.change or row.organization.name
    return Found(row.get_absolute_url(), title, [row.organization.name, row.get_status_display()])


def interaction(row: Any) -> Found:
    what = row.asked_for or row.summary or row.next_step or str(row.get_kind_display())
    told = " · ".join(filter(None, [row.summary, row.asked_for, row.next_step, row.others]))
    facts = [row.get_kind_display(), date_format(row.happened_on), row.organization.name]
    return of_organization(row.organization, Truncator(what).words(12), facts, told)


def compensation(row: Any) -> Found:
    facts = [row.organization.name, row.paid_to, f"${row.amount:,.2f}"]
    return Found(row.get_absolute_url(), row.purpose, facts)


def statement(row: Any) -> Found:
    facts = [row.engagement.title, row.engagement.organization.name, row.get_status_display()]
    told = " · ".join(filter(None, [row.statement, row.handover_note]))
    return Found(row.get_absolute_url(), str(row.student), facts, told)


def entry(row: Any) -> Found:
    facts = [str(row.placement.student), row.placement.engagement.title, row.get_kind_display()]
    return Found(row.placement.get_absolute_url(), date_format(row.worked_on), facts, row.note)


def reflection(row: Any) -> Found:
    facts = [str(row.placement.student), row.placement.engagement.title]
    return Found(row.placement.get_absolute_url(), row.prompt.text, facts, row.text)


def correction(row: Any) -> Found:
    facts = [row.organization.name, row.reach, row.settled_on and _("Settled")]
    return of_organization(row.organization, str(row.get_kind_display()), facts, row.text)


def texts_of(model: Any, text: Any, home: str = "organization") -> Callable[[str, Any], Any]:
    """Rows of a model whose list is not a page of its own."""

    def found(asked: str, user: Any) -> Any:
        return matching(model.objects.visible_to(user), asked, user=user, text=text, home=home)

    return found


def words_of_seats(model: Any) -> Callable[[str, Any], Any]:
    """Rows in whose own text each word is; the names around them are found by other kinds."""

    def found(asked: str, user: Any) -> Any:
        rows = model.objects.visible_to(user)
        for word in words_of(asked):
            rows = rows.filter(holds("search_text", word))
        return rows

    return found


def students(asked: str, user: Any) -> Any:
    return matching_students(asked, user=user)


EVERY_STATUS = {"status": [str(status) for status in EngagementStatus.values]}

KINDS = [
    Kind(_("Organizations"), organization, "sort_name",
         filter_class=OrganizationFilter, page="organization_list"),
    Kind(_("People at organizations"), contact, related=("organization",),
         found=texts_of(Contact, ("name", "title", "email", "phone"))),
    Kind(_("Places"), location, "search_text", ("organization",),
         found=texts_of(Location, "search_text")),
    Kind(_("Priorities"), priority, "search_text", ("organization",),
         found=texts_of(Priority, "search_text")),
    Kind(_("Engagements"), engagement, "search_text", ("organization",),
         filter_class=EngagementFilter, page="engagement_list", more=EVERY_STATUS),
    Kind(_("Students"), student, related=("user",), found=students),
    Kind(_("Applications and placements"), placement,
         related=("student__user", "engagement__organization"),
         filter_class=PlacementFilter, page="placement_list"),
    Kind(_("Agreements"), agreement, "words__search_text", ("organization",), ("versions__round",),
         filter_class=AgreementFilter, page="agreement_list"),
    PromiseKind(_("Promises, each on its day"), promise, "words__search_text",
                ("version__agreement__organization",), filter_class=LedgerFilter, page="promise_list"),
    Kind(_("Contacts noted"), interaction, "search_text", ("organization",),
         filter_class=InteractionFilter, page="interaction_list"),
    Kind(_("What students say in applications"), statement, "search_text",
         ("student__user", "engagement__organization"), found=words_of_seats(Placement)),
    Kind(_("Notes of hours"), entry, "search_text",
         ("placement__student__user", "placement__engagement"), found=words_of_seats(HourEntry)),
    Kind(_("Reflections"), reflection,
         related=("prompt", "placement__student__user", "placement__engagement"),
         found=texts_of(Reflection, ("text",), "placement__engagement__organization")),
    Kind(_("Corrections sent in"), correction, related=("organization",),
         found=texts_of(Correction, ("text", "reach"))),
    Kind(_("Check-ins"), check_in, related=("organization",),
         filter_class=CheckInFilter, page="check_in_list"),
    Kind(_("Compensation"), compensation, related=("organization",),
         filter_class=CompensationFilter, page="compensation_list"),
]  # fmt: skip

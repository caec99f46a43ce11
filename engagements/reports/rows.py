"""The records behind figures: kinds of lists, what each shows of a row, and what it comes to."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, Sum
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from engagements import policies
from engagements.enums import Basis
from engagements.metrics.partnerships import distinct_names
from engagements.reports import filters, promise_filters
from engagements.reports.figures import (
    Figure,
    Link,
    Words,
    count,
    dollars,
    hours,
    link,
    people,
    percent,
)
from partners import sheets
from partners.filtering import ChoicesField, RowsField
from partners.workbooks import Value

Told = Callable[[Any, Any], list[Value]]
"""The values of one row for a reader."""


def counted(rows: Any) -> Figure:
    return count(rows.count())


@dataclass(frozen=True)
class Kind:
    """`joins`: what is read with each row. `comes_to`: the figure that the rows make."""

    slug: str
    title: Words
    filters: type[filters.OfPeriod]
    columns: tuple[Words, ...]
    told: Told
    joins: tuple[str, ...] = ()
    comes_to: Callable[[Any], Figure] = counted
    is_for_partners: bool = False

    def read(self, rows: Any) -> Any:
        return rows.select_related(*self.joins) if self.joins else rows


def day(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def of_engagement(row: Any, user: Any) -> list[Value]:
    return [
        row.title,
        row.organization.name,
        str(row.get_kind_display()),
        str(row.get_curricular_display()),
        str(row.get_designation_display()),
        str(row.get_status_display()),
        day(row.starts_on),
        day(row.ends_on),
        row.priority.title if row.priority else "",
    ]


def of_adviser(row: Any, user: Any) -> list[Value]:
    return [row.adviser, row.title, row.organization.name, day(row.starts_on), day(row.ends_on)]


def named(placement: Any, user: Any) -> str:
    return str(placement.student) if "student" in policies.listed_fields(user, placement) else ""


def of_student(student: Any) -> list[Value]:
    return [str(student.get_program_display()), student.class_year or ""]


def of_placement(row: Any, user: Any) -> list[Value]:
    return [
        named(row, user),
        *of_student(row.student),
        row.engagement.title,
        row.engagement.organization.name,
        str(row.get_status_display()),
        day(row.first_day),
        day(row.last_day),
    ]


def of_hours(row: Any, user: Any) -> list[Value]:
    return [
        day(row.worked_on),
        round(row.minutes / 60, 2),
        str(row.get_kind_display()),
        str(row.get_basis_display()),
        str(row.get_status_display()),
        "" if row.is_supervision else named(row.placement, user),
        row.placement.engagement.title,
        row.placement.engagement.organization.name,
    ]


def of_promise(row: Any, user: Any) -> list[Value]:
    quantity = row.commitment.quantity
    return [
        row.commitment.text,
        str(row.get_giver_display()),
        row.organization.name,
        str(row.commitment.get_kind_display()),
        "" if quantity is None else float(quantity),
        row.commitment.unit,
        day(row.due_on),
        row.standing,
    ]


def of_judgement(row: Any, user: Any) -> list[Value]:
    one = row.occurrence
    answered = row.answered_at.date() if row.answered_at else None
    verdict = str(row.get_verdict_display())
    text = one.commitment.text
    return [day(row.given_on), text, one.organization.name, verdict, row.note, day(answered)]


def of_money(row: Any, user: Any) -> list[Value]:
    return [
        row.purpose,
        row.organization.name,
        row.paid_to,
        float(row.amount),
        day(row.promised_on),
        day(row.due_on),
        day(row.paid_on),
    ]


def of_priority(row: Any, user: Any) -> list[Value]:
    status = str(row.get_status_display())
    return [row.title, row.organization.name, status, day(row.stated_on), day(row.answered_on)]


def of_agreement(row: Any, user: Any) -> list[Value]:
    organization = row.agreement.organization.name
    return [row.title, organization, row.standing, day(row.starts_on), day(row.ends_on)]


def of_counter(row: Any, user: Any) -> list[Value]:
    version = row.version
    return [day(row.at.date()), version.title, version.agreement.organization.name, row.reason]


def of_check_in(row: Any, user: Any) -> list[Value]:
    status = str(row.get_status_display())
    settled = row.change if row.status == "settled" else ""
    return [row.organization.name, day(row.asked_at.date()), status, settled]


def of_organization(row: Any, user: Any) -> list[Value]:
    return [
        row.name,
        str(row.get_kind_display()),
        str(row.get_stage_display()),
        str(row.get_publication_display()),
        day(row.verified_on),
    ]


def of_person(row: Any, user: Any) -> list[Value]:
    return [row.name, row.email]


def of_profile(row: Any, user: Any) -> list[Value]:
    return [str(row), *of_student(row)]


def of_interaction(row: Any, user: Any) -> list[Value]:
    return [
        day(row.happened_on),
        row.organization.name,
        str(row.get_kind_display()),
        row.partner_minutes,
        row.asks,
    ]


def sum_of_hours(rows: Any) -> Figure:
    estimate = Q(basis=Basis.ESTIMATE)
    sums = rows.order_by().aggregate(all=Sum("minutes"), estimated=Sum("minutes", filter=estimate))
    return hours(sums["all"] or 0, estimated=sums["estimated"] or 0)


def sum_of_money(rows: Any) -> Figure:
    return dollars(rows.order_by().aggregate(sum=Sum("amount"))["sum"] or Decimal())


def sum_of_contacts(rows: Any) -> Figure:
    return hours(rows.order_by().aggregate(sum=Sum("partner_minutes"))["sum"] or 0)


def number_of_advisers(rows: Any) -> Figure:
    return people(distinct_names(rows.order_by().values_list("adviser", flat=True)))


def number_of_people(rows: Any) -> Figure:
    return people(rows.count())


W, P = filters, promise_filters
ORGANIZATION, FROM, UNTIL, STATUS = _("Organization"), _("From"), _("Until"), _("Status")
ENGAGEMENT, STUDENT, PROGRAM, YEAR = _("Engagement"), _("Student"), _("Program"), _("Class year")
KIND = _("Kind")
KINDS = {
    kind.slug: kind
    for kind in (
        Kind("engagements", _("Engagements"), W.EngagementRows,
             (ENGAGEMENT, ORGANIZATION, KIND, _("Part of the curriculum"), _("Designation"),
              STATUS, FROM, UNTIL, _("Answers the priority")),
             of_engagement, ("organization", "priority"), is_for_partners=True),
        Kind("faculty", _("Faculty advisers"), W.FacultyRows,
             (_("Faculty adviser"), ENGAGEMENT, ORGANIZATION, FROM, UNTIL),
             of_adviser, ("organization",), number_of_advisers),
        Kind("placements", _("Placements"), W.PlacementRows,
             (STUDENT, PROGRAM, YEAR, ENGAGEMENT, ORGANIZATION, STATUS, FROM, UNTIL),
             of_placement, ("student__user", "engagement__organization"), is_for_partners=True),
        Kind("students", _("Students"), W.StudentRows, (STUDENT, PROGRAM, YEAR),
             of_profile, ("user",), number_of_people),
        Kind("hours", _("Hours"), W.HourRows,
             (_("Day"), _("Hours"), KIND, _("Actual or estimate"), STATUS, STUDENT, ENGAGEMENT,
              ORGANIZATION),
             of_hours, ("placement__student__user", "placement__engagement__organization"),
             sum_of_hours, is_for_partners=True),
        Kind("promises", _("Promises"), P.PromiseRows,
             (_("Promise"), _("Who promised"), ORGANIZATION, KIND, _("How many"), _("Of what"),
              _("Due on"), _("Standing")),
             of_promise, ("organization", "commitment__version"), is_for_partners=True),
        Kind("judgements", _("Judgements"), P.JudgementRows,
             (_("Given on"), _("Promise"), ORGANIZATION, _("Verdict"), _("Why"), _("Answered on")),
             of_judgement, ("occurrence__organization", "occurrence__commitment"),
             is_for_partners=True),
        Kind("money", _("Compensation"), P.MoneyRows,
             (_("For what"), ORGANIZATION, _("Paid to"), _("Dollars"), _("Promised on"),
              _("Due on"), _("Paid on")),
             of_money, ("organization",), sum_of_money, is_for_partners=True),
        Kind("priorities", _("Priorities"), P.PriorityRows,
             (_("Priority"), ORGANIZATION, STATUS, _("Stated on"), _("Answered on")),
             of_priority, ("organization",), is_for_partners=True),
        Kind("agreements", _("Agreements"), P.AgreementRows,
             (_("Agreement"), ORGANIZATION, _("Standing"), FROM, UNTIL),
             of_agreement, ("agreement__organization",), is_for_partners=True),
        Kind("counters", _("Texts that partners sent"), P.CounterRows,
             (_("Sent on"), _("Agreement"), ORGANIZATION, _("Why")),
             of_counter, ("version__agreement__organization",), is_for_partners=True),
        Kind("check-ins", _("Check-ins"), P.CheckInRows,
             (ORGANIZATION, _("Asked on"), STATUS, _("The one change")),
             of_check_in, ("organization",), is_for_partners=True),
        Kind("organizations", _("Organizations"), P.OrganizationRows,
             (ORGANIZATION, KIND, _("Relationship"), _("What the public sees"), _("Verified on")),
             of_organization),
        Kind("interactions", _("Contacts"), P.InteractionRows,
             (_("Day"), ORGANIZATION, KIND, _("Partner’s minutes"), _("Asks something")),
             of_interaction, ("organization",), is_for_partners=True),
        Kind("time-taken", _("Contacts that took the partner’s time"), P.TimeRows,
             (_("Day"), ORGANIZATION, KIND, _("Partner’s minutes"), _("Asks something")),
             of_interaction, ("organization",), sum_of_contacts, is_for_partners=True),
        Kind("staff", _("OCCME’s people"), P.StaffRows, (_("Name"), _("Email")),
             of_person, (), number_of_people),
    )
}  # fmt: skip


def address_of(row: Any) -> str:
    """The page of the record itself, where it has one."""
    for one in (
        row,
        *(getattr(row, name, None) for name in ("placement", "occurrence", "version")),
    ):
        if hasattr(one, "get_absolute_url"):
            return one.get_absolute_url()
    return ""


def table(kind: Kind, rows: Any, user: Any) -> Iterator[list[Value]]:
    return (kind.told(row, user) for row in kind.read(rows).iterator(chunk_size=500))


def headings(kind: Kind) -> list[str]:
    return [str(column) for column in kind.columns]


def csv_lines(kind: Kind, rows: Any, user: Any) -> Iterable[str]:
    return sheets.csv_lines(headings(kind), table(kind, rows, user))


def workbook_parts(kind: Kind, rows: Any, user: Any) -> Iterable[bytes]:
    return sheets.xlsx_parts(str(kind.title), headings(kind), table(kind, rows, user))


def cleaned(found: filters.OfPeriod, name: str, given: list[str]) -> Any:
    field: Any = found.filters[name].field
    return field.clean(given if isinstance(field, (ChoicesField, RowsField)) else given[0])


class Source:
    """Figures for one reader and one period, each counted from the very list that it links to."""

    def __init__(self, user: Any, name: str, **always: Any):
        self.user, self.name, self.always = user, name, always
        self.known: dict[str, filters.OfPeriod] = {}

    def linked(self, address: Link) -> Figure:
        """What the list comes to. The filters are read as for the list, without its form: that
        takes many times longer than the count."""
        if address.to not in self.known:
            self.known[address.to] = KINDS[address.to].filters(None, user=self.user)
        found, given = self.known[address.to], QueryDict(urlencode(address.query))
        values = {name: cleaned(found, name, given.getlist(name)) for name in given}
        rows = found.apply(found.queryset, values)
        return replace(KINDS[address.to].comes_to(rows), link=address)

    def figure(self, to: str, **query: Any) -> Figure:
        """Without a period, as of today."""
        return self.linked(link(to, **self.always, **query))

    def of_period(self, to: str, **query: Any) -> Figure:
        return self.figure(to, period=self.name, **query)

    def share(self, part: Figure, whole: Figure) -> Figure:
        """In percent, with the list of the part."""
        return percent(int(part.value or 0), int(whole.value or 0), part.link)

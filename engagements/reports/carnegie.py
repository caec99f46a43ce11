"""The partnership grid of the Carnegie elective classification for community engagement.

Columns after the grid of the documentation framework as of its 2015 cycle (partnership name,
community partner, institutional partner, purpose, length of partnership, number of faculty, number of
students, grant funding, institution impact, community impact), with what later cycles ask for besides
(contact of the partner, number of staff), and two of our own: how the partner has a voice, and what
was made available to it. The framework asks for the most recent academic year.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import CommitmentKind, OutcomeColumn, Program
from engagements.metrics import Period, partnerships
from engagements.metrics.partnerships import Funding, Length, Voice
from engagements.models import AgreementVersion, Engagement, Placement
from engagements.published.hiding import SMALLEST
from engagements.reports.figures import (
    Address,
    Figure,
    Line,
    count,
    dollars,
    link,
    people,
    withheld,
)
from engagements.reports.sharing import ORGANIZATION, not_told
from partners import sheets
from partners.models import Contact, Organization
from partners.workbooks import Value

UNIT = gettext_lazy("Office for Community-Centered Medical Education (OCCME)")
CLASSES = (
    (1, gettext_lazy("Under 1 year")),
    (3, gettext_lazy("1 to 2 years")),
    (6, gettext_lazy("3 to 5 years")),
    (10_000, gettext_lazy("Over 5 years")),
)
"""Whole years below which a partnership is in the class."""
VOICES = {
    "priorities": gettext_lazy("priorities stated"),
    "counters": gettext_lazy("texts of agreements sent"),
    "judgements": gettext_lazy("judgements of OCCME’s promises"),
    "check_ins": gettext_lazy("check-ins answered"),
}
LISTS = {
    "priorities": ("priorities", {}),
    "counters": ("counters", {}),
    "judgements": ("judgements", {"side": "partner"}),
    "check_ins": ("check-ins", {"answered": "true"}),
}
"""Where each of them is listed."""


@dataclass(frozen=True)
class Partnership:
    """One row of the grid."""

    organization: Organization
    name: str
    contact: str
    unit: str
    purpose: str
    length: Length
    faculty: Figure
    staff: Figure
    students: Figure
    promised: Figure
    paid: Figure
    institution: tuple[Line, ...]
    community: tuple[Line, ...]
    wish: str
    voice: tuple[tuple[Any, Figure], ...]
    resources: str

    @property
    def duration(self) -> str:
        """Its class; empty where nothing tells when it began."""
        years = self.length.years
        if years is None:
            return ""
        return str(next(label for below, label in CLASSES if years < below))

    @property
    def standing(self) -> str:
        return _("ongoing") if self.length.is_ongoing else _("ended")


class Grid:
    """The partnerships of a period, in a fixed number of queries. `rows` narrows them down."""

    def __init__(self, period: Period, *, name: str, rows: Any = None, hides_small: bool = False):
        self.period, self.name, self.hides_small = period, name, hides_small
        self.as_of = localdate()
        found = partnerships.partnerships(period)
        self.organizations = found if rows is None else found.filter(pk__in=rows.values("pk"))
        self.organizations = self.organizations.order_by("sort_name", "pk")

    def partnerships(self, first: int = 0, last: int | None = None) -> list[Partnership]:
        """All of them, or a slice."""
        rows = list(self.organizations[first:last])
        chosen = Organization.objects.among([one.pk for one in rows]).order_by().values("pk")
        facts = Facts(chosen, self.period)
        small = not_told(self.period) if self.hides_small else set()
        return [self.partnership(one, facts, small) for one in rows]

    def partnership(self, one: Organization, facts: "Facts", small: set) -> Partnership:
        funding = facts.funding.get(one.pk, Funding())
        return Partnership(
            one,
            name=facts.titles.get(one.pk) or one.name,
            contact=facts.contacts.get(one.pk, ""),
            unit=facts.unit_of(one.pk),
            purpose=facts.purpose_of(one.pk),
            length=facts.lengths[one.pk],
            faculty=people(facts.faculty.get(one.pk, 0), self.to("faculty", one)),
            staff=people(facts.staff.get(one.pk, 0), self.to("staff", one)),
            students=self.students(one, facts.students.get(one.pk, 0), small),
            promised=dollars(funding.promised, self.to("money", one)),
            paid=dollars(funding.paid, link("money", paid_in=self.name, organization=one.slug)),
            institution=facts.impact(one.pk, OutcomeColumn.INSTITUTIONAL),
            community=facts.impact(one.pk, OutcomeColumn.COMMUNITY),
            wish=str(one.get_involvement_display()),
            voice=self.voice(one, facts.voice.get(one.pk, Voice())),
            resources=facts.resources_of(one.pk),
        )

    def to(self, name: str, one: Organization, **query: Any) -> Any:
        return link(name, period=self.name, organization=one.slug, **query)

    def students(self, one: Organization, number: int, small: set) -> Figure:
        is_small = 0 < number < SMALLEST
        own = Figure(number, "", self.to("students", one), is_people=True, is_small=is_small)
        return withheld(own, (ORGANIZATION, one.pk) in small)

    def voice(self, one: Organization, voice: Voice) -> tuple[tuple[Any, Figure], ...]:
        return tuple(
            (label, count(getattr(voice, name), self.to(LISTS[name][0], one, **LISTS[name][1])))
            for name, label in VOICES.items()
        )


class Facts:
    """What is known about some organizations in a period, by primary key."""

    def __init__(self, organizations: Any, period: Period):
        self.organizations, self.period = organizations, period
        asked: Callable[..., Any]
        for asked in (
            partnerships.faculty,
            partnerships.students,
            partnerships.funding,
            partnerships.resources,
            partnerships.voice,
            partnerships.lengths,
        ):
            setattr(self, asked.__name__, asked(organizations, period=period))
        pairs = sorted(partnerships.staff(organizations, period=period))
        self.staff = {pk: sum(one == pk for one, _person in pairs) for pk, _person in pairs}
        self.outcomes = partnerships.outcomes(organizations, period=period)
        self.contacts = contacts(organizations)
        self.programs = programs(organizations, period)
        self.read_texts()

    faculty: dict[int, int]
    students: dict[int, int]
    funding: dict[int, Funding]
    resources: dict[int, list[tuple[str, Decimal, str]]]
    voice: dict[int, Voice]
    lengths: dict[int, Length]

    def read_texts(self) -> None:
        """Titles and purposes of agreements, the newest in the period; else what students did."""
        self.titles: dict[int, str] = {}
        self.purposes: dict[int, str] = {}
        held = AgreementVersion.objects.holding_in(*self.period.days).filter(
            agreement__organization__in=self.organizations
        )
        for version in held.select_related("agreement", "round").order_by("starts_on", "pk"):
            self.titles[version.organization_id] = version.title
            if version.terms:
                self.purposes[version.organization_id] = version.terms.sections.get("purpose", "")
        worked = Engagement.objects.held_in(*self.period.days).filter(
            organization__in=self.organizations
        )
        self.work: dict[int, list[str]] = {}
        for pk, title in worked.order_by("starts_on", "pk").values_list("organization", "title"):
            self.work.setdefault(pk, []).append(title)

    def purpose_of(self, pk: int) -> str:
        return self.purposes.get(pk) or "; ".join(dict.fromkeys(self.work.get(pk, [])))

    def unit_of(self, pk: int) -> str:
        """The office, and the programs whose students took part."""
        named = [str(Program(code).label) for code in Program if code in self.programs.get(pk, ())]
        if not named:
            return str(UNIT)
        told = {"unit": UNIT, "programs": ", ".join(named)}
        return _("%(unit)s, with students of: %(programs)s") % told

    def impact(self, pk: int, column: str) -> tuple[Line, ...]:
        return tuple(
            Line(one.engagement.ends_on, one.achieved, basis=one.basis)
            for one in self.outcomes
            if one.engagement.organization_id == pk and one.column == column
        )

    def resources_of(self, pk: int) -> str:
        return "; ".join(
            resource(kind, number, unit) for kind, number, unit in self.resources.get(pk, [])
        )


def resource(kind: str, number: Decimal, unit: str) -> str:
    told = {"kind": CommitmentKind(kind).label, "unit": unit}
    told["number"] = number_format(number, 0 if number % 1 == 0 else 2)
    if unit:
        return _("%(kind)s: %(number)s %(unit)s") % told
    return _("%(kind)s: promises kept: %(number)s") % told


def contacts(organizations: Any) -> dict[int, str]:
    """Name, title, email and phone of the primary contact as of today, or of the first one."""
    rows = Contact.objects.current().filter(organization__in=organizations)
    found: dict[int, str] = {}
    for one in sorted(rows, key=lambda one: (one.rank != "primary", one.rank, one.name, one.pk)):
        told = filter(None, (one.name, one.title, one.email, one.phone))
        found.setdefault(one.organization_id, ", ".join(told))
    return found


def programs(organizations: Any, period: Period) -> dict[int, set[str]]:
    path = "engagement__organization"
    rows = Placement.objects.taking_part_in(*period.days).filter(
        Q(**{f"{path}__in": organizations})
    )
    found: dict[int, set[str]] = {}
    for pk, program in rows.order_by().values_list(path, "student__program").distinct():
        found.setdefault(pk, set()).add(program)
    return found


COLUMNS = (
    "partnership_name", "community_partner", "partner_contact", "institutional_unit", "purpose",
    "partner_since", "length_in_years", "duration_class", "ongoing_or_ended",
    "faculty_per_year", "staff_per_year", "students_per_year", "students_basis",
    "funding_promised_dollars", "funding_paid_dollars", "funding_basis",
    "institution_impact", "community_impact",
    "partner_wishes_to_be", *VOICES, "resources_made_available",
    "records", "from", "to", "as_of",
)  # fmt: skip


def told(lines: tuple[Line, ...]) -> str:
    """Each with whether it is actual or an estimate."""
    return "; ".join(f"{line.text} ({line.basis_shown})" for line in lines)


def cells(one: Partnership, grid: Grid, address: Address) -> Iterator[Value]:
    yield from (one.name, one.organization.name, one.contact, one.unit, one.purpose)
    yield from (one.length.first_year, one.length.years, one.duration, one.standing)
    yield from (one.faculty.plain, one.staff.plain, one.students.plain, one.students.basis)
    yield from (one.promised.plain, one.paid.plain, one.paid.basis)
    yield from (told(one.institution), told(one.community), one.wish)
    yield from (figure.plain for _label, figure in one.voice)
    yield from (one.resources, address(one.students.link))
    yield from (day.isoformat() for day in (*grid.period.days, grid.as_of))


def table(grid: Grid, address: Address) -> Iterator[list[Value]]:
    """The values of COLUMNS: a row for each partnership."""
    return (list(cells(one, grid, address)) for one in grid.partnerships())


def csv_lines(grid: Grid, address: Address) -> Iterator[str]:
    return sheets.csv_lines(COLUMNS, table(grid, address))


def workbook_parts(grid: Grid, address: Address) -> Iterator[bytes]:
    return sheets.xlsx_parts(_("Partnership grid"), COLUMNS, table(grid, address))

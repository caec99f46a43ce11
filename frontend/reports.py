"""Reports as pages: the period that the address asks for, and where the figures' records are."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import Program
from engagements.metrics import Period, period_named, periods_offered
from engagements.metrics.partnerships import partnerships
from engagements.metrics.periods import academic_year, label_of
from engagements.metrics.taking_part import Class, students_known
from engagements.reports import lcme, term
from engagements.reports.carnegie import Grid, Partnership
from engagements.reports.figures import Link, Report
from engagements.reports.filters import NO_YEAR
from engagements.reports.lcme_students import class_name, classes_of
from engagements.reports.promise_filters import OrganizationRows
from frontend.addresses import path_of
from occme.numbers import plain_number
from partners.models import Organization
from partners.policies import acts_for, is_staff

Words = Promise | str
SMALL = ("", "hide")


class Asked:
    """The parameters of a report: `period`, `small`, `format`; and, where there are more, `page`.
    What is not understood is told, and no report is made of it."""

    taken: ClassVar[frozenset[str]] = frozenset({"period", "small", "format"})

    def __init__(self, request: HttpRequest):
        self.request, self.data, self.user = request, request.GET, request.user
        self.name = self.data.get("period") or self.default
        self.problem = self.read()

    @property
    def default(self) -> str:
        return academic_year(localdate())

    def read(self) -> str:
        for name in self.data:
            if name not in self.taken:
                return _("“%(name)s” is not known here.") % {"name": name[:50]}
        if period_named(self.name) is None:
            return _("It takes a period such as 2026-27, 2026-fall or 2026.")
        if self.data.get("small", "") not in SMALL:
            return _("Small groups are shown, or hidden with small=hide.")
        if self.data.get("format", "") not in ("", "csv", "xlsx"):
            return _("The formats are csv and xlsx.")
        return ""

    @property
    def period(self) -> Period:
        return period_named(self.name)  # type: ignore[return-value]

    @property
    def period_label(self) -> str:
        return label_of(self.name)

    @property
    def periods(self) -> list[tuple[str, str]]:
        """To choose from; with the one that is asked for, however old."""
        offered = list(periods_offered())
        known = self.problem or self.name in dict(offered)
        return offered if known else [(self.name, self.period_label), *offered]

    narrowed: tuple[tuple[str, str], ...] = ()
    """What the form keeps besides its own fields."""

    @property
    def may_hide(self) -> bool:
        return "small" in self.taken

    @property
    def hides_small(self) -> bool:
        return self.data.get("small") == "hide"

    @property
    def format(self) -> str:
        return "" if self.problem else self.data.get("format", "")

    @property
    def query(self) -> str:
        """The same report in another format: to be followed by one parameter more."""
        own = {"period": self.name, **({"small": "hide"} if self.hides_small else {})}
        return f"?{urlencode(own)}&"

    def address(self, link: Link | None) -> str:
        """For a sheet, which is read far from here: with the host."""
        path = path_of(link)
        return self.request.build_absolute_uri(path) if path else ""


@dataclass(frozen=True)
class Offered:
    """A report on the page of all reports."""

    view: str
    title: Words
    purpose: Words


class ReportList(Asked):
    """All reports, for the time chosen; `organization` leads on to the term report of one."""

    taken = frozenset({"period", "organization"})

    @cached_property
    def partners(self) -> list[Organization]:
        """Organizations with a partnership in the time, by name."""
        return list(partnerships(self.period).order_by("sort_name", "pk"))

    @property
    def onward(self) -> str:
        """The address of the term report that was asked for."""
        slug = self.data.get("organization")
        if self.problem or not slug:
            return ""
        if not slug.isprintable():
            raise Http404  # A database holds no others.
        found = get_object_or_404(Organization.objects.visible_to(self.user), slug=slug)
        return f"{reverse('report_term', args=[found.slug])}?{urlencode({'period': self.name})}"


OFFERED = (
    Offered(
        "report_carnegie",
        gettext_lazy("Carnegie partnership grid"),
        gettext_lazy(
            "For the elective classification for community engagement: each partnership with its "
            "people, length, money, impact, and how the partner has a voice."
        ),
    ),
    Offered(
        "report_lcme",
        gettext_lazy("LCME element 6.6"),
        gettext_lazy(
            "For accreditation: opportunities by kind, students who took part by program and class "
            "year, preparation and reflection."
        ),
    ),
    Offered(
        "report_annual",
        gettext_lazy("Annual report by value"),
        gettext_lazy("For OCCME and its communities: what each of the nine values came to."),
    ),
)


def only_staff(user: Any) -> None:
    if not is_staff(user):
        raise PermissionDenied


class LcmePage(Asked):
    """Takes sizes of classes too, such as `size-md-2028=165`: they stand in the address alone."""

    most = 10_000

    def read(self) -> str:
        self.sizes: dict[Class, int] = {}
        for name in self.data:
            if of := class_of(name):
                text = self.data[name]
                size = plain_number(text) if text else 0
                if size is None or size > self.most:
                    return _("The size of a class is a whole number, such as 165.")
                self.sizes |= {of: size} if size else {}
        known = {name for name in self.data if class_of(name)}
        self.taken = Asked.taken | known  # type: ignore[misc]
        return super().read()

    @property
    def query(self) -> str:
        return f"{super().query}{urlencode(self.sizes_asked)}&" if self.sizes else super().query

    @property
    def sizes_asked(self) -> dict[str, int]:
        return {size_name(of): size for of, size in self.sizes.items()}

    @property
    def size_fields(self) -> list[tuple[str, str, int | str]]:
        """Name, label and value of a field for each class."""
        classes = classes_of({*students_known(), *self.sizes})
        return [(size_name(of), class_name(of), self.sizes.get(of, "")) for of in classes]

    @cached_property
    def report(self) -> Report | None:
        if self.problem:
            return None
        options = {"name": self.name, "sizes": self.sizes, "hides_small": self.hides_small}
        return lcme.report(self.period, **options)  # type: ignore[arg-type]


def size_name(of: Class) -> str:
    program, year = of
    return f"size-{program}-{year or NO_YEAR}"


def class_of(name: str) -> Class | None:
    """The class that a parameter gives the size of."""
    found = re.fullmatch(r"size-([a-z]+)-([0-9]{4}|none)", name)
    if not found or found[1] not in Program.values:
        return None
    return found[1], None if found[2] == NO_YEAR else int(found[2])


class GridPage(Asked):
    """The partnership grid, some partnerships to a page; organizations can be narrowed down."""

    narrowing = ("organization_kind", "neighborhood", "language")
    taken = Asked.taken | {"page", *narrowing}
    page_size = 25

    @property
    def narrowed(self) -> tuple[tuple[str, str], ...]:  # type: ignore[override]
        return tuple(
            (name, value) for name in self.narrowing for value in self.data.getlist(name) if value
        )

    def page_of(self, found: Any) -> Page | None:
        try:
            return Paginator(found, self.page_size).page(self.data.get("page") or 1)
        except InvalidPage:
            self.problem = _("There is no such page.")
            return None

    @cached_property
    def grid(self) -> Grid | None:
        """None where something is not understood."""
        if self.problem:
            return None
        asked = QueryDict(mutable=True)
        for name in self.narrowing:
            asked.setlist(name, self.data.getlist(name))
        filters = OrganizationRows(asked, user=self.user)
        if not filters.is_valid():
            self.problem = " ".join(text for texts in filters.errors.values() for text in texts)
            return None
        return Grid(self.period, name=self.name, rows=filters.qs, hides_small=self.hides_small)

    @cached_property
    def page(self) -> Page | None:
        return self.page_of(self.grid.organizations) if self.grid else None

    @cached_property
    def partnerships(self) -> list[Partnership]:
        if self.grid is None or self.page is None:
            return []
        first = self.page.start_index() - 1 if self.page.paginator.count else 0
        return self.grid.partnerships(first, first + self.page_size)

    @property
    def query(self) -> str:
        own = QueryDict(mutable=True)
        for name in (*self.taken - {"page", "format"},):
            own.setlist(name, [value for value in self.data.getlist(name) if value])
        own["period"] = self.name
        return f"?{own.urlencode()}&"


class TermPage(Asked):
    """Of one organization, for its own people and OCCME's staff; for others there is no such page.
    By default of the half of the academic year that it is. It speaks the partner's language, where
    the site can."""

    taken = frozenset({"period", "format"})

    def __init__(self, request: HttpRequest, slug: str):
        found = Organization.objects.visible_to(request.user)
        self.organization = get_object_or_404(found, slug=slug)
        if not (is_staff(request.user) or acts_for(request.user, self.organization.pk)):
            raise Http404
        super().__init__(request)

    @property
    def default(self) -> str:
        return term.default_period()

    @cached_property
    def report(self) -> Report | None:
        if self.problem:
            return None
        return term.report(self.organization, self.period, name=self.name, user=self.user)

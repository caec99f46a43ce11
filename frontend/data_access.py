"""Where programs and people of other places find what is public, by what they want to do with it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Promise | str


@dataclass(frozen=True)
class Address:
    what: Words
    name: str
    query: str = ""

    @property
    def path(self) -> str:
        return f"{reverse(self.name)}{self.query}"


@dataclass(frozen=True)
class Group:
    slug: str
    title: Words
    words: Words
    addresses: tuple[Address, ...]


GROUPS = [
    Group(
        "spreadsheets",
        _("For a spreadsheet"),
        _("Files to open or to load again and again; each list of the site also offers them, with its filters."),
        (
            Address(_("Organizations"), "api:organization-list", "?format=csv"),
            Address(_("Open engagements"), "api:engagement-list", "?format=csv"),
            Address(_("Promises and how they were judged"), "api:commitment-list", "?format=csv"),
            Address(_("The figures of the dashboard"), "api:metric-list"),
        ),
    ),
    Group(
        "maps",
        _("For a map: QGIS and others"),
        _("In QGIS: Layer, Add Layer, Add WFS / OGC API – Features Layer, New; paste the first address, connect, and choose a collection."),
        (
            Address(_("OGC API – Features"), "ogc_landing"),
            Address(_("Organizations as GeoJSON"), "api:organization-list", "?format=geojson"),
            Address(_("Engagements as GeoJSON"), "api:engagement-list", "?format=geojson"),
        ),
    ),
    Group(
        "directories",
        _("For a directory of services"),
        _("Organizations and open engagements in the Human Services Data Specification (HSDS 3) of Open Referral."),
        (Address(_("HSDS 3"), "hsds"),),
    ),
    Group(
        "calendars",
        _("For a calendar or a feed reader"),
        _("Subscribe to an address, and what is new comes by itself. The list of engagements gives addresses that keep its filters."),
        (
            Address(_("Engagements as a calendar"), "engagement_calendar"),
            Address(_("New engagements as a feed"), "engagement_feed"),
        ),
    ),
    Group(
        "programs",
        _("For a program"),
        _("The API of the site, described for people and for machines."),
        (
            Address(_("Documentation"), "api_docs"),
            Address(_("Description (OpenAPI)"), "api_schema"),
        ),
    ),
]  # fmt: skip

"""What our words are in HSDS: taxonomies and their terms, the same for everybody."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings

from engagements.enums import EngagementKind
from engagements.opendata.hsds.ids import OURS
from partners.enums import Domain, Kind
from partners.models import FocusArea, Language, ServiceArea

DOMAIN = "domain-"
"""Codes of the domains of Healthy People 2030, above our focus areas, begin with it."""


@dataclass(frozen=True)
class Taxonomy:
    """`of_organizations` and `of_services`: the filter of the directory, and of the finder, that
    finds what has its terms; empty where they have none."""

    slug: str
    name: str
    description: str
    of_organizations: str = ""
    of_services: str = ""

    @cached_property
    def id(self) -> UUID:
        return uuid5(OURS, self.slug)

    @cached_property
    def shown(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "name": self.name,
            "description": self.description,
            "uri": f"{settings.SITE_URL}/hsds/taxonomies/{self.id}",
        }


@dataclass(frozen=True)
class Term:
    taxonomy: Taxonomy
    code: str
    name: str
    description: str
    parent: "Term | None" = None

    @cached_property
    def id(self) -> UUID:
        return uuid5(self.taxonomy.id, self.code)

    @cached_property
    def named(self) -> dict[str, Any]:
        """As an attribute names it."""
        parent = {"parent_id": str(self.parent.id)} if self.parent else {}
        return {
            "id": str(self.id),
            "code": self.code,
            "name": self.name,
            "description": self.description or f"{self.taxonomy.name}: {self.name}",
            **parent,
            "taxonomy": self.taxonomy.name,
            "taxonomy_id": str(self.taxonomy.id),
            "language": "en",
        }

    @cached_property
    def shown(self) -> dict[str, Any]:
        uri = f"{settings.SITE_URL}/hsds/taxonomy_terms/{self.id}"
        return {**self.named, "taxonomy_detail": self.taxonomy.shown, "term_uri": uri}


FOCUS_AREAS = Taxonomy(
    "focus-areas",
    "Focus areas",
    "What organizations work on, and what an engagement answers; within the five domains of "
    "Healthy People 2030.",
    of_organizations="focus_area",
    of_services="focus_area",
)
LANGUAGES = Taxonomy(
    "languages",
    "Languages",
    "Languages of organizations, and languages that are useful in an engagement; by BCP 47 code.",
    of_organizations="language",
    of_services="language",
)
NEIGHBORHOODS = Taxonomy(
    "neighborhoods",
    "Neighborhoods",
    "Where an organization has a place; it follows from points and outlines, not from ZIP codes.",
    of_organizations="neighborhood",
    of_services="neighborhood",
)
KINDS = Taxonomy(
    "organization-kinds",
    "Kinds of organization",
    "What sort of organization it is.",
    of_organizations="kind",
)
ENGAGEMENT_KINDS = Taxonomy(
    "engagement-kinds",
    "Kinds of engagement",
    "In what form students work with an organization.",
    of_services="kind",
)
TAXONOMIES = (FOCUS_AREAS, LANGUAGES, NEIGHBORHOODS, KINDS, ENGAGEMENT_KINDS)


def domains() -> dict[str, Term]:
    return {
        code: Term(FOCUS_AREAS, DOMAIN + code, str(label), f"{label} (Healthy People 2030)")
        for code, label in Domain.choices
    }


def focus_areas() -> Iterator[Term]:
    above = domains()
    yield from above.values()
    for row in FocusArea.objects.order_by("pk"):
        yield Term(FOCUS_AREAS, row.slug, row.title, row.description, above[row.domain])


def languages() -> Iterator[Term]:
    for row in Language.objects.order_by("pk"):
        yield Term(LANGUAGES, row.code, row.name, row.own_name)


def neighborhoods() -> Iterator[Term]:
    rows = ServiceArea.objects.neighborhoods().order_by("pk").defer("geometry")
    for row in rows:
        yield Term(NEIGHBORHOODS, row.slug, row.name, "")


def chosen(taxonomy: Taxonomy, choices: Iterable) -> Callable[[], Iterator[Term]]:
    return lambda: (Term(taxonomy, code, str(label), "") for code, label in choices)


TERMS: dict[Taxonomy, Callable[[], Iterator[Term]]] = {
    FOCUS_AREAS: focus_areas,
    LANGUAGES: languages,
    NEIGHBORHOODS: neighborhoods,
    KINDS: chosen(KINDS, Kind.choices),
    ENGAGEMENT_KINDS: chosen(ENGAGEMENT_KINDS, EngagementKind.choices),
}


class Vocabulary:
    """All terms, read once for an answer."""

    @cached_property
    def terms(self) -> list[Term]:
        return [term for taxonomy in TAXONOMIES for term in TERMS[taxonomy]()]

    @cached_property
    def by_code(self) -> dict[tuple[Taxonomy, str], Term]:
        return {(term.taxonomy, term.code): term for term in self.terms}

    def of(self, taxonomy: Taxonomy, codes: Iterable[str]) -> list[Term]:
        return [self.by_code[taxonomy, code] for code in codes]

    def find(self, id_: UUID) -> Term | None:
        return next((term for term in self.terms if term.id == id_), None)

    def below(self, term: Term) -> list[Term]:
        """The term and those that it is above of; of a domain, its focus areas alone have rows."""
        return [one for one in self.terms if term in (one, one.parent)]


def find(id_: UUID) -> Taxonomy | None:
    return next((taxonomy for taxonomy in TAXONOMIES if taxonomy.id == id_), None)

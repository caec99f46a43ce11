"""Which rows a list has: what HSDS's parameters ask for, found by the filters of our own lists."""

from typing import Any

from django.http import QueryDict

from engagements.filters import EngagementFilter
from engagements.opendata.hsds import modified, taxonomies
from engagements.opendata.hsds.organizations import VISITOR
from engagements.opendata.hsds.parameters import middles
from engagements.opendata.hsds.taxonomies import Vocabulary
from occme.rest.problems import BadParameters
from partners.filtering import StrictFilterSet
from partners.filters import OrganizationFilter
from partners.models import Location

Asked = dict[str, Any]


def organizations(rows: Any, asked: Asked, words: Vocabulary) -> Any:
    values = own_values(asked, words, "of_organizations")
    if values is None:
        return rows.none()
    rows = filtered(OrganizationFilter, rows, values)
    if asked["modified_after"]:
        rows = modified.organizations_since(rows, asked["modified_after"])
    if asked["postcode"] and not asked["proximity"]:
        rows = rows.located(user=VISITOR, zip__startswith=asked["postcode"])
    return rows


def services(rows: Any, asked: Asked, words: Vocabulary) -> Any:
    values = own_values(asked, words, "of_services")
    if values is None:
        return rows.none()
    rows = filtered(EngagementFilter, rows, values)
    if asked["organization_id"]:
        rows = rows.filter(organization__public_id=asked["organization_id"])
    if asked["modified_after"]:
        rows = modified.engagements_since(rows, asked["modified_after"])
    if asked["postcode"] and not asked["proximity"]:
        places = Location.objects.visible_to(VISITOR).filter(zip__startswith=asked["postcode"])
        rows = rows.filter(location__in=places.values("pk"))
    return rows


def own_values(asked: Asked, words: Vocabulary, side: str) -> dict[str, list[str]] | None:
    """The parameters of our own filters; None where no row can have what is asked for. `side` says
    which filter finds a taxonomy's terms."""
    values: dict[str, list[str]] = {}
    if asked["search"]:
        values["search"] = [asked["search"]]
    if asked["proximity"]:
        point = middles()[asked["postcode"]]
        values["near"] = [f"{point.latitude},{point.longitude}"]
        values["within_m"] = [str(asked["proximity"])]
    for group in groups(asked, words):
        coded = [term for term in group if not term.code.startswith(taxonomies.DOMAIN)]
        name = getattr(coded[0].taxonomy, side) if coded else ""
        if not name:
            return None
        values[name] = [term.code for term in coded]
    return values


def groups(asked: Asked, words: Vocabulary) -> list[list[taxonomies.Term]]:
    """Terms of which a row has to have one. A domain stands for its focus areas, and a taxonomy for
    all of its terms."""
    wanted: list[list[taxonomies.Term]] = []
    if asked["taxonomy_term_id"]:
        term = words.find(asked["taxonomy_term_id"])
        wanted.append(words.below(term) if term else [])
    if asked["taxonomy_id"]:
        taxonomy = taxonomies.find(asked["taxonomy_id"])
        if not (wanted and wanted[0] and wanted[0][0].taxonomy == taxonomy):
            wanted.append([term for term in words.terms if term.taxonomy == taxonomy])
    return wanted


def filtered(kind: type[StrictFilterSet], rows: Any, values: dict[str, list[str]]) -> Any:
    """In no order: who asks gives one."""
    query = QueryDict(mutable=True)
    for name, several in values.items():
        query.setlist(name, several)
    filters = kind(query, user=VISITOR, queryset=rows)
    if not filters.is_valid():
        raise BadParameters({name: list(map(str, told)) for name, told in filters.errors.items()})
    return filters.apply(filters.queryset, filters.values)

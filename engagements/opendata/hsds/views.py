"""The addresses of HSDS. Each gives everybody the same answer, in English; a refusal is a problem
document (RFC 9457)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from engagements.opendata.hsds import (
    PROFILE,
    VERSION,
    finding,
    ids,
    organizations,
    paging,
    parameters,
    services,
    taxonomies,
)
from engagements.opendata.hsds.description import (
    AT_LOCATIONS,
    ORGANIZATIONS,
    SERVICES,
    TERMS,
    description,
)
from engagements.opendata.hsds.modified import last_written
from engagements.opendata.hsds.objects import Object, filled
from engagements.opendata.hsds.organizations import VISITOR
from engagements.opendata.hsds.parameters import LIST
from engagements.opendata.hsds.taxonomies import TAXONOMIES, Term, Vocabulary
from occme.publishing import open_data
from occme.rest.problems import handle
from partners.folding import fold
from partners.models import Merge


def published(view: Callable[..., Any]) -> Callable[..., Any]:
    """Open data, in one language for all who ask."""

    @wraps(view)
    def answered(request: HttpRequest, **names: str) -> Any:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                return view(request, **names)
            except Exception as error:
                if refusal := handle(error, {}):
                    return refusal
                raise

    return open_data(answered)


def found(rows: Any, text: str) -> Any:
    """The row with this public id, with all its parts; what is not visible is not there."""
    public_id = ids.read(text)
    row = rows.filter(public_id=public_id).first() if public_id else None
    if row is None:
        raise Http404
    return row


@published
def root(request: HttpRequest) -> Any:
    parameters.read(request.GET, ())
    return paging.json(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": f"{settings.SITE_URL}/hsds/openapi.json",
            "description": _(
                "Community organizations near Harvard Medical School, and open work with them."
            ),
            "publisher": {
                "name": "OCCME",
                "email": settings.CONTACT_EMAIL,
                "website": f"{settings.SITE_URL}/about/",
            },
        }
    )


@published
def openapi(request: HttpRequest) -> Any:
    parameters.read(request.GET, ())
    return paging.json(description())


# Organizations


@published
def organization_list(request: HttpRequest) -> Any:
    asked, words = parameters.read(request.GET, ORGANIZATIONS), Vocabulary()
    rows = finding.organizations(organizations.listed(), asked, words)
    is_full = asked["full"] or asked["full_service"]
    rows = organizations.with_parts(rows) if is_full else organizations.in_short(rows)

    def shown(several: list[Any]) -> list[Object]:
        if not is_full:
            return [organizations.basic(row) for row in several]
        return with_services(several, words, whole=bool(asked["full_service"]))

    return paging.answer(rows, asked, shown)


@published
def organization_detail(request: HttpRequest, public_id: str) -> Any:
    """For one that was merged into another which is listed: 301, and where that is."""
    asked = parameters.read(request.GET, ("full_service",))
    try:
        row = found(organizations.with_parts(organizations.listed()), public_id)
    except Http404:
        id_ = ids.read(public_id)
        onward = Merge.objects.successor(VISITOR, public_id=id_) if id_ else None
        if onward is None:
            raise
        return HttpResponsePermanentRedirect(f"/hsds/organizations/{onward.public_id}")
    (told,) = with_services([row], Vocabulary(), whole=bool(asked["full_service"]))
    return paging.json(told)


def with_services(several: list[Any], words: Vocabulary, *, whole: bool) -> list[Object]:
    """Organizations with all their parts, their services `whole` or in short."""
    offered = services.of(several, whole=whole)

    def inner(service: Any) -> Object:
        return services.within(service, words) if whole else services.simple(service)

    return [
        organizations.full(row, words)
        | filled({"services": [inner(one) for one in offered[row.pk]]})
        for row in several
    ]


# Services, and the places where they are


@published
def service_list(request: HttpRequest) -> Any:
    asked, words = parameters.read(request.GET, SERVICES), Vocabulary()
    rows = finding.services(services.offered(), asked, words)
    if not asked["minimal"]:
        rows = services.with_parts(rows) if asked["full"] else services.in_short(rows)

    def shown(several: list[Any]) -> list[Object]:
        written = last_written(several)
        if asked["minimal"]:
            return [services.minimal(row, written.get(row.pk)) for row in several]
        if asked["full"]:
            return [services.full(row, written.get(row.pk), words) for row in several]
        return [services.basic(row, written.get(row.pk)) for row in several]

    return paging.answer(rows, asked, shown)


@published
def service_detail(request: HttpRequest, public_id: str) -> Any:
    parameters.read(request.GET, ())
    row = found(services.with_parts(services.offered()), public_id)
    return paging.json(services.full(row, last_written([row]).get(row.pk), Vocabulary()))


@published
def service_at_location_list(request: HttpRequest) -> Any:
    asked, words = parameters.read(request.GET, AT_LOCATIONS), Vocabulary()
    rows = finding.services(services.at_places(), asked, words)
    rows = services.with_parts(rows) if asked["full"] else services.in_short(rows)

    def shown(several: list[Any]) -> list[Object]:
        written = last_written(several)
        if asked["full"]:
            return [services.full_link(row, written.get(row.pk), words) for row in several]
        return [services.basic_link(row, written.get(row.pk)) for row in several]

    return paging.answer(rows, asked, shown)


@published
def service_at_location_detail(request: HttpRequest, public_id: str) -> Any:
    parameters.read(request.GET, ())
    link = ids.read(public_id)
    service = str(ids.at_location(link)) if link else ""
    row = found(services.with_parts(services.at_places()), service)
    return paging.json(services.full_link(row, last_written([row]).get(row.pk), Vocabulary()))


# Words


@published
def taxonomy_list(request: HttpRequest) -> Any:
    asked = parameters.read(request.GET, LIST)
    held = [one for one in TAXONOMIES if matches(asked["search"], one.name, one.description)]
    return paging.all_of([one.shown for one in held], asked)


@published
def taxonomy_detail(request: HttpRequest, public_id: str) -> Any:
    parameters.read(request.GET, ())
    id_ = ids.read(public_id)
    if not (id_ and (taxonomy := taxonomies.find(id_))):
        raise Http404
    return paging.json(taxonomy.shown)


@published
def taxonomy_term_list(request: HttpRequest) -> Any:
    asked = parameters.read(request.GET, TERMS)
    return paging.all_of([one.shown for one in Vocabulary().terms if wanted(one, asked)], asked)


def wanted(term: Term, asked: dict[str, Any]) -> bool:
    within, above = asked["taxonomy_id"], asked["parent_id"]
    return (
        matches(asked["search"], term.name, term.description, term.code)
        and (not within or term.taxonomy.id == within)
        and (not above or bool(term.parent and term.parent.id == above))
        and (asked["top_only"] is not True or term.parent is None)
    )


@published
def taxonomy_term_detail(request: HttpRequest, public_id: str) -> Any:
    parameters.read(request.GET, ())
    id_ = ids.read(public_id)
    if not (id_ and (term := Vocabulary().find(id_))):
        raise Http404
    return paging.json(term.shown)


def matches(search: str, *texts: str) -> bool:
    held = fold(" ".join(texts))
    return all(word in held for word in fold(search).split())

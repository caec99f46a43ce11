"""The base of every resource: read through `visible_to`, refuse what is not understood."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django_filters import FilterSet
from rest_framework.exceptions import NotFound
from rest_framework.permissions import SAFE_METHODS, AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from occme.downloads import download
from occme.numbers import plain_number
from occme.rest.pages import single
from occme.rest.problems import BadParameters
from occme.rest.renderers import STREAMED, JSONRenderer, StreamedRenderer

TOLD_MOST = 20
"""How many unknown parameters one answer names."""


class ForEverybody(AllowAny):
    """Reading that the policies open to visitors: each use of it is in the test's literal list."""


class ForEverybodyToRead(BasePermission):
    """Reading that the policies open to visitors; writing takes signing in."""

    def has_permission(self, request: Request, view: Any) -> bool:
        # Without an action the method is not known here, which is what the answer will say.
        reads = request.method in SAFE_METHODS or view.action is None
        return reads or request.user.is_authenticated


class Resource(ReadOnlyModelViewSet):
    """A list and its items. `filterset_class` is a strict filter set that takes `user`;
    `fields` chooses fields; any other parameter is an error."""

    filterset_class: type[FilterSet]
    filter_backends: list = []
    queryset: Any
    paginator: Any
    lookup_value_regex = "[^/]+"

    def get_queryset(self) -> Any:
        return self.queryset.visible_to(self.request.user)

    def filtered(self, *extra: str) -> Any:
        """The bound and valid filter set of the address; `extra` names further parameters."""
        filters = self.filterset_class(self.request.query_params, user=self.request.user)
        known = filters.parameters | {"format", *extra}
        problems = unknown_parameters(self.request.query_params, known)
        if not filters.is_valid():
            problems |= {name: list(map(str, texts)) for name, texts in filters.errors.items()}
        if problems:
            raise BadParameters(problems)
        return filters

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.for_reading(self.filtered("fields", *self.paginator.parameters).qs)
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        self.refuse_unknown_parameters()
        return self.shown(self.get_object())

    def refuse_unknown_parameters(self) -> None:
        """Of an address that names one record."""
        if problems := unknown_parameters(self.request.query_params, {"fields", "format"}):
            raise BadParameters(problems)

    def shown(self, record: Any) -> Response:
        return Response(self.get_serializer(record).data)

    def get_object(self) -> Any:
        """The item by its number; what is not visible is not there."""
        text = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        number = plain_number(text)
        if number is None:
            raise NotFound()
        return self.found(number)

    def found(self, number: int) -> Any:
        found = self.for_detail(self.get_queryset()).filter(pk=number).first()
        if found is None:
            raise NotFound()
        return found

    def for_detail(self, rows: Any) -> Any:
        return self.for_reading(rows)

    def for_reading(self, rows: Any) -> Any:
        """The rows with all that the serializer shows."""
        return rows

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)
        chosen = single(self.request, "fields") if self.request else ""
        if chosen:
            keep_fields(getattr(serializer, "child", serializer), chosen)
        return serializer


class WholeList(Resource):
    """A list that also comes whole, as a file, in the formats of `exports`; everything else comes
    as JSON alone."""

    sheet: Any
    """What writes the rows in each of its formats, in parts; see partners.sheets."""

    def get_renderers(self) -> list:
        streamed = self.exports if self.action == "list" else []
        return [JSONRenderer(), *(kind() for kind in streamed)]

    @property
    def exports(self) -> list[type[StreamedRenderer]]:
        return [STREAMED[ending] for ending in self.sheet.formats]

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """All rows of a filter, in pages; with another `format` than JSON they come whole.

        In CSV an apostrophe stands before a text that a spreadsheet would take for a formula, or
        would rob of its zeros: `'02119`. The other formats have none.
        """
        asked: Any = request.accepted_renderer
        if asked.format == JSONRenderer.format:
            return super().list(request, *args, **kwargs)
        parts = self.sheet.parts(asked.format, self.filtered().qs, request.user)
        return download(parts, f"{self.queryset.model._meta.model_name}s", asked.format)


def keep_fields(serializer: Any, chosen: str) -> None:
    """Drops the fields that `fields=a,b` does not name."""
    names = [name.strip() for name in chosen.split(",") if name.strip()]
    unknown = [name for name in names if name not in serializer.fields]
    if unknown:
        known = ", ".join(serializer.fields)
        sentence = _("“%(name)s” is not a field; it takes %(known)s.")
        raise BadParameters({"fields": [sentence % {"name": unknown[0][:50], "known": known}]})
    for name in set(serializer.fields) - set(names):
        serializer.fields.pop(name)


def unknown_parameters(given: Iterable[str], known: set[str]) -> dict[str, list[str]]:
    """A sentence for each that is not known; for the first TOLD_MOST of them."""
    sentence = _("There is no parameter “%(name)s” here; there are %(known)s.")
    named = ", ".join(sorted(known))
    unknown = [name for name in given if name not in known][:TOLD_MOST]
    return {name: [sentence % {"name": name[:50], "known": named}] for name in unknown}

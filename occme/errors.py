"""What is answered when nothing else answered: problem documents to programs, pages to people."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults

from occme.rest.problems import problem


def is_for_programs(request: HttpRequest) -> bool:
    return request.path.startswith(("/api/", "/hsds/"))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(400, _("The request is not understood."))
    if not hasattr(request, "user"):  # The name of the host is looked at before any cookie.
        request.user = AnonymousUser()
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(403, _("This is not yours to do."))
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_for_programs(request):
        return problem(404, _("There is nothing at this address."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> Any:
    if is_for_programs(request):
        return problem(500, _("Something went wrong here. It is not your fault; try again later."))
    return defaults.server_error(request)

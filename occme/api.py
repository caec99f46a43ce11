"""The API: the one router, its description and its documentation."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView
from rest_framework.routers import APIRootView, DefaultRouter

from occme.rest.problems import problem
from occme.rest.resources import ForEverybody
from partners import api as partners


class Root(APIRootView):
    """The resources of the API."""

    permission_classes = [ForEverybody]


class Router(DefaultRouter):
    APIRootView = Root
    include_format_suffixes = False


router = Router()
router.register("organizations", partners.OrganizationResource, "organization")
router.register("locations", partners.LocationResource, "location")
router.register("priorities", partners.PriorityResource, "priority")
router.register("contacts", partners.ContactResource, "contact")
router.register("service-areas", partners.ServiceAreaResource, "service-area")
router.register("focus-areas", partners.FocusAreaResource, "focus-area")
router.register("languages", partners.LanguageResource, "language")


@login_not_required
def not_found(request: HttpRequest) -> HttpResponse:
    """Below /api/ even a wrong address is answered as a problem."""
    return problem(404, _("There is nothing at this address."))


urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", SpectacularRedocView.as_view(url_name="api_schema"), name="api_docs"),
    re_path("", not_found),
]

"""The API: the one router, its description and its documentation."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import APIRootView, DefaultRouter

from engagements import agreement_api as agreements
from engagements import api as engagements
from engagements import checkins_api, interactions_api, metrics_api, money_api
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
router.register("interactions", interactions_api.InteractionResource, "interaction")
router.register("engagements", engagements.EngagementResource, "engagement")
router.register("placements", engagements.PlacementResource, "placement")
router.register("hours", engagements.HourResource, "hours")
router.register("reflections", engagements.ReflectionResource, "reflection")
router.register("check-ins", checkins_api.CheckInResource, "check-in")
router.register("compensations", money_api.CompensationResource, "compensation")
router.register("agreements", agreements.AgreementResource, "agreement")
router.register("commitments", agreements.CommitmentResource, "commitment")
router.register("judgements", agreements.JudgementResource, "judgement")
router.register("metrics", metrics_api.MetricResource, "metric")
router.register("service-areas", partners.ServiceAreaResource, "service-area")
router.register("focus-areas", partners.FocusAreaResource, "focus-area")
router.register("languages", partners.LanguageResource, "language")


urlpatterns = [
    path("v1/", include((router.urls, "api"))),
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema"), name="api_docs"),
]

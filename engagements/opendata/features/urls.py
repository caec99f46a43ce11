"""Where it is: below /ogc, the name that planners type into their programs."""

from django.urls import re_path
from drf_spectacular.views import SpectacularSwaggerSplitView

from engagements.opendata.features import views

ONE = r"^ogc/collections/(?P<name>[^/]+)"

urlpatterns = [
    re_path(r"^ogc/?$", views.landing, name="ogc_landing"),
    re_path(r"^ogc/conformance/?$", views.conformance, name="ogc_conformance"),
    re_path(r"^ogc/api/?$", views.api, name="ogc_api"),
    re_path(
        r"^ogc/docs/?$",
        SpectacularSwaggerSplitView.as_view(url_name="ogc_api"),
        name="ogc_docs",
    ),
    re_path(r"^ogc/collections/?$", views.collections, name="ogc_collections"),
    re_path(rf"{ONE}/?$", views.collection, name="ogc_collection"),
    re_path(rf"{ONE}/schema/?$", views.schema, name="ogc_schema"),
    re_path(rf"{ONE}/items/?$", views.items, name="ogc_items"),
    re_path(rf"{ONE}/items/(?P<feature>[^/]+)/?$", views.item, name="ogc_item"),
    re_path(r"^ogc/.+$", views.nowhere, name="ogc_nowhere"),
]

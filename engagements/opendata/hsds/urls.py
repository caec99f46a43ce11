"""Each address answers with and without a slash at its end: programs write both."""

from django.urls import re_path

from engagements.opendata.hsds import views

LISTS = {
    "organizations": (views.organization_list, views.organization_detail),
    "services": (views.service_list, views.service_detail),
    "service_at_locations": (views.service_at_location_list, views.service_at_location_detail),
    "taxonomies": (views.taxonomy_list, views.taxonomy_detail),
    "taxonomy_terms": (views.taxonomy_term_list, views.taxonomy_term_detail),
}

urlpatterns = [
    re_path(r"^hsds/?$", views.root, name="hsds"),
    re_path(r"^hsds/openapi\.json$", views.openapi, name="hsds_openapi"),
]
for name, (rows, row) in LISTS.items():
    urlpatterns += [
        re_path(rf"^hsds/{name}/?$", rows, name=f"hsds_{name}"),
        re_path(rf"^hsds/{name}/(?P<public_id>[^/]+)/?$", row, name=f"hsds_{name}_detail"),
    ]

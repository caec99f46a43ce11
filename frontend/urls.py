"""Addresses of the pages. View name = URL name = template path."""

from django.urls import path

from frontend.views import about, accounts, map, my, organizations

urlpatterns = [
    path("", organizations.organization_list, name="organization_list"),
    path(
        "organizations/<slug:slug>/", organizations.organization_detail, name="organization_detail"
    ),
    path("my/", my.my, name="my"),
    path("my/tokens/", accounts.token_list, name="token_list"),
    path("my/tokens/new/", accounts.token_create, name="token_create"),
    path("my/tokens/<uuid:public_id>/revoke/", accounts.token_revoke, name="token_revoke"),
    path("about/", about.about, name="about"),
    path("map/base.json", map.map_base, name="map_base"),
    path("map/streets.json", map.map_streets, name="map_streets"),
]

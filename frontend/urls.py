"""Addresses of the pages. View name = URL name = template path."""

from django.urls import path

from frontend.views import (
    about,
    accounts,
    areas,
    engagements,
    finding,
    map,
    my,
    organizations,
    placements,
    record,
    records,
)

urlpatterns = [
    path("", organizations.organization_list, name="organization_list"),
    path(
        "organizations/<slug:slug>/", organizations.organization_detail, name="organization_detail"
    ),
    path("engagements/", engagements.engagement_list, name="engagement_list"),
    path("engagements/<int:pk>/", engagements.engagement_detail, name="engagement_detail"),
    path("engagements/<int:pk>/apply/", engagements.engagement_apply, name="engagement_apply"),
    path("engagements/<int:pk>/step/", engagements.engagement_step, name="engagement_step"),
    path("engagements/<int:pk>/copy/", engagements.engagement_copy, name="engagement_copy"),
    path("engagements/<int:pk>/outcome/", engagements.outcome_new, name="outcome_new"),
    path("placements/", placements.placement_list, name="placement_list"),
    path("placements/<int:pk>/", placements.placement_detail, name="placement_detail"),
    path("placements/<int:pk>/step/", placements.placement_step, name="placement_step"),
    path("placements/<int:pk>/hours/", placements.hours_new, name="hours_new"),
    path(
        "placements/<int:pk>/reflections/<int:prompt>/",
        placements.reflection_new,
        name="reflection_new",
    ),
    path("hours/<int:pk>/step/", placements.hours_step, name="hours_step"),
    path("hours/confirm/", placements.hours_confirm, name="hours_confirm"),
    path("my/", my.my, name="my"),
    path("my/record/", record.record, name="record"),
    path("my/record.csv", record.record_csv, name="record_csv"),
    path("my/record.json", record.record_json, name="record_json"),
    path("my/record/name/", record.record_name, name="record_name"),
    path("my/tokens/", accounts.token_list, name="token_list"),
    path("my/tokens/new/", accounts.token_create, name="token_create"),
    path("my/tokens/<uuid:public_id>/revoke/", accounts.token_revoke, name="token_revoke"),
    path("new/organization/", records.organization_new, name="organization_new"),
    path("new/area/", records.area_new, name="area_new"),
    path("new/<slug:kind>/<slug:slug>/", records.record_new, name="record_new"),
    path("edit/<slug:kind>/<int:pk>/", records.record_edit, name="record_edit"),
    path("edit/<slug:kind>/<int:pk>/close/", records.record_close, name="record_close"),
    path("edit/<slug:kind>/<int:pk>/history/", records.record_history, name="record_history"),
    path("find/place/", finding.place_find, name="place_find"),
    path("find/alike/", finding.organization_alike, name="organization_alike"),
    path("areas/", areas.area_list, name="area_list"),
    path("about/", about.about, name="about"),
    path("map/base.json", map.map_base, name="map_base"),
    path("map/streets.json", map.map_streets, name="map_streets"),
]

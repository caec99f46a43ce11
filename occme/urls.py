"""Where everything is."""

from django.urls import include, path

from occme.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("occme.accounts.urls")),
    path("api/", include("occme.api")),
    path("", include("frontend.urls")),
]

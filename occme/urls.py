"""Where everything is."""

from django.urls import include, path

from occme.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("occme.accounts.urls")),
    path("admin/", include("occme.admin.urls")),
    path("api/", include("occme.api")),
    path("", include("engagements.opendata.features.urls")),
    path("", include("engagements.opendata.hsds.urls")),
    path("", include("frontend.urls")),
]

# Asked for by name by the sign-in package.
handler429 = "occme.accounts.unavailable.too_many_requests"

handler400 = "occme.errors.bad_request"
handler403 = "occme.errors.permission_denied"
handler404 = "occme.errors.page_not_found"
handler500 = "occme.errors.server_error"

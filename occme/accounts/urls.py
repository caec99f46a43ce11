"""Sign-in and one's own account. What we do not use of the package is closed before it is reached."""

from allauth.account.internal.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.generic import RedirectView

from occme.accounts import sign_on


@login_not_required
def closed(request: HttpRequest, **kwargs) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("", RedirectView.as_view(pattern_name="my"), name="account"),
    # An address is changed by staff: here anybody could find out which addresses have accounts.
    path("email/", closed),
    path("confirm-email/", closed),
    path("confirm-email/<str:key>/", closed),
    # A form in which somebody from the university could name any address as theirs.
    path("3rdparty/signup/", closed),
    path("social/signup/", closed),
    path("oidc/<str:provider_id>/login/", sign_on.login),
    path("oidc/<str:provider_id>/login/callback/", sign_on.callback),
    path("", include("allauth.urls")),
]

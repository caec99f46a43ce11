"""The two steps of single sign-on (OpenID Connect), kept from breaking where the provider does."""

from collections.abc import Callable
from functools import wraps

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from requests import RequestException

from occme.accounts.unavailable import sign_on_unavailable

View = Callable[[HttpRequest, str], HttpResponse]

# What a provider causes that is out of reach, or answers with something else than agreed:
# broken JSON, a list instead of an object, fields that are missing or of another type.
PROVIDER_FAULTS = (
    RequestException,
    OAuth2Error,
    ProviderException,
    AttributeError,
    ImproperlyConfigured,  # A name for a person that is longer than we can keep.
    LookupError,
    TypeError,
    ValueError,
)


def calm(view: View) -> View:
    """Turns the provider's faults into a page; the log keeps the whole story."""

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except PROVIDER_FAULTS as error:
            return sign_on_unavailable(request, error)

    return answer


@calm
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Sends the browser to the provider, by way of a page of ours.

    Our pages forbid forms that lead elsewhere (`form-action 'self'`), and browsers hold that
    against a redirect after a form too, on to wherever the provider then redirects.
    """
    response = views.login(request, provider_id)
    if not isinstance(response, HttpResponseRedirect) or response.url.startswith("/"):
        return response
    page = render(request, "accounts/sign_on.html", {"address": response.url})
    page["Refresh"] = f"0; url={response.url}"
    return page


@calm
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider sends the browser back here."""
    return views.callback(request, provider_id)

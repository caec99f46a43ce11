"""One's own access tokens: keys for programs that use the API in one's name."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from occme.accounts.forms import AccessTokenForm
from occme.accounts.models import AccessToken, User


@never_cache
@require_safe
def token_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: somebody who writes a program or a spreadsheet that reads the API.
    In what situation: before the first request, or because a key may have leaked.
    In the first five seconds they want: to see which keys exist, and a button for a new one.
    """
    return token_page(request, AccessTokenForm())


@never_cache
@require_POST
def token_create(request: HttpRequest) -> HttpResponse:
    """Makes a token and shows its key in the answer to this very request, and nowhere again."""
    form = AccessTokenForm(request.POST)
    if not form.is_valid():
        return token_page(request, form)
    token, key = form.make(cast(User, request.user))
    return render(request, "accounts/token_created.html", {"token": token, "key": key})


@require_POST
def token_revoke(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ends one of the person's own tokens; somebody else's does not exist here."""
    tokens = AccessToken.objects.visible_to(request.user)
    token = get_object_or_404(tokens, public_id=public_id)
    token.delete()
    messages.success(request, _("The token “%(name)s” works no more.") % {"name": token.name})
    return redirect("token_list")


def token_page(request: HttpRequest, form: AccessTokenForm) -> HttpResponse:
    tokens = AccessToken.objects.visible_to(request.user)
    return render(request, "accounts/token_list.html", {"tokens": tokens, "form": form})

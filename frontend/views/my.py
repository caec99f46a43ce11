"""Where each role lands after sign-in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.mine import Mine


@never_cache
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """Who opens it: whoever has just signed in.
    In what situation: staff begin a day's work; a student looks for a place to learn; a partner
    goes on to the partner's page.
    In the first five seconds they want: their own next step, and to see that they are known.
    """
    mine = Mine(request.user)
    return (
        redirect("partner") if mine.is_partner_alone else render(request, "my.html", {"mine": mine})
    )

"""What this is, and why."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.values import VALUES


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who opens it: somebody new; a partner who wonders what Harvard wants; a reviewer.
    In what situation: before trusting it, or before an email to OCCME.
    In the first five seconds they want: who is behind it, and what it promises them.
    """
    return render(request, "about.html", {"values": VALUES})

"""A student's own record: what is kept, to read and to take along."""

from typing import Any, cast

import orjson
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.calendars import calendar_of
from engagements.editing import hide_name
from engagements.models import CalendarFeed, StudentProfile
from engagements.models.secrets import digest_of
from engagements.records import HOUR_COLUMNS, Record
from occme.accounts.models import User
from occme.downloads import attached, download
from partners import sheets


@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who opens it: a student, before an application, a letter or a graduation.
    In what situation: they want to show what they did, or to know what is kept about them.
    In the first five seconds they want: the sum of their hours, and a button to take it along.
    """
    mine = CalendarFeed.objects.visible_to(request.user)
    return render(request, "record.html", {"record": own(request), "has_feed": mine.exists()})


@never_cache
@require_safe
def record_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The hours, line by line."""
    lines = sheets.csv_lines(HOUR_COLUMNS, own(request).hour_rows())
    return download(lines, "hours", "csv")


@never_cache
@require_safe
def record_json(request: HttpRequest) -> HttpResponse:
    """Everything."""
    body = orjson.dumps(own(request).as_data(), option=orjson.OPT_INDENT_2)
    headers = attached("record", "json")
    return HttpResponse(body, content_type="application/json", headers=headers)


@never_cache
@require_POST
def record_name(request: HttpRequest) -> HttpResponse:
    """Hides the name from lists that are not needed for a placement, or shows it again."""
    hidden = request.POST.get("hide") == "yes"
    hide_name(own(request).student, by=cast(User, request.user), hidden=hidden)
    messages.success(request, _("Saved."))
    return redirect("record")


@never_cache
@require_POST
def calendar_make(request: HttpRequest) -> HttpResponse:
    """Makes a new secret address and shows it in this very answer, and nowhere again."""
    mine = own(request)
    secret = CalendarFeed.renewed(request.user)
    context = {"record": mine, "calendar_url": request.build_absolute_uri(calendar_at(secret))}
    return render(request, "record.html", context)


@never_cache
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    """From now on the address leads nowhere."""
    CalendarFeed.objects.visible_to(request.user).delete()
    messages.success(request, _("The calendar’s address works no more."))
    return redirect("record")


@login_not_required
@require_safe
def calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Who asks: a phone or a calendar program that was given the address."""
    feed = CalendarFeed.objects.filter(digest=digest_of(secret), user__is_active=True).first()
    student = feed and StudentProfile.objects.filter(user=feed.user_id).first()
    if not student:
        raise Http404
    headers = {"Cache-Control": "private, max-age=900", "Referrer-Policy": "no-referrer"}
    body = calendar_of(student)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


def calendar_at(secret: str) -> str:
    return reverse("calendar", args=[secret])


def own(request: HttpRequest) -> Record:
    """Of nobody but the reader; who is no student has none."""
    rows: Any = StudentProfile.objects.select_related("user")
    student = rows.filter(user=request.user).first()
    if student is None:
        raise Http404
    return Record(student)

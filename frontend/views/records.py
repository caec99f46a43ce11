"""Editing on pages: every form is one record, or one part of an organization."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.adding import NewOrganization
from frontend.areas import AreaEditor
from frontend.closing import Closer
from frontend.editing import Editor, refuse_unless, visible
from frontend.kinds import KINDS, Kind, kind_of
from frontend.mapping import edit_setup
from frontend.past import Past
from frontend.placing import PlaceEditor
from frontend.remembered import recalled, remembered
from occme.numbers import plain_number
from partners.models import Organization, Priority, ServiceArea

EDITORS: dict[str, type[Editor]] = {
    "place": PlaceEditor,
    "area": AreaEditor,
}
"""Kinds whose form does more than write one record."""

edits = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@edits
def record_edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who opens it: staff after a call; somebody of the organization who saw a mistake.
    In what situation: between other work, one thing to put right, often on a phone.
    In the first five seconds they want: the field that is wrong, and a button to save.
    """
    one = kind_of(kind)
    record = visible(one, request.user, pk)
    refuse_unless(request.user, "change", one, record)
    return edited(request, editor_of(one)(one, request.user, record))


@never_cache
@edits
def record_new(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Who opens it: the same people, to add a place, a person or a priority to an organization.
    In what situation: they have it in front of them, on paper or on the phone.
    In the first five seconds they want: the few fields that matter first.
    """
    one = kind_of(kind)
    if not one.adds or one.model is ServiceArea:
        raise Http404
    organization = get_object_or_404(Organization.objects.visible_to(request.user), slug=slug)
    refuse_unless(request.user, "add", one, organization)
    record = one.model(organization=organization)
    if one.name == "engagement":
        record.priority = asked_priority(request, organization)
    return edited(request, editor_of(one)(one, request.user, record))


@never_cache
@edits
def organization_new(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who have just met somebody, or read of them.
    In what situation: a name and an address at hand, not much time.
    In the first five seconds they want: to type the name, and to know whether it is here already.
    """
    refuse_unless(request.user, "add", KINDS["profile"], None)
    adding = NewOrganization(request.user)
    if request.method == "POST" and (onward := adding.send(request.POST, request.path)):
        messages.success(
            request, _("Added. The public does not see it until you say what it may see.")
        )
        return redirect(onward)
    context = {"editor": adding, "map": edit_setup()}
    return render(request, "organization_new.html", context, status=adding.status)


@never_cache
@edits
def area_new(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who draw a neighborhood, or the catchment anew.
    In what situation: rarely, with a map beside them.
    In the first five seconds they want: to see where to draw, and what it will change.
    """
    one = KINDS["area"]
    refuse_unless(request.user, "add", one, None)
    return edited(request, editor_of(one)(one, request.user, one.model()))


def editor_of(kind: Kind) -> type[Editor]:
    return EDITORS.get(kind.name, Editor)


def told(request: HttpRequest, problem: str, done: str) -> None:
    """Says what is wrong, or else that it is done."""
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, done)


def edited(request: HttpRequest, editor: Editor) -> HttpResponse:
    if request.method == "POST" and (onward := editor.send(request.POST, request.path)):
        messages.success(request, _("Saved."))
        return redirect(onward)
    context = {"editor": editor, "map": edit_setup()}
    return render(request, "record_edit.html", context, status=editor.status)


@never_cache
@edits
def record_close(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who opens it: who has heard that a place moved, a person left, an organization ended.
    In what situation: sure of it, or about to undo a mistake.
    In the first five seconds they want: to know what closing does, and a line for the reason.
    """
    one = kind_of(kind)
    record = visible(one, request.user, pk)
    refuse_unless(request.user, "close", one, record)
    closer = Closer(one, request.user, record)
    if request.method == "POST" and (onward := closer.send(request.POST, request.path)):
        messages.success(request, _("Saved."))
        return redirect(onward)
    return render(request, "record_close.html", {"closer": closer}, status=closer.status)


@never_cache
@edits
def record_history(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Who opens it: staff or a partner who wonders where a wrong phone number came from.
    In what situation: something looks different from what they remember.
    In the first five seconds they want: who changed what, and when; then, to set it back.
    """
    one = remembered(kind)
    past = Past(one, request.user, recalled(one, request.user, pk))
    if request.method == "POST":
        told(request, past.restore(request.POST), _("Set back."))
        return redirect(request.path)
    return render(request, "record_history.html", {"past": past})


def asked_priority(request: HttpRequest, organization: Organization) -> Priority | None:
    """The priority that the new engagement is to answer, from the link on it."""
    rows = Priority.objects.visible_to(request.user).filter(organization=organization)
    asked = plain_number(request.GET.get("priority", ""))
    return None if asked is None else rows.filter(pk=asked).first()

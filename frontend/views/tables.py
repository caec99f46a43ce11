"""Lists of staff that are one table."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.exporting import exported
from frontend.tables import TABLES, TableList
from partners.policies import is_staff


@never_cache
@require_safe
def staff_table(request: HttpRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff who need all rows of a kind: hours, priorities, links or failed mail.
    In what situation: somebody asks for a list, often in a spreadsheet.
    In the first five seconds they want: the rows, and the button that takes them along.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    if kind not in TABLES:
        raise Http404
    found = TableList(kind, request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "staff_table.html", {"found": found}, status=status)

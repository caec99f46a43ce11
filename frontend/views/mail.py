"""Mail that did not arrive."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.failed_mail import FailedMails
from frontend.views.records import told
from partners.policies import is_staff


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, from My page.
    In what situation: somebody does not answer, or a mail server refused an address.
    In the first five seconds they want: whom no mail reaches, why, and the form to correct it.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    failed = FailedMails(request.user)
    if request.method == "POST":
        told(request, failed.settle(request.POST), _("Settled. Mail goes there again."))
        return redirect("mail_list")
    return render(request, "mail_list.html", {"failed": failed})

"""Agreements as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.agreements.paper import file_name, paper_of, text_of
from engagements.models import AgreementVersion
from occme.downloads import attached


@never_cache
@require_safe
def agreement_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Who opens it: either side of an agreement.
    In what situation: it is to be read on paper, filed, or shown to a board that has no account.
    In the first five seconds they want: the file, under a name that they find again.
    """
    shown = AgreementVersion.objects.visible_to(request.user).select_related(
        "agreement__organization", "round"
    )
    return pdf_of(get_object_or_404(shown, agreement=pk, number=number))


def pdf_of(version: AgreementVersion) -> HttpResponse:
    """404 where it has no text that the other side has read."""
    if text_of(version) is None:
        raise Http404
    headers = attached(file_name(version), "pdf")
    return HttpResponse(paper_of(version), content_type="application/pdf", headers=headers)

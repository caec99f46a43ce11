"""Where the records behind figures are listed."""

from urllib.parse import urlencode

from django.urls import reverse

from engagements.reports.figures import Link


def path_of(link: Link | None) -> str:
    """Empty where a figure has no list."""
    if link is None:
        return ""
    query = urlencode(link.query)
    return reverse("report_rows", args=[link.to]) + (f"?{query}" if query else "")

"""Answers of online services, kept."""

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from partners.models.geocoding import GeocodeAnswer

NO_IS_KEPT_DAYS = 30
"""Maps grow: after so long, what was not found is asked again."""


def key_of(query: str) -> str:
    """Case and space make no other question."""
    return " ".join(query.split()).casefold()[:330]


def kept(provider: str, query: str) -> GeocodeAnswer | None:
    recent = Q(answered_on__gte=localdate() - timedelta(days=NO_IS_KEPT_DAYS))
    found = GeocodeAnswer.objects.filter(provider=provider, query=key_of(query))
    return found.filter(recent | Q(latitude__isnull=False)).first()


def keep(answer: GeocodeAnswer) -> None:
    """Stores it in the place of an older one. Two askers at once leave one answer."""
    fields = ("latitude", "longitude", "precision", "address", "answered_on")
    GeocodeAnswer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=["provider", "query"],
        update_fields=fields,
    )

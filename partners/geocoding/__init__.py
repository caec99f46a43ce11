"""Addresses to points: offline from the fixtures, and through an online service where one is set."""

from partners.geocoding.answers import Answer, NoPlaceError, RefusedError, ServiceFailedError
from partners.geocoding.finding import find

__all__ = ["Answer", "NoPlaceError", "RefusedError", "ServiceFailedError", "find"]

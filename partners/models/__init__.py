"""Who and where: one file per noun."""

from partners.models.corrections import Correction
from partners.models.geocoding import GeocodeAnswer
from partners.models.imports import Import, ImportRow
from partners.models.interactions import Interaction
from partners.models.organization import Organization, QuietPeriod
from partners.models.people import Contact, Membership
from partners.models.places import Location, ServiceArea
from partners.models.priorities import Priority
from partners.models.vocabulary import FocusArea, Language

__all__ = [
    "Contact",
    "Correction",
    "FocusArea",
    "GeocodeAnswer",
    "Import",
    "ImportRow",
    "Interaction",
    "Language",
    "Location",
    "Membership",
    "Organization",
    "Priority",
    "QuietPeriod",
    "ServiceArea",
]

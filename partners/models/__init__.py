"""Who and where: one file per noun."""

from partners.models.corrections import Correction
from partners.models.geocoding import GeocodeAnswer
from partners.models.imports import Import, ImportRow
from partners.models.interactions import Interaction
from partners.models.merges import Distinction, Merge
from partners.models.organization import Organization, QuietPeriod
from partners.models.people import Contact, Membership
from partners.models.places import Location, ServiceArea
from partners.models.priorities import Priority
from partners.models.verifications import Verification
from partners.models.vocabulary import FocusArea, Language

__all__ = [
    "Contact",
    "Correction",
    "Distinction",
    "FocusArea",
    "GeocodeAnswer",
    "Import",
    "ImportRow",
    "Interaction",
    "Language",
    "Location",
    "Membership",
    "Merge",
    "Organization",
    "Priority",
    "QuietPeriod",
    "ServiceArea",
    "Verification",
]

"""What people type, as values for the verbs of `editing`; one file for each kind of record."""

from partners.forms.areas import AreaForm
from partners.forms.organizations import (
    NewOrganizationForm,
    ProfileForm,
    PublicationForm,
    RelationshipForm,
    WishesForm,
)
from partners.forms.people import ContactForm
from partners.forms.places import FirstPlaceForm, PlaceForm, sealed
from partners.forms.priorities import PriorityForm
from partners.forms.reasons import ReasonForm
from partners.forms.records import RecordForm

__all__ = [
    "AreaForm",
    "ContactForm",
    "FirstPlaceForm",
    "NewOrganizationForm",
    "PlaceForm",
    "PriorityForm",
    "ProfileForm",
    "PublicationForm",
    "ReasonForm",
    "RecordForm",
    "RelationshipForm",
    "WishesForm",
    "sealed",
]

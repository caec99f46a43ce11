"""What people type, as values for the verbs of `editing`; one file for each kind of record."""

from partners.forms.areas import AreaForm
from partners.forms.corrections import CorrectionForm
from partners.forms.interactions import InteractionForm, LogForm
from partners.forms.lines import DaysField
from partners.forms.organizations import (
    CapacityForm,
    InvolvementForm,
    NewOrganizationForm,
    ProfileForm,
    PublicationForm,
    RelationshipForm,
    WishesForm,
)
from partners.forms.people import ContactForm
from partners.forms.places import AddressForm, FirstPlaceForm, PlaceForm, sealed
from partners.forms.priorities import PriorityForm
from partners.forms.reasons import ReasonForm
from partners.forms.records import RecordForm

__all__ = [
    "AddressForm",
    "AreaForm",
    "CapacityForm",
    "ContactForm",
    "CorrectionForm",
    "DaysField",
    "FirstPlaceForm",
    "InteractionForm",
    "InvolvementForm",
    "LogForm",
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

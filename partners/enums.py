"""The closed lists of the partners app: codes that are stored, and the words for them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What sort of organization it is; none of them asks for a tax number."""

    NONPROFIT = "nonprofit", _("Nonprofit")
    HEALTH_CENTER = "health_center", _("Community health center")
    RESIDENT_GROUP = "resident_group", _("Resident or tenant group")
    FAITH = "faith", _("Faith community")
    PUBLIC_AGENCY = "public_agency", _("School, library or city agency")
    MUTUAL_AID = "mutual_aid", _("Mutual aid or informal group")
    COMMUNITY_GARDEN = "community_garden", _("Community garden")
    BUSINESS = "business", _("Business")
    OTHER = "other", _("Other")


QUIET_KINDS = frozenset({Kind.COMMUNITY_GARDEN})
"""Kinds that come last in lists, so that places without staff do not crowd out the others."""


class Stage(TextChoices):
    """The stage of the relationship with OCCME. Only ACTIVE makes an organization a partner."""

    NONE = "", _("No relationship recorded")
    PROSPECT = "prospect", _("Prospect")
    EXPLORING = "exploring", _("Exploring together")
    ACTIVE = "active", _("Partner of OCCME")
    PAUSED = "paused", _("Paused at the partner’s request")
    CLOSED = "closed", _("Closed with a plan")


class Publication(TextChoices):
    """What the public may see of an organization, and on whose word."""

    HIDDEN = "hidden", _("Not listed")
    AREA = "area", _("Name and area only")
    FULL = "full", _("Full profile")
    PUBLIC_SOURCE = "public_source", _("Found in public sources")


class Involvement(TextChoices):
    """How far an organization wishes to be involved (the IAP2 spectrum's steps)."""

    INFORMED = "informed", _("Informed")
    CONSULTED = "consulted", _("Consulted")
    INVOLVED = "involved", _("Involved")
    COLLABORATING = "collaborating", _("Collaborating")
    LEADING = "leading", _("Leading")


class Channel(TextChoices):
    EMAIL = "email", _("Email")
    PHONE = "phone", _("Phone call")
    TEXT = "text", _("Text message")
    VISIT = "visit", _("Visit")
    LETTER = "letter", _("Letter")


class LocationType(TextChoices):
    """The kinds of place, as Open Referral's HSDS names them."""

    PHYSICAL = "physical", _("Physical")
    POSTAL = "postal", _("Postal")
    VIRTUAL = "virtual", _("Virtual")


class FoundBy(TextChoices):
    SOURCE = "source", _("Source data")
    GEOCODER = "geocoder", _("Geocoder")
    PIN = "pin", _("Pin set by hand")


class Precision(TextChoices):
    EXACT = "exact", _("Exact")
    INTERPOLATED = "interpolated", _("Between neighbors")
    STREET = "street", _("Street")
    SITE = "site", _("Middle of the site")
    UNKNOWN = "unknown", _("Unknown")


class AreaKind(TextChoices):
    CATCHMENT = "catchment", _("Catchment")
    NEIGHBORHOOD = "neighborhood", _("Neighborhood")


class Domain(TextChoices):
    """The five domains of Healthy People 2030's social determinants of health."""

    ECONOMIC_STABILITY = "economic_stability", _("Economic stability")
    EDUCATION = "education", _("Education access and quality")
    HEALTH_CARE = "health_care", _("Health care access and quality")
    NEIGHBORHOOD = "neighborhood", _("Neighborhood and built environment")
    SOCIAL_CONTEXT = "social_context", _("Social and community context")


class ContactRank(TextChoices):
    PRIMARY = "primary", _("Primary")
    SECONDARY = "secondary", _("Secondary")
    OTHER = "other", _("Other")


class Role(TextChoices):
    LEAD = "lead", _("Lead")
    MEMBER = "member", _("Member")


class PriorityStatus(TextChoices):
    OPEN = "open", _("Open")
    BEING_ANSWERED = "being_answered", _("Being answered")
    ANSWERED = "answered", _("Answered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class InteractionKind(TextChoices):
    """The ways in which we are in contact with an organization."""

    VISIT = "visit", _("Visit")
    CALL = "call", _("Call")
    MEETING = "meeting", _("Meeting")
    EMAIL = "email", _("Email")
    EVENT = "event", _("Event")
    SURVEY = "survey", _("Survey")
    LETTER = "letter", _("Letter")
    RESEARCH = "research", _("Research request")
    OTHER = "other", _("Other")


class CorrectionKind(TextChoices):
    """What anybody may tell us of a listing."""

    WRONG = "wrong", _("Something here is wrong")
    GONE = "gone", _("It has moved, or is there no more")
    REMOVE = "remove", _("It is ours, and we do not want to be listed")


class ImportKind(TextChoices):
    """What the rows of a sheet are."""

    ORGANIZATIONS = "organizations", _("Organizations")
    INTERACTIONS = "interactions", _("Interactions")
    HOURS = "hours", _("Hours")


class ImportState(TextChoices):
    READ = "read", _("To be looked at")
    LOOKED = "looked", _("Looked at, waits for your word")
    DONE = "done", _("Imported")
    UNDONE = "undone", _("Taken back")
    SET_ASIDE = "set_aside", _("Set aside")


class Fate(TextChoices):
    """What becomes of a row."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    PERHAPS = "perhaps", _("Possible duplicate")
    REFUSED = "refused", _("Refused")
    LEFT_OUT = "left_out", _("Left out")
    UNCHANGED = "unchanged", _("Already here, unchanged")


class Means(TextChoices):
    """How somebody knows that a listing is right."""

    CALL = "call", _("By phone")
    VISIT = "visit", _("On a visit")
    PUBLIC_SOURCE = "public_source", _("From a public source")
    LINK = "link", _("Through a keyed link")
    ACCOUNT = "account", _("Signed in, by its own people")

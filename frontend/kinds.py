"""What can be edited on pages: the parts of an organization, what belongs to it, and areas.

The name of a kind is a part of addresses. Of an organization there are several: a short form for
each section of its page.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements import editing as engagement_editing
from engagements import forms as engagement_forms
from engagements import noting, paying
from engagements.models import (
    Clearance,
    Compensation,
    Engagement,
    HourEntry,
    Outcome,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
)
from partners import editing, forms
from partners.models import (
    Contact,
    Interaction,
    Location,
    Organization,
    Priority,
    ServiceArea,
)


@dataclass(frozen=True)
class Kind:
    """`section` is the heading of the page below which it is shown; `adds`: what the page is called
    that makes a new one, empty where this form makes none. `within` is the path to the record that
    it belongs to; `verbs` make and change such records."""

    name: str
    model: Any
    form: type[forms.RecordForm]
    changes: Promise | str
    section: str = ""
    adds: Promise | str = ""
    within: str = ""
    verbs: Any = editing

    def permission(self, act: str) -> str:
        return f"{self.model._meta.app_label}.{act}_{self.model._meta.model_name}"


_ALL = [
    Kind("profile", Organization, forms.ProfileForm, _("What it is and does"), "what"),
    Kind("wishes", Organization, forms.WishesForm, _("What it wishes"), "wishes"),
    Kind("publication", Organization, forms.PublicationForm, _("What the public sees"), "record"),
    Kind("relationship", Organization, forms.RelationshipForm, _("Where it stands"), "record"),
    Kind(
        "place",
        Location,
        forms.PlaceForm,
        _("Change this place"),
        "places",
        _("Add a place"),
        within="organization",
    ),
    Kind(
        "person",
        Contact,
        forms.ContactForm,
        _("Change this person"),
        "people",
        _("Add a person"),
        within="organization",
    ),
    Kind(
        "priority",
        Priority,
        forms.PriorityForm,
        _("Change this priority"),
        "priorities",
        _("Add a priority"),
        within="organization",
    ),
    Kind(
        "engagement",
        Engagement,
        engagement_forms.EngagementForm,
        _("Change this engagement"),
        adds=_("Add an engagement"),
        within="organization",
        verbs=engagement_editing,
    ),
    Kind(
        "outcome",
        Outcome,
        engagement_forms.OutcomeForm,
        _("Change this outcome"),
        within="engagement",
        verbs=engagement_editing,
    ),
    Kind(
        "prompt",
        Prompt,
        engagement_forms.PromptForm,
        _("Change this question"),
        adds=_("Add a question"),
        verbs=engagement_editing,
    ),
    Kind(
        "prerequisite",
        Prerequisite,
        engagement_forms.PrerequisiteForm,
        _("Change this prerequisite"),
        adds=_("Add a prerequisite"),
        verbs=engagement_editing,
    ),
    Kind(
        "clearance",
        Clearance,
        engagement_forms.ClearanceForm,
        _("Change what is on file"),
        adds=_("Put on file"),
        within="student",
        verbs=engagement_editing,
    ),
    Kind(
        "application",
        Placement,
        engagement_forms.ApplicationForm,
        _("Change the application"),
        "application",
        within="engagement",
        verbs=engagement_editing,
    ),
    Kind(
        "handover",
        Placement,
        engagement_forms.HandoverForm,
        _("Days, and who comes next"),
        "next",
        within="engagement",
        verbs=engagement_editing,
    ),
    Kind(
        "hours",
        HourEntry,
        engagement_forms.HoursForm,
        _("Change these hours"),
        "hours",
        within="placement.engagement",
        verbs=SimpleNamespace(change=engagement_editing.change_hours),
    ),
    Kind(
        "reflection",
        Reflection,
        engagement_forms.ReflectionForm,
        _("Change this reflection"),
        "reflections",
        within="placement.engagement",
        verbs=engagement_editing,
    ),
    Kind(
        "compensation",
        Compensation,
        engagement_forms.CompensationForm,
        _("Change this compensation"),
        adds=_("Promise compensation"),
        within="organization",
        verbs=paying,
    ),
    Kind(
        "interaction",
        Interaction,
        forms.InteractionForm,
        _("Change what was noted"),
        within="organization",
        verbs=noting,
    ),
    Kind("area", ServiceArea, forms.AreaForm, _("Change this area"), "", _("Add an area")),
]

KINDS = {kind.name: kind for kind in _ALL}


def kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]

"""An organization in four parts, each with a form of its own, and a short one to add it."""

from typing import Any

from django import forms
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from partners import rights
from partners.enums import Involvement, Publication
from partners.forms.lines import DaysField, LinesField
from partners.forms.records import RecordForm
from partners.models import Organization

WIDGETS = {
    "description": forms.Textarea(attrs={"rows": 4}),
    "focus_areas": forms.CheckboxSelectMultiple,
    "languages": forms.CheckboxSelectMultiple,
}


def read_as(field: Any, **kwargs: Any) -> Any:
    """A web address that is typed without its scheme is a secure one."""
    secure = {"assume_scheme": "https"} if isinstance(field, models.URLField) else {}
    return field.formfield(**kwargs, **secure)


class NewOrganizationForm(RecordForm):
    """What is known when somebody is met for the first time; the rest is filled in on its page."""

    class Meta:
        model = Organization
        fields = [
            "name",
            "kind",
            "description",
            "website",
            "email",
            "phone",
            "focus_areas",
            "stage",
        ]
        widgets = WIDGETS
        formfield_callback = read_as


class ProfileForm(RecordForm):
    """What the organization is and does."""

    alternate_names = LinesField(label=_("Other names"), help_text=_("One on each line."))

    class Meta:
        model = Organization
        fields = [
            "name",
            "alternate_names",
            "kind",
            "description",
            "populations",
            "focus_areas",
            "languages",
            "website",
            "email",
            "phone",
        ]
        widgets = WIDGETS
        formfield_callback = read_as


class WishesForm(RecordForm):
    """How much the organization wants to be asked for, and how."""

    quiet_periods = DaysField(
        label=_("Quiet periods"),
        required=False,
        help_text=_(
            "Days when it does not want to be asked for anything. Empty a row to remove it."
        ),
    )

    class Meta:
        model = Organization
        fields = [
            "students_at_once",
            "asks_per_month",
            "contact_every_weeks",
            "quiet_periods",
            "involvement",
            "preferred_channel",
            "preferred_language",
            "do_not_contact_until",
        ]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = self.instance.quiet_periods.values_list(*Organization.PARTS["quiet_periods"])
        self.initial.setdefault("quiet_periods", list(now))


class CapacityForm(RecordForm):
    """How much it can take, and how it is reached."""

    class Meta:
        model = Organization
        fields = [
            "students_at_once",
            "asks_per_month",
            "contact_every_weeks",
            "preferred_channel",
            "preferred_language",
            "do_not_contact_until",
        ]


INVOLVED = {
    "": _("We have not said"),
    Involvement.INFORMED: _("Informed: OCCME tells us what it does"),
    Involvement.CONSULTED: _("Consulted: OCCME asks what we think before it decides"),
    Involvement.INVOLVED: _("Involved: we work on it together, and OCCME decides"),
    Involvement.COLLABORATING: _("Collaborating: we plan and decide together"),
    Involvement.LEADING: _("Leading: we decide, and OCCME supports us"),
}


class InvolvementForm(RecordForm):
    """How far it wishes to be involved, each step in plain words."""

    class Meta:
        model = Organization
        fields = ["involvement"]
        widgets = {"involvement": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["involvement"]
        asked.choices, asked.label = list(INVOLVED.items()), _("We wish to be")


SEEN = {
    Publication.HIDDEN: _("Not listed: the public does not see it at all"),
    Publication.AREA: _("Name and neighborhood, and no more"),
    Publication.FULL: _(
        "Full profile: what it does, where it is, how to reach it, its public priorities"
    ),
    Publication.PUBLIC_SOURCE: _("Found in public sources, without a word of the organization"),
}


class PublicationForm(RecordForm):
    """What the public sees, and on whose word."""

    class Meta:
        model = Organization
        fields = ["publication", "consent_by", "consent_on"]
        widgets = {"publication": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        shown: Any = self.fields["publication"]
        held = self.instance.publication
        shown.choices = [
            (level, words)
            for level, words in SEEN.items()
            if level == held or rights.may_publish(self.by, level)
        ]
        self.fields["consent_by"].help_text = _("The person there who agreed, and their role.")
        self.fields["consent_on"].widget.attrs["max"] = localdate().isoformat()

    @property
    def values(self) -> dict[str, Any]:
        """Who agreed belongs to a page that is published with consent, and to no other."""
        values = super().values
        level = self.cleaned_data.get("publication")
        if level not in (Publication.AREA, Publication.FULL):
            values |= {"consent_by": "", "consent_on": None}
        return values


class RelationshipForm(RecordForm):
    """Where OCCME and the organization stand, and how far the record can be trusted."""

    class Meta:
        model = Organization
        fields = [
            "stage",
            "steward",
            "since_year",
            "verified_on",
            "source",
            "source_as_of",
        ]
        widgets = {"source": forms.Textarea(attrs={"rows": 2})}

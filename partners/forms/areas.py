from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.records import RecordForm
from partners.models import ServiceArea


class AreaForm(RecordForm):
    """The outline of a neighborhood or of the catchment."""

    class Meta:
        model = ServiceArea
        fields = ["name", "kind", "source", "valid_from", "valid_to", "geometry"]
        widgets = {
            "source": forms.Textarea(attrs={"rows": 2}),
            "geometry": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        }
        error_messages = {"geometry": {"invalid": _("This is not GeoJSON.")}}

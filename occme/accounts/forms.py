"""The form in which somebody makes an access token."""

from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from occme.accounts.models import AccessToken, User

LIFETIMES = [
    ("30", _("30 days")),
    ("90", _("90 days")),
    ("365", _("1 year")),
    ("never", _("Until you revoke it")),
]


class AccessTokenForm(forms.ModelForm):
    """A name, and for how long; `make(owner)` returns the token's row and its key."""

    days = forms.ChoiceField(label=_("How long it works"), choices=LIFETIMES, initial="365")

    class Meta:
        model = AccessToken
        fields = ["name"]

    def make(self, owner: User) -> tuple[AccessToken, str]:
        days = self.cleaned_data["days"]
        return AccessToken.objects.create(
            user=owner,
            name=self.cleaned_data["name"],
            expiry=None if days == "never" else timedelta(days=int(days)),
        )

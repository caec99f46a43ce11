"""Corrections: sent in by anybody who sees the listing, settled by staff."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.refusals import NotYours, WrongStep
from partners.editing import in_one_piece, locked
from partners.models import Correction, Organization
from partners.policies import is_staff


@in_one_piece
def send_in(organization: Organization, *, key: str, values: dict[str, Any]) -> Correction:
    """With the same key it is sent in once. Raises ValidationError with every problem."""
    if earlier := Correction.objects.filter(key=key).first():
        return earlier
    correction = Correction(organization=organization, key=key, **values)
    correction.full_clean()
    correction.save()
    return correction


@in_one_piece
def settle(correction: Correction, *, by: User) -> Correction:
    """The listing was put right, or was right. Raises NotYours and WrongStep."""
    held = locked(correction)
    if not is_staff(by):
        raise NotYours
    if held.settled_on is not None:
        raise WrongStep(_("This is settled already."))
    held.settled_on, held.settled_by = localdate(), by
    held.save(update_fields=["settled_on", "settled_by"])
    return held

"""Confirming a listing field by field: what somebody looked at, or was asked, and it is right.

A confirmation is of a value. It holds while the field has that value, so that nothing has to be
taken back when a field changes: it is unconfirmed then. What a person confirms is what they read:
each field comes with a token of its value, and one that has changed since is refused.

`Organization.verified_on` is the day since which every field has been confirmed: the oldest of the
confirmations that hold.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from occme.refusals import NotYours, Stale
from partners import policies, rights
from partners.drafts import Draft
from partners.editing import in_one_piece, locked
from partners.enums import Means
from partners.models import Location, Organization, Verification

FIELDS = ("name", "website", "email", "phone", "languages", "focus_areas", "publication")
"""What of a listing is confirmed, besides each place that is not closed."""

PLACE = "place"
BY_STAFF = (Means.CALL, Means.VISIT, Means.PUBLIC_SOURCE)


@dataclass
class Checked:
    """A field, or a place, with its value as it is kept, and the newest confirmation that holds."""

    field: str
    value: str
    location: Location | None = None
    last: Verification | None = None

    @property
    def key(self) -> str:
        return f"{PLACE}-{self.location.pk}" if self.location else self.field

    @property
    def label(self) -> str:
        if self.location:
            return _("Place")
        text = str(Organization._meta.get_field(self.field).verbose_name)  # type: ignore[union-attr]
        return text[:1].upper() + text[1:]

    @cached_property
    def token(self) -> str:
        return hashlib.sha256(f"{self.key}\n{self.value}".encode()).hexdigest()[:16]


def value_of(organization: Organization, name: str) -> str:
    """As a person reads it, and as it is compared."""
    field: Any = Organization._meta.get_field(name)
    if field.many_to_many:
        return ", ".join(sorted(map(str, getattr(organization, name).all())))
    value = getattr(organization, name)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def value_of_place(place: Location) -> str:
    line = ", ".join(
        filter(None, [place.address, place.city, f"{place.state} {place.zip}".strip()])
    )
    return " · ".join(filter(None, [place.name, line, str(place.get_type_display())]))


def state_of(organization: Organization, places: Iterable[Location] | None = None) -> list[Checked]:
    """Each field and each place that is not closed, with who confirmed it last; `places` are those
    that the reader may see. Two queries besides tags and places."""
    if places is None:
        places = organization.locations.filter(closed_on=None).order_by("pk")
    found = [Checked(name, value_of(organization, name)) for name in FIELDS]
    found += [Checked(PLACE, value_of_place(place), place) for place in places]
    rows = organization.verifications.select_related("by", "contact").order_by("at", "pk")
    held = {(row.field, row.location_id, row.value): row for row in rows}
    for one in found:
        where = one.location.pk if one.location else None
        one.last = held.get((one.field, where, one.value))
    return found


@in_one_piece
def confirm(
    organization: Organization,
    *,
    tokens: dict[str, str],
    means: str,
    by: Any = None,
    contact: Any = None,
) -> int:
    """Confirms the fields that `tokens` names by their keys, each as it was read; returns how many.
    By an account, or by whom a keyed link was sent to; whether the link may is asked before
    (engagements.listing). Raises NotYours, and Stale where a value has changed since."""
    if contact is None and not may_confirm(by, organization, means):
        raise NotYours
    held = locked(organization)
    known = {one.key: one for one in state_of(held)}
    for key, token in tokens.items():
        if key not in known or known[key].token != token:
            raise Stale("", None)
        one = known[key]
        Verification.objects.create(
            organization=held, field=one.field, location=one.location, value=one.value,
            means=means, by=by, contact=contact,
        )  # fmt: skip
    follow(held, by, contact)
    return len(tokens)


def may_confirm(by: Any, organization: Organization, means: str) -> bool:
    """Staff by phone, on a visit or from a public source; its own people of themselves."""
    if policies.is_staff(by):
        return means in BY_STAFF
    return means == Means.ACCOUNT and rights.may_change(by, organization)


def follow(organization: Organization, by: Any, contact: Any) -> None:
    """Once everything is confirmed, the listing is verified as of the oldest confirmation."""
    lasts = [one.last for one in state_of(organization)]
    if not all(lasts):
        return
    day = min(localdate(last.at) for last in lasts if last)
    if organization.verified_on and day <= organization.verified_on:
        return
    why = _("Every field was confirmed")
    if contact is not None:
        why = _("Every field was confirmed; the last by %(contact)s") % {"contact": contact}
    draft, values = Draft(organization, by=by, reason=why), {"verified_on": day}
    draft.take(values, allowed=values)
    draft.write()


@in_one_piece
def correct(
    organization: Organization, *, by: Any, field: str, value: str, token: str, means: str
) -> None:
    """Sets a field to what somebody said, from the value that was read, and confirms it at once."""
    if not (policies.is_staff(by) and means in BY_STAFF):
        raise NotYours
    held = locked(organization)
    known = {one.key: one for one in state_of(held)}
    if field not in CORRECTED or known[field].token != token:
        raise Stale("", None)
    draft = Draft(held, by=by, reason=str(Means(means).label))
    draft.take({field: value.strip()}, allowed={field})
    draft.write()
    fresh = next(one for one in state_of(held) if one.key == field)
    confirm(held, tokens={field: fresh.token}, means=means, by=by)


CORRECTED = ("name", "website", "email", "phone")
"""What is one line of text, and so corrected where it is confirmed; the others have their forms."""

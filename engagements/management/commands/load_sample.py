"""`manage.py load_sample`: invented partners, people and priorities, to try the tracker out."""

import json
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import DateField, Model
from django.utils.timezone import localdate
from rich.console import Console
from rich.progress import track

from engagements.models import StudentProfile
from engagements.sample import add_engagements
from engagements.sample_agreements import add_agreements
from engagements.sample_concerns import add_concerns
from engagements.sample_interactions import add_interactions
from occme.accounts.models import User
from occme.accounts.sample import sample_password
from partners.enums import FoundBy, Precision
from partners.models import (
    Contact,
    FocusArea,
    Language,
    Location,
    Membership,
    Organization,
    Priority,
    QuietPeriod,
)

REASON = "sample data"
KEYS: dict[type[Model], str] = {
    Contact: "name",
    FocusArea: "slug",
    Language: "code",
    User: "email",
}
"""What fixtures/sample.json calls a record of each of these by."""

PARTS: dict[str, type[Model]] = {
    "quiet_periods": QuietPeriod,
    "locations": Location,
    "memberships": Membership,
    "contacts": Contact,
    "priorities": Priority,
}
"""What belongs to an organization, in the order of making: a priority names one of the contacts."""

STREET_LEVEL = {
    "found_by": FoundBy.PIN,
    "found_note": "Invented, somewhere along the street named.",
    "precision": Precision.STREET,
}


class Command(BaseCommand):
    help = (
        "Adds the invented organizations and people of fixtures/sample.json that are not here yet; "
        "refuses where SAMPLE_DATA is off. What is here already stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.SAMPLE_DATA:
            raise CommandError("SAMPLE_DATA is off: invented records do not belong here.")
        if not FocusArea.objects.exists() or not Language.objects.exists():
            raise CommandError("There are no focus areas yet: please run load_reference first.")
        console = Console(highlight=False)
        sample = json.loads((settings.FIXTURES_DIR / "sample.json").read_text(encoding="utf-8"))
        with transaction.atomic():
            steps = [
                *((add_user, fields) for fields in sample["users"]),
                *((add_organization, fields) for fields in sample["organizations"]),
            ]
            shown = track(steps, "Sample data", console=console, disable=not console.is_terminal)
            added = [add(fields, sample["note"]) for add, fields in shown]
            engagements, agreements = add_engagements(), add_agreements()
            contacts, concerns = add_interactions(), add_concerns()
        told = (
            f"{sum(added)} organizations and people, {engagements} engagements, "
            f"{agreements} agreements, check-ins and payments, {contacts} contacts, "
            f"{concerns} concerns"
        )
        console.print(f"Sample data: {told} added.")


def add_user(fields: dict, note: str) -> bool:
    """Whether the person was not here yet and was added, as a student where it says so."""
    email = fields["email"]
    if User.objects.filter(email=email).exists():
        return False
    own = {name: value for name, value in fields.items() if name != "student"}
    user = User.objects.create_user(password=sample_password(email), **own)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if "student" in fields:
        create(StudentProfile, fields["student"], user=user)
    return True


def add_organization(fields: dict, note: str) -> bool:
    """Whether the organization never was here and was added, with all that belongs to it."""
    if Organization.history.filter(name=fields["name"]).exists():
        return False
    own = {name: value for name, value in fields.items() if name not in PARTS}
    organization = create(Organization, {**own, "source": note, "is_sample": True})
    for part, model in PARTS.items():
        for row in fields.get(part, []):
            found = STREET_LEVEL if "latitude" in row else {}
            create(model, {**found, **row}, organization=organization)
    return True


def create(model: type[Model], fields: dict, **owner: Any) -> Any:
    """A checked and saved record. Its lists of names become links to the records so called."""
    links = {name: fields[name] for name in fields if model._meta.get_field(name).many_to_many}
    plain = {
        name: value_of(model, name, value, owner)
        for name, value in fields.items()
        if name not in links
    }
    record: Any = model(**plain, **owner)
    record._change_reason = REASON
    record.full_clean()
    record.save()
    for name, keys in links.items():
        target: Any = model._meta.get_field(name).related_model
        getattr(record, name).set([target.objects.get(**{KEYS[target]: key}) for key in keys])
    return record


def value_of(model: type[Model], name: str, value: Any, owner: dict) -> Any:
    """The value itself, or the record, the day or the year that it stands for.

    Days are counted from today and years from this year, so that the sample never grows old.
    """
    field: Any = model._meta.get_field(name)
    target: Any = field.related_model
    if target:
        scope = owner if target is Contact else {}
        return target.objects.get(**{KEYS[target]: value}, **scope)
    if isinstance(field, DateField):
        return localdate() + timedelta(days=value)
    if name.endswith("_year"):
        return localdate().year + value
    return value

"""The invented contacts of fixtures/sample_interactions.json, noted through the verb that staff use.

Days are counted from today, so that the sample never grows old.
"""

import json
from typing import Any

from django.conf import settings

from engagements import noting
from engagements.sample import day
from engagements.sample_agreements import REASON, was_added
from occme.accounts.models import User
from occme.accounts.sample import SAMPLE_DOMAIN
from partners.models import Contact, Interaction, Organization

DAYS = ("happened_on", "next_on", "next_done_on")


def add_interactions() -> int:
    """Adds those that never were here; returns how many."""
    file = settings.FIXTURES_DIR / "sample_interactions.json"
    sample = json.loads(file.read_text(encoding="utf-8"))
    return sum(add_interaction(fields) for fields in sample["interactions"])


def add_interaction(fields: dict[str, Any]) -> bool:
    organization = Organization.objects.filter(name=fields["organization"]).first()
    title = f"{fields['organization']}, {fields['kind']}, {fields['on']}"
    if organization is None or was_added(Interaction, title):
        return False
    values = {name: fields[name] for name in fields if name not in ("by", "on")}
    values |= {"organization": organization, "happened_on": fields["on"]}
    values |= {name: day(values[name]) for name in DAYS if name in values}
    if "contact" in values:
        people = Contact.objects.filter(organization=organization)
        values["contact"] = people.get(name=values["contact"])
    staff = User.objects.get(email=fields["by"] + SAMPLE_DOMAIN)
    noting.create(Interaction, by=staff, values=values, reason=f"{REASON}: {title}")
    return True

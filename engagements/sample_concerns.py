"""The invented concerns of fixtures/sample_concerns.json, and who is named to read them."""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.utils import timezone

from engagements.concerns import act_on, add_message, raise_concern
from engagements.models.secrets import written_code
from engagements.retelling import clock_at, in_silence
from occme.accounts.models import User
from partners.models import Organization


def add_concerns() -> int:
    """Adds those that never were here; returns how many."""
    file = settings.FIXTURES_DIR / "sample_concerns.json"
    sample = json.loads(file.read_text(encoding="utf-8"))
    reader = User.objects.get(email=sample["recipient"])
    reader.user_permissions.add(Permission.objects.get(codename="read_concerns"))
    with in_silence():
        return sum(add_concern(fields, reader) for fields in sample["concerns"])


def add_concern(fields: dict[str, Any], reader: User) -> bool:
    values = {name: fields.get(name, "") for name in ("kind", "whom", "text", "reach")}
    values["organization"] = Organization.objects.filter(name=fields.get("organization")).first()
    with clock_at(days_ago(fields)):
        concern, is_new = raise_concern(code=written_code(fields["seed"]), values=values)
    for said in fields["said"] if is_new else ():
        with clock_at(days_ago(said)):
            if "act" in said:
                seen = concern.version
                act_on(concern, said["act"], by=reader, text=said["text"], seen=seen)
            else:
                add_message(concern, said["text"], seen=concern.version)
    return is_new


def days_ago(fields: dict[str, Any]) -> Any:
    return timezone.now() + timedelta(days=fields["on"])

"""Prints how to sign in as each of the sample people: `manage.py sample_accounts`."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from occme.accounts.models import User
from occme.accounts.sample import SAMPLE_DOMAIN, sample_password


class Command(BaseCommand):
    help = "Prints the sample sign-ins as JSON: role, email, password, organization."

    def handle(self, **options) -> None:
        if not settings.SAMPLE_DATA:
            raise CommandError("There are sample accounts only where SAMPLE_DATA is yes.")
        users = User.objects.filter(email__endswith=SAMPLE_DOMAIN, is_active=True)
        rows = [sign_in(user) for user in users.order_by("-is_staff", "email")]
        rows.sort(key=lambda row: ["staff", "partner", "student", ""].index(row["role"]))
        self.stdout.write(json.dumps([row for row in rows if row["role"]], indent=2))


def sign_in(user: User) -> dict[str, str]:
    """One account's row; its role follows from records, as everywhere."""
    membership = user.memberships.current().select_related("organization").first()
    if user.is_staff:
        role = "staff"
    elif membership:
        role = "partner"
    else:
        role = "student" if hasattr(user, "student_profile") else ""
    return {
        "role": role,
        "email": user.email,
        "password": sample_password(user.email),
        "organization": membership.organization.name if membership else "",
    }

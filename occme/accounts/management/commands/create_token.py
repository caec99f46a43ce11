"""Makes an access token for somebody: `manage.py create_token EMAIL`."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from occme.accounts.models import AccessToken, User


class Command(BaseCommand):
    help = "Makes an access token for the API in somebody's name and prints it, nothing else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="whose token it is")
        parser.add_argument("--name", default="Command line", help="what it is for")
        parser.add_argument("--days", type=int, help="for how long it works; for ever unless told")

    def handle(self, *, email: str, name: str, days: int | None, **options) -> None:
        if days is not None and not 1 <= days <= 3650:
            raise CommandError("--days takes a whole number from 1 to 3650.")
        owner = User.objects.filter(email=email).first()
        if not owner:
            raise CommandError(f"There is no account with the address {email}.")
        if not owner.is_active:
            raise CommandError(f"The account {owner.email} may not sign in.")
        self.check_name(name)
        expiry = timedelta(days=days) if days else None
        self.stdout.write(AccessToken.objects.create(user=owner, name=name, expiry=expiry)[1])

    def check_name(self, name: str) -> None:
        try:
            AccessToken._meta.get_field("name").clean(name, None)
        except ValidationError as error:
            raise CommandError(f"--name: {' '.join(error.messages)}") from error

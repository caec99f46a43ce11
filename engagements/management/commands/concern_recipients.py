"""Names who may read concerns: `manage.py concern_recipients list | add EMAIL | remove EMAIL`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from engagements.concerns import tell_recipients
from engagements.confidence import NAMED, permission, take_off
from engagements.models import Concern
from occme.accounts.models import User


class Command(BaseCommand):
    help = "Names the members of staff who may read concerns; nobody else can."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["list", "add", "remove"])
        parser.add_argument("email", nargs="?", help="whose account it is")

    @transaction.atomic
    def handle(self, *, act: str, email: str | None, **options) -> None:
        if act == "list":
            self.tell()
            return
        user = account(email)
        if act == "add":
            self.name(user)
        else:
            take_off(user)
            self.tell()

    def tell(self) -> None:
        for user in User.objects.filter(NAMED).distinct().order_by("email"):
            self.stdout.write(user.email)
        if not User.objects.filter(NAMED).exists():
            self.stdout.write("Nobody is named. Concerns are kept, and nobody can read them.")

    def name(self, user: User) -> None:
        """The first to be named is written to about what came in before."""
        if not (user.is_staff and user.is_active):
            raise CommandError(f"{user.email} is not a member of staff who may sign in.")
        is_first = not User.objects.filter(NAMED).exists()
        user.user_permissions.add(permission())
        for concern in Concern.objects.waiting().order_by("pk") if is_first else ():
            tell_recipients(concern, "raise")
        self.tell()


def account(email: str | None) -> User:
    user = User.objects.filter(email=email).first() if email else None
    if not user:
        raise CommandError(f"There is no account with the address {email or '(none)'}.")
    return user

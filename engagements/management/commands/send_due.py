"""`manage.py send_due`: writes to those whom something waits on or fits."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from engagements.due import send_due
from engagements.enums import NoticeKind


class Command(BaseCommand):
    help = _(
        "Sends mail that comes of time: hours to confirm, reflections that are shared, seats that end "
        "with nobody next, and what is new in saved searches. Run it daily; twice sends once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in send_due().items():
            self.stdout.write(f"{NoticeKind(kind).label}: {count}")

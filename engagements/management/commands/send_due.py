"""`manage.py send_due`: writes to those whom something waits on or fits."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from engagements.due import send_due
from engagements.enums import NoticeKind


class Command(BaseCommand):
    help = _(
        "Sends the mail of the day, one to each address: what steps told, promises that are due or to "
        "be judged, agreements that wait or end, hours to confirm, and more. Run it daily; twice "
        "sends once."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for kind, count in send_due().items():
            if count or kind == NoticeKind.DAY:
                self.stdout.write(f"{NoticeKind(kind).label}: {count}")

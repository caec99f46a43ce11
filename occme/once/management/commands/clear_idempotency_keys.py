"""`manage.py clear_idempotency_keys`: forgets answers that were kept for 48 hours."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from occme.once.models import KeptAnswer


class Command(BaseCommand):
    help = _("Forgets the answers to requests with an Idempotency-Key after 48 hours.")

    def handle(self, *args: Any, **options: Any) -> None:
        count, _by_model = KeptAnswer.objects.expired().delete()
        sentence = ngettext("%(count)d answer forgotten.", "%(count)d answers forgotten.", count)
        self.stdout.write(sentence % {"count": count})

"""`manage.py load_dump FILE`: what `dumpdata` wrote, into an empty database of any kind."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, call_command
from django.core.management.base import CommandParser

WRITTEN_BY_TRIGGERS = ["freshness", "engagements.HourTotal"]
"""While the rows are loaded that they are about."""


class Command(BaseCommand):
    help = "Loads a file of dumpdata into an empty database, the history as it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="What dumpdata wrote, as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        # The dump has the history; rows that are loaded must not write lines of their own.
        settings.SIMPLE_HISTORY_ENABLED = False
        try:
            call_command(
                "loaddata",
                options["file"],
                exclude=WRITTEN_BY_TRIGGERS,
                verbosity=options["verbosity"],
            )
        finally:
            settings.SIMPLE_HISTORY_ENABLED = True

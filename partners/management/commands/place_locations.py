"""`manage.py place_locations`: neighborhoods and catchment anew, from the areas of today."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from partners.models import Location


class Command(BaseCommand):
    help = (
        "Derives the neighborhood of every location, and whether it is in the catchment, anew from "
        "the service areas in force today. Run it on the day that an area begins or ends."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            moved = Location.objects.all().place()
        total = Location.objects.on_the_map().count()
        self.stdout.write(f"{moved} of {total} locations with a point moved to another area.")

"""`manage.py load_reference`: focus areas, languages, neighborhoods and the catchment."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.text import slugify
from rich.console import Console
from rich.progress import track

from partners.enums import AreaKind
from partners.models import FocusArea, Language, ServiceArea

REASON = "reference data"
AREAS = {
    "catchment.geojson": (
        AreaKind.CATCHMENT,
        "Proposed in November 2026 along 28 street corners; OCCME names places, no boundary.",
    ),
    "neighborhoods.geojson": (
        AreaKind.NEIGHBORHOOD,
        "City of Boston planning boundaries (ODC PDDL 1.0), simplified; compiled in November 2026.",
    ),
}


class Command(BaseCommand):
    help = (
        "Adds the focus areas, languages and service areas of fixtures/ that were never here. "
        "What somebody changed, renamed or removed here stays as it is."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        console = Console(highlight=False)
        with transaction.atomic():
            missing = [
                *never_here(FocusArea, "slug", table("focus_areas.csv")),
                *never_here(Language, "code", table("languages.csv")),
                *never_here(ServiceArea, "slug", areas()),
            ]
            for row in track(
                missing, "Reference", console=console, disable=not console.is_terminal
            ):
                row._change_reason = REASON
                row.full_clean()
                row.save()
        console.print(f"Reference data: {len(missing)} added, the rest was here already.")


def never_here(model: Any, key: str, rows: Iterable[dict]) -> list[Any]:
    """Unsaved records for the rows whose key no record has, or ever had."""
    here = {
        *model.objects.values_list(key, flat=True),
        *model.history.values_list(key, flat=True),
    }
    return [model(**row) for row in rows if row[key] not in here]


def table(name: str) -> list[dict]:
    with (settings.FIXTURES_DIR / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def areas() -> Iterator[dict]:
    for filename, (kind, source) in AREAS.items():
        collection = json.loads((settings.FIXTURES_DIR / filename).read_text(encoding="utf-8"))
        for feature in collection["features"]:
            name = feature["properties"]["name"]
            outline = feature["geometry"]
            yield {
                "slug": slugify(name),
                "name": name,
                "kind": kind,
                "geometry": outline,
                "source": source,
            }

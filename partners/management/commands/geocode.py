"""`manage.py geocode ADDRESS`, `manage.py geocode --missing`: addresses to points."""

from collections import Counter
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from partners.enums import Precision
from partners.geocoding import RefusedError, find
from partners.geocoding.missing import geocode, line_of, without_point
from partners.models import Location

SHOWN = 50
"""Refusals listed one by one."""

INTERRUPTED = 130
"""What a program that Ctrl-C stopped returns."""


class Command(BaseCommand):
    help = (
        "Finds the point of an address; or, with --missing, of all locations that have an address "
        "and no point. Confidential and virtual ones are left alone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("address", nargs="?", metavar="ADDRESS")
        what.add_argument("--missing", action="store_true", help="all locations without a point")

    def handle(self, *args: Any, address: str | None, missing: bool, **options: Any) -> None:
        if missing:
            self.find_missing()
        else:
            self.find_one(address or "")

    def find_one(self, address: str) -> None:
        try:
            answer = find(address)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        latitude, longitude = answer.point
        self.stdout.write(f"{latitude:.6f} {longitude:.6f} {answer.precision.value} {answer}")

    def find_missing(self) -> None:
        """Each location is written by itself: what is done when this is stopped, is done."""
        console = Console(highlight=False)
        progress = partial(track, console=console, disable=not console.is_terminal)
        counts: Counter[str] = Counter()
        refused: list[tuple[int, str]] = []
        try:
            for pk in progress(list(without_point().values_list("pk", flat=True)), "Geocoding"):
                counts[outcome(pk, refused)] += 1
        except KeyboardInterrupt:
            report(console, counts, refused)
            raise CommandError("Stopped. Run again for the rest.", returncode=INTERRUPTED) from None
        report(console, counts, refused)


def outcome(pk: int, refused: list[tuple[int, str]]) -> str:
    """What became of a location, in a word; why not goes to the list."""
    try:
        answer = geocode(pk)
    except RefusedError as refusal:
        refused.append((pk, str(refusal)))
        return _("Refused")
    return str(answer.precision.label) if answer else _("Changed meanwhile")


def report(console: Console, counts: Counter[str], refused: list[tuple[int, str]]) -> None:
    if refused:
        console.print(reasons(refused[:SHOWN]))
    if len(refused) > SHOWN:
        console.print(f"… and {len(refused) - SHOWN} more.")
    table = Table(_("Locations"), "", box=None, pad_edge=False)
    words = [str(precision.label) for precision in Precision]
    for word in [*words, _("Refused"), _("Changed meanwhile")]:
        if counts[word] or word in (words[0], _("Refused")):
            table.add_row(word, str(counts[word]))
    console.print(table)


def reasons(refused: list[tuple[int, str]]) -> Table:
    places = Location.objects.select_related("organization").in_bulk([pk for pk, _why in refused])
    table = Table(_("Organization"), _("Address"), _("Why"), box=None, pad_edge=False)
    for pk, why in refused:
        if place := places.get(pk):
            told = (place.organization.name, line_of(place), why)
            table.add_row(*(escape(text) for text in told))
    return table

"""From a row of text to an organization that could be saved, or to what is wrong with it."""

import csv
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from partners.enums import FoundBy, Kind, Precision, Publication
from partners.folding import fold
from partners.geography import Point, point_problem
from partners.importing.outcomes import FileRefusedError
from partners.importing.reading import Row
from partners.models import FocusArea, Language, Location, Organization

PRECISIONS = {
    "exact match": Precision.EXACT,
    "interpolated": Precision.INTERPOLATED,
    "site polygon": Precision.SITE,
    "street intersection": Precision.STREET,
    "nearest known number": Precision.STREET,
}
"""Words of the column coordinate_method, and the precision that they tell."""

COLUMNS = {"found_note": "coordinate_method"}
"""Columns of the fields that are called differently in the file."""

Spot = tuple[str, str]
"""Where something is said to be: the folded address and five digits of the ZIP code, or blanks."""


def spot_of(address: str, zip_code: str) -> Spot:
    return fold(address), zip_code[:5]


@dataclass
class Listing:
    """A checked row. Nothing of it is saved yet; with problems, nothing will be."""

    record: int
    organization: Organization = field(default_factory=Organization)
    focus_areas: set[int] = field(default_factory=set)
    languages: set[int] = field(default_factory=set)
    location: Location | None = None
    spot: Spot = ("", "")
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a column and a sentence."""


class Checker:
    """Checks rows one by one against the words on record, which it reads once."""

    def __init__(self, header: list[str]):
        self.header = header
        self.languages = {fold(language.name): language.pk for language in Language.objects.all()}
        self.categories = categories()

    def check(self, row: Row) -> Listing:
        listing = Listing(row.record)
        if len(row.cells) != len(self.header):
            counts = {"cells": len(row.cells), "columns": len(self.header)}
            sentence = _("It has %(cells)d cells; the first line has %(columns)d.") % counts
            listing.problems.append(("", sentence))
            return listing
        cells = {"kind": "", **dict(zip(self.header, row.cells, strict=True))}
        listing.spot = spot_of(cells["address"], cells["zip"])
        listing.languages = self.languages_of(cells["languages"], listing)
        kind, listing.focus_areas = self.kind_of(cells, listing)
        if not cells["source"]:
            listing.problems.append(("source", _("Please say where this was found.")))
        listing.organization = organization_of(cells, kind)
        listing.location = location_of(cells, listing)
        validate(listing, listing.organization, exclude={"slug"})
        if listing.location:
            validate(listing, listing.location, exclude={"organization"})
        return listing

    def languages_of(self, cell: str, listing: Listing) -> set[int]:
        names = [name.strip() for name in cell.split(";") if name.strip()]
        for name in names:
            if fold(name) not in self.languages:
                sentence = _("“%(name)s” is not on the list of languages.") % {"name": name}
                listing.problems.append(("languages", sentence))
        return {self.languages[fold(name)] for name in names if fold(name) in self.languages}

    def kind_of(self, cells: dict[str, str], listing: Listing) -> tuple[str, set[int]]:
        """The kind and focus areas that follow from the category; a kind of its own comes first."""
        category, kind = cells["category"], cells["kind"]
        if category not in self.categories and (category or not kind):
            sentence = _("“%(category)s” is not a category.") % {"category": category}
            listing.problems.append(("category", sentence))
        if kind and kind not in Kind.values:
            sentence = _("“%(kind)s” is not a kind. Kinds are: %(kinds)s.")
            kinds = {"kind": kind, "kinds": ", ".join(Kind.values)}
            listing.problems.append(("kind", sentence % kinds))
        usual, focus_areas = self.categories.get(category, (Kind.OTHER, set()))
        return (kind if kind in Kind.values else usual), focus_areas


def categories() -> dict[str, tuple[str, set[int]]]:
    """Each category's kind and focus areas, from fixtures/categories.csv."""
    on_record = dict(FocusArea.objects.values_list("slug", "pk"))
    if not on_record:
        raise FileRefusedError(_("There are no focus areas yet: please run load_reference first."))
    with (settings.FIXTURES_DIR / "categories.csv").open(encoding="utf-8", newline="") as file:
        return {
            line["category"]: (
                line["kind"],
                # A focus area that staff removed is not given any more.
                {on_record[slug] for slug in line["focus_areas"].split("; ") if slug in on_record},
            )
            for line in csv.DictReader(file)
        }


def organization_of(cells: dict[str, str], kind: str) -> Organization:
    return Organization(
        name=cells["name"],
        kind=kind,
        description=cells["description"],
        website=cells["website"],
        publication=Publication.PUBLIC_SOURCE,
        source=cells["source"],
        source_as_of=cells["source_as_of"],
    )


def location_of(cells: dict[str, str], listing: Listing) -> Location | None:
    """The place, where there is an address or a point. A city and a ZIP code alone are no place."""
    point = point_of(cells, listing)
    if not (point or cells["address"]):
        return None
    location = Location(
        address=cells["address"],
        city=cells["city"],
        state=cells["state"],
        zip=cells["zip"],
        found_note=cells["coordinate_method"],
    )
    if point:
        location.latitude, location.longitude = point
        location.found_by = FoundBy.SOURCE
        location.precision = precision_of(cells["coordinate_method"])
    return location


def precision_of(method: str) -> Precision:
    told = (precision for words, precision in PRECISIONS.items() if words in method.casefold())
    return next(told, Precision.UNKNOWN)


def point_of(cells: dict[str, str], listing: Listing) -> Point | None:
    """The point, or None where there is none or where what is there makes none."""
    if not (cells["latitude"] or cells["longitude"]):
        return None
    numbers = []
    for column in ("latitude", "longitude"):
        try:
            numbers.append(float(cells[column]))
        except ValueError:
            sentence = _("“%(text)s” is not a number such as 42.331600; a point has two.")
            listing.problems.append((column, sentence % {"text": cells[column]}))
    if len(numbers) < 2:
        return None
    if problem := point_problem(*numbers):
        listing.problems.append(("latitude", str(problem)))
    return Point(*numbers)


def validate(listing: Listing, instance: Model, *, exclude: set[str]) -> None:
    """Adds what the model itself finds wrong, each problem under the column it comes from.

    But for its constraints: each is a query, together nine tenths of the time of an import. What
    of them a row could break, a blank source and half a point, is checked before.
    """
    try:
        instance.full_clean(exclude=exclude, validate_constraints=False)
    except ValidationError as error:
        for name, sentences in error.message_dict.items():
            column = COLUMNS.get(name, name)
            if column not in (known for known, _sentence in listing.problems):
                listing.problems.extend((column, sentence) for sentence in sentences)

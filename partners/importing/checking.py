"""From a row of text to an organization that could be saved, or to what is wrong with it."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from partners.enums import FoundBy, LocationType, Precision, Publication
from partners.importing.columns import SYNONYMS, Columns
from partners.importing.coordinates import PointError, point_of
from partners.importing.headings import heading
from partners.importing.outcomes import Remark, Verdict
from partners.importing.reading import Row
from partners.importing.repairing import EMPTY_WORDS, repaired
from partners.importing.sites import NOWHERE, Site, site_of
from partners.importing.words import Words
from partners.models import Location, Organization

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

POST_OFFICE_BOX = re.compile(
    r"^[^\d]*?(\bp\W{0,2}o\W{0,2}box\b|\bpost office box\b|\bp\W?o\W?b\W? *\d|\bp\W?m\W?b\W? *\d"
    r"|^box\W*\d)",
    re.IGNORECASE,
)
"""Without the number of a house before it: “12 Warren St, P.O. Box 9” is a place as well."""
NO_NAMES = EMPTY_WORDS | {"yes", "no", "true", "false"}
YES = frozenset({"yes", "y", "true", "1", "x"})

Cells = dict[str, str]
"""Every column there is; "" where the file has none or the row nothing."""


@dataclass
class Listing:
    """A checked row. Nothing of it is saved yet; with problems, nothing will be."""

    record: int
    given: frozenset[str] = frozenset()
    """The columns of the file: what it has no column for stays as it is on record."""
    organization: Organization = field(default_factory=Organization)
    focus_areas: set[int] = field(default_factory=set)
    languages: set[int] = field(default_factory=set)
    tag_names: dict[str, list[str]] = field(default_factory=dict)
    """Both of these, by their names."""
    location: Location | None = None
    site: Site = NOWHERE
    is_distinct: bool = False
    """Somebody said in the file that it only looks like a duplicate."""
    left_out: str = ""
    """Why the row is no organization."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a column and a sentence."""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not (self.problems or self.left_out)

    def warn(self, column: str, sentence: str) -> None:
        self.remarks.append(Remark(Verdict.WARNED, column, sentence))


class Checker:
    """Checks rows one by one against the words on record, which it reads once."""

    def __init__(self, columns: Columns):
        self.columns = columns
        self.words = Words()

    def check(self, row: Row, *, again: bool = False) -> Listing:
        """again: it was sound the first time, and is not validated a second."""
        listing = Listing(row.record, self.columns.given)
        texts = zip(self.columns.names, row.cells, strict=True)
        filled = {column: text for column, text in texts if column and text}
        if any(row.cells) and not filled:
            listing.left_out = _("None of its cells is in a column that is imported.")
        elif filled:
            listing.left_out = heading(filled, has_columns=len(self.columns.given) > 1)
        if row.problem and not listing.left_out:
            listing.problems.append(("", row.problem))
        if listing.is_sound:
            self.fill(listing, cells_of(filled, listing))
            if not again:
                validate(listing, listing.organization, exclude={"slug", "public_id"})
                if listing.location:
                    validate(listing, listing.location, exclude={"organization", "public_id"})
        return listing

    def fill(self, listing: Listing, cells: Cells) -> None:
        listing.is_distinct = cells["distinct"].casefold() in YES
        listing.languages = self.words.languages_of(cells["languages"], listing)
        kind, listing.focus_areas = self.words.kind_of(cells, listing)
        listing.tag_names = {
            "focus_areas": [self.words.titles[pk] for pk in listing.focus_areas],
            "languages": [self.words.language_names[pk] for pk in listing.languages],
        }
        if not cells["source"] and "source" in listing.given:
            listing.warn("source", _("It names no source and is not listed."))
        listing.organization = organization_of(cells, kind)
        listing.location = location_of(cells, listing)
        place = listing.location
        point = (place.latitude, place.longitude) if place else (None, None)
        listing.site = site_of(cells["address"], cells["zip"], *point)


def cells_of(filled: Cells, listing: Listing) -> Cells:
    """The cells as they can be taken, each repair remarked."""
    cells = dict.fromkeys(SYNONYMS, "")
    for column, text in filled.items():
        cells[column], remarks, problem = repaired(column, text)
        for sentence in remarks:
            listing.warn(column, sentence)
        if problem:
            listing.problems.append((column, problem))
    if cells["address_2"]:
        cells["address"] = ", ".join(filter(None, (cells["address"], cells["address_2"])))
    if cells["name"].isdigit():
        listing.warn("name", _("This name is a number: please look at it."))
    elif cells["name"].casefold() in NO_NAMES:
        listing.problems.append(("name", _("“%s” is no name.") % cells["name"]))
    elif cells["name"] and not any(letter.isalnum() for letter in cells["name"]):
        listing.problems.append(("name", _("A name has letters.")))
    return cells


def organization_of(cells: Cells, kind: str) -> Organization:
    """Listed only where it is said who found it in public; else for staff alone to see."""
    return Organization(
        name=cells["name"],
        kind=kind,
        description=cells["description"],
        populations=cells["populations"],
        website=cells["website"],
        email=cells["email"],
        phone=cells["phone"],
        publication=Publication.PUBLIC_SOURCE if cells["source"] else Publication.HIDDEN,
        source=cells["source"],
        source_as_of=cells["source_as_of"],
    )


def location_of(cells: Cells, listing: Listing) -> Location | None:
    """The place, where there is an address or a point. A city and a ZIP code alone are no place."""
    location = Location(**{name: cells[name] for name in ("address", "city", "state", "zip")})
    if POST_OFFICE_BOX.match(cells["address"]):
        location.type = LocationType.POSTAL
        listing.warn("address", _("A post-office box is a postal address and has no point."))
    elif cells["latitude"] or cells["longitude"]:
        set_point(location, cells, listing)
    has_place = cells["address"] or location.point
    location.found_note = cells["coordinate_method"]
    return location if has_place else None


def set_point(location: Location, cells: Cells, listing: Listing) -> None:
    try:
        point, remark = point_of(cells["latitude"], cells["longitude"], cells["state"])
    except PointError as error:
        column, sentence = error.args
        # What could not be read was said of its own column already.
        if column not in (known for known, _sentence in listing.problems):
            listing.problems.append((column, sentence))
        return
    if remark:
        listing.warn("latitude", remark)
    location.latitude, location.longitude = point
    location.found_by = FoundBy.SOURCE
    location.precision = precision_of(cells["coordinate_method"])


def precision_of(method: str) -> Precision:
    told = (precision for words, precision in PRECISIONS.items() if words in method.casefold())
    return next(told, Precision.UNKNOWN)


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

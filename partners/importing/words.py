"""Words of a row that stand for records: kinds, categories, focus areas and languages."""

import csv
import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from partners.enums import Kind
from partners.folding import fold
from partners.importing.outcomes import FileRefusedError
from partners.models import FocusArea, Language

if TYPE_CHECKING:
    from partners.importing.checking import Cells, Listing

KINDS = {
    "non profit": Kind.NONPROFIT, "nonprofit organization": Kind.NONPROFIT,
    "non profit organization": Kind.NONPROFIT, "501c3": Kind.NONPROFIT, "501 c 3": Kind.NONPROFIT,
    "health center": Kind.HEALTH_CENTER, "chc": Kind.HEALTH_CENTER, "fqhc": Kind.HEALTH_CENTER,
    "tenant group": Kind.RESIDENT_GROUP, "resident group": Kind.RESIDENT_GROUP,
    "faith": Kind.FAITH, "church": Kind.FAITH, "mosque": Kind.FAITH, "synagogue": Kind.FAITH,
    "faith based": Kind.FAITH, "school": Kind.PUBLIC_AGENCY, "library": Kind.PUBLIC_AGENCY,
    "city agency": Kind.PUBLIC_AGENCY, "government": Kind.PUBLIC_AGENCY,
    "mutual aid": Kind.MUTUAL_AID, "informal group": Kind.MUTUAL_AID, "garden": Kind.COMMUNITY_GARDEN,
}  # fmt: skip
LANGUAGES = {
    "haitian kreyol": "ht", "kreyol": "ht", "kreyol ayisyen": "ht", "haitian": "ht",
    "cape verdean": "kea", "cape verdean kriolu": "kea", "kriolu": "kea", "asl": "ase",
    "brazilian portuguese": "pt-BR",
    "simplified chinese": "zh-Hans", "traditional chinese": "zh-Hant",
}  # fmt: skip
YES_AND_NO = dict.fromkeys(("yes", "y", "true", "1", "x"), True) | dict.fromkeys(
    ("no", "n", "false", "0"), False
)
BETWEEN = re.compile(r"\s*[;,/|\n]\s*|\s+(?:and|&)\s+")


class Words:
    """The words on record, read once."""

    def __init__(self) -> None:
        areas = list(FocusArea.objects.offered().values_list("pk", "slug", "title"))
        if not areas:
            raise FileRefusedError(
                _("There are no focus areas yet: please run load_reference first.")
            )
        self.slugs = {slug: pk for pk, slug, _title in areas}
        self.areas = {fold(text): pk for pk, *texts in areas for text in texts}
        self.titles = {pk: title for pk, _slug, title in areas}
        self.language_names: dict[int, str] = {}
        self.languages: dict[str, int] = {}
        codes: dict[str, int] = {}
        words = Language.objects.offered().values_list("pk", "code", "name", "own_name")
        for pk, code, *names in words:
            codes[code] = pk
            self.language_names[pk] = names[0]
            self.languages |= {fold(text): pk for text in (*names, code)}
        for name, code in LANGUAGES.items():
            if code in codes:
                self.languages.setdefault(name, codes[code])
        self.kinds = {fold(text): kind for kind in Kind for text in (kind.value, str(kind.label))}
        self.categories = self.read_categories()

    def read_categories(self) -> dict[str, tuple[str, set[int]]]:
        """Each category's kind and focus areas, from fixtures/categories.csv."""
        path = settings.FIXTURES_DIR / "categories.csv"
        with path.open(encoding="utf-8", newline="") as file:
            return {
                fold(line["category"]): (
                    line["kind"],
                    # A focus area that staff retired is not given any more.
                    {self.slugs[s] for s in line["focus_areas"].split("; ") if s in self.slugs},
                )
                for line in csv.DictReader(file)
            }

    def languages_of(self, cell: str, listing: "Listing") -> set[int]:
        sentence = _("“%s” is not on the list of languages and was left out.")
        return chosen(cell, self.languages, "languages", sentence, listing)

    def kind_of(self, cells: "Cells", listing: "Listing") -> tuple[str, set[int]]:
        """Kind and focus areas: of the category, but for what the row says of them itself."""
        category, kind = cells["category"], fold(cells["kind"])
        if category and fold(category) not in self.categories:
            sentence = _("“%s” is not a category and was left out.")
            listing.warn("category", sentence % category[:60])
        usual, focus_areas = self.categories.get(fold(category), (Kind.OTHER, set()))
        known = self.kinds.get(kind) or KINDS.get(kind)
        if kind and not known:
            sentence = _("“%(kind)s” is not a kind and was left out. Kinds are: %(kinds)s.")
            kinds = ", ".join(str(label) for label in Kind.labels)
            listing.warn("kind", sentence % {"kind": cells["kind"][:60], "kinds": kinds})
        sentence = _("“%s” is not on the list of focus areas and was left out.")
        told = chosen(cells["focus_areas"], self.areas, "focus_areas", sentence, listing)
        return known or usual, focus_areas | told


def chosen(
    cell: str, known: dict[str, int], column: str, sentence: str, listing: "Listing"
) -> set[int]:
    """The records that a cell names, and a remark for each name that is none of theirs."""
    if fold(cell) in known:  # A name may itself hold a comma, or an “and”.
        return {known[fold(cell)]}
    found = set()
    for name in filter(None, re.split(r"\s*[;\n]\s*", cell)):
        parts = [name] if fold(name) in known else [part for part in BETWEEN.split(name) if part]
        for part in parts:
            if fold(part) in known:
                found.add(known[fold(part)])
            else:
                listing.warn(column, sentence % part[:60])
    return found

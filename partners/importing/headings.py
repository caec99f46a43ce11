"""Lines of a sheet that are no organization: titles of sections, totals, footnotes."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from partners.enums import Kind
from partners.folding import fold
from partners.importing.columns import meaning

TOTAL = re.compile(r"(grand |sub ?)?totals?\b|(sum|count|average|number of)( of)?( \w+)?\Z")
FOOTNOTE = re.compile(
    r"(sources?|notes?|last updated|updated|as of|prepared by|compiled by|page \d+|end of)\b"
)
AREAS = frozenset(
    {
        "roxbury", "nubian square", "mission hill", "jackson square", "jamaica plain", "dorchester",
        "fenway", "longwood", "south end", "boston", "mattapan", "egleston square",
        "miscellaneous",
    }
)  # fmt: skip
GENERIC = frozenset(
    {
        "agency", "agencie", "aid", "and", "art", "association", "based", "business", "businesse",
        "center", "childcare", "church", "churche", "city", "clinic", "college", "community",
        "culture", "education", "elder", "emergency", "environment", "facility", "facilitie",
        "faith", "family", "familie", "food", "for", "garden", "government", "group", "health",
        "healthcare", "home", "hospital", "house", "housing", "immigrant", "in", "informal", "job",
        "justice", "legal", "library", "librarie", "local", "mental", "mutual", "neighborhood",
        "nonprofit", "of", "organization", "other", "our", "pantry", "pantrie", "partner",
        "physical", "potential", "program", "public", "recreation", "resident", "resource",
        "school", "senior", "service", "shelter", "social", "support", "tenant", "the", "to",
        "university", "workforce", "youth",
    }
)  # fmt: skip
"""Every word, without its s, of a title such as “Health Centers & Clinics”; a name has a word that
is its own."""


def heading(cells: Mapping[str, str], *, has_columns: bool) -> str:
    """Why a row is no organization, as a sentence; "" for one that is. cells: by column, filled.

    has_columns: whether the file says more than names, so that a lone cell stands out.
    """
    column, cell = next(iter(cells.items()), ("", ""))
    if len(cells) > 2 and meaning(cell) == column:
        if all(meaning(cell) == column for column, cell in cells.items()):
            return _("The line repeats the names of the columns.")
        return ""
    others = list(cells.values())[1:]
    first = fold(cell)
    if TOTAL.match(first) and all(re.fullmatch(r"[\d., ]*", text) for text in others):
        return _("It is a total, not an organization.")
    if has_columns and not others and is_title(cell, first):
        return _("It looks like the title of a section. If it is a name, please fill another cell.")
    return ""


def is_title(cell: str, folded: str) -> bool:
    kinds = {fold(str(label)) for label in Kind.labels}
    words = [word.removesuffix("s") for word in folded.split()]
    return (
        folded in AREAS | kinds
        or cell.endswith(":")
        or cell.startswith(("*", "—", "--", "=="))
        or bool(FOOTNOTE.match(folded))
        or (len(words) > 1 and cell.isupper())
        or len(folded) == 1
        or all(word in GENERIC for word in words)
    )

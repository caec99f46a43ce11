"""The columns a file may have, what staff call them, and which line of a file names them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from partners.folding import fold
from partners.importing.outcomes import FileRefusedError, Remark, Verdict

SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": (
        "organization", "organisation", "org", "org name", "organization name", "organisation name",
        "name of organization", "name of the organization", "agency", "agency name", "partner",
        "partner name", "partner organization", "program name", "site name", "nonprofit name",
    ),
    "distinct": ("not a duplicate", "is distinct"),
    "address": (
        "street", "street address", "address 1", "address line 1", "address1", "addr", "street 1",
        "mailing address", "physical address", "location address", "full address",
    ),
    "address_2": ("address2", "address line 2", "suite", "unit", "apt", "apartment", "floor"),
    "city": ("town", "city town", "municipality"),
    "state": ("state code", "province"),
    "zip": (
        "zip code", "zipcode", "zip 4", "postal code", "postcode", "zip postal code", "post code",
    ),
    "latitude": ("lat", "y", "gps latitude", "lat dd"),
    "longitude": ("lng", "lon", "long", "x", "gps longitude", "lon dd"),
    "neighborhood": ("neighbourhood",),
    "category": ("categories",),
    "kind": ("type", "org type", "organization type", "type of organization", "kind of organization"),
    "focus_areas": ("focus area", "focus", "focuses", "areas of focus", "topics"),
    "description": ("about", "mission", "mission statement", "what they do", "summary"),
    "populations": ("population", "populations served", "population served", "who it works with"),
    "website": ("web site", "web", "web address", "webpage", "web page", "homepage", "url", "link"),
    "email": ("e mail", "email address", "e mail address", "general email", "mail", "org email"),
    "phone": (
        "telephone", "tel", "phone number", "phone no", "telephone number", "general phone",
        "main phone", "org phone",
    ),
    "languages": ("language", "languages spoken", "language s"),
    "coordinate_method": (),
    "source_as_of": ("as of", "as of date", "source date", "date of source"),
    "source": ("source url", "found in", "source of information", "data source"),
}  # fmt: skip
"""Each column and its other names, folded. Notes and contact persons are no columns: what was
written for few eyes, or about a person, does not belong to an organization's profile."""

WEAK = frozenset({"url", "link", "x", "y"})
"""Names that give way where a clearer one stands beside them."""


@dataclass(frozen=True)
class Vocabulary:
    """The columns that a kind of sheet may have, with their other names, folded; the line that
    names the columns has `key` among them."""

    synonyms: dict[str, tuple[str, ...]]
    key: str

    @cached_property
    def meanings(self) -> dict[str, str]:
        named = self.synonyms.items()
        return {text: column for column, others in named for text in (fold(column), *others)}


ORGANIZATIONS = Vocabulary(SYNONYMS, "name")


@dataclass(frozen=True)
class Columns:
    """What the cells of a row are, by position; "" for those that are not taken."""

    names: list[str]
    remarks: list[Remark] = field(default_factory=list)

    @property
    def given(self) -> frozenset[str]:
        return frozenset(filter(None, self.names))


def meaning(label: str, words: Vocabulary = ORGANIZATIONS) -> str:
    """The column that a label stands for: “ZIP Code” → “zip”; "" where it is not known."""
    return words.meanings.get(fold(label), "")


def header_at(lines: Sequence[Sequence[str]], words: Vocabulary = ORGANIZATIONS) -> int | None:
    """Which of the first lines names the columns: the one with most that are known, and the key."""
    known = [{meaning(label, words) for label in line} - {""} for line in lines]
    sizes = [len(columns) if words.key in columns else 0 for columns in known]
    return sizes.index(max(sizes)) if any(sizes) else None


def columns_of(header: Sequence[str], words: Vocabulary = ORGANIZATIONS) -> Columns:
    """Refuses a header in which two columns could be the same; says which are not taken."""
    labels = [label.strip() for label in header]
    refuse_repeated(labels)
    names = [meaning(label, words) for label in labels]
    for column in sorted({name for name in names if name and names.count(name) > 1}):
        settle(column, names, labels)
    taken = zip(names, labels, strict=True)
    ignored = [f"“{label[:60]}”" for name, label in taken if label and not name]
    sentence = _("Columns that are not imported: %s.") % ", ".join(ignored)
    return Columns(names, [Remark(Verdict.WARNED, "", sentence)] if ignored else [])


def likely_columns(header: Sequence[str], words: Vocabulary = ORGANIZATIONS) -> Columns:
    """What is clear of a header whose columns somebody will look at: two names that could be the
    same column are none, but for one that is spelled as the column itself."""
    labels = [label.strip() for label in header]
    names = [meaning(label, words) for label in labels]
    for column in {name for name in names if name and names.count(name) > 1}:
        places = [place for place, name in enumerate(names) if name == column]
        own = [place for place in places if fold(labels[place]) == fold(column)]
        clear = own or [place for place in places if fold(labels[place]) not in WEAK]
        for place in places:
            names[place] = column if clear == [place] else ""
    return Columns(names)


def refuse_repeated(labels: list[str]) -> None:
    counts = Counter(fold(label) for label in labels if label)
    twice = [label for label in dict.fromkeys(labels) if label and counts[fold(label)] > 1]
    if twice:
        sentence = _("Columns that are there twice: %s. Please remove or rename one.")
        raise FileRefusedError(sentence % ", ".join(f"“{label[:60]}”" for label in twice))


def settle(column: str, names: list[str], labels: list[str]) -> None:
    """Keeps the one of several labels for a column that is clear, or refuses all."""
    places = [place for place, name in enumerate(names) if name == column]
    clear = [place for place in places if fold(labels[place]) not in WEAK]
    if len(clear) != 1:
        sentence = _(
            "These columns could all be “%(column)s”: %(labels)s. Please rename or remove."
        )
        several = ", ".join(f"“{labels[place]}”" for place in places)
        raise FileRefusedError(sentence % {"column": column, "labels": several})
    for place in places:
        names[place] = column if place in clear else ""

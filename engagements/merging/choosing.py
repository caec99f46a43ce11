"""Which value the kept record gets, where the two differ."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from partners.enums import Publication
from partners.models import Organization

KEPT, MERGED, BOTH = "kept", "merged", "both"

GROUPS: tuple[tuple[str, ...], ...] = (
    ("name",),
    ("alternate_names",),
    ("kind",),
    ("description",),
    ("website",),
    ("email",),
    ("phone",),
    ("focus_areas",),
    ("populations",),
    ("languages",),
    ("stage",),
    ("steward",),
    ("since_year",),
    ("students_at_once",),
    ("asks_per_month",),
    ("contact_every_weeks",),
    ("quiet_periods",),
    ("involvement",),
    ("preferred_channel",),
    ("preferred_language",),
    ("do_not_contact_until",),
    ("publication", "consent_by", "consent_on"),
    ("source", "source_as_of"),
)
"""What can be chosen, together where it means something together only."""

NOT_CHOSEN = {
    "slug": "the old address leads to the kept one",
    "public_id": "programs know the kept one by it",
    "is_sample": "an invented one stays an invented one",
    "verified_on": "whoever looked, looked at the kept one",
    "verified_by": "with it",
    "closed_on": "both are open",
    "closed_reason": "with it",
}
"""What the kept one keeps, and why."""

SEVERAL = frozenset({"alternate_names", "focus_areas", "languages", "quiet_periods"})
"""Lists, of which both can be had."""

STRICTEST_FIRST = (
    Publication.HIDDEN,
    Publication.AREA,
    Publication.FULL,
    Publication.PUBLIC_SOURCE,
)
"""What the public sees, from the least; somebody’s word goes before a public list."""

OTHER_NAME = "other_name"
"""A pick that is no field: whether the name that is not chosen becomes another name, yes or no."""

YES, NO = "yes", "no"

STAGES = ("active", "paused", "exploring", "prospect", "closed", "")
"""The relationship that says most, first."""


@dataclass(frozen=True)
class Choice:
    """One field, or several that belong together; `of_kept` and `of_merged` are what the verbs of
    partners.editing take."""

    fields: tuple[str, ...]
    of_kept: dict[str, Any]
    of_merged: dict[str, Any]
    is_quieter: bool = False
    """Whether the public saw less of the merged one."""

    @property
    def name(self) -> str:
        return self.fields[0]

    @property
    def label(self) -> str:
        if self.name == "quiet_periods":
            return _("Quiet periods")
        text = str(Organization._meta.get_field(self.name).verbose_name)  # type: ignore[union-attr]
        return text[:1].upper() + text[1:]

    @property
    def differs(self) -> bool:
        return self.of_kept != self.of_merged

    @property
    def takes_both(self) -> bool:
        return self.name in SEVERAL

    @cached_property
    def default(self) -> str:
        """The fuller one; of what the public sees, the stricter."""
        mine, theirs = self.of_kept[self.name], self.of_merged[self.name]
        if self.name == "alternate_names" and self.is_quieter:
            return KEPT
        if self.takes_both:
            return BOTH
        match self.name:
            case "publication":
                rank = STRICTEST_FIRST.index
                return MERGED if rank(theirs) < rank(mine) else KEPT
            case "stage":
                return MERGED if STAGES.index(theirs) < STAGES.index(mine) else KEPT
            case "do_not_contact_until":
                return MERGED if theirs and (not mine or theirs > mine) else KEPT
            case "description":
                return MERGED if len(theirs) > len(mine) else KEPT
            case "kind":
                return MERGED if mine == "other" else KEPT
        return MERGED if mine in ("", None) else KEPT

    @property
    def widens(self) -> bool:
        """Whether the looser choice would show the public more than one of the two agreed to."""
        return self.name == "publication" and self.differs

    def values(self, which: str) -> dict[str, Any]:
        if which == BOTH and self.takes_both:
            return {self.name: union(self.of_kept[self.name], self.of_merged[self.name])}
        return self.of_merged if which == MERGED else self.of_kept


def union(one: list, other: list) -> list:
    """In order, each once. A word that is no longer offered stays with who has it."""
    fresh = [item for item in other if not getattr(item, "retired_on", None)]
    return one + [item for item in fresh if item not in one]


def choices_of(kept: Organization, merged: Organization) -> list[Choice]:
    quieter = is_quieter(merged, kept)
    return [
        Choice(names, values_of(kept, names), values_of(merged, names), quieter) for names in GROUPS
    ]


def is_quieter(one: Organization, other: Organization) -> bool:
    """Whether the public sees less of one than of the other; a listing shows what a profile does."""
    ranks = [STRICTEST_FIRST.index(Publication(row.publication)) for row in (one, other)]
    mine, theirs = (min(rank, STRICTEST_FIRST.index(Publication.FULL)) for rank in ranks)
    return mine < theirs


def keeps_other_name(kept: Organization, merged: Organization, picks: dict[str, str]) -> bool:
    """As it was picked; else unless it would tell the public that a record stood there of which it
    saw less."""
    chosen, other = (merged, kept) if picks.get("name") == MERGED else (kept, merged)
    default = NO if is_quieter(other, chosen) else YES
    return picks.get(OTHER_NAME, default) == YES


def values_of(organization: Organization, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value_of(organization, name) for name in names}


def value_of(organization: Organization, name: str) -> Any:
    if columns := Organization.PARTS.get(name):
        return [*getattr(organization, name).values(*columns)]
    if Organization._meta.get_field(name).many_to_many:
        return [*getattr(organization, name).order_by("pk")]
    return getattr(organization, name)


def chosen(kept: Organization, merged: Organization, picks: dict[str, str]) -> dict[str, Any]:
    """The values for the kept one. The name that is not chosen may become another name of it."""
    values: dict[str, Any] = {}
    for choice in choices_of(kept, merged):
        values |= choice.values(picks.get(choice.name, choice.default))
    other = merged.name if values["name"] == kept.name else kept.name
    names = [values["name"], *values["alternate_names"]]
    if other not in names and keeps_other_name(kept, merged, picks):
        values["alternate_names"] = [*values["alternate_names"], other]
    return values

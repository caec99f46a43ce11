"""A sheet on its way in, as its page shows it: what would become of each row, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.incoming import engine_of
from engagements.models import Placement
from frontend.columns import label_of
from frontend.import_written import Link, written
from partners.editing import version_of
from partners.enums import Fate, ImportKind, ImportState
from partners.importing import Choice, Decision
from partners.importing.kept import (
    decisions_of,
)
from partners.models import Import, ImportRow, Organization

PAGE_SIZE = 50
DECIDED = "decided"


@dataclass
class Side:
    """A column beside the same of what it may be a duplicate of."""

    label: str
    here: str
    there: str

    @property
    def differs(self) -> bool:
        return self.here != self.there


@dataclass
class Shown:
    """A row, with what it resembles beside it."""

    row: ImportRow
    cells: list[tuple[str, str]]
    other: Any = None
    sides: list[Side] = field(default_factory=list)
    said: Decision | None = None
    choices: list[tuple[str, Any]] = field(default_factory=list)
    is_to_decide: bool = False

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        return [(label_of(column), old, new) for column, old, new in self.row.changes]

    @property
    def remarks(self) -> list[tuple[str, str]]:
        return [(label_of(column), sentence) for column, sentence in self.row.remarks]

    @property
    def column(self) -> str:
        return label_of(self.row.column)


class Incoming:
    """The page of an import, at one address."""

    def __init__(self, held: Import, data: QueryDict):
        self.held, self.data = held, data
        self.seen = version_of(held)
        self.fate = data.get("fate", "")
        self.problem = ""
        known = {"fate": {"", DECIDED, *Fate.values}}
        for name in data:
            if name not in ("fate", "page") or data[name] not in known.get(name, {data[name]}):
                self.problem = _("“%s” is not understood.") % f"{name}={data[name]}"[:80]

    @property
    def status(self) -> int:
        return 400 if self.problem or self.page is None else 200

    @cached_property
    def decisions(self) -> dict[int, Decision]:
        return decisions_of(self.held)

    @property
    def rows(self) -> Any:
        rows = self.held.rows.order_by("record")
        if self.fate == DECIDED:
            return rows.filter(record__in=self.decisions)
        return rows.filter(fate=self.fate) if self.fate else rows

    @cached_property
    def page(self) -> Page | None:
        if self.problem:
            return None
        try:
            return Paginator(self.rows, PAGE_SIZE).page(self.data.get("page") or 1)
        except InvalidPage:
            self.problem = _("There is no such page.")
            return None

    @property
    def counts(self) -> list[tuple[str, Any, int]]:
        """What becomes of how many rows, as links to them."""
        found = [(fate.value, fate.label, self.held.counts.get(fate.value, 0)) for fate in Fate]
        decided = len(self.decisions)
        return found + ([(DECIDED, _("Decided by you"), decided)] if decided else [])

    @property
    def columns(self) -> list[dict[str, Any]]:
        """Each column of the sheet, what it is taken for, and its first texts."""
        first = list(self.held.rows.order_by("record").values_list("cells", flat=True)[:3])
        return [
            {
                "label": label or _("(without a name)"),
                "name": name,
                "examples": [cells[place] for cells in first if cells[place]],
            }
            for place, (label, name) in enumerate(
                zip(self.held.labels, self.held.columns, strict=True)
            )
        ]

    @property
    def choices(self) -> list[tuple[str, Any]]:
        names = engine_of(self.held).words.synonyms
        return sorted(((name, label_of(name)) for name in names), key=lambda one: str(one[1]))

    @property
    def untaken(self) -> list[str]:
        """What the sheet calls the columns that are not imported."""
        named = zip(self.held.labels, self.held.columns, strict=True)
        return [label for label, name in named if label and not name]

    @property
    def remarks(self) -> list[tuple[str, str]]:
        return [(label_of(column), sentence) for column, sentence in self.held.remarks]

    @property
    def to_decide(self) -> int:
        return self.held.counts.get(Fate.PERHAPS, 0)

    @property
    def is_looked(self) -> bool:
        return self.held.state == ImportState.LOOKED

    @property
    def earlier(self) -> Import | None:
        """The same file, carried out before."""
        same = Import.objects.filter(digest=self.held.digest, state=ImportState.DONE)
        return same.exclude(pk=self.held.pk).select_related("done_by").first()

    @property
    def about_seconds(self) -> int:
        return max(1, round(self.held.seconds or self.held.row_count / 800))

    @property
    def written(self) -> list[Link]:
        return written(self.held)

    @property
    def shown(self) -> list[Shown]:
        rows = list(self.page or ())
        others = OTHERS[self.held.kind]({row.about for row in rows if row.about})
        twins = self.twins(rows)
        return [self.show(row, others.get(row.about), twins.get(row.twin)) for row in rows]

    def twins(self, rows: list[ImportRow]) -> dict[int, ImportRow]:
        asked = {row.twin for row in rows if row.twin}
        return {row.record: row for row in self.held.rows.filter(record__in=asked)} if asked else {}

    def show(self, row: ImportRow, other: Any, twin: ImportRow | None) -> Shown:
        cells = cells_of(self.held, row)
        shown = Shown(row, [(label_of(n), t) for n, t in cells.items() if t], other)
        shown.said = self.decisions.get(row.record)
        if row.fate == Fate.PERHAPS or shown.said:
            there = cells_of(self.held, twin) if twin else facts(other)
            shown.is_to_decide = row.fate == Fate.PERHAPS and self.held.is_waiting
            shown.sides = [
                Side(label_of(n), cells.get(n, ""), there.get(n, ""))
                for n in dict.fromkeys((*cells, *there))
                if cells.get(n) or there.get(n)
            ]
            shown.choices = [
                (choice.value, choice.label)
                for choice in engine_of(self.held).choices
                if choice != Choice.SAME or other
            ]
        return shown


def cells_of(held: Import, row: ImportRow) -> dict[str, str]:
    return {name: text for name, text in zip(held.columns, row.cells, strict=True) if name}


def facts(other: Any) -> dict[str, str]:
    """What is on record of an organization, by the columns of a sheet."""
    if not isinstance(other, Organization):
        return {}
    place = next(iter(other.locations.all()), None)
    found = {name: str(getattr(other, name)) for name in ("name", "phone", "email", "website")}
    found["kind"] = str(other.get_kind_display())
    if place:
        found |= {name: str(getattr(place, name)) for name in ("address", "city", "zip")}
    return found


def organizations(pks: set[int]) -> dict[int, Any]:
    return Organization.objects.prefetch_related("locations").in_bulk(pks)


def seats(pks: set[int]) -> dict[int, Any]:
    return Placement.objects.select_related("engagement", "student__user").in_bulk(pks)


OTHERS: dict[str, Callable[[set[int]], dict[int, Any]]] = {
    ImportKind.ORGANIZATIONS: organizations,
    ImportKind.INTERACTIONS: organizations,
    ImportKind.HOURS: seats,
}

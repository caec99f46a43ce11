"""Interactions from a sheet: who was in contact with which organization, when, about what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from occme.accounts.models import User
from partners.enums import InteractionKind
from partners.folding import fold
from partners.importing.columns import Vocabulary
from partners.importing.deciding import Choice, Decision
from partners.importing.outcomes import (
    IMPORT,
    Outcome,
    Progress,
    Remark,
    Result,
    Verdict,
    Within,
    in_one_transaction,
    silently,
)
from partners.importing.reading import Row, Table
from partners.importing.repairing import repaired
from partners.importing.resembling import Names, exact_key
from partners.importing.words import YES_AND_NO
from partners.models import Interaction, Organization
from partners.quoting import unquoted

SHEET = Vocabulary(
    {
        "organization": (
            "organisation", "org", "org name", "organization name", "partner", "partner name",
            "agency", "community partner", "with whom",
        ),
        "kind": ("type", "type of contact", "kind of contact", "contact type", "how", "channel"),
        "on": ("date", "day", "when", "date of contact", "contact date", "meeting date"),
        "summary": ("notes", "note", "what", "topic", "about", "description", "what it was about"),
        "others": ("who", "who was there", "attendees", "participants", "people", "staff"),
        "next_step": ("next", "follow up", "followup", "action", "to do", "next steps"),
        "next_on": ("next on", "due", "due on", "follow up on", "follow up date", "next step until"),
        "minutes": ("min", "mins", "partner minutes", "minutes of the organization", "time taken"),
        "asks": ("ask", "asked", "request", "is an ask"),
        "asked_for": ("what was asked", "asked for", "what we asked for"),
    },
    "organization",
)  # fmt: skip

KINDS = {
    "phone": InteractionKind.CALL, "phone call": InteractionKind.CALL, "zoom": InteractionKind.MEETING,
    "video call": InteractionKind.MEETING, "e mail": InteractionKind.EMAIL, "mail": InteractionKind.EMAIL,
    "site visit": InteractionKind.VISIT, "research": InteractionKind.RESEARCH,
}  # fmt: skip
COLUMN_OF = {
    "happened_on": "on",
    "partner_minutes": "minutes",
    "next_step": "next_step",
    NON_FIELD_ERRORS: "",
}
EXCLUDED = {"organization", "noted_by", "next_by", "contact"}
DAYS = frozenset({"on", "next_on"})
TOLD = (
    "organization_id", "kind", "happened_on", "summary",
    "partner_minutes", "others", "next_step", "next_on", "asks", "asked_for",
)  # fmt: skip
"""What a row says; a row that says nothing new is unchanged."""
OF_A_KIND = 4
"""So many of these, where they are the same, are worth a remark."""
BATCH = 500

Cells = dict[str, str]


@dataclass(eq=False)
class Named:
    """An organization that rows may be about."""

    pk: int
    name: str


@dataclass
class Directory:
    """Whom a row may name: by short name, by exact name, and by what resembles it."""

    by_text: dict[str, list[Named]] = field(default_factory=dict)
    names: Names[Named] = field(default_factory=Names)

    @classmethod
    def of(cls, by: User) -> "Directory":
        directory = cls()
        rows = Organization.objects.visible_to(by).filter(closed_on=None).order_by("pk")
        for pk, slug, name, others in rows.values_list("pk", "slug", "name", "alternate_names"):
            named = Named(pk, name)
            for text in {slug, *map(exact_key, (name, *others))}:
                directory.by_text.setdefault(text, []).append(named)
            for text in (name, *others):
                directory.names.add(text, named)
        return directory

    def find(self, text: str, decision: Decision | None) -> int | Remark:
        """The primary key of the one that is meant, or why it is not clear."""
        if decision and decision.choice == Choice.SKIP:
            return Remark(Verdict.IGNORED, "", _("You chose to leave it out."))
        if decision and decision.choice == Choice.SAME and decision.about:
            return decision.about
        meant = self.by_text.get(exact_key(text)) or []
        if len(meant) == 1:
            return meant[0].pk
        if len(meant) > 1:
            sentence = _("Several organizations are called “%s”. Please write its short name.")
            return Remark(Verdict.REFUSED, "organization", sentence % text[:60])
        if alike := self.names.alike(text):
            sentence = _("No organization is called “%(text)s”. Is it “%(name)s”?")
            shown = {"text": text[:60], "name": alike[0].name}
            return Remark(Verdict.FLAGGED, "organization", sentence % shown, alike[0].pk)
        sentence = _("No organization is called “%s”.")
        return Remark(Verdict.REFUSED, "organization", sentence % text[:60])


class Interactions:
    """See kept.Engine."""

    words = SHEET
    most_rows = 20_000
    steps = 1
    choices: tuple[Choice, ...] = (Choice.SAME, Choice.SKIP)

    def run(
        self,
        table: Table,
        *,
        by: User,
        decisions: Mapping[int, Decision],
        dry_run: bool,
        progress: Progress = silently,
        within: Within = in_one_transaction,
    ) -> Result:
        def act() -> Result:
            outcomes = [remark.of(0) for remark in table.remarks]
            reader = Reader(table, by, decisions)
            for row in progress(table.rows, "Checking" if dry_run else "Importing"):
                outcomes += reader.take(row)
            return Result(outcomes, {} if dry_run else written(reader.new, by))

        return act() if dry_run else within(act)


class Reader:
    """Goes through the rows once; `new` are those to write."""

    def __init__(self, table: Table, by: User, decisions: Mapping[int, Decision]):
        self.names, self.by, self.decisions = table.columns.names, by, decisions
        self.directory = Directory.of(by)
        self.new: list[Interaction] = []
        kept = Interaction.objects.visible_to(by).standing()
        self.known: set[tuple] = set()
        self.alike: set[tuple] = set()
        for told in kept.values_list(*TOLD).iterator():
            self.know(told)

    def take(self, row: Row) -> Iterator[Outcome]:
        told = zip(self.names, row.cells, strict=True)
        cells = {name: cell for name, cell in told if name and cell}
        try:
            if row.problem:
                raise ValidationError({NON_FIELD_ERRORS: row.problem})
            cells = clean(cells)
            found = self.directory.find(
                cells.get("organization", ""), self.decisions.get(row.record)
            )
            if isinstance(found, Remark):
                yield found.of(row.record)
                return
            interaction = self.checked(cells, found)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                column = COLUMN_OF.get(name, name)
                yield Outcome(row.record, Verdict.REFUSED, column, " ".join(sentences))
            return
        yield from self.compared(row, interaction)

    def checked(self, cells: Cells, organization: int) -> Interaction:
        interaction = Interaction(organization_id=organization, **values_of(cells, self.by))
        interaction.full_clean(exclude=EXCLUDED, validate_constraints=False)
        return interaction

    def compared(self, row: Row, interaction: Interaction) -> Iterator[Outcome]:
        told = tuple(getattr(interaction, name) for name in TOLD)
        if told in self.known:
            yield Outcome(row.record, Verdict.UNCHANGED, about=interaction.organization_id)
            return
        yield Outcome(row.record, Verdict.IMPORTED, about=interaction.organization_id)
        if told[:OF_A_KIND] in self.alike:
            sentence = _("The same contact is noted already on this day, with other values.")
            yield Outcome(row.record, Verdict.WARNED, "", sentence)
        self.know(told)
        self.new.append(interaction)

    def know(self, told: tuple) -> None:
        self.known.add(told)
        self.alike.add(told[:OF_A_KIND])


def clean(cells: Cells) -> Cells:
    """The texts as they can be taken. Raises ValidationError with what is wrong, by column."""
    cleaned, problems = {}, {}
    for column, text in cells.items():
        if column in DAYS:
            cleaned[column] = unquoted(text)
            continue
        cleaned[column], _remarks, problem = repaired(column, text)
        if problem:
            problems[column] = [problem]
    if not cleaned.get("organization") and "organization" not in problems:
        problems["organization"] = [_("Say which organization.")]
    if problems:
        raise ValidationError(problems)
    return cleaned


def values_of(cells: Cells, by: User) -> dict[str, Any]:
    """Raises ValidationError, by column."""
    problems: dict[str, list[str]] = {}
    values = {
        "happened_on": read(forms.DateField(), cells, "on", problems),
        "next_on": read(forms.DateField(required=False), cells, "next_on", problems),
        "partner_minutes": read(forms.IntegerField(required=False), cells, "minutes", problems),
        "kind": kind_of(cells, problems),
        "asks": asks(cells, problems),
    }
    texts = {name: cells.get(name, "") for name in ("summary", "others", "next_step", "asked_for")}
    if values["next_on"] and not texts["next_step"]:
        problems["next_step"] = [_("Say what the next step is.")]
    if problems:
        raise ValidationError(problems)
    return {**values, **texts, "noted_by": by, "next_by": by if texts["next_step"] else None}


def read(field: forms.Field, cells: Cells, column: str, problems: dict[str, list[str]]) -> Any:
    try:
        return field.clean(cells.get(column, ""))
    except ValidationError as error:
        problems[column] = error.messages
        return None


def kind_of(cells: Cells, problems: dict[str, list[str]]) -> str:
    text = fold(cells.get("kind", ""))
    words = {fold(str(word)): kind.value for kind in InteractionKind for word in (kind, kind.label)}
    if text and text not in words | KINDS:
        labels = ", ".join(str(label) for label in InteractionKind.labels)
        problems["kind"] = [_("It is one of: %s.") % labels]
    return words.get(text) or KINDS.get(text) or InteractionKind.OTHER


def asks(cells: Cells, problems: dict[str, list[str]]) -> bool:
    text = cells.get("asks", "").casefold()
    if text and text not in YES_AND_NO:
        problems["asks"] = [_("It takes “yes” or “no”.")]
    return YES_AND_NO.get(text, False) or bool(cells.get("asked_for"))


def written(new: list[Interaction], by: User) -> dict[str, list[list[int]]]:
    lines: list[list[int]] = []
    for start in range(0, len(new), BATCH):
        rows = Interaction.objects.bulk_create(new[start : start + BATCH])
        kept = Interaction.history.bulk_history_create(
            rows, default_change_reason=IMPORT, default_user=by
        )
        lines += [[line.id, line.pk] for line in kept]
    return {Interaction._meta.label_lower: lines}

"""The form that an agreement is written with: saved as it is, whole or not, and then sent."""

import re
from collections.abc import Iterator
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.agreements.differing import Difference, differences
from engagements.agreements.template import QUESTIONS
from engagements.agreements.writing import discard_draft, draft_of, save_draft
from engagements.enums import CommitmentKind, Maker, Rhythm, VersionStatus
from engagements.lifecycle import take
from engagements.terms import SECTIONS, Terms, new_key
from frontend.agreements import AgreementPage
from frontend.steps import problem_of
from occme.refusals import Stale, WrongStep

PARTS = ("key", "by", "text", "kind", "quantity", "unit", "due_on", "every")
SAID = ("text", "quantity", "unit", "due_on")
"""A row that says none of these is left out."""
ROW = re.compile(r"promise-([0-9]{1,4})-text")


class Writing:
    """`seen` is the revision that the person reads; `problems` are by path, as Terms tells them."""

    kinds, rhythms = CommitmentKind.choices, Rhythm.choices

    def __init__(self, page: AgreementPage):
        if not page.may_write:
            raise PermissionDenied(_("It is not your turn to write."))
        self.page, self.version, self.user = page, page.version, page.user
        self.seen = page.seen
        self.status = HTTPStatus.OK
        self.problems: dict[str, list[str]] = {}
        self.stale: Stale | None = None
        self.theirs: list[Difference] = []
        self.reason = ""
        self.values = (page.draft or page.terms).as_data()

    @property
    def is_counter(self) -> bool:
        """Whether something was sent before, so that what changes takes a reason."""
        return self.version.status == VersionStatus.REVIEW

    def send(self, data: QueryDict) -> bool:
        """Saves what was written, and sends it or throws it away if asked; False where the form is
        to be shown again."""
        self.seen, self.reason = data.get("seen", ""), data.get("reason", "")
        if "discard" in data:
            return self.told(problem_of(self.discard))
        self.values = values_of(data)
        return self.save() and ("send" not in data or self.told(problem_of(self.pass_on)))

    def save(self) -> bool:
        try:
            self.version = save_draft(self.version, self.values, by=self.user, seen=self.seen)
        except Stale as stale:
            self.show_theirs(stale)
        except WrongStep as refusal:
            self.told(str(refusal))
        except ValidationError as error:
            self.problems, self.status = error.message_dict, HTTPStatus.BAD_REQUEST
        else:
            self.seen = self.version.version
            return True
        return False

    def discard(self) -> None:
        self.version = discard_draft(self.version, by=self.user, seen=self.seen)

    def pass_on(self) -> None:
        name = "counter" if self.is_counter else "send"
        take(self.version, name, by=self.user, reason=self.reason, seen=self.seen)

    def told(self, problem: str) -> bool:
        if problem:
            self.problems, self.status = {"": [problem]}, HTTPStatus.CONFLICT
        return not problem

    def show_theirs(self, stale: Stale) -> None:
        """What the person typed stays, beside what somebody of the same side saved meanwhile."""
        self.stale, self.status = stale, HTTPStatus.CONFLICT
        self.version.refresh_from_db()
        now = draft_of(self.version, self.user) or self.version.terms
        try:
            self.theirs = differences(Terms.read(self.values), now) if now else []
        except ValidationError as error:
            self.problems = error.message_dict
        self.seen = self.version.version

    # What the form shows

    @property
    def warnings(self) -> list[str]:
        """What speaks against sending it just now, so that it takes a reason."""
        name = "counter" if self.is_counter else "send"
        choices = self.page.steps.choices
        return [text for one in choices if one.step.name == name for text in one.warnings]

    @property
    def sections(self) -> Iterator[dict[str, Any]]:
        texts = self.values.get("sections", {})
        for name, label in SECTIONS.items():
            yield {
                "name": name,
                "label": label,
                "question": QUESTIONS[name],
                "text": texts.get(name, ""),
                "problems": self.problems.get(f"sections/{name}", []),
            }

    @cached_property
    def columns(self) -> list[dict[str, Any]]:
        """Each with its rows, and a blank one to write into."""
        rows = list(enumerate(self.values.get("promises", [])))
        labels = {one.maker: one.label for one in self.page.columns}
        labels.setdefault(Maker.JOINT, _("Both give together"))
        columns, number = [], len(rows)
        for maker in Maker.values:
            mine = [self.row(n, row) for n, row in rows if row.get("by", Maker.STAFF) == maker]
            blank = {"key": new_key(), "by": maker, "kind": CommitmentKind.OTHER}
            mine += [self.row(number, blank)]
            number += 1
            columns.append({"maker": maker, "label": labels[Maker(maker)], "rows": mine})
        return columns

    def row(self, number: int, values: dict[str, Any]) -> dict[str, Any]:
        at = f"promises/{number}/"
        told = [
            text for path, texts in self.problems.items() if path.startswith(at) for text in texts
        ]
        return {"number": number, "problems": told, **values}

    @property
    def sentences(self) -> list[str]:
        """What is wrong, for the top of the page."""
        return [text for texts in self.problems.values() for text in texts]

    @property
    def gaps(self) -> list[str]:
        """What is still missing before it can be sent."""
        try:
            terms = Terms.read(self.values)
        except ValidationError:
            return []
        return list(dict.fromkeys(sentence for _path, sentence in terms.gaps()))


def values_of(data: QueryDict) -> dict[str, Any]:
    """What the form sent, as Terms reads it; rows that say nothing, or are ticked off, are out."""
    values: dict[str, Any] = {
        name: data.get(name, "") for name in ("title", "starts_on", "ends_on", "review_months")
    }
    values["sections"] = {name: data.get(f"section-{name}", "") for name in SECTIONS}
    numbers = {int(found[1]) for name in data if (found := ROW.fullmatch(name))}
    rows = [
        {part: data.get(f"promise-{number}-{part}", "") for part in PARTS}
        for number in sorted(numbers)
        if f"promise-{number}-remove" not in data
    ]
    values["promises"] = [row for row in rows if any(row[name].strip() for name in SAID)]
    return values

"""A record with new values that are not written yet, and everything that is wrong with them."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import UniqueConstraint
from django.utils.timezone import now
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.accounts.validators import unfit
from partners import rights
from partners.consequences import Values, following
from partners.models import FocusArea, Language
from partners.models.organization import REASON_MOST

Problems = dict[str, list[str]]
"""Sentences by field; of a part by its path, such as `quiet_periods/0/ends_on`."""


class Draft:
    """Takes values, collects problems, and writes row, tags, parts and history together."""

    def __init__(
        self, record: Any, *, by: User | None, reason: str = "", problems: Problems | None = None
    ):
        self.record, self.by, self.reason = record, by, reason.strip()
        self.is_new = record._state.adding
        self.problems: Problems = {name: list(texts) for name, texts in (problems or {}).items()}
        self.tags: dict[str, list] = {}
        self.parts: dict[str, list] = {}
        self.differs = self.is_new
        self.at = now()

    def take(self, values: Values, *, allowed: Iterable[str]) -> None:
        """Sets the values that may be set; the others are problems."""
        for name in set(values) - set(allowed):
            self.tell(name, _("This is not yours to change."))
        mine = {name: value for name, value in values.items() if name not in self.problems}
        self.refuse_public_source(mine)
        self.refuse_retired(mine)
        for name, value in following(self.record, mine, self.by).items():
            self.put(name, value)
        self.check()

    def tell(self, name: str, sentence: str) -> None:
        held = self.problems.setdefault(name, [])
        if sentence not in held:
            held.append(sentence)

    def put(self, name: str, value: Any) -> None:
        if name in self.record.PARTS:
            part, _owner = self.record.part(name)
            self.parts[name] = [part(**row) for row in value]
            self.differs |= self.rows_of(name) != sorted(self.keys(name, self.parts[name]))
        elif self.record._meta.get_field(name).many_to_many:
            self.tags[name] = value
            self.differs |= {row.pk for row in value} != self.held_tags(name)
        else:
            self.differs |= self.is_new or getattr(self.record, name) != value
            setattr(self.record, name, value)

    def held_tags(self, name: str) -> set[int]:
        return set() if self.is_new else {row.pk for row in getattr(self.record, name).all()}

    def keys(self, name: str, rows: Iterable[Any]) -> list[tuple]:
        """What the rows of a part consist of; equal rows are equal in it."""
        read = attrgetter(*self.record.PARTS[name])
        return [read(row) for row in rows]

    def rows_of(self, name: str) -> list[tuple]:
        return [] if self.is_new else sorted(self.keys(name, getattr(self.record, name).all()))

    def refuse_public_source(self, values: Values) -> None:
        level = values.get("publication")
        if level is None or level == self.record.publication:
            return
        if not rights.may_publish(self.by or AnonymousUser(), level):
            self.tell("publication", _("That it was found in public sources is staff’s to say."))

    def refuse_retired(self, values: Values) -> None:
        """A word that is no longer offered stays where it is, and is given to nothing else."""
        for name, value in values.items():
            words = value if isinstance(value, list) else [value]
            for word in words:
                retired = isinstance(word, FocusArea | Language) and word.retired_on
                if retired and not self.has(name, word):
                    self.tell(name, _("“%(word)s” is no longer offered.") % {"word": word})

    def has(self, name: str, word: Any) -> bool:
        if self.record._meta.get_field(name).many_to_many:
            return word.pk in self.held_tags(name)
        return getattr(self.record, f"{name}_id") == word.pk

    def check(self) -> None:
        unread = {name.split("/")[0] for name in self.problems}
        self.clean(self.record, unread)
        if self.reason and len(self.reason) > REASON_MOST:
            self.tell("reason", _("It takes at most %(most)d letters.") % {"most": REASON_MOST})
        for sentence in unfit(self.reason):
            self.tell("reason", sentence)
        for name, rows in self.parts.items():
            _part, owner = self.record.part(name)
            for number, row in enumerate(rows):
                self.clean(row, {owner}, f"{name}/{number}")
            self.refuse_twice(name, owner, rows)

    def refuse_twice(self, name: str, owner: str, rows: list[Any]) -> None:
        """What the database would not take beside one another, told before it is asked."""
        for constraint in rows[0]._meta.constraints if rows else ():
            if not isinstance(constraint, UniqueConstraint):
                continue
            read, seen = attrgetter(*set(constraint.fields) - {owner}), set()
            for number, row in enumerate(rows):
                if read(row) in seen:
                    self.tell(f"{name}/{number}", str(constraint.violation_error_message))
                seen.add(read(row))

    def clean(self, row: Any, exclude: set[str], path: str = "") -> None:
        try:
            row.full_clean(exclude=exclude)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                if path:
                    name = path if name == NON_FIELD_ERRORS else f"{path}/{name}"
                for sentence in sentences:
                    self.tell(name, str(sentence))

    def write(self) -> Any:
        """The written record; or a ValidationError with every problem, and nothing is written."""
        if self.problems:
            raise ValidationError(dict(self.problems))
        if self.differs:
            self.sign(self.record)
            self.save()
            self.save_parts()
        return self.record

    def sign(self, row: Any) -> None:
        """Record and parts tell the same moment, by which they are found together again."""
        row._history_user, row._change_reason = self.by, self.reason or None
        row._history_date = self.at

    def save(self) -> None:
        """The row and its tags make one line of history, not one for each tag list."""
        if self.tags:
            self.record.skip_history_when_saving = True
            if self.is_new:
                self.record.save()
            for name, rows in self.tags.items():
                getattr(self.record, name).set(rows)
            del self.record.skip_history_when_saving
        self.record.save()
        if self.tags and self.is_new:
            type(self.record).history.filter(id=self.record.pk).update(history_type="+")

    def save_parts(self) -> None:
        """Rows that are still in the list stay as they are; their history tells what changed."""
        for name, wanted in self.parts.items():
            _part, owner = self.record.part(name)
            rows = list(getattr(self.record, name).all())
            held = dict(zip(self.keys(name, rows), rows, strict=True))
            new = [
                row
                for row, key in zip(wanted, self.keys(name, wanted), strict=True)
                if held.pop(key, None) is None
            ]
            for row in held.values():
                self.sign(row)
                row.delete()
            for row in new:
                setattr(row, owner, self.record)
                self.sign(row)
                row.save()

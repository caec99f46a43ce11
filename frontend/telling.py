"""Lines of history as somebody reads them: who, through what, and what was changed."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from engagements import policies
from engagements.agreements.differing import Piece, marked
from occme.channels import Channel
from partners import history
from partners.policies import is_staff


@dataclass(frozen=True)
class Told:
    """A change as it is shown; of a long text the difference, word by word."""

    change: history.Change
    may_restore: bool = False

    @property
    def pieces(self) -> list[Piece]:
        return marked(self.change.before, self.change.after) if self.change.is_long else []


@dataclass(frozen=True)
class Entry:
    """A line as somebody reads it: `who` did it, and `way`, through what, where that was not a
    page."""

    line: history.Line
    who: str
    way: str
    changes: list[Told]


def entry(line: history.Line, user: Any, record: Any, restorable: frozenset[str]) -> Entry:
    changes = [Told(change, change.name in restorable) for change in line.changes]
    who, way = who_and_way(line, user, record)
    return Entry(line, who, way, changes)


def who_and_way(line: history.Line, user: Any, record: Any) -> tuple[str, str]:
    """The name of a token or a file is read by staff; to whom a link was sent, by the organization
    too, which alone reads such lines."""
    name = line.named if is_staff(user) or line.through == Channel.LINK else ""
    if line.by is None:
        who = name if line.through == Channel.LINK and name else _("Somebody without an account")
        if line.through in (Channel.IMPORT, Channel.COMMAND):
            who = _("Nobody by hand")
    elif policies.may_name(user, record, line.by.pk):
        who = str(line.by)
    else:
        who = _("the student")
    return who, way_of(line.through, name)


def way_of(through: str, name: str) -> str:
    """Through what, in words; nothing for a page, and where it was not noted."""
    match through:
        case Channel.LINK:
            return _("through a keyed link")
        case Channel.API:
            told = _("through the API, with the token “%(name)s”"), _("through the API")
        case Channel.IMPORT:
            told = _("by the import of “%(name)s”"), _("by an import")
        case Channel.MERGE:
            told = _("by merging it with “%(name)s”"), _("by merging two records")
        case Channel.COMMAND:
            told = _("by the command “%(name)s”"), _("by a command")
        case Channel.ADMIN:
            return _("on the admin pages")
        case _:
            return ""
    return told[0] % {"name": name} if name else told[1]

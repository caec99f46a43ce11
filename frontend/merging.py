"""One merge: shown field by field before it is done, carried out, and taken back."""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagements import merging
from engagements.merging import OTHER_NAME, Choice, Plan, choices_of, keeps_other_name, token_of
from frontend.editing import once_sent
from occme.once.keeping import OtherRequest
from occme.refusals import Stale, WrongStep
from partners.models import Merge, Organization
from partners.models.organization import REASON_MOST

SIDES = ("kept", "merged")


@dataclass
class Row:
    """A field beside itself."""

    choice: Choice
    picked: str
    kept: str
    merged: str

    @property
    def name(self) -> str:
        return self.choice.name

    @property
    def is_kept(self) -> bool:
        return self.picked == "kept"

    @property
    def is_merged(self) -> bool:
        return self.picked == "merged"

    @property
    def is_both(self) -> bool:
        return self.picked == "both"


class MergePage:
    """`kept` stays, `merged` goes into it; `problem` says why nothing was done."""

    reason_most = REASON_MOST

    def __init__(self, user: Any, one: Organization, other: Organization, data: QueryDict):
        self.user, self.data = user, data
        wanted = data.get("keep", "")
        first = one if wanted == str(one.pk) else other if wanted == str(other.pk) else None
        self.kept = first or fuller(one, other)
        self.merged = other if self.kept == one else one
        self.key = uuid4().hex
        self.problem = ""
        self.status = HTTPStatus.OK

    @cached_property
    def plan(self) -> Plan:
        return Plan(self.kept, self.merged, self.primary)

    @property
    def primary(self) -> str:
        asked = self.data.get("primary", "kept")
        return asked if asked in SIDES else "kept"

    @property
    def seen(self) -> str:
        return token_of(self.plan)

    @property
    def reason(self) -> str:
        return self.data.get("reason", "")

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(
                choice,
                self.data.get(f"pick-{choice.name}") or choice.default,
                in_words(self.kept, choice.of_kept),
                in_words(self.merged, choice.of_merged),
            )
            for choice in choices_of(self.kept, self.merged)
        ]

    @property
    def picks(self) -> dict[str, str]:
        names = [*(choice.name for choice in choices_of(self.kept, self.merged)), OTHER_NAME]
        sent = ((name, self.data.get(f"pick-{name}")) for name in names)
        return {name: str(value) for name, value in sent if value is not None}

    @property
    def keeps_other_name(self) -> bool:
        return keeps_other_name(self.kept, self.merged, self.picks)

    @property
    def differing(self) -> list[Row]:
        """Where both say something, and what the public sees: a person decides."""
        found = [row for row in self.rows if row.choice.differs]
        return [row for row in found if row.kept and row.merged]

    @property
    def one_sided(self) -> list[Row]:
        """Where one of the two says something."""
        found = [row for row in self.rows if row.choice.differs]
        return [row for row in found if not (row.kept and row.merged)]

    @property
    def same(self) -> list[Row]:
        return [row for row in self.rows if not row.choice.differs and row.kept]

    def send(self, path: str) -> str | None:
        """Where to go on; None where the page is to be shown again."""
        try:
            return once_sent(self.user, self.data.get("key", "")[:64], self.data, path, self.act)
        except ValidationError as error:
            self.problem = " ".join(error.messages)
            self.status = HTTPStatus.BAD_REQUEST
        except (OtherRequest, Stale, WrongStep) as refusal:
            self.problem = str(refusal) or _("This was sent already.")
            self.status = HTTPStatus.CONFLICT
        return None

    def act(self) -> str:
        if self.data.get("keep") != str(self.kept.pk):
            raise ValidationError(_("Say which of the two stays."))
        if len(self.reason) > REASON_MOST:
            words = _("It takes at most %(most)d letters.") % {"most": REASON_MOST}
            raise ValidationError(words)
        made = merging.merge(
            self.kept,
            self.merged,
            by=self.user,
            seen=self.data.get("seen", ""),
            picks=self.picks,
            reason=self.reason,
            primary=self.primary,
        )
        return reverse("merge_detail", args=[made.pk])


class Merged:
    """A merge that was made, and what came to the merged record since."""

    def __init__(self, merge: Merge):
        self.merge = merge
        self.since = 0
        if not merge.is_undone:
            self.since = Plan(merge.kept, merge.merged, is_later=True).count

    @property
    def moved(self) -> list[tuple[str, int]]:
        """By kind of record, how many."""
        counts: dict[str, int] = {}
        for label, _field, keys in self.merge.moves["rows"]:
            kind = str(apps.get_model(label)._meta.verbose_name_plural)
            counts[kind] = counts.get(kind, 0) + len(keys)
        return list(counts.items())


def fuller(one: Organization, other: Organization) -> Organization:
    """The partner, else the one that more belongs to, else the older record."""

    def weight(row: Organization) -> tuple:
        others = Organization.objects.exclude(pk=row.pk).filter(pk__in=(one.pk, other.pk)).get()
        return row.is_partner, Plan(others, row).count, -row.pk

    return max((one, other), key=weight)


def in_words(organization: Organization, values: dict[str, Any]) -> str:
    """The values of a choice, for a person."""
    texts = [word(organization, name, value) for name, value in values.items()]
    return " · ".join(filter(None, texts))


def word(organization: Organization, name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if name == "quiet_periods":
        return "; ".join(str(period) for period in organization.quiet_periods.all())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if hasattr(value, "isoformat"):
        return date_format(value)
    field: Any = Organization._meta.get_field(name)
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)

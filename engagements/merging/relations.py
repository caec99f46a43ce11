"""What points to an organization, read from the models."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model, Q, UniqueConstraint

from engagements.models import Concern
from partners.models import Distinction, Merge, Organization, QuietPeriod

STAYS: dict[tuple[type[Model], str], str] = {
    (Merge, "kept"): "what was merged before, and into what, stays as it was",
    (Merge, "merged"): "what was merged before, and into what, stays as it was",
    (Distinction, "first"): "it was said of these two records",
    (Distinction, "second"): "it was said of these two records",
    (
        Concern,
        "organization",
    ): "what was said in confidence stays as it was, and no merge tells of it",
    (QuietPeriod, "organization"): "they are chosen like a field, and written with the record",
}
"""What does not move, and why."""


class Link(NamedTuple):
    """A key of a model to Organization, or to another model whose rows move too."""

    model: Any
    field: str

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.field}"

    @property
    def has_history(self) -> bool:
        return hasattr(self.model, "history")

    def rows(self, pk: int) -> Any:
        return self.model._base_manager.filter(**{self.field: pk}).order_by("pk")

    def uniques(self) -> Iterator[tuple[list[str], Q, str]]:
        """The other fields that are unique for one organization, when, and the sentence for it."""
        if self.model._meta.get_field(self.field).unique:
            yield [], Q(), ""
        for names in self.model._meta.unique_together:
            if self.field in names:
                yield [name for name in names if name != self.field], Q(), ""
        for rule in self.model._meta.constraints:
            if isinstance(rule, UniqueConstraint) and self.field in rule.fields:
                others = [name for name in rule.fields if name != self.field]
                yield others, rule.condition or Q(), str(rule.violation_error_message or "")


def keys_to(target: type[Model]) -> list[Link]:
    """Every key to it, hidden ones too; but not lines of history, which tell what was, nor its own
    lists of tags."""
    own = {field.remote_field.through for field in target._meta.many_to_many}
    relations: Any = target._meta.get_fields(include_hidden=True)
    return [
        Link(relation.related_model, relation.field.name)
        for relation in relations
        if relation.auto_created
        and not relation.concrete
        and not relation.many_to_many
        and relation.related_model not in own
        and not is_history(relation.related_model)
    ]


def is_history(model: Any) -> bool:
    return any(field.name in ("history_id", "m2m_history_id") for field in model._meta.fields)


@cache
def moving() -> list[Link]:
    """What moves with an organization."""
    return [link for link in keys_to(Organization) if tuple(link) not in STAYS]


@cache
def ties() -> list[tuple[Link, Any]]:
    """Keys from one thing that moves to another: an engagement and its place go together."""
    models = {link.model for link in moving()}
    return [(link, target) for target in models for link in keys_to(target) if link.model in models]


def model_of(label: str) -> Any:
    return apps.get_model(label)

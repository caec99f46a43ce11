"""What every record of this app has in common."""

from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, router, transaction


class Record(models.Model):
    """A row whose change and whose line in the history are written together or not at all."""

    TOLD_AT: ClassVar[dict[str, str]] = {}
    """Name of a constraint → the field at which a person mends what breaks it."""

    PARTS: ClassVar[dict[str, tuple[str, ...]]] = {}
    """Name of a list of rows that are written with the record → the fields that they consist of."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            return super().delete(*args, **kwargs)

    @classmethod
    def part(cls, name: str) -> tuple[type[models.Model], str]:
        """The model of such rows, and what they call the record."""
        relation: Any = cls._meta.get_field(name)
        return relation.related_model, relation.field.name

    def validate_constraints(self, exclude=None) -> None:
        """As Django does it, but a constraint's problem is told at the field that TOLD_AT names."""
        using = router.db_for_write(type(self), instance=self)
        problems: dict[str, list] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude, using=using)
                except ValidationError as error:
                    field = self.TOLD_AT.get(constraint.name, NON_FIELD_ERRORS)
                    problems.setdefault(field, []).extend(error.error_list)
        if problems:
            raise ValidationError(problems)

"""The line beside every field whose text refuses numbers of persons: nothing about patients."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist

from occme.accounts.validators import NO_PATIENTS, no_identity_numbers


def say_no_patients(form: Any) -> None:
    """Adds the line to the help of each such field, which the field is described by."""
    for name, field in form.fields.items():
        if is_guarded(form, name, field):
            field.help_text = f"{field.help_text} {NO_PATIENTS}".strip()


def is_guarded(form: Any, name: str, field: Any) -> bool:
    """Whether the field itself, or that of the model, refuses such numbers."""
    return no_identity_numbers in (*field.validators, *validators_of(form, name))


def validators_of(form: Any, name: str) -> list[Any]:
    meta = getattr(form, "_meta", None)
    try:
        field = meta.model._meta.get_field(name) if meta else None
    except FieldDoesNotExist:
        return []
    return list(getattr(field, "validators", ()))  # What points to a record has none.

"""Names of models and of their fields are words that can be translated."""

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

OURS = ("occme.", "partners.", "engagements.")
MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(OURS) and not model.__name__.startswith("Historical")
]


def inherited(model: type[Model]) -> set[str]:
    """Names of fields that come from somebody else's abstract model."""
    bases = [base for base in model.__mro__ if issubclass(base, Model) and base is not Model]
    theirs = [base for base in bases if not base.__module__.startswith(OURS)]
    return {field.name for base in theirs for field in base._meta.local_fields}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_fields_that_people_edit_have_a_translated_name(model: type[Model]):
    """Not relations: whoever shows one names it by what is there, as “3 locations”."""
    plain = [
        field.name
        for field in model._meta.fields
        if field.editable
        and not (field.is_relation or field.auto_created or field.name in inherited(model))
        and not isinstance(field.verbose_name, Promise)
    ]
    assert plain == []

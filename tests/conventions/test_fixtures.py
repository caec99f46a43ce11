"""The fixtures load, and every row that comes of them is valid by our own rules."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db.models import Model

OURS = ("occme.", "partners.", "engagements.")


def problems() -> Iterator[str]:
    """What full_clean says of the rows of our own tables, not of their history."""
    for model in apps.get_models():
        if model.__module__.startswith(OURS) and not model.__name__.startswith("Historical"):
            for row in model._default_manager.all():
                yield from problem(row)


def problem(row: Model) -> list[str]:
    try:
        row.full_clean()
    except ValidationError as error:
        return [f"{row._meta.label} {row}: {error.message_dict}"]
    return []


@pytest.mark.django_db
def test_what_is_loaded_is_valid():
    call_command("load_reference")
    call_command("import_organizations", str(settings.FIXTURES_DIR / "organizations.csv"))
    call_command("load_sample")
    assert list(problems()) == []

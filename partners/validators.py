"""What lists of texts may hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text


def list_of_names(value: object) -> None:
    """Refuses what is not a list of at most 20 plain texts of 1 to 200 characters."""
    names: list[Any] = value if isinstance(value, list) else [None]
    if len(names) > 20 or not all(isinstance(n, str) and 0 < len(n.strip()) <= 200 for n in names):
        raise ValidationError(_("Other names are a list of at most 20 texts."))
    for name in names:
        plain_text(name)

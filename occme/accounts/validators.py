"""What no text of ours may hold."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = re.compile(
    # Control characters but tab and line ends; zero-width and direction marks; line separators.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def plain_text(value: str) -> None:
    """Refuses invisible characters, which break exports and hide what a text says."""
    if INVISIBLE.search(value):
        raise ValidationError(
            _("This holds an invisible control character; please type the text again without it."),
            code="invisible",
        )

"""Numbers of persons and patients in a sheet: they are not kept, whatever column they stand in."""

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from occme.accounts.validators import no_identity_numbers

DIGIT = re.compile(r"\d")
MASK = "•"
MOST_OF_LABEL = 60


def masked(cells: Sequence[str], labels: Sequence[str]) -> tuple[list[str], str]:
    """The cells without such numbers, and why the row is refused, if it had any."""
    kept, sentences = [], []
    for cell, label in zip(cells, labels, strict=True):
        sentence = found(cell, label[:MOST_OF_LABEL])
        kept.append(DIGIT.sub(MASK, cell) if sentence else cell)
        if sentence:
            named = DIGIT.sub(MASK, label) if found(label) else label
            sentences.append(f"“{named[:MOST_OF_LABEL] or _('(without a name)')}”: {sentence}")
    return kept, " ".join(sentences)


def found(text: str, label: str = "") -> str:
    """What was found, as a sentence; nine digits below “SSN” say with it what they are."""
    if not DIGIT.search(text):
        return ""
    try:
        no_identity_numbers(f"{label}: {text}" if label else text)
    except ValidationError as error:
        return str(error.message) % dict.fromkeys(error.params or {}, MASK * 4)
    return ""

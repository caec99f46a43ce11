"""What no text of ours may hold."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

plain_text = RegexValidator(
    # Control characters but tab and line ends; zero-width and direction marks; line separators.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]",
    message=_("This holds an invisible control character; please type the text again without it."),
    code="invisible",
    inverse_match=True,
)

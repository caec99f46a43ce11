"""Data for programs inside a page."""

from typing import Any

import orjson
from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
"""Signs that could end the element, as JSON may write them."""


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """An element that browsers neither show nor run."""
    text = SafeString(orjson.dumps(data).decode().translate(MARKUP))
    return format_html('<script type="application/ld+json">{}</script>', text)

"""The language that somebody prefers, where this site speaks it."""

from contextlib import AbstractContextManager
from typing import Any

from django.utils import translation


def spoken(language: Any) -> str:
    """The site's code for a Language on record; empty for none, and where nothing is translated."""
    try:
        return translation.get_supported_language_variant(language.code) if language else ""
    except LookupError:
        return ""


def in_language(language: Any) -> AbstractContextManager:
    """Speaks it, where the site can; else what the browser asked for."""
    return translation.override(spoken(language) or translation.get_language())


def is_unspoken(language: Any) -> bool:
    """Whether somebody prefers a language that this site does not speak."""
    return bool(language) and not spoken(language)

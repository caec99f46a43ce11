"""Numbers that come in addresses, headers and forms, as text that may be anything."""

LONGEST = 18
"""Digits of the largest number that any database column takes for sure."""


def plain_number(text: str, longest: int = LONGEST) -> int | None:
    """The number that the digits make; None where the text is anything else, or longer."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= longest else None

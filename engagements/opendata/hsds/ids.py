"""Ids of what has no id of its own: the same ones at every reading."""

from uuid import UUID, uuid5

OURS = UUID("6d1a8a52-3c0e-4d9b-9a55-1f6c1f0b7e42")
"""The namespace of our taxonomies."""

VERSION_4_TO_8 = 0b1100 << 76
"""The bits in which a made-up version of an id (8) differs from a random one (4)."""


def part(owner: UUID, name: str) -> str:
    """Of a part of a record that has one of this name at most, such as its phone."""
    return str(uuid5(owner, name))


def at_location(service: UUID) -> UUID:
    """Of the link between a service and its one place; and, of such an id, the service's."""
    return UUID(int=service.int ^ VERSION_4_TO_8)


def read(text: str) -> UUID | None:
    """The id that a text is; None where it is anything else."""
    try:
        return UUID(text) if len(text) == 36 and text.isascii() else None
    except ValueError:
        return None

"""What the readers of the several kinds of file have in common."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partners.importing.outcomes import Remark

HEAD = 40
"""Lines in which the names of the columns are looked for."""
MOST_COLUMNS = 200


class Merged(str):
    """The text of a cell that is merged with the one above it."""

    __slots__ = ()


@dataclass(frozen=True)
class Source:
    """lines: gives all lines from the first, each time it is called.

    delimiter: what separates cells; "" where cells are separate by themselves, and a line that
    is shorter than others means empty cells.
    """

    lines: Callable[[], Iterator[list[str]]]
    remarks: list[Remark]
    delimiter: str = ""

"""What a geocoder says: an answer, or a refusal that is a sentence."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from partners.enums import Precision
from partners.geography import Point


@dataclass(frozen=True)
class Answer:
    """Where an address is.

    address: as the source spells it. source: who says so. note: what was taken otherwise than
    it was asked, "" for nothing. found_on: when
    the source said so.
    """

    point: Point
    precision: Precision
    source: str
    address: str
    note: str = ""
    found_on: date = field(default_factory=localdate)

    def __str__(self) -> str:
        """For a location's `found_note`, and after the coordinates on the command line."""
        said = f"{self.source}: {self.address}"
        return f"{said} ({self.note})" if self.note else said


class RefusedError(Exception):
    """No answer, rather than a guess; the text says why."""


class NoPlaceError(RefusedError):
    """What was asked is no place on the map, whoever is asked."""


class ServiceFailedError(RefusedError):
    """An online service gave no answer now; it may give one later."""


def elsewhere(place: str) -> RefusedError:
    sentence = _("“%(place)s” lies outside the part of Boston that the address points cover.")
    return RefusedError(sentence % {"place": place})

"""What closing means for each kind of record: nothing is deleted, for others may point to it and
its history stays. Closed records leave what others see; see policies and querysets."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from partners.enums import PriorityStatus
from partners.models import (
    Contact,
    FocusArea,
    Interaction,
    Language,
    Location,
    Organization,
    Priority,
    ServiceArea,
)


class Closing(NamedTuple):
    """The values that close a record for a reason, those that open it again, and which it has."""

    closed: Callable[[str], dict[str, Any]]
    opened: dict[str, Any]
    is_closed: Callable[[Any], bool]


RETIRED = Closing(
    lambda reason: {"retired_on": localdate()},
    {"retired_on": None},
    lambda word: word.retired_on is not None,
)
"""A word that is no longer offered; it is still shown where it was used."""

CLOSINGS: dict[type, Closing] = {
    Organization: Closing(
        lambda reason: {"closed_on": localdate(), "closed_reason": reason},
        {"closed_on": None, "closed_reason": ""},
        lambda organization: organization.closed_on is not None,
    ),
    Location: Closing(
        lambda reason: {"closed_on": localdate()},
        {"closed_on": None},
        lambda place: place.closed_on is not None,
    ),
    Contact: Closing(
        lambda reason: {"until": localdate()},
        {"until": None},
        lambda contact: contact.until is not None and contact.until <= localdate(),
    ),
    Priority: Closing(
        lambda reason: {"status": PriorityStatus.WITHDRAWN, "answered_on": None},
        {"status": PriorityStatus.OPEN},
        lambda priority: priority.status == PriorityStatus.WITHDRAWN,
    ),
    ServiceArea: Closing(
        # Its last day was yesterday, so that places leave it at once.
        lambda reason: {"valid_to": localdate() - timedelta(days=1)},
        {"valid_to": None},
        lambda area: area.valid_to is not None and area.valid_to < localdate(),
    ),
    Interaction: Closing(
        # Noted by mistake: it counts for nothing any more.
        lambda reason: {"struck_on": localdate()},
        {"struck_on": None},
        lambda interaction: interaction.struck_on is not None,
    ),
    FocusArea: RETIRED,
    Language: RETIRED,
}


def is_closed(record: Any) -> bool:
    return CLOSINGS[type(record)].is_closed(record)

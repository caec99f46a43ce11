"""The public priorities that wait longest for an answer."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from engagements.published.metric import Dimension
from engagements.published.scope import Scope
from partners.enums import PriorityStatus
from partners.models import Location, Priority
from partners.policies import OPEN_PLACE


def waiting_longest(scope: Scope) -> Any:
    """Open today and public, the oldest first, of what the scope is narrowed to; whoever asks. None
    where priorities are not told by that, as by a student’s program. The year does not matter."""
    narrowed = condition(scope)
    if narrowed is None:
        return None
    rows = Priority.objects.visible_to(AnonymousUser()).filter(narrowed, status=PriorityStatus.OPEN)
    return rows.select_related("organization", "focus_area").order_by("stated_on", "pk")


def condition(scope: Scope) -> Q | None:
    match scope.dimension:
        case None:
            return Q()
        case Dimension.NEIGHBORHOOD:
            places = Location.objects.filter(OPEN_PLACE, neighborhood__slug=scope.value)
            return Q(organization__in=places.order_by().values("organization"))
        case Dimension.LANGUAGE:
            return Q(organization__languages__code=scope.value)
        case Dimension.KIND:
            return Q(organization__kind=scope.value)
        case Dimension.FOCUS_AREA:
            return Q(focus_area__slug=scope.value)
    return None

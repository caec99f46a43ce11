"""What is hidden, remembered by exactly what that depends on: who is behind the numbers, and not how
large they are. So most changes of the data ask for nothing anew, nor does a restart."""

from collections.abc import Set as AbstractSet
from hashlib import sha256

from django.core.cache import cache

from engagements.published.counting import Untold, of_organization
from engagements.published.groups import Key, Places
from engagements.published.hiding import hidden_of
from engagements.published.metric import Metric, Part
from occme.release import release

DAYS = 30


def hidden(metric: Metric, untold: AbstractSet[Untold], places: Places) -> dict[Part, set[Key]]:
    """As hiding.hidden_of."""
    if not untold:
        return {}
    name = name_of(metric, untold, places)
    found = cache.get(name)
    if found is None:
        found = dict(hidden_of(metric, untold, places))
        cache.set(name, found, DAYS * 24 * 60 * 60)
    return found


def name_of(metric: Metric, untold: AbstractSet[Untold], places: Places) -> str:
    homes = {row.organization for row in untold}
    codes = sorted(repr((home, [*of_organization(metric, home, places)])) for home in homes)
    state = [release().name, metric.key, *codes, *sorted(map(repr, untold))]
    return f"hidden-{sha256(repr(state).encode()).hexdigest()}"

"""Which published figures are not told, since they would tell of few people or organizations.

A number is about those whose rows nobody reads one by one otherwise. It is hidden where these are
fewer than five people, or fewer than three organizations (of two, each could compute the other's);
and then as many numbers more as it takes so that no subtraction tells it (see reports.small).
"""

from collections.abc import Iterator, Mapping

from engagements.published.groups import TOTAL, Key, Tally
from engagements.published.metric import Metric
from engagements.reports.small import SMALLEST, Line, hidden

ORGANIZATIONS_LEAST = 3
NUMBER, OTHERS, OF = "number", "others", "of"
"""What of a share is told: the part, what is not of it, and both together."""


def weight(metric: Metric, organizations: int, people: int) -> int:
    """At least SMALLEST if and only if there are enough of both; and so that where weights sum up
    to it, there are enough in all of them together."""
    enough = organizations * SMALLEST // ORGANIZATIONS_LEAST
    return min(enough, people) if metric.person else enough


def hidden_of(metric: Metric, tallies: Mapping[Key, Tally]) -> set[tuple[Key, str]]:
    """The numbers of one year that are not told: by key, NUMBER and OF."""
    values: dict[tuple[Key, str], int] = {}
    for key, tally in tallies.items():
        ours, others = tally.organizations
        people, other_people = tally.people
        values[key, OF] = weight(metric, len(ours | others), len(people | other_people))
        if metric.is_share:
            values[key, NUMBER] = weight(metric, len(ours), len(people))
            values[key, OTHERS] = weight(metric, len(others), len(other_people))
    return hidden(values, lines(metric, tallies), {key for key in values if key[1] == OTHERS})


def lines(metric: Metric, tallies: Mapping[Key, Tally]) -> Iterator[Line]:
    parts = (OF, NUMBER, OTHERS) if metric.is_share else (OF,)
    for dimension in metric.broken_down_by:
        codes = [key for key in tallies if key[0] == dimension]
        for part in parts:
            if codes:
                yield Line((TOTAL, part), tuple((key, part) for key in codes))
    if metric.is_share:
        for key in tallies:
            yield Line((key, OF), ((key, NUMBER), (key, OTHERS)))


def rest_is_told(rest: Tally | None) -> bool:
    """Of an open metric: whether what no visitor reads is counted in its total, as one group: where it is
    about five organizations at least."""
    if rest is None:
        return False
    ours, others = rest.organizations
    return len(ours | others) >= SMALLEST

"""Which published figures are not told, since they would tell of few people or organizations.

A number is about those whose rows nobody reads one by one otherwise. It is hidden where these are
fewer than five people, or fewer than three organizations (of two, each could compute the other's);
and then as many numbers more as it takes so that no subtraction tells it (see reports.small).
"""

from collections.abc import Iterator, Mapping

from engagements.published.groups import TOTAL, Behind, Key, Tally
from engagements.published.metric import Metric, Part
from engagements.reports.small import SMALLEST, Line, hidden


def weight(metric: Metric, behind: Behind) -> int:
    """At least SMALLEST if and only if there are enough of both; and so that where weights sum up
    to it, there are enough in all of them together."""
    enough = len(behind.organizations) * SMALLEST // metric.organizations_least
    return min(enough, len(behind.people)) if metric.person else enough


def hidden_of(metric: Metric, tallies: Mapping[Key, Tally]) -> dict[Part, set[Key]]:
    """The keys whose numbers of one year are not told: all that a figure counts, the part of a
    share, and what rests on estimates.

    Each is looked at alone. Where both are told, a share’s part tells also what is not of it: so it
    counts as small where either is. And no sum over parts has anything to do with one over wholes.
    """
    asked = [part for part in (Part.OF, *OTHER) if part in metric.parts]
    return {part: hidden_in(metric, tallies, part) for part in asked}


def hidden_in(metric: Metric, tallies: Mapping[Key, Tally], part: Part) -> set[Key]:
    rest = OTHER.get(part)
    values = {
        key: least(*(weight(metric, tally.parts[one]) for one in (part, rest) if one))
        for key, tally in tallies.items()
    }
    return hidden(values, sums_of(metric, tallies))


OTHER = {Part.NUMBER: Part.OTHERS, Part.ESTIMATED: Part.COUNTED}


def least(*sizes: int) -> int:
    """The smallest that is about anybody."""
    return min(filter(None, sizes), default=0)


def sums_of(metric: Metric, tallies: Mapping[Key, Tally]) -> Iterator[Line]:
    """Each total with its parts; always in one order, so that figures of the same rows hide the
    same."""
    for dimension in metric.broken_down_by:
        if codes := sorted(key for key in tallies if key[0] == dimension):
            yield Line(TOTAL, tuple(codes))


def rest_is_told(rest: Tally | None) -> bool:
    """Of an open metric: whether what no visitor reads is counted in its total, as one group: where
    it is about five organizations at least."""
    return rest is not None and len(rest.parts[Part.OF].organizations) >= SMALLEST

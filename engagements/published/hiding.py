"""Which published figures are not told, since they would tell of few people or organizations.

A number is about those whose rows nobody reads one by one otherwise. It is hidden where these are
fewer than five people, or fewer than three organizations (of two, each could compute the other's);
and then as many numbers more as it takes so that no subtraction tells it (see reports.small).
"""

from collections.abc import Iterator, Mapping

from engagements.published.groups import TOTAL, Behind, Key, Part, Tally
from engagements.published.metric import Metric
from engagements.reports.small import SMALLEST, Line, hidden

Number = tuple[Key, Part]


def weight(metric: Metric, behind: Behind) -> int:
    """At least SMALLEST if and only if there are enough of both; and so that where weights sum up
    to it, there are enough in all of them together."""
    enough = len(behind.organizations) * SMALLEST // metric.organizations_least
    return min(enough, len(behind.people)) if metric.person else enough


def hidden_of(metric: Metric, tallies: Mapping[Key, Tally]) -> set[Number]:
    """The numbers of one year that are not told, and those that no answer names."""
    parts = parts_of(metric)
    values = {
        (key, part): weight(metric, tally.behind(part))
        for key, tally in tallies.items()
        for part in parts
    }
    if metric.is_of_known:  # Who reads the part computes the others.
        values = {number: least(values, number[0]) for number in values}
        return hidden(values, sums_of(metric, tallies, (Part.NUMBER,)))
    never = {number for number in values if number[1] in (Part.OTHERS, Part.COUNTED)}
    return hidden(values, [*sums_of(metric, tallies, parts), *within(metric, tallies)], never)


def least(values: Mapping[Number, int], key: Key) -> int:
    sizes = [values[key, part] for part in (Part.NUMBER, Part.OTHERS)]
    return min(filter(None, sizes), default=0)


def parts_of(metric: Metric) -> list[Part]:
    share = [Part.NUMBER, Part.OTHERS] if metric.is_share else []
    guess = [Part.ESTIMATED, Part.COUNTED] if metric.estimated is not None else []
    return [Part.OF, *share, *guess]


def sums_of(metric: Metric, tallies: Mapping[Key, Tally], parts: list | tuple) -> Iterator[Line]:
    """Each total, and its parts by one dimension."""
    for dimension in metric.broken_down_by:
        codes = [key for key in tallies if key[0] == dimension]
        for part in parts if codes else ():
            yield Line((TOTAL, part), tuple((key, part) for key in codes))


def within(metric: Metric, tallies: Mapping[Key, Tally]) -> Iterator[Line]:
    """Of each number, what it consists of."""
    for key in tallies:
        if metric.is_share:
            yield Line((key, Part.OF), ((key, Part.NUMBER), (key, Part.OTHERS)))
        if metric.estimated is not None:
            whole = Part.NUMBER if metric.is_share else Part.OF
            yield Line((key, whole), ((key, Part.ESTIMATED), (key, Part.COUNTED)))


def rest_is_told(rest: Tally | None) -> bool:
    """Of an open metric: whether what no visitor reads is counted in its total, as one group: where
    it is about five organizations at least."""
    return rest is not None and len(rest.behind(Part.OF).organizations) >= SMALLEST

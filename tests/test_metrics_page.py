"""docs/metrics.md is written here, from the registry: where it differs, it is written anew and the
test fails once, so that the change is seen and committed."""

from django.conf import settings

from engagements.published.metric import DIMENSIONS, Metric, Span
from engagements.published.registry import METRICS

HEAD = """# What published figures mean

Written from `engagements/published/registry/` by `tests/test_metrics_page.py`; do not edit. The same sentences are on the dashboard’s page of definitions and in the API’s answers.

## What is told, and what is hidden

- **Open** figures count what everybody reads one by one elsewhere: promises to partners who are listed, public priorities, open engagements, the directory. What is not public by itself is in no breakdown. It is counted as one group beside the others where it is about five organizations or more; else it is left out, and the answer says so.
- All other figures count every record, and are hidden where **fewer than five people** or **fewer than three organizations** are behind a number (of two organizations, each could compute the other’s). What everybody reads anyway does not count as somebody behind it.
- **No subtraction tells what is hidden**: as many numbers more are hidden as it takes, in all breakdowns of a figure together, for its totals, its shares and what they leave over; and figures that count the same records hide the same.
- **Breakdowns by neighborhood, kind, language and focus area** tell of an organization only what its own page tells everybody. All others are one group, “not public, counted together”; so that no number tells where such an organization is, or of what kind.
- **One filter at a time**: two together could tell of few. Narrowed to a value, an open figure is still broken down by everything else; of the others only that one number is told.
- A **zero** is told: it is about nobody. That a number is hidden tells that somebody is there, and not how many. A share or a median of nothing is none, and never 0.
- How much of a number rests on **estimates** is told under the same rules.
- No figure is of a person, and none is of a single organization whose record of it is not public.

The honest limit: figures change as records do. Who keeps yesterday’s answer and compares it with today’s may learn what one day brought, and that can be about one person or organization. Answers are not made inexact to prevent it. Nor is it hidden that one large amount makes most of a sum, or that all of many are alike (“12 of 12”).

An organization in two neighborhoods, or with two languages, is in both; parts then add up to more than the total. An academic year runs from July 1 to June 30. “As of today” does not depend on the year.

## Figures

"""


def page() -> str:
    return HEAD + "\n".join(section(metric) for metric in METRICS.values())


def section(metric: Metric) -> str:
    by = ", ".join(str(DIMENSIONS[name]).lower() for name in metric.broken_down_by)
    lines = [
        f"### {metric.label}",
        "",
        f"`{metric.key}` · {metric.unit} · {'as of today' if metric.span == Span.TODAY else 'by academic year'}{' · open' if metric.is_open else ''}",
        "",
        f"- **Counts**: {metric.numerator}",
        *([f"- **Of**: {metric.denominator}"] if metric.denominator else []),
        f"- **Without**: {metric.excluded}",
        f"- **Hidden**: {metric.hides}",
        f"- **By**: {by or 'nothing'}.",
        *(
            ["- **Estimates**: how much of it rests on them is told."]
            if metric.estimated and not metric.is_share
            else []
        ),
        "",
    ]
    return "\n".join(lines)


def test_the_page_says_what_the_registry_says():
    path = settings.BASE_DIR / "docs" / "metrics.md"
    before = path.read_text() if path.exists() else ""
    if before != page():
        path.write_text(page())
    assert before == page()


def test_every_figure_says_what_it_is_in_whole_sentences():
    for metric in METRICS.values():
        told = [
            metric.numerator,
            metric.excluded,
            metric.hides,
            *filter(None, [metric.denominator]),
        ]
        assert [str(text)[-1] for text in told] == ["."] * len(told), metric.key
        assert bool(metric.denominator) == metric.is_share, metric.key

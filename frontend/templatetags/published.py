"""Published figures on other people's pages."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def embed_code(context: dict[str, Any], figure: Any) -> str:
    """What to copy into another page."""
    address = context["request"].build_absolute_uri(figure.embed_address)
    title = figure.chart.title.replace('"', "”")
    return (
        f'<iframe src="{address}" title="{title}" width="100%" height="{figure.embed_height}" '
        'loading="lazy"></iframe>'
    )

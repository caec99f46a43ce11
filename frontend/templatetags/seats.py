"""Steps of a record inside a list."""

from typing import Any

from django import template

from frontend.steps import Steps

register = template.Library()


@register.simple_tag
def steps_of(record: Any, user: Any) -> Steps:
    """What the user may do with the record, for parts/steps.html."""
    return Steps(record, user)

"""The way to the history of a record, beside it."""

from typing import Any

from django import template

from partners.policies import is_staff

register = template.Library()


@register.inclusion_tag("parts/history_link.html", takes_context=True)
def history_link(context: Any, kind: str, record: Any, of: Any = "") -> dict[str, Any]:
    """For staff; others find it where they change the record."""
    shown = is_staff(context["request"].user)
    return {"is_shown": shown, "kind": kind, "pk": record.pk, "of": of or record}

"""The tables that public answers are made of, whose changes are noted (see occme.freshness)."""

from collections.abc import Iterator
from typing import Any

from django.db import connections

from engagements import models as here
from occme.freshness.models import Topic
from occme.freshness.triggers import install
from partners import models as partners

MODELS: dict[Topic, list[Any]] = {
    Topic.PUBLIC: [
        partners.Contact,
        partners.FocusArea,
        partners.Language,
        partners.Location,
        partners.Merge,
        partners.Organization,
        partners.Priority,
        partners.QuietPeriod,
        partners.ServiceArea,
        here.Agreement,
        here.AgreementVersion,
        here.Commitment,
        here.Engagement,
        here.Judgement,
        here.Occurrence,
        here.Outcome,
        here.Placement,
        here.Prerequisite,
        here.Prompt,
        here.Reflection,
        here.Slot,
        here.StatusChange,
        here.StudentProfile,
    ],
    Topic.FIGURES: [
        partners.Interaction,
        partners.Membership,
        partners.Verification,
        here.CheckIn,
        here.CheckInSheet,
        here.Compensation,
        here.HourEntry,
        here.Round,
        here.Signature,
    ],
}
"""With their many-to-many tables. What shows something else to everybody adds it here."""


def tables() -> Iterator[tuple[str, str]]:
    """Each table and its topic; what is public goes with its history, which says when it changed
    and may be committed after the record."""
    for topic, models in MODELS.items():
        for model in models:
            yield model._meta.db_table, topic
            if topic == Topic.PUBLIC and hasattr(model, "history"):
                yield model.history.model._meta.db_table, topic
            for field in model._meta.local_many_to_many:
                yield field.remote_field.through._meta.db_table, topic


def watch(using: str, **_signal: Any) -> None:
    """After each `migrate`, also one that stops half way."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if "freshness_change" in there:
        install(connection, {table: topic for table, topic in tables() if table in there})

"""All legal steps, by the kind of record and by name."""

from engagements.lifecycle.agreements import AGREEMENT
from engagements.lifecycle.checkins import CHECK_IN
from engagements.lifecycle.promises import PROMISE
from engagements.lifecycle.steps import Step
from engagements.lifecycle.work import ENGAGEMENT, HOURS, PLACEMENT
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Engagement,
    HourEntry,
    Occurrence,
    Placement,
)

TABLES: dict[type, list[Step]] = {
    Engagement: ENGAGEMENT,
    Placement: PLACEMENT,
    HourEntry: HOURS,
    AgreementVersion: AGREEMENT,
    Occurrence: PROMISE,
    CheckIn: CHECK_IN,
}

STEPS: dict[type, dict[str, Step]] = {
    model: {step.name: step for step in steps} for model, steps in TABLES.items()
}

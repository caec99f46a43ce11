"""Steps from one status to the next: the tables, what stands in the way, and the one door."""

from engagements.lifecycle.problems import Problem
from engagements.lifecycle.sides import sides_of
from engagements.lifecycle.steps import Step
from engagements.lifecycle.tables import STEPS
from engagements.lifecycle.taking import (
    Choice,
    available_steps,
    legal,
    stands,
    take,
    undo,
    undoable,
)

__all__ = [
    "STEPS",
    "Choice",
    "Problem",
    "Step",
    "available_steps",
    "legal",
    "sides_of",
    "stands",
    "take",
    "undo",
    "undoable",
]

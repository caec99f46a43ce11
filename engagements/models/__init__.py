"""What happens, and what each side gives: one file per noun."""

from engagements.enums import Program
from engagements.models.calendars import CalendarFeed
from engagements.models.changes import Actor, StatusChange
from engagements.models.engagement import Engagement, Outcome, Slot
from engagements.models.hours import HourEntry
from engagements.models.links import KeyedLink
from engagements.models.notices import Notice, SavedSearch
from engagements.models.placements import Placement
from engagements.models.reflections import Reflection
from engagements.models.students import Clearance, StudentProfile
from engagements.models.vocabulary import Prerequisite, Prompt

__all__ = [
    "Actor",
    "CalendarFeed",
    "Clearance",
    "Engagement",
    "HourEntry",
    "KeyedLink",
    "Notice",
    "Outcome",
    "Placement",
    "Prerequisite",
    "Program",
    "Prompt",
    "Reflection",
    "SavedSearch",
    "Slot",
    "StatusChange",
    "StudentProfile",
]

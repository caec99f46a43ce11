"""What happens, and what each side gives: one file per noun."""

from engagements.enums import Program
from engagements.models.agreements import (
    Agreement,
    AgreementVersion,
    Comment,
    Round,
    Scan,
    Signature,
)
from engagements.models.calendars import CalendarFeed
from engagements.models.changes import Actor, StatusChange
from engagements.models.checkins import CheckIn, CheckInSheet
from engagements.models.commitments import Commitment, Judgement, Occurrence
from engagements.models.compensations import Compensation
from engagements.models.concerns import Concern, ConcernMessage
from engagements.models.engagement import Engagement, Outcome, Slot
from engagements.models.hours import HourEntry
from engagements.models.links import KeyedLink
from engagements.models.mails import FailedMail, News
from engagements.models.notices import Notice, SavedSearch
from engagements.models.placements import Placement
from engagements.models.reflections import Reflection
from engagements.models.students import Clearance, StudentProfile
from engagements.models.totals import HourTotal
from engagements.models.vocabulary import Prerequisite, Prompt
from engagements.models.wordings import AgreementWords, CommitmentWords

__all__ = [
    "Actor",
    "Agreement",
    "AgreementVersion",
    "AgreementWords",
    "CalendarFeed",
    "CheckIn",
    "CheckInSheet",
    "Clearance",
    "Comment",
    "Commitment",
    "CommitmentWords",
    "Compensation",
    "Concern",
    "ConcernMessage",
    "Engagement",
    "FailedMail",
    "HourEntry",
    "HourTotal",
    "Judgement",
    "KeyedLink",
    "News",
    "Notice",
    "Occurrence",
    "Outcome",
    "Placement",
    "Prerequisite",
    "Program",
    "Prompt",
    "Reflection",
    "Round",
    "SavedSearch",
    "Scan",
    "Signature",
    "Slot",
    "StatusChange",
    "StudentProfile",
]

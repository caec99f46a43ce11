"""Questions about many rows. Each list anywhere starts with `visible_to(user)`."""

from engagements.querysets.agreements import (
    AgreementQuerySet,
    CheckInQuerySet,
    CompensationQuerySet,
    JudgementQuerySet,
    OccurrenceQuerySet,
    OfVersionQuerySet,
    SheetQuerySet,
    VersionQuerySet,
)
from engagements.querysets.concerns import ConcernQuerySet
from engagements.querysets.mails import FailedMailQuerySet, NewsQuerySet
from engagements.querysets.work import (
    NOTICE,
    CalendarFeedQuerySet,
    ClearanceQuerySet,
    EngagementQuerySet,
    HourQuerySet,
    KeyedLinkQuerySet,
    OfEngagementQuerySet,
    PlacementQuerySet,
    ReflectionQuerySet,
    SavedSearchQuerySet,
    StatusChangeQuerySet,
    StudentQuerySet,
)

__all__ = [
    "NOTICE",
    "AgreementQuerySet",
    "CalendarFeedQuerySet",
    "CheckInQuerySet",
    "ClearanceQuerySet",
    "CompensationQuerySet",
    "ConcernQuerySet",
    "EngagementQuerySet",
    "FailedMailQuerySet",
    "HourQuerySet",
    "JudgementQuerySet",
    "KeyedLinkQuerySet",
    "NewsQuerySet",
    "OccurrenceQuerySet",
    "OfEngagementQuerySet",
    "OfVersionQuerySet",
    "PlacementQuerySet",
    "ReflectionQuerySet",
    "SavedSearchQuerySet",
    "SheetQuerySet",
    "StatusChangeQuerySet",
    "StudentQuerySet",
    "VersionQuerySet",
]

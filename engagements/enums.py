"""The closed lists of the engagements app: codes that are stored, and the words for them."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Program(TextChoices):
    MD = "md", _("MD")
    DMD = "dmd", _("DMD")
    PHD = "phd", _("PhD")
    MASTERS = "masters", _("Master’s")
    OTHER = "other", _("Other")


class Designation(TextChoices):
    """Whether the work was made together with the community, or for it."""

    COMMUNITY_ENGAGEMENT = "community_engagement", _("Community engagement: created together")
    PUBLIC_SERVICE = "public_service", _("Public service")


class EngagementKind(TextChoices):
    COURSE_WEEK = "course_week", _("Course week")
    ELECTIVE = "elective", _("Elective")
    CLERKSHIP = "clerkship", _("Clerkship")
    SCHOLARLY_PROJECT = "scholarly_project", _("Scholarly project")
    ONE_ON_ONE = "one_on_one", _("One-on-one programming")
    CONSULTATION = "consultation", _("Consultation")
    EVENT = "event", _("Event")
    CO_CURRICULAR = "co_curricular", _("Co-curricular")


class Curricular(TextChoices):
    REQUIRED = "required", _("Required")
    ELECTIVE = "elective", _("Elective")
    EXTRACURRICULAR = "extracurricular", _("Extracurricular")


class EngagementStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PROPOSED = "proposed", _("Proposed to the partner")
    OPEN = "open", _("Open")
    RUNNING = "running", _("Running")
    COMPLETED = "completed", _("Completed")
    CANCELLED = "cancelled", _("Cancelled")


OVER = (EngagementStatus.COMPLETED, EngagementStatus.CANCELLED)


class PlacementStatus(TextChoices):
    APPLIED = "applied", _("Applied")
    OFFERED = "offered", _("Offered")
    CONFIRMED = "confirmed", _("Confirmed")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined by the partner")
    WITHDRAWN_BY_STUDENT = "withdrawn_student", _("Withdrawn by the student")
    WITHDRAWN_BY_PARTNER = "withdrawn_partner", _("Withdrawn by the partner")


SEATED = (PlacementStatus.CONFIRMED, PlacementStatus.ACTIVE, PlacementStatus.COMPLETED)
"""Placements that take a seat."""

RUNNING = (PlacementStatus.CONFIRMED, PlacementStatus.ACTIVE)
"""Placements whose seat is taken, and not given back yet."""

ASKED = (PlacementStatus.APPLIED, PlacementStatus.OFFERED, PlacementStatus.DECLINED)
"""Placements that are the partner's question and its answer."""

LIVE = (
    PlacementStatus.APPLIED,
    PlacementStatus.OFFERED,
    PlacementStatus.CONFIRMED,
    PlacementStatus.ACTIVE,
)
"""Placements that are not over; a student has one of an engagement at most."""


class Party(TextChoices):
    """Whom a record waits on."""

    NOBODY = "", _("Nobody")
    STUDENT = "student", _("The student")
    PARTNER = "partner", _("The partner")
    STAFF = "staff", _("OCCME")


class HourKind(TextChoices):
    DIRECT = "direct", _("With the community")
    PREPARATION = "preparation", _("Preparation")
    TRAINING = "training", _("Training")
    TRAVEL = "travel", _("Travel")
    REFLECTION = "reflection", _("Reflection")
    SUPERVISION = "supervision", _("Supervision by the partner")


class HourStatus(TextChoices):
    LOGGED = "logged", _("Logged")
    CONFIRMED = "confirmed", _("Confirmed")
    DISPUTED = "disputed", _("Disputed")
    CORRECTED = "corrected", _("Corrected")


TO_CONFIRM = (HourStatus.LOGGED, HourStatus.CORRECTED)
"""Hours that wait on the partner."""


class Basis(TextChoices):
    """Whether a figure was counted or guessed."""

    ACTUAL = "actual", _("Actual")
    ESTIMATE = "estimate", _("Estimate")


class Moment(TextChoices):
    """When a prompt is answered."""

    BEFORE = "before", _("Before the first day")
    DURING = "during", _("During")
    AFTER = "after", _("Afterwards")


class Lens(TextChoices):
    """What a prompt asks for (the DEAL model of critical reflection)."""

    DESCRIBE = "describe", _("Describe")
    EXAMINE = "examine", _("Examine")
    ARTICULATE = "articulate", _("Articulate")


class Sharing(TextChoices):
    """Who else reads a reflection; the student opens it step by step, and can take it back."""

    FACULTY = "faculty", _("Me and faculty")
    PARTNER = "partner", _("The partner too")
    PUBLIC = "public", _("Everybody")


WITH_PARTNER = (Sharing.PARTNER, Sharing.PUBLIC)
"""What the partner reads."""


class PrerequisiteKind(TextChoices):
    RECORD_CHECK = "record_check", _("Record check")
    IMMUNIZATION = "immunization", _("Immunization")
    TRAINING = "training", _("Training")


class Weekday(IntegerChoices):
    """As ISO 8601 counts them."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
    SATURDAY = 6, _("Saturday")
    SUNDAY = 7, _("Sunday")


class DayPart(TextChoices):
    MORNING = "morning", _("Morning, before noon")
    AFTERNOON = "afternoon", _("Afternoon, until five")
    EVENING = "evening", _("Evening, from five")


class OutcomeColumn(TextChoices):
    OUTPUTS = "outputs", _("Outputs")
    INSTITUTIONAL = "institutional", _("Institutional outcomes")
    COMMUNITY = "community", _("Community impacts")


class LinkPurpose(TextChoices):
    """What a keyed link is for."""

    ENGAGEMENT = "engagement", _("Answer a proposal")
    PLACEMENT = "placement", _("Answer an application")
    HOURS = "hours", _("Confirm hours")
    REFLECTIONS = "reflections", _("Read what students share")
    AGREEMENT = "agreement", _("Write and sign an agreement")
    PROMISES = "promises", _("Say how promises were kept")
    CHECK_IN = "check_in", _("Answer a check-in")
    LISTING = "listing", _("Update your details")


class LinkEnd(TextChoices):
    """Who ended a keyed link."""

    REVOKED = "revoked", _("Taken back")
    BY_HOLDER = "by_holder", _("Ended by whoever held it")
    NOT_ME = "not_me", _("Came to somebody else")


class NoticeKind(TextChoices):
    """What mail is about. DAY is the mail of the day itself, of which everybody gets one."""

    DAY = "day", _("Mails")
    NEWS = "news", _("Steps")
    WAITING = "waiting", _("Agreements that wait")
    CHECK_IN = "check_in", _("Check-ins that wait")
    DUE = "due", _("Promises that are due soon")
    OVERDUE = "overdue", _("Promises that are overdue")
    JUDGE = "judge", _("Promises to judge")
    VERDICT = "verdict", _("Judgements of promises")
    ANSWER = "answer", _("Answers to judgements")
    REVIEW = "review", _("Agreements to look at again")
    ENDING = "ending", _("Agreements that end soon")
    EXPIRED = "expired", _("Agreements that are over")
    MONEY = "money", _("Money to pay")
    HOURS = "hours", _("Hours to confirm")
    REFLECTION = "reflection", _("Reflections that students share")
    GAP = "gap", _("A seat that ends with nobody next")
    SEARCH = "search", _("Something new that fits a saved search")


class Through(TextChoices):
    """How a step was taken."""

    ACCOUNT = "account", _("Account")
    LINK = "link", _("Link")
    ON_BEHALF = "on_behalf", _("Staff, on behalf")
    IMPORT = "import", _("Import")


class AgreementKind(TextChoices):
    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    LETTER = "letter", _("Letter")
    LEARNING = "learning", _("Learning agreement")
    VERBAL = "verbal", _("Verbal, and noted")


class VersionStatus(TextChoices):
    """Where a version of an agreement stands; that its term is over is told by its days."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    AGREED = "agreed", _("Agreed, to be signed")
    SIGNED = "signed", _("Signed by one side")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Replaced by the next version")
    ENDED = "ended", _("Ended")
    DROPPED = "dropped", _("Dropped")


OPEN_VERSIONS = (
    VersionStatus.DRAFT,
    VersionStatus.REVIEW,
    VersionStatus.AGREED,
    VersionStatus.SIGNED,
)
"""Versions that are being written; an agreement has one at most."""

SIGNED_VERSIONS = (
    VersionStatus.IN_FORCE,
    VersionStatus.SUSPENDED,
    VersionStatus.SUPERSEDED,
    VersionStatus.ENDED,
)
"""Versions that both sides signed; they never change."""


class VersionOrigin(TextChoices):
    FIRST = "first", _("First version")
    AMENDMENT = "amendment", _("Amendment")
    RENEWAL = "renewal", _("Renewal")


class Maker(TextChoices):
    """Who makes a promise."""

    STAFF = "staff", _("OCCME")
    PARTNER = "partner", _("The partner")
    JOINT = "joint", _("Both together")


class CommitmentKind(TextChoices):
    MONEY = "money", _("Money")
    TIME = "time", _("Time")
    PEOPLE = "people", _("People")
    SPACE = "space", _("Space")
    DATA = "data", _("Data")
    TRAINING = "training", _("Training")
    ACCESS = "access", _("Access")
    RECOGNITION = "recognition", _("Recognition")
    OTHER = "other", _("Other")


class Rhythm(TextChoices):
    ONCE = "once", _("Once")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every three months")
    HALF_YEARLY = "half_yearly", _("Every six months")
    YEARLY = "yearly", _("Every year")


class OccurrenceStatus(TextChoices):
    """What became of a promise; the verdicts are words of the side that was promised."""

    OPEN = "open", _("Promised")
    REPORTED = "reported", _("Reported done")
    KEPT = "kept", _("Kept")
    PARTLY = "partly", _("Kept in part")
    LATE = "late", _("Kept late")
    NOT_KEPT = "not_kept", _("Not kept")
    CHANGED = "changed", _("Changed by agreement")
    RELEASED = "released", _("Released")
    DROPPED = "dropped", _("No longer promised")


UNJUDGED = (OccurrenceStatus.OPEN, OccurrenceStatus.REPORTED)

JUDGED = (
    OccurrenceStatus.KEPT,
    OccurrenceStatus.PARTLY,
    OccurrenceStatus.LATE,
    OccurrenceStatus.NOT_KEPT,
)
"""Verdicts that a kept rate counts."""

VERDICTS = (*JUDGED, OccurrenceStatus.CHANGED, OccurrenceStatus.RELEASED)


class Remark(TextChoices):
    """What a comment on a line of an agreement wants."""

    NOTE = "note", _("A note")
    WRONG = "wrong", _("This is wrong")
    ASK_FIRST = "ask_first", _("Ask us first")
    QUESTION = "question", _("A question")


class CheckInStatus(TextChoices):
    OPEN = "open", _("Waits for answers")
    ANSWERED = "answered", _("Answered by both sides")
    SETTLED = "settled", _("One change agreed")
    CLOSED = "closed", _("Closed")

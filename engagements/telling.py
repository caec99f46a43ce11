"""What a step tells, in a sentence, and what of it is urgent.

A row for each step and each ear: the kind of record, then the name of the step, and after a colon
what became of it, where that is another sentence. A person's own words, names of students, notes
and drafts stay out of mail; `says_why` adds the reason where one side gave it to the other.

Urgent is what is worth less tomorrow: something that was sure is not any more (a signature, an
agreement, a seat that others want too), or binds from today. It goes out at once, whatever went to
the same address today. All else goes out at once only as the first mail of the day, and otherwise
with the next day's.
"""

from typing import Any, NamedTuple

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import CheckInStatus, LinkPurpose, Party, VersionStatus
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Engagement,
    HourEntry,
    Occurrence,
    Placement,
    StatusChange,
)


class Told(NamedTuple):
    sentence: Promise | str
    is_urgent: bool = False
    says_why: bool = False


TOLD: dict[tuple[str, str], Told] = {
    ("agreementversion", "send"): Told(
        _("%(by)s sends you “%(title)s”: read it, agree to it, or change it.")
    ),
    ("agreementversion", "counter"): Told(
        _("%(by)s has changed “%(title)s” and sends it back to you."), says_why=True
    ),
    ("agreementversion", "agree"): Told(
        _("%(by)s agrees to the text of “%(title)s”. It can be signed now.")
    ),
    ("agreementversion", "change"): Told(
        _("%(by)s wants to change something in “%(title)s” before it is signed."), says_why=True
    ),
    ("agreementversion", "change:void"): Told(
        _("Your signature under “%(title)s” is void: %(by)s wants to change the text first."),
        is_urgent=True,
        says_why=True,
    ),
    ("agreementversion", "sign"): Told(
        _("%(by)s has signed “%(title)s”. Now you can sign it too.")
    ),
    ("agreementversion", "sign:in_force"): Told(
        _("“%(title)s” is signed by both sides. It holds from %(starts)s to %(ends)s."),
        is_urgent=True,
    ),
    ("agreementversion", "drop"): Told(
        _("%(by)s has dropped “%(title)s”; it will not be signed."), is_urgent=True, says_why=True
    ),
    ("agreementversion", "suspend"): Told(
        _("%(by)s has suspended “%(title)s”. Until it goes on, nothing of it is due."),
        is_urgent=True,
        says_why=True,
    ),
    ("agreementversion", "resume"): Told(
        _("“%(title)s” goes on: what is promised in it is due again."), is_urgent=True
    ),
    ("agreementversion", "end"): Told(
        _("%(by)s has ended “%(title)s”. From today on nothing of it is promised."),
        is_urgent=True,
        says_why=True,
    ),
    ("checkin", "ask"): Told(
        _(
            "%(by)s asks how it is going between you: five questions. Your answers stay with you "
            "until both sides have answered."
        )
    ),
    ("checkin", "answer"): Told(
        _("%(by)s has answered the check-in. You see its answers once you have given yours.")
    ),
    ("checkin", "answer:answered"): Told(
        _("Both sides have answered the check-in. Look at the answers side by side.")
    ),
    ("checkin", "suggest"): Told(_("%(by)s suggests one change after the check-in.")),
    ("checkin", "settle"): Told(_("%(by)s agrees to the change that you suggested.")),
    ("checkin", "close"): Told(_("%(by)s has closed the check-in; no answers are waited for.")),
    ("engagement", "ask"): Told(
        _("A student proposes “%(title)s” at %(organization)s. You decide whether OCCME does.")
    ),
    ("engagement", "propose"): Told(
        _("OCCME proposes “%(title)s” to %(organization)s. Nothing opens without your yes.")
    ),
    ("engagement", "send_back"): Told(
        _("%(organization)s sends “%(title)s” back. Why is on its page.")
    ),
    ("engagement", "accept"): Told(
        _("“%(title)s”, which you proposed, is open: the people there said yes. You can apply now.")
    ),
    ("engagement", "cancel"): Told(
        _("“%(title)s”, which you proposed, does not come about: it was cancelled.")
    ),
    ("placement", "ask"): Told(
        _("A student has applied for “%(title)s” at %(organization)s. You decide.")
    ),
    ("placement", "offer"): Told(
        _("A seat in “%(title)s” at %(organization)s is offered to you. Say whether you take it."),
        is_urgent=True,
    ),
    ("placement", "confirm"): Told(
        _(
            "A student takes a seat in “%(title)s” at %(organization)s. It can begin when all is set."
        )
    ),
    ("hourentry", "dispute"): Told(
        _(
            "%(organization)s disputes hours that you noted for “%(title)s”. Correct or explain them."
        )
    ),
    ("hourentry", "correct"): Told(
        _("A student has corrected or explained hours at %(organization)s. Are they right now?")
    ),
}

TOLD |= {
    ("concern", "raise"): Told(_("A concern waits for you."), is_urgent=True),
    ("concern", "add"): Told(_("A message about a concern waits for you."), is_urgent=True),
    ("concern", "nobody"): Told(
        _(
            "A concern waits, and nobody is named who may read it. Please name somebody: "
            "manage.py concern_recipients add EMAIL"
        ),
        is_urgent=True,
    ),
}
"""Nothing of what a concern says or is about stands in any mail."""

OTHER = Told(_("Something about “%(title)s” waits on you."))
"""For a step that has no sentence yet."""


def said_of(record: Any, party: str, step: str, change: StatusChange | None) -> str:
    """Which row tells it. What comes to be without a step was asked."""
    match record, step:
        case AgreementVersion(), "change" if change and was_voided(record, party, change):
            return "change:void"
        case AgreementVersion(), "sign" if record.status == VersionStatus.IN_FORCE:
            return "sign:in_force"
        case CheckIn(), "answer" if record.status == CheckInStatus.ANSWERED:
            return "answer:answered"
    return step or "ask"


def was_voided(version: AgreementVersion, party: str, change: StatusChange) -> bool:
    """Whether the step made this side's signature void."""
    mine = version.signatures.filter(side=party, voided_at__gte=change.at)
    return mine.exists()


def told(kind: str, said: str) -> Told:
    return TOLD.get((kind, said), OTHER)


def sentence_of(record: Any, party: str, said: str) -> str:
    """What this party reads."""
    organization = organization_of(record)
    words = {
        "title": title_of(record),
        "organization": organization,
        "by": _now("OCCME") if party == Party.PARTNER else organization,
    }
    if isinstance(record, AgreementVersion) and record.starts_on and record.ends_on:
        words["starts"], words["ends"] = map(date_format, (record.starts_on, record.ends_on))
    return str(told(record._meta.model_name, said).sentence) % words


def engagement_of(record: Any) -> Engagement | None:
    match record:
        case Engagement():
            return record
        case Placement():
            return record.engagement
        case HourEntry():
            return record.placement.engagement
    return None


def organization_of(record: Any) -> Any:
    engagement = engagement_of(record)
    if engagement:
        return engagement.organization
    return (
        record.agreement.organization
        if isinstance(record, AgreementVersion)
        else record.organization
    )


def title_of(record: Any) -> str:
    """What a mail calls it by; of an agreement what was sent, and not what is only drafted."""
    engagement = engagement_of(record)
    if engagement:
        return engagement.title
    if isinstance(record, AgreementVersion):
        return record.terms.title if record.terms else ""
    return _now("Our check-in") if isinstance(record, CheckIn) else str(record)


def is_known_to_both(record: Any) -> bool:
    """Not what one side only drafts, or has dropped before the other saw it."""
    return not isinstance(record, AgreementVersion) or record.round_id is not None


def purpose_of(record: Any) -> tuple[str, Model | None]:
    """What a link is for that answers what waits, and the record that it opens."""
    match record:
        case Engagement():
            return LinkPurpose.ENGAGEMENT, record
        case Placement():
            return LinkPurpose.PLACEMENT, record
        case AgreementVersion():
            return LinkPurpose.AGREEMENT, record.agreement
        case CheckIn():
            return LinkPurpose.CHECK_IN, None
        case Occurrence():
            return LinkPurpose.PROMISES, None
    return LinkPurpose.HOURS, None

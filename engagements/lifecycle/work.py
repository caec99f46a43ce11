"""The steps of engagements, placements and hours."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import TO_CONFIRM, Party
from engagements.enums import EngagementStatus as E
from engagements.enums import HourStatus as H
from engagements.enums import PlacementStatus as P
from engagements.lifecycle import problems
from engagements.lifecycle.steps import Step
from engagements.models import HourEntry

STAFF, PARTNER, STUDENT = Party.STAFF, Party.PARTNER, Party.STUDENT

ENGAGEMENT = [
    Step("propose", _("Propose it to the partner"), (E.DRAFT,), E.PROPOSED, (STAFF,), PARTNER,
         stands_in_the_way=(problems.of_opening,), asks_partner=True, brings_students=True),
    Step("retract", _("Take the proposal back"), (E.DRAFT,), E.CANCELLED, (STUDENT,),
         applies=lambda engagement: engagement.proposed_by_id is not None),
    Step("accept", _("Say yes, and open it"), (E.PROPOSED,), E.OPEN, (PARTNER,), tells=(STUDENT,),
         stands_in_the_way=(problems.of_opening,)),
    Step("send_back", _("Send it back"), (E.PROPOSED,), E.DRAFT, (PARTNER,), STAFF, asks_why=True),
    Step("start", _("Start it"), (E.OPEN,), E.RUNNING, (STAFF, PARTNER),
         stands_in_the_way=(problems.of_running,)),
    Step("complete", _("Complete it"), (E.RUNNING,), E.COMPLETED, (STAFF,),
         stands_in_the_way=(problems.of_completing,)),
    Step("log", _("Log it as past work"), (E.DRAFT,), E.COMPLETED, (STAFF,),
         stands_in_the_way=(problems.of_logging,)),
    Step("cancel", _("Cancel it"), (E.DRAFT, E.PROPOSED, E.OPEN, E.RUNNING), E.CANCELLED,
         (STAFF, PARTNER), tells=(STUDENT,), asks_why=True),
]  # fmt: skip

PLACEMENT = [
    Step("offer", _("Offer the seat"), (P.APPLIED,), P.OFFERED, (PARTNER,), STUDENT,
         stands_in_the_way=(problems.of_seats,)),
    Step("decline", _("Decline"), (P.APPLIED,), P.DECLINED, (PARTNER,), asks_why=True),
    Step("confirm", _("Take the seat"), (P.OFFERED,), P.CONFIRMED, (STUDENT,), STAFF,
         stands_in_the_way=(problems.of_seats,)),
    Step("begin", _("Begin"), (P.CONFIRMED,), P.ACTIVE, (STAFF, PARTNER),
         stands_in_the_way=(problems.of_beginning,)),
    Step("complete", _("Complete"), (P.ACTIVE,), P.COMPLETED, (STAFF, PARTNER),
         stands_in_the_way=(problems.of_ending,)),
    Step("withdraw", _("Withdraw"), (P.APPLIED, P.OFFERED, P.CONFIRMED, P.ACTIVE),
         P.WITHDRAWN_BY_STUDENT, (STUDENT,), asks_why=True),
    Step("take_back", _("Take the seat back"), (P.OFFERED, P.CONFIRMED, P.ACTIVE),
         P.WITHDRAWN_BY_PARTNER, (PARTNER,), asks_why=True),
]  # fmt: skip


def is_the_students(entry: HourEntry) -> bool:
    """Supervision is the partner's own time, which nobody confirms."""
    return not entry.is_supervision


HOURS = [
    Step("confirm", _("Confirm"), TO_CONFIRM, H.CONFIRMED, (PARTNER,), applies=is_the_students),
    Step("dispute", _("Dispute"), TO_CONFIRM, H.DISPUTED, (PARTNER,), STUDENT,
         asks_why=True, applies=is_the_students),
    Step("correct", _("Correct or explain"), (H.DISPUTED,), H.CORRECTED, (STUDENT,), PARTNER,
         asks_why=True),
]  # fmt: skip

"""What lists of agreements, of check-ins and of concerns are filtered by: one definition for page and API."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from engagements.enums import OPEN_VERSIONS, CheckInStatus, VersionStatus
from engagements.matching import matching
from engagements.models import Agreement, AgreementVersion, CheckIn, Concern
from engagements.models.acts import SIDES
from engagements.models.concerns import ConcernStatus
from partners.filtering import ChoicesFilter, StrictFilterSet
from partners.filters import organization_filter, search_filter


class State(TextChoices):
    """Where an agreement stands, by the versions of it that the reader sees."""

    WRITTEN = "written", _("Being written")
    IN_FORCE = "in_force", _("In force")
    EXPIRED = "expired", _("Expired")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", _("Ended")


class AgreementFilter(StrictFilterSet):
    search = search_filter()
    organization = organization_filter("organization")
    state = ChoicesFilter(choices=State.choices, method="by_state", label=_("State"))
    waits_on = ChoicesFilter(choices=SIDES, method="by_turn", label=_("Waits on"))

    orderings = {
        "organization": ("organization__name", "-pk"),
        "-id": ("-pk",),
    }
    default_ordering = ("organization__name", "-pk")

    class Meta:
        model = Agreement
        fields: list[str] = []

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, user=self.user, text="words__search_text")

    @property
    def versions(self) -> Any:
        """Those that the reader sees, of the agreement of a row."""
        rows = AgreementVersion.objects.visible_to(self.user)
        return rows.filter(agreement=OuterRef("pk")).order_by()

    def by_state(self, rows: Any, name: str, states: list[str]) -> Any:
        matching = rows.none()
        for state in states:
            matching |= rows.filter(Exists(self.in_state(state)))
        return matching if states else rows

    def in_state(self, state: str) -> Any:
        match state:
            case State.WRITTEN:
                return self.versions.filter(status__in=OPEN_VERSIONS)
            case State.IN_FORCE:
                return self.versions.in_force()
            case State.EXPIRED:
                return self.versions.expired()
            case State.SUSPENDED:
                return self.versions.filter(status=VersionStatus.SUSPENDED)
        return self.versions.filter(status=VersionStatus.ENDED)

    def by_turn(self, rows: Any, name: str, sides: list[str]) -> Any:
        matching = rows.none()
        for side in sides:
            matching |= rows.filter(Exists(self.versions.waiting_on(side)))
        return matching if sides else rows


class CheckInFilter(StrictFilterSet):
    search = search_filter()
    organization = organization_filter("organization")
    status = ChoicesFilter(choices=CheckInStatus.choices, label=_("Status"))
    waits_on = ChoicesFilter(choices=SIDES, method="by_turn", label=_("Waits on"))

    orderings = {"asked_at": ("asked_at", "pk"), "-asked_at": ("-asked_at", "-pk")}
    default_ordering = ("-asked_at", "-pk")

    class Meta:
        model = CheckIn
        fields: list[str] = []

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, user=self.user, text=("change",))

    def by_turn(self, rows: Any, name: str, sides: list[str]) -> Any:
        waiting = Q(pk__in=[])
        for side in sides:
            waiting |= Q(pk__in=CheckIn.objects.waiting_on(side).values("pk"))
        return rows.filter(waiting) if sides else rows


class ConcernFilter(StrictFilterSet):
    status = ChoicesFilter(choices=ConcernStatus.choices, label=_("Status"))

    orderings = {"raised_on": ("raised_on", "pk"), "-raised_on": ("-raised_on", "-pk")}
    default_ordering = ("-is_unread", "-raised_on", "-pk")

    class Meta:
        model = Concern
        fields: list[str] = []

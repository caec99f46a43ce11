"""Beginning an agreement: from a template, or from one that there was."""

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate

from engagements.agreements.writing import begin, renewal_of
from engagements.enums import SIGNED_VERSIONS, AgreementKind
from engagements.models import AgreementVersion
from engagements.terms import Terms
from frontend.editing import once_sent
from occme.numbers import plain_number
from partners.models import Organization
from partners.policies import acts_for, is_staff


class Beginning:
    """For OCCME's staff and the organization's own people; for others there is no such page."""

    kinds = AgreementKind.choices

    def __init__(self, slug: str, user: Any):
        self.user, self.key = user, uuid4().hex
        rows = Organization.objects.visible_to(user).filter(closed_on=None)
        self.organization = get_object_or_404(rows, slug=slug)
        if not (is_staff(user) or acts_for(user, self.organization.pk)):
            raise Http404

    @cached_property
    def earlier(self) -> list[AgreementVersion]:
        """Signed texts with this organization, the newest first."""
        rows = AgreementVersion.objects.visible_to(self.user).filter(
            agreement__organization=self.organization, status__in=SIGNED_VERSIONS
        )
        return list(rows.select_related("round").order_by("-starts_on", "-pk")[:20])

    def send(self, data: QueryDict, path: str) -> str:
        """Where to write it; sent twice, it is begun once. Raises WrongStep where it cannot be, and
        OtherRequest where the form came back with something else in it."""
        self.key = data.get("key", "")[:64] or self.key

        def act() -> str:
            return reverse("agreement_write", args=[self.begun(data).agreement_id])

        return once_sent(self.user, self.key, data, path, act)

    def begun(self, data: QueryDict) -> AgreementVersion:
        kind = data.get("kind", "")
        kind = kind if kind in AgreementKind.values else AgreementKind.MEMORANDUM
        terms = self.terms_of(data.get("start", ""))
        return begin(self.organization, by=self.user, kind=kind, terms=terms)

    def terms_of(self, start: str) -> Terms | None:
        """Of the earlier text that was chosen; None for the template, which else it is."""
        if start == "empty":
            return Terms(starts_on=localdate())
        number = plain_number(start)
        chosen = next((one for one in self.earlier if one.pk == number), None)
        return renewal_of(chosen.terms) if chosen and chosen.terms else None

"""Records that have pages of their own, to look at in lists. No texts that somebody wrote for few:
drafts, answers of check-ins, reflections, notes; and no concerns at all."""

from typing import Any

from django.contrib.admin import register

from engagements import models as engagements
from occme.admin.base import Listed
from occme.admin.site import site
from partners import models as partners


def looked_at(
    model: Any,
    *shown: str,
    search: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
) -> None:
    """`search`: what is searched; `by`: what is filtered by; `related`: what is read with a row."""
    options = {
        "shown": shown,
        "search_fields": search,
        "list_filter": by,
        "list_select_related": related or True,
    }
    register(model, site=site)(type(f"{model.__name__}Listed", (Listed,), options))


OF = ("organization",)
NAME = ("organization__name",)

looked_at(
    partners.Organization, "name", "kind", "stage", "publication", "steward", "closed_on",
    search=("name",), by=("kind", "stage", "publication"), related=("steward",),
)  # fmt: skip
looked_at(
    partners.Location, "organization", "name", "type", "is_confidential", "closed_on",
    search=("name", *NAME), by=("type", "is_confidential"), related=OF,
)  # fmt: skip
looked_at(
    partners.Contact, "name", "organization", "rank", "since", "until",
    search=("name", *NAME), by=("rank",), related=OF,
)  # fmt: skip
looked_at(
    partners.Priority, "title", "organization", "rank", "status", "stated_on", "is_public",
    search=("title", *NAME), by=("status", "is_public"), related=OF,
)  # fmt: skip
looked_at(
    partners.Interaction, "happened_on", "kind", "organization", "asks", "noted_by", "struck_on",
    search=NAME, by=("kind", "asks"), related=("organization", "noted_by"),
)  # fmt: skip
looked_at(
    partners.ServiceArea, "name", "kind", "valid_from", "valid_to", search=("name",), by=("kind",)
)
looked_at(
    engagements.Engagement, "title", "organization", "kind", "status", "starts_on", "ends_on",
    search=("title", *NAME), by=("status", "kind"), related=OF,
)  # fmt: skip
looked_at(
    engagements.Placement, "student", "engagement", "status", "waits_on", "since_at",
    search=("student__user__name", "engagement__title"), by=("status", "waits_on"),
    related=("student__user", "engagement"),
)  # fmt: skip
looked_at(
    engagements.HourEntry, "worked_on", "placement", "minutes", "kind", "basis", "status",
    search=("placement__student__user__name",), by=("status", "kind", "basis"),
    related=("placement__student__user", "placement__engagement"),
)  # fmt: skip
looked_at(
    engagements.Reflection, "prompt", "placement", "sharing", "written_at", by=("sharing",),
    related=("prompt", "placement__student__user", "placement__engagement"),
)  # fmt: skip
looked_at(
    engagements.Clearance, "prerequisite", "student", "done_on", "valid_until",
    search=("student__user__name",), by=("prerequisite",), related=("prerequisite", "student__user"),
)  # fmt: skip
looked_at(engagements.Prerequisite, "title", "kind", "retired_on", search=("title",), by=("kind",))
looked_at(
    engagements.Prompt, "text", "moment", "lens", "position", "retired_on", by=("moment", "lens")
)
looked_at(
    engagements.AgreementVersion, "title", "number", "origin", "status", "turn", "starts_on", "ends_on",
    search=("title", "agreement__organization__name"), by=("status", "turn", "origin"),
)  # fmt: skip
looked_at(
    engagements.Occurrence, "organization", "giver", "due_on", "status", "reported_on", "judged_on",
    search=NAME, by=("status", "giver"), related=OF,
)  # fmt: skip
looked_at(engagements.Judgement, "given_on", "verdict", "answered_at", by=("verdict",))
looked_at(
    engagements.CheckIn, "organization", "asked_at", "status",
    search=NAME, by=("status",), related=OF,
)  # fmt: skip
looked_at(
    engagements.Compensation, "organization", "purpose", "amount", "promised_on", "due_on", "paid_on",
    search=("purpose", *NAME), related=OF,
)  # fmt: skip
looked_at(
    engagements.KeyedLink, "organization", "contact", "purpose", "made_at", "used_at", "ended_at",
    search=NAME, by=("purpose",), related=("organization", "contact"),
)  # fmt: skip
looked_at(
    engagements.StatusChange, "at", "step", "before", "after", "by", "through", "undone_at",
    by=("through",), related=("by",),
)  # fmt: skip
looked_at(
    engagements.FailedMail, "address", "organization", "at", "is_permanent", "settled_at",
    search=("address", *NAME), related=OF,
)  # fmt: skip

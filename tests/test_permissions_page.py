"""docs/permissions.md is written here, from the policies: where it differs, it is written anew
and the test fails once, so that the change is seen and committed."""

import inspect

from django.conf import settings

from engagements import confidence
from engagements import policies as engagements
from occme.accounts import policies as accounts
from occme.accounts import rights as accounts_rights
from partners import policies, rights

ROWS = {
    "Organizations": policies.organizations,
    "Profiles (all but name and area)": policies.profiles,
    "Locations": policies.locations,
    "Priorities": policies.priorities,
    "Corrections": policies.corrections,
    "Contacts, memberships, quiet periods, interactions": policies.inner_records,
    "Imports": policies.imports,
    "Merges, and pairs found not to be the same": policies.merges,
    "Engagements": engagements.engagements,
    "Times and outcomes of an engagement": engagements.of_engagements,
    "Placements": engagements.placements,
    "Hours": engagements.hours,
    "Reflections": engagements.reflections,
    "Students": engagements.students,
    "What students have on file": engagements.clearances,
    "Calendar addresses": engagements.calendar_feeds,
    "Keyed links": engagements.links,
    "Mail that failed": engagements.failed_mails,
    "Saved searches": engagements.saved_searches,
    "Agreements": engagements.agreements,
    "Versions of agreements": engagements.versions,
    "What belongs to a version": engagements.of_versions,
    "Promises": engagements.occurrences,
    "Judgements of promises": engagements.judgements,
    "Check-ins": engagements.check_ins,
    "Answers of a check-in": engagements.sheets,
    "Concerns": confidence.concerns,
    "Compensation": engagements.compensations,
    "Steps that were taken": engagements.changes,
    "Accounts": accounts.users,
    "Access tokens": accounts.tokens,
}

CHANGES = {
    "Making": rights.may_create,
    "Changing accounts": accounts_rights.may_change,
    "Changing": rights.may_change,
    "Closing and opening again": rights.may_close,
    "What the public sees": rights.may_publish,
    "Duplicates": rights.may_merge,
}

HEAD = """# Who sees what

Written from `partners/policies.py`, `partners/rights.py`, `engagements/policies.py` and `engagements/confidence.py` by `tests/test_permissions_page.py`; do not edit.
What somebody may not see does not exist for them: pages and API answer 404, and lists, counts,
facets, map, exports and search leave it out.

## Rows

| records | who sees which |
|---|---|
"""

LEVELS = {
    "area": "Somebody who may know its name and area alone",
    "profile": "Everybody, of a full profile or a listing from public sources",
    "own": "The organization's own people",
    "staff": "OCCME's staff",
}


def page() -> str:
    rows = [f"| {name} | {' '.join(inspect.getdoc(rule).split())} |" for name, rule in ROWS.items()]
    fields = ["", "## Fields of an organization", ""]
    known: frozenset[str] = frozenset()
    for access in policies.Access:
        more = ", ".join(f"`{name}`" for name in sorted(policies.FIELDS[access] - known))
        lead = "these too: " if known and more else ""
        fields.append(f"- **{access}** · {LEVELS[access]}: {lead}{more or 'the same.'}")
        known |= policies.FIELDS[access]
    inner = ", ".join(
        f"`{name}`" for name in sorted(policies.PRIORITY_INNER_FIELDS - policies.PRIORITY_FIELDS)
    )
    fields += ["", f"Of a priority, {inner} are read by staff and its own people alone.", ""]
    own = ", ".join(f"`{name}`" for name in sorted(policies.INTERACTION_OWN_FIELDS))
    fields += [f"Of an interaction, its own people read {own}; all else is staff’s.", ""]
    return HEAD + "\n".join(rows + fields + of_placements() + changes())


def of_placements() -> list[str]:
    """Which fields of a placement each side reads."""
    named = ", ".join(f"`{n}`" for n in sorted(engagements.NAMED - engagements.FOR_EVERY_SIDE))
    notes = ", ".join(f"`{n}`" for n in sorted(engagements.NOTES))
    sentence = (
        f"Of a placement, {named} are read by the partner once the student has a seat; {notes} by "
        "the student and staff alone. Who comes next is not read by the student."
    )
    return [sentence, ""]


def changes() -> list[str]:
    """Who may change what: the predicates, and the fields of each kind of record."""
    told = ["# Who changes what", ""]
    told += ["Nothing is deleted: records are closed for a reason, and their history stays.", ""]
    told += [
        f"- **{name}**: {' '.join(inspect.getdoc(rule).split())}" for name, rule in CHANGES.items()
    ]
    told += ["", "| of a record | its own people change | staff, besides |", "|---|---|---|"]
    for kind, fields in rights.STAFF_CHANGES.items():
        own = rights.OWN_CHANGES.get(kind, frozenset())
        cells = [
            ", ".join(f"`{n}`" for n in sorted(some)) or "nothing" for some in (own, fields - own)
        ]
        told.append(f"| {kind} | {cells[0]} | {cells[1]} |")
    return [*told, ""]


def test_the_page_says_what_the_policies_say():
    path = settings.BASE_DIR / "docs" / "permissions.md"
    before = path.read_text() if path.exists() else ""
    if before != page():
        path.write_text(page())
    assert before == page()

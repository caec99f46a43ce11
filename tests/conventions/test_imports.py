"""Imports point down, between the apps and inside each."""

from pathlib import Path

import pytest

from tests.conventions.sources import APPS, imports, is_in, module_name, named, python_files

# Each may import those before it, never those after.
LAYERS = [
    "occme.environment",
    "occme.refusals",
    "occme.downloads",
    "occme.numbers",
    "occme.logs",
    "occme.channels",
    "occme.keeping",
    "occme.release",
    "occme.freshness",
    "occme.limits",
    "occme.other_hosts",
    "occme.once",
    "occme.rest",
    "occme.publishing",
    "occme.accounts",
    "partners",
    "engagements",
    "frontend",
    "occme.admin",
]

# The same inside an app. A new module finds its place here when it is written.
ORDER = {
    "partners": [
        "enums", "folding", "quoting", "workbooks", "sheets", "validators", "geography", "filtering", "policies", "rights",
        "querysets", "succession",
        "models", "ranking", "closing", "consequences", "drafts", "editing", "past", "history", "moving", "correcting", "permissions",
        "geocoding",
        "importing", "alike", "duplicates", "verifying", "forms", "filters", "facets", "maps", "serializers", "noted", "listed", "exporting", "schema",
        "bodies", "api", "management",
    ],
    "engagements": [
        "enums", "rhythms", "terms", "linked", "policies", "confidence", "rights", "querysets", "models", "watched", "asks", "load", "noting", "retelling", "tellable", "telling", "reach", "hearing", "posting", "letters", "mail", "lifecycle",
        "editing", "accounts", "concerns", "listing", "metrics", "totals", "agreements", "paying",
        "permissions", "forms", "standing", "merging", "matching", "filters", "listed", "finding", "compensations", "asked", "facets", "maps", "rosters", "ledger", "records", "calendars", "importing", "searches", "reminding", "duties", "due", "bounces",
        "published", "reports",
        "incoming",
        "serializers", "exporting", "schema", "bodies", "api", "money_api", "metrics_api", "checkins_api", "interactions_api",
        "agreement_schema", "agreement_bodies", "agreement_serializers", "agreement_api", "opendata", "sample", "sample_agreements", "sample_interactions", "sample_concerns", "management",
    ],
    "frontend": [
        "addresses",
        "storage", "previews", "context", "languages", "steps", "templatetags", "values", "basemap", "mapping", "reading", "lists", "headings", "exporting", "listing",
        "profile", "streets", "seats", "finder", "feeds", "kinds", "finding", "telling", "editing", "remembered", "contacting", "interactions", "asking", "placing", "areas", "adding", "correcting",
        "closing", "merging", "duplicates", "verifying", "past", "agreements", "checkins", "money", "beginning", "timeline", "promises", "writing", "offer", "structured", "board", "noting", "hours_sheet", "work", "queue", "mine", "own_details", "own_acts", "partner", "links", "sent_links", "failed_mail", "proposing", "concerns",
        "report_rows", "reports", "published",
        "data_access", "columns", "import_steps", "import_report", "import_written", "incoming",
        "tables", "unplaced", "search", "changes", "sitemaps", "views", "urls",
    ],
    "occme.accounts": [
        "validators", "policies", "rights", "models", "forms", "authentication", "unavailable", "adapters",
        "sign_on", "middleware", "sample", "sample_agreements", "management", "urls",
    ],
    "occme.freshness": ["models", "triggers", "kept", "meanwhile"],
    "occme.once": ["models", "keeping", "management"],
    "occme.rest": [
        "problems", "throttling", "pages", "renderers", "parsers", "bodies", "idempotency",
        "resources", "writing", "schema",
    ],
}  # fmt: skip

# They speak to different readers and know nothing of each other.
APART = [
    (
        "frontend",
        ["occme.api", "occme.rest", "partners.api", "partners.serializers", "partners.bodies"],
    )
]


def every_import() -> list[tuple[Path, str, str]]:
    return [
        (file, module_name(file), name) for file in python_files(*APPS) for name in imports(file)
    ]


def place(name: str, packages: list[str]) -> int | None:
    """Which of the packages holds this name, by position."""
    places = [index for index, package in enumerate(packages) if is_in(name, package)]
    return places[0] if places else None


def upward(packages: list[str]) -> list[str]:
    """Every import of a later package by an earlier one, as a sentence."""
    found = []
    for file, module, name in every_import():
        mine, theirs = place(module, packages), place(name, packages)
        if mine is not None and theirs is not None and theirs > mine:
            found.append(f"{named(file)} imports {name}")
    return found


def test_apps_import_only_from_below():
    assert upward(LAYERS) == []


@pytest.mark.parametrize("app", ORDER)
def test_modules_of_an_app_import_only_from_below(app: str):
    assert upward([f"{app}.{module}" for module in ORDER[app]]) == []


@pytest.mark.parametrize("app", ORDER)
def test_every_module_has_its_place_in_the_order(app: str):
    files = python_files(app.replace(".", "/"))
    modules = {module_name(file).removeprefix(f"{app}.").split(".")[0] for file in files}
    assert sorted(modules - {app, app.split(".")[0], "apps"} - {*ORDER[app]}) == []


@pytest.mark.parametrize(("one", "others"), APART)
def test_pages_and_api_do_not_know_each_other(one: str, others: list[str]):
    across = [
        f"{named(file)} imports {name}"
        for file, module, name in every_import()
        for other in others
        if (is_in(module, one) and is_in(name, other))
        or (is_in(module, other) and is_in(name, one))
    ]
    assert across == []

"""What the documents say is there, is there; and what has to be documented, is."""

import re
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT, named

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
READ_BY_SETTINGS = re.compile(r"env_\w+\(\s*((?:\"[A-Z_]+\"(?:,\s*)?)+)")


def variables() -> set[str]:
    """Every environment variable that the settings read."""
    calls = READ_BY_SETTINGS.findall((ROOT / "occme/settings.py").read_text())
    return {name for call in calls for name in re.findall(r'"([A-Z_]+)"', call)}


def test_operations_names_every_variable():
    documented = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs/operations.md").read_text()))
    assert {"SECRET_KEY", "DATABASE_URL"} <= variables()
    assert sorted(variables() - documented) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_links_lead_somewhere(document: Path):
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_decisions_are_numbered_and_short():
    decisions = sorted(ROOT.glob("docs/decisions/*.md"))
    numbers = [file.name.partition("-")[0] for file in decisions]
    assert [number for number in numbers if not re.fullmatch(r"\d{4}", number)] == []
    assert len(set(numbers)) == len(numbers)
    assert [named(file) for file in decisions if len(file.read_text().splitlines()) > 30] == []

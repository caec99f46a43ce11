"""The dependencies: each with its reason, all of them locked, with hashes and without hosts."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conventions.sources import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text()
PROJECT = tomllib.loads(PYPROJECT)["project"]
RUNTIME = PROJECT["dependencies"]
DEVELOPMENT = [*RUNTIME, *PROJECT["optional-dependencies"]["dev"]]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": DEVELOPMENT}


def entries(lock: str) -> list[str]:
    """The requirements of a lock, each with its hashes, on one line."""
    text = (ROOT / lock).read_text().replace("\\\n", "")
    return [" ".join(line.split()) for line in text.splitlines()]


def pinned(lock: str) -> dict[str, list[str]]:
    """Name → versions; a package has several where they depend on the version of Python."""
    found: dict[str, list[str]] = {}
    for entry in entries(lock):
        name, version = re.match(r"(\S+?)==(\S+)", entry).groups()
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


def unconditional(entry: str) -> str:
    """An entry without its marker: development may need a package where serving does not."""
    return re.sub(r" ;.*? --hash", " --hash", entry, count=1)


@pytest.mark.parametrize("dependency", DEVELOPMENT)
def test_every_dependency_has_its_reason(dependency: str):
    lines = PYPROJECT.splitlines()
    above = lines[lines.index(f'    "{dependency}",') - 1]
    assert re.match("    # .{10,}", above)


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_every_dependency(lock: str):
    versions = pinned(lock)
    missing = [
        dependency
        for dependency in LOCKS[lock]
        for requirement in [Requirement(dependency)]
        if not any(
            requirement.specifier.contains(version)
            for version in versions.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert missing == [], "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_hashes_and_no_hosts(lock: str):
    assert [line for line in entries(lock) if "--hash=sha256:" not in line] == []
    assert [line for line in entries(lock) if "://" in line or "index" in line.split()] == []


def test_runtime_is_part_of_development():
    """`make test` after `make run` changes nothing of what is served."""
    development = {unconditional(entry) for entry in entries("requirements-dev.txt")}
    missing = {unconditional(entry) for entry in entries("requirements.txt")} - development
    assert sorted(missing) == [], "run `make lock`"

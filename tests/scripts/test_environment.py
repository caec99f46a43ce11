"""scripts/environment.py: what it takes for an environment that is whole."""

from pathlib import Path

import pytest

from scripts import environment


@pytest.fixture
def lock(tmp_path: Path, monkeypatch) -> Path:
    """A lock, and an environment without a Python that works."""
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    (tmp_path / ".venv").mkdir()
    (tmp_path / "requirements.txt").write_text("django==5.2.19\n")
    return tmp_path / "requirements.txt"


def test_a_lock_counts_as_installed_by_its_content(lock: Path):
    assert not environment.is_installed(lock)
    environment.stamp(lock).write_text(environment.digest(lock))
    assert environment.is_installed(lock)
    lock.write_text("django==5.2.20\n")
    assert not environment.is_installed(lock)


def test_a_python_that_is_gone_does_not_run(lock: Path):
    environment.PYTHON.parent.mkdir()
    environment.PYTHON.symlink_to(lock.parent / "nowhere")
    assert not environment.runs("import sys")

"""How far a long import is, for whoever waits for it."""

import pytest

from partners.importing import underway as module
from partners.importing.underway import path_of, share_done, underway


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(module, "EVERY_S", -1)
    return tmp_path


def test_it_tells_how_far_it_is_over_all_steps(folder):
    with underway(7, steps=2) as progress:
        first = [share_done(7) for _ in progress(range(4), "Checking")]
        second = [share_done(7) for _ in progress(range(2), "Importing")]
    assert (first, second) == ([0, 0.125, 0.25, 0.375], [0.5, 0.75])
    assert (share_done(7), path_of(7).exists()) == (None, False)


def test_work_goes_on_where_it_cannot_be_told(folder):
    (folder / "underway").write_text("in the way")
    with underway(7) as progress:
        assert list(progress(range(3), "Checking")) == [0, 1, 2]


def test_it_is_gone_when_the_work_fails(folder):
    with pytest.raises(RuntimeError):
        fail()
    assert share_done(7) is None


def fail():
    with underway(7) as progress:
        for _ in progress(range(3), "Checking"):
            raise RuntimeError

"""What takes very long to compute is told as it was, and computed anew meanwhile."""

import time

import pytest
from django.core.cache import cache
from django.http import JsonResponse

from occme.freshness import meanwhile
from occme.freshness.meanwhile import is_behind, kept_meanwhile
from occme.publishing import open_data
from partners.models import Organization
from tests.factories import an_organization


@kept_meanwhile("public")
def names() -> list[str]:
    return [*Organization.objects.order_by("name").values_list("name", flat=True)]


@kept_meanwhile("public")
def counted() -> int:
    return len(names())


@pytest.fixture
def slow(monkeypatch):
    """Everything takes too long to wait for, and may be begun again at once."""
    monkeypatch.setattr(meanwhile, "PATIENCE_S", 0)
    monkeypatch.setattr(meanwhile, "REST_TIMES", 0)
    yield
    cache.clear()


@pytest.fixture
def put_off(monkeypatch):
    """What would be done aside waits until the test does it."""
    work = []
    monkeypatch.setattr(meanwhile, "aside", lambda key, renew: work.append(renew))
    return work


def test_what_is_quick_is_always_as_the_data(db):
    assert names() == []
    an_organization("A")
    assert (names(), is_behind.get()) == (["A"], False)


def test_what_is_slow_is_told_as_it_was_until_it_is_computed_anew(db, slow, put_off):
    assert names() == []
    an_organization("A")
    is_behind.set(False)
    assert (names(), is_behind.get()) == ([], True)
    put_off.pop()()
    is_behind.set(False)
    assert (names(), is_behind.get(), put_off) == (["A"], False, [])


def test_another_process_finds_what_took_long(db, slow, put_off):
    assert names() == []
    an_organization("A")
    meanwhile.forget()
    assert (names(), len(put_off)) == ([], 1)


def test_after_long_work_there_is_quiet(db, slow, put_off, monkeypatch):
    names()
    monkeypatch.setattr(meanwhile, "REST_TIMES", 1e9)
    an_organization("A")
    assert (names(), put_off) == ([], [])


def test_what_is_made_of_others_takes_none_that_are_older(db, slow, put_off):
    assert (names(), counted()) == ([], 0)
    an_organization("A")
    assert counted() == 0
    put_off.pop()()
    assert counted() == 1


@pytest.mark.django_db(transaction=True)
def test_it_is_computed_in_a_thread_of_its_own(slow):
    names()
    an_organization("A")
    assert names() == []
    deadline = time.monotonic() + 20
    while names() != ["A"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    while meanwhile._under_way:
        time.sleep(0.05)


def test_an_answer_that_is_older_has_no_name_and_is_kept_nowhere(db, slow, put_off, rf):
    view = open_data(lambda request: JsonResponse({"names": names()}))
    assert "ETag" in view(rf.get("/"))
    an_organization("A")
    older = view(rf.get("/"))
    assert (older.content, older.get("ETag"), older["Cache-Control"]) == (
        b'{"names": []}', None, "no-store",
    )  # fmt: skip
    put_off.pop()()
    newer = view(rf.get("/"))
    assert (newer.content, "ETag" in newer) == (b'{"names": ["A"]}', True)

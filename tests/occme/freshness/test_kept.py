"""What took long to compute is computed once, until the data changes."""

import time_machine
from django.utils import translation

from occme.freshness import kept
from occme.freshness.kept import kept_while_unchanged
from tests import factories

computed: list[tuple] = []


@kept_while_unchanged("public")
def double(number: int, *, plus: int = 0) -> int:
    computed.append((number, plus))
    return 2 * number + plus


def asked(*numbers: int, **more: int) -> tuple[list[int], int]:
    """The answers, and how many were computed."""
    computed.clear()
    return [double(number, **more) for number in numbers], len(computed)


def test_the_same_question_is_computed_once(home):
    assert asked(1, 1, 2, 1) == ([2, 2, 4, 2], 2)
    assert asked(1, plus=3) == ([5], 1)
    assert asked(1, 2, plus=3) == ([5, 7], 1)


def test_no_test_sees_what_another_one_computed(home):
    assert asked(1) == ([2], 1)


def test_a_change_of_the_data_has_it_computed_again(home):
    assert asked(1, 1)[1] == 1
    home.save()
    assert asked(1, 1)[1] == 1


def test_a_change_of_something_else_does_not(seat):
    assert asked(1)[1] == 1
    factories.an_entry(seat)
    assert asked(1)[1] == 0


def test_another_day_and_another_language_are_other_questions(home):
    with time_machine.travel("2026-10-15T16:00:00Z", tick=False):
        assert asked(1, 1)[1] == 1
    with time_machine.travel("2026-10-16T03:59:00Z", tick=False):
        assert asked(1)[1] == 0
    with time_machine.travel("2026-10-16T04:01:00Z", tick=False):
        assert asked(1)[1] == 1
        with translation.override("en-gb"):
            assert asked(1, 1)[1] == 1


def test_what_was_not_asked_for_longest_makes_room(home, monkeypatch):
    monkeypatch.setattr(kept._kept, "most", 2)
    assert asked(1, 2, 1, 3)[1] == 3
    assert asked(1, 3)[1] == 0
    assert asked(2)[1] == 1

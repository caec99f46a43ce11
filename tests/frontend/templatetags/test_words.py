"""Stored values in the reader's words."""

import pytest

from frontend.templatetags.words import as_of, browser, distance, waited


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019–2020", "2019–2020"),
        ("2023-03-22 or earlier", "March 22, 2023 or earlier"),
        ("2023-02-31", "2023-02-31"),
        ("no date", ""),
        ("", ""),
    ],
)
def test_as_of(text, words):
    assert as_of(text) == words


@pytest.mark.parametrize(
    ("meters", "words"),
    [(None, ""), (0, "right here"), (80, "right here"), (805, "0.5 mi"), (20000, "12.4 mi")],
)
def test_distance(meters, words):
    assert distance(meters) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ""),
        (0, "less than a day"),
        (1, "1 day"),
        (29, "29 days"),
        (31, "1 month"),
        (540, "18 months"),
        (800, "2 years"),
    ],
)
def test_waited(days, words):
    assert waited(days) == words


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604", "Safari, iPhone"),
        ("curl/8.5.0", "A program"),
    ],
)  # fmt: skip
def test_browser(signature, words):
    assert browser(signature) == words

"""Online services, against one of our own on this machine."""

import socket
from datetime import timedelta
from time import monotonic

import pytest
from django.db import transaction
from django.utils.timezone import localdate

from partners.enums import Precision
from partners.geocoding import Answer, NoPlaceError, RefusedError, ServiceFailedError, find
from partners.geocoding.online import configured
from partners.geography import Point
from partners.models import GeocodeAnswer

# A test's own transaction would look like one that somebody forgot to end.
pytestmark = pytest.mark.django_db(transaction=True)


def why_not(text: str) -> tuple[type, str]:
    """What was raised, and what it says after the sentence of the address points."""
    with pytest.raises(RefusedError) as refusal:
        find(text)
    return type(refusal.value), str(refusal.value).partition("”.")[2].strip()


def test_off_unless_named(settings):
    assert (settings.GEOCODER, configured()) == ("none", None)
    assert why_not("1 City Hall Square") == (RefusedError, "")


def test_asked_where_the_points_know_nothing(service):
    today = localdate()
    point = Point(42.3601, -71.0589)
    answer = find("1 City Hall Square")
    assert answer == Answer(point, Precision.EXACT, "nominatim", "1, City Hall Square, Boston")
    assert (str(answer), answer.found_on) == ("nominatim: 1, City Hall Square, Boston", today)
    assert service.asked == [
        ("1 City Hall Square, Boston, MA", "occme-tracker (occme@example.org)")
    ]


def test_not_asked_what_needs_no_asking(service):
    assert find("1542 Columbus Ave, 02119").source == "Boston address points"
    with pytest.raises(NoPlaceError, match="post office box"):
        find("PO Box 12, Boston")
    assert service.asked == []


def test_asked_where_the_points_know_only_the_street(service):
    assert find("1 Walnut Park").source == "nominatim"


def test_the_street_is_better_than_nothing(service):
    service.shutdown()
    service.server_close()
    assert find("1 Walnut Park").precision == Precision.STREET


def test_an_answer_is_kept(service):
    answers = [find("1 City Hall Square"), find("1  CITY HALL SQUARE")]
    assert (len(service.asked), answers[0]) == (1, answers[1])
    kept = GeocodeAnswer.objects.values_list("provider", "query", "latitude", "answered_on")
    assert list(kept) == [("nominatim", "1 city hall square, boston, ma", 42.3601, localdate())]


def test_a_no_is_kept_for_a_month(service):
    for _times in range(2):
        assert why_not("1 Nowhere Rd") == (RefusedError, "nominatim does not know it.")
    assert len(service.asked) == 1
    GeocodeAnswer.objects.update(answered_on=localdate() - timedelta(days=31))
    why_not("1 Nowhere Rd")
    assert [len(service.asked), GeocodeAnswer.objects.get().answered_on] == [2, localdate()]


@pytest.mark.parametrize("text", ["1 Whole Town Rd", "1 Springfield Rd"])
def test_a_whole_town_or_another_state_is_no_answer(service, text):
    assert why_not(text) == (RefusedError, "nominatim does not know it.")


FAILURES = {
    "1 Forbidden Rd": "nominatim does not let us ask; its key may be wrong.",
    "1 Busy Rd": "nominatim takes no more questions for now.",
    "1 Broken Rd": "nominatim answered with an error.",
    "1 Garbled Rd": "nominatim answered with an error.",
    "1 Odd Rd": "nominatim answered with an error.",
    "1 Slow Rd": "nominatim did not answer within 1 s.",
}


@pytest.mark.parametrize("text", FAILURES)
def test_a_failure_is_a_sentence_and_not_kept(service, text):
    assert why_not(text) == (ServiceFailedError, FAILURES[text])
    assert not GeocodeAnswer.objects.exists()


def test_a_service_that_is_not_there(service):
    service.shutdown()
    service.server_close()
    assert why_not("1 City Hall Square") == (
        ServiceFailedError,
        "nominatim cannot be reached.",
    )


def test_a_service_that_never_answers(settings):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.GEOCODER, settings.GEOCODER_TIMEOUT_S = "photon", 1
        settings.GEOCODER_URL = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        began = monotonic()
        assert why_not("1 City Hall Square") == (
            ServiceFailedError,
            "photon did not answer within 1 s.",
        )
        assert monotonic() - began < 3


def test_questions_keep_their_distance(service, settings):
    settings.GEOCODER_INTERVAL_S = 1
    began = monotonic()
    for number in (1, 2):
        find(f"{number} City Hall Square")
    assert monotonic() - began >= 1


def test_never_inside_a_transaction(service):
    with transaction.atomic(), pytest.raises(RuntimeError, match="before a transaction begins"):
        find("1 City Hall Square")
    assert service.asked == []


@pytest.mark.parametrize(
    ("name", "missing"),
    [("mapbox", "GEOCODER_API_KEY"), ("google", "GEOCODER_API_KEY"), ("pelias", "GEOCODER_URL")],
)
def test_a_setting_that_a_service_needs_is_named(settings, name, missing):
    settings.GEOCODER = name
    assert why_not("1 City Hall Square") == (ServiceFailedError, f"{missing} is missing.")

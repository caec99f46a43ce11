"""The log names no secret address."""

import logging

import pytest

from occme.logs import WithoutSecrets


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/link/OyqFP77vnbh3QNannDtHmiVyY6A6IVYN/", "/link/…/"),
        ("/calendar/OyqFP77vnbh3QNan.ics", "/calendar/…"),
        ("/searches/stop/12:AbC-d/?x=1", "/searches/stop/…/?x=1"),
        ("/organizations/sample-home/links/", "/organizations/sample-home/links/"),
    ],
)
def test_secrets_are_masked_in_message_and_arguments(path, kept):
    record = logging.makeLogRecord({"msg": f"Forbidden: {path}", "args": None})
    assert WithoutSecrets().filter(record)
    assert record.getMessage() == f"Forbidden: {kept}"
    record = logging.makeLogRecord({"msg": "Forbidden (%s): %s", "args": ("why", path)})
    WithoutSecrets().filter(record)
    assert record.getMessage() == f"Forbidden (why): {kept}"


def test_the_consoles_handler_has_the_filter(settings):
    handler = settings.LOGGING["handlers"]["console"]
    assert handler["filters"] == ["masked"]
    assert settings.LOGGING["filters"]["masked"] == {"()": "occme.logs.WithoutSecrets"}
